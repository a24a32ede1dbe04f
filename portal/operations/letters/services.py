"""A letter on a supportive service that was thrown away and begun anew is its notice again."""

from portal.models.letters import Letter
from portal.models.supports import SupportiveService
from portal.reports.letters.suggestions import Event

ABOUT_SERVICES = (Event.SUPPORT_DECIDED, Event.SUPPORT_ENDED)


def name_on_service(letter: Letter) -> None:
    """Names the letter on the service of its cause ("support_ended:7"), in the running operation,
    where no other letter tells of that service."""
    _event, _colon, number = str(letter.cause).partition(":")
    SupportiveService.update(letter=letter.id).where(
        SupportiveService.id == int(number), SupportiveService.case == letter.case_id,
        SupportiveService.letter.is_null(),
    ).execute()  # fmt: skip
