"""Letters of the cast on paper: one run counted in with a letter missing, the rest waits; letters
to many that their sender stopped, to look at them once more."""

from portal.demo.cast import Cast
from portal.demo.telling import moment
from portal.models.printing import PrintItem, PrintState
from portal.operations.letters.batches import begin_batch, pause_batch
from portal.operations.letters.printing import count_in, count_out
from portal.reports import printing

RUN = 3  # letters of the run


def tell_all(cast: Cast) -> None:
    """The clerk printed yesterday's letters; one of them was in no envelope."""
    clerk = cast.staff["clerical"].actor
    pile = printing.next_pile(clerk.office_id)[:RUN]
    if len(pile) < RUN:
        return
    run = count_out(clerk, pile=pile, at=moment(cast, 1, 16, 0))
    first = PrintItem.get(PrintItem.run == run.id, PrintItem.state == PrintState.OUT)
    count_in(clerk, run=run, missing=[first.key], at=moment(cast, 1, 16, 40))
    # What is at the printer now, while the letter that was missing waits.
    if later := [line for line in printing.next_pile(clerk.office_id) if line[0] != first.id][:1]:
        count_out(clerk, pile=later, at=moment(cast, 0, 8, 30))


def letters_to_many(cast: Cast) -> None:
    """The counselor wanted to invite four people to be in touch, and stopped it at once."""
    counselor = cast.staff["counselor"].actor
    numbers = ("WTW-1002", "WTW-1003", "WTW-1008", "DW-2001")
    batch = begin_batch(
        counselor, kind="contact_due_soon", case_ids=[cast.cases[one].id for one in numbers],
        fields={}, chosen="/staff?view=no_live_contact", is_same_list=True, at=moment(cast, 1, 14),
    )  # fmt: skip
    pause_batch(counselor, batch=batch, at=moment(cast, 1, 14, 1))


ALL = (tell_all, letters_to_many)
