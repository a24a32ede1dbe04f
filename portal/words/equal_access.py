"""What is done so that somebody can take part: read by staff and by the participant."""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.screenings import Accommodation, read

ACCOMMODATIONS: dict[str, Any] = {
    Accommodation.LARGE_PRINT: _l("Letters in large print"),
    Accommodation.BRAILLE: _l("Letters in Braille"),
    Accommodation.SPOKEN_LETTERS: _l("Letters to listen to"),
    Accommodation.EXPLAIN_LETTERS: _l("Letters are read aloud or explained"),
    Accommodation.REMIND: _l("A reminder before each meeting"),
    Accommodation.CALL_BEFORE: _l("A call before anything changes"),
    Accommodation.COPY_TO_PERSON: _l("A copy of letters to a person of trust"),
    Accommodation.HELP_WITH_FORMS: _l("Help with filling in forms"),
    Accommodation.MORE_TIME: _l("More time"),
    Accommodation.QUIET_PLACE: _l("A quiet place to meet"),
    Accommodation.SIGN_LANGUAGE: _l("Sign language"),
    Accommodation.MEET_ELSEWHERE: _l("Meetings by phone or at home"),
}


def lines(codes: str) -> list[str]:
    """The accommodations of a case in words, from the codes it keeps."""
    return [str(ACCOMMODATIONS[one]) for one in read(codes)]
