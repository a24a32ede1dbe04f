"""What a participant wrote when they asked for help, into English for their worker (LANG-4)."""

from datetime import datetime

from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.catalogs import PersonalText
from portal.operations.catalogs.translations import ask_translation


def ask_english(
    actor: Actor, case: Case, kind: PersonalText, row_id: int, text: str, locale: str, at: datetime
) -> None:
    """Asks a translator for what was typed, in the running operation; of a case in danger nobody
    reads it but its workers (NOTE-6)."""
    if case.is_restricted:
        return
    ask_translation(
        actor, case=case, object_kind=kind, object_id=row_id, texts=[text], at=at,
        source=locale, target="en",
    )  # fmt: skip
