"""Letters for tests: a cast, drafts with every field filled, published languages."""

import json
from typing import Any

import pypdfium2

from portal import resources
from portal.models import (
    Account,
    Case,
    Letter,
    Release,
)
from portal.models.catalogs import LetterVersion
from portal.operations.cases import keys as case_keys
from portal.operations.catalogs import load_letter_kinds
from portal.operations.letters import (
    draft_letter,
    save_letter_fields,
)
from portal.operations.letters.leaving import UNDO, let_letters_leave
from portal.operations.letters.sending import send_letter
from portal.reports import catalogs, letters
from tests.factories import NOON, TODAY, account, case, participant

ADDRESS = "415 Harrison Street, Apt 12\nOakland, CA 94607"
FIELDS = {
    "no_contact_30_days": {
        "rule": "DW CM, Contact with Participant",
        "enrolled_on": "2026-11-02",
        "attempts": "",
        "reply_by": "2026-12-04",
    },
    "appointment": {
        "rule": "WTW 42-7.38 II.B",
        "meeting_kind": "support_team",
        "meeting_on": "2026-12-01",
        "meeting_at": "630",
        "place": "6955 Foothill Blvd, Room 4",
        "bring_list": "pay_stub",
    },
    "support_ended": {
        "rule": "WTW 42-7.38 II.I",
        "supports": "bus_pass",
        "stays": "stays_food",
        "effective_on": "2026-11-30",
        "reasons": "activity_is_over",
        "hearing_deadline": "2027-02-18",
        "keep_benefits_by": "2026-11-29",
        "legal_aid_phone": "(510) 555-0177",
    },
}


def release_in(locale: str, kind: str) -> Release:
    """A published language: the starting texts, as if a second person had approved them."""
    texts = {
        row.block.context: row.text for row in catalogs.rows_of(catalogs.texts_of(kind), locale)
    }
    version = (
        LetterVersion.select()
        .where(LetterVersion.kind == kind)
        .order_by(LetterVersion.id.desc())
        .get()
    )
    return Release.create(
        kind=kind, version=version, locale=locale, number=1, blocks=catalogs.frozen(texts),
        digest=catalogs.digest_of(texts), published_at=NOON,
    )  # fmt: skip


def phrase_in(locale: str, kind: str, code: str, text: str) -> None:
    """Changes what a published language says for a code; "" takes it away."""
    release = Release.get(Release.locale == locale, Release.kind == kind)
    texts = json.loads(release.blocks) | {f"shared.phrase_{code}": text}
    Release.update(blocks=catalogs.frozen(texts)).where(Release.id == release.id).execute()


def cast(
    locale: str = "vi", kind: str = "no_contact_30_days", **person: Any
) -> tuple[Account, Case]:
    """Ana, her case of somebody who reads `locale`, and letters that ship; `locale` published."""
    load_letter_kinds(NOON)
    if locale in ("es", "vi", "ru", "so", "ar"):
        release_in(locale, kind)
    ana = account(phone="(510) 555-0142")
    values = {"address": ADDRESS, "phone": "510 555 0177"} | person
    made = case(participant("Hoa Tran", locale, **values), ana)
    return ana, Case.get_for(ana.actor, made.key)


def draft(ana: Account, of: Case, kind: str = "no_contact_30_days", **changes: str) -> Letter:
    """A draft with every field filled, with changes; `personal` is the sender's own note."""
    personal = changes.pop("personal", "")
    made = draft_letter(ana.actor, case=of, kind=kind, at=NOON)
    return save_letter_fields(
        ana.actor, letter=made, fields=FIELDS[kind] | changes, personal_text=personal, at=NOON
    )


def send(ana: Account, letter: Letter, **options: Any) -> Letter:
    """Sends a letter and lets it leave."""
    made = send_letter(ana.actor, letter=letter, at=NOON, **options)
    let_letters_leave(at=NOON + UNDO)
    left: Letter = Letter.get_by_id(made.id)
    return left


def stored(of: Case, name: str) -> bytes:
    key = case_keys.open_case_key(Case.get_by_id(of.id))
    return resources.current().storage.read(name, key)


def words(pdf: bytes) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def codes(letter: Letter, of: Case) -> dict[str, Any]:
    return {one.field: one.code for one in letters.prepare(letter, of, TODAY).findings}
