"""Letters on paper for tests: sent letters with small PDFs of a known number of pages, waiting at
their office."""

from io import BytesIO
from itertools import count
from typing import Any

import pikepdf

from portal import resources
from portal.models import Account, Case, Letter, PrintItem
from portal.models.accounts import Role
from portal.models.letters import LetterState
from portal.operations.cases.keys import case_key
from portal.operations.letters.printing import count_out, queue_print
from portal.reports import printing
from tests import factories
from tests.factories import NOON, account, case, participant

_numbers = count(1)


def paper(text: str, pages: int) -> bytes:
    """A PDF of so many pages, each with the text and its number on it."""
    made = BytesIO()
    with pikepdf.new() as new:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        for number in range(1, pages + 1):
            page = new.add_blank_page(page_size=(612, 792))
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.contents_add(f"BT /F1 12 Tf 72 700 Td ({text} page {number}) Tj ET".encode())
        new.save(made)
    return made.getvalue()


def clerk(name: str = "Ed Roe", **values: Any) -> Account:
    return account(name, Role.CLERICAL, **values)


def sent_letter(of: Case, pages: int = 3, *, is_large: bool = False) -> Letter:
    """A letter that left, with a PDF of so many pages; the large one has two more."""
    number, key = f"L-{next(_numbers)}", case_key(of, at=NOON)
    store = resources.current().storage
    letter = Letter.create(
        case=of, kind="appointment", locale="es", letter_no=number, state=LetterState.SENT,
        sent_at=NOON, created_at=NOON, is_large_print=is_large, made_with="{}",
        pdf=store.put_bytes(paper(number, pages), key).name,
        pdf_large=store.put_bytes(paper(f"{number} large", pages + 2), key).name,
    )  # fmt: skip
    return Letter.get_by_id(letter.id)


def waiting(count_of: int = 3, **options: Any) -> list[Letter]:
    """Letters of as many people that wait at the office of Eastmont."""
    ana = Account.get_or_none(Account.name == "Ana Ruiz") or account()
    made = []
    for _one in range(count_of):
        number = next(_numbers)
        of = case(participant(f"Hoa{number} Tran", "vi"), ana, number=f"WTW-{2000 + number}")
        made.append(sent_letter(of, **options))
        queue_print(ana.actor, letter=made[-1], at=NOON)
    return made


def print_now(who: Account) -> Any:
    """A clerk takes what waits."""
    return count_out(who.actor, pile=printing.next_pile(factories.office().id), at=NOON)


def row(letter: Letter) -> PrintItem:
    """The latest row of the queue for a letter."""
    return (
        PrintItem.select().where(PrintItem.letter == letter.id).order_by(PrintItem.id.desc()).get()
    )
