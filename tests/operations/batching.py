"""Letters to many for tests: a caseload in several languages, and a batch to all of it."""

from typing import Any

from portal import worker
from portal.models import Account, BatchLetter, Case, LetterBatch, LetterVersion
from portal.operations.catalogs import load_letter_kinds
from portal.operations.letters.batches import begin_batch
from tests.factories import NOON, account, case, participant
from tests.operations.lettering import ADDRESS, release_in

LOCALES = ("en", "es", "vi", "ar", "km")  # of the last there is no release
FIELDS = {"reply_by": "2026-12-04"}
KIND = "no_contact_30_days"


def caseload(count: int, locales: tuple[str, ...] = LOCALES, **person: Any) -> list[Case]:
    """Ana's caseload: people who read these languages in turn, each with an address."""
    if not LetterVersion.select().exists():
        load_letter_kinds(NOON)
        for locale in ("es", "vi", "ar"):
            release_in(locale, KIND)
    ana = Account.get_or_none(Account.name == "Ana Ruiz") or account(phone="(510) 555-0142")
    values = {"address": ADDRESS} | person
    start = Case.select().count()
    return [
        case(
            participant(f"Hoa{start + one} Tran", locales[one % len(locales)], **values), ana,
            number=f"WTW-{3000 + start + one}",
        )
        for one in range(count)
    ]  # fmt: skip


def begin(cases: list[Case], **options: Any) -> LetterBatch:
    """A batch of the letter on 30 days without contact; the worker has done nothing of it yet."""
    worker.bind()
    ana = Account.get(Account.name == "Ana Ruiz")
    values = {
        "kind": KIND, "case_ids": [one.id for one in cases], "fields": FIELDS,
        "chosen": "All open cases", "is_same_list": True, "at": NOON,
    }  # fmt: skip
    return begin_batch(ana.actor, **(values | options))


def states(batch: LetterBatch) -> list[str]:
    rows = BatchLetter.select(BatchLetter.state).where(BatchLetter.batch == batch.id)
    return [state for (state,) in rows.order_by(BatchLetter.number).tuples()]
