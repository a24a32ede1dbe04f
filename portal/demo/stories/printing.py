"""Letters of the cast on paper: one run counted in with a letter missing, the rest waits."""

from portal.demo.cast import Cast
from portal.demo.telling import moment
from portal.models.printing import PrintItem, PrintState
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


ALL = (tell_all,)
