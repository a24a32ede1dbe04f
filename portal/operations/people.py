"""What changes about a person."""

from datetime import datetime
from typing import Any

from portal.locales import LOCALES
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.people import Participant
from portal.operations import operation, record


@operation()
def choose_language(actor: Actor, *, locale: str, at: datetime) -> None:
    """Remembers the language a participant reads screens in; letters keep to the written one."""
    Participant.update(screen_locale=locale).where(Participant.id == actor.id).execute()
    record(actor, "choose_language", fields=["screen_locale"])


@operation()
def update_wishes(
    actor: Actor,
    *,
    case: Case,
    written_locale: str,
    spoken_locale: str,
    wants_text_messages: bool,
    wants_large_print: bool,
    at: datetime,
    wants_braille: bool = False,
    wants_audio: bool = False,
) -> list[str]:
    """Keeps how a participant wants to be written and spoken to: the language of letters, the one
    to speak, text messages, letters in large print, in Braille and spoken (LET-8). Only
    participants change their own.

    Gives the names of what changed, which are on record. Raises KeyError for a language that the
    portal does not know. Source: LANG-6; screens.md, section 1.4.
    """
    wished: dict[str, Any] = {
        "written_locale": LOCALES[written_locale].tag,
        "spoken_locale": LOCALES[spoken_locale].tag,
        "wants_text_messages": wants_text_messages,
        "wants_large_print": wants_large_print,
        "wants_braille": wants_braille,
        "wants_audio": wants_audio,
    }
    person = Participant.get_by_id(actor.id)
    changed = {name: value for name, value in wished.items() if getattr(person, name) != value}
    if changed:
        Participant.update(**changed).where(Participant.id == actor.id).execute()
    if "written_locale" in changed:
        # The lists keep the language on the case.
        Case.update(locale=written_locale, version=Case.version + 1).where(
            Case.participant == actor.id
        ).execute()
    outcome = "done" if changed else "unchanged"
    record(actor, "update_wishes", person, case=case, fields=list(changed), outcome=outcome)
    return list(changed)
