"""What changes about a person."""

from datetime import datetime

from portal.models.accounts import Actor
from portal.models.people import Participant
from portal.operations import operation, record


@operation()
def choose_language(actor: Actor, *, locale: str, at: datetime) -> None:
    """Remembers the language a participant reads screens in; letters keep to the written one."""
    Participant.update(screen_locale=locale).where(Participant.id == actor.id).execute()
    record(actor, "choose_language", fields=["screen_locale"])
