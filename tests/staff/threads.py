"""Threads for the tests of this area."""

from portal.models import Case, Message
from portal.operations.messages.threads import send_own_message
from tests.factories import NOON, as_actor


def path(made: Case) -> str:
    """The address of a case's thread."""
    return f"/staff/cases/{made.key}/messages"


def written(made: Case, text: str = "Hola Ana", locale: str = "es") -> Message:
    """What the participant writes."""
    return send_own_message(
        as_actor(made.participant), case=Case.get_by_id(made.id), text=text, locale=locale, at=NOON
    )
