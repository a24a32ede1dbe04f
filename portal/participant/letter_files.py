"""A letter to keep or to take elsewhere: printed, large, spoken, in Braille, its days (LET-8)."""

import json
from typing import Any

import flask

from portal import i18n, pages
from portal.access import Permission, actor, requires
from portal.calendars import Entry, written
from portal.clock import now
from portal.dates import clock_time
from portal.forms import Form
from portal.i18n import gettext as _
from portal.models.letters import Letter
from portal.operations.letters.formats import ask_for_format
from portal.participant.area import area
from portal.policy.formats import LetterFormat, days_set
from portal.policy.refusals import Refused
from portal.reports.formats import offers
from portal.serving import calendar_file, letter_file, letter_pdf


@area.get("/letters/<key:letter_key>.pdf")
@requires(Permission.OWN_READ)
def letters_download(letter_key: str) -> flask.Response:
    """The letter as a file, as it was printed."""
    letter = Letter.get_for(actor(), letter_key)
    return letter_pdf(letter, letter.case, is_large=False)


@area.get("/letters/<key:letter_key>.large.pdf")
@requires(Permission.OWN_READ)
def letters_download_large(letter_key: str) -> flask.Response:
    """The letter in large print (LET-8)."""
    letter = Letter.get_for(actor(), letter_key)
    return letter_pdf(letter, letter.case, is_large=True)


@area.get("/letters/<key:letter_key>.brf")
@requires(Permission.OWN_READ)
def letters_download_braille(letter_key: str) -> flask.Response:
    """The letter as a Braille file; 404 until it is made (LET-8)."""
    return _file(letter_key, LetterFormat.BRAILLE)


@area.get("/letters/<key:letter_key>.ogg")
@requires(Permission.OWN_READ)
def letters_download_sound(letter_key: str) -> flask.Response:
    """The spoken letter, for the player on its page; 404 until it is made (LET-8).

    The address is the known one for a letter's sound; what comes is what every phone plays, and
    says so in its type: older iPhones play no Ogg.
    """
    return _file(letter_key, LetterFormat.AUDIO, is_played=True)


def _file(
    letter_key: str, letter_format: LetterFormat, *, is_played: bool = False
) -> flask.Response:
    letter = Letter.get_for(actor(), letter_key)
    offer = offers(letter)[letter_format]
    if offer.file is None or not offer.is_ready:
        flask.abort(404)
    return letter_file(offer.file, letter, is_played=is_played)


@area.post("/letters/<key:letter_key>/formats/<any(braille, audio):wanted>")
@requires(Permission.OWN_WRITE)
def letters_make(letter_key: str, wanted: str) -> flask.typing.ResponseReturnValue:
    """Asks for the letter in a format; it is there in a minute."""
    letter, form = Letter.get_for(actor(), letter_key), Form()
    try:
        ask_for_format(
            actor(), letter=letter, letter_format=LetterFormat(wanted), at=now(),
            operation_key=form.key,
        )  # fmt: skip
    except Refused:
        words = _("We cannot make this here. Ask your worker to read the letter to you.")
        return pages.done("participant.letters_show", words, letter_key=letter_key)
    words = _("We are making it. Look here again in a minute.")
    return pages.done("participant.letters_show", words, letter_key=letter_key)


@area.get("/letters/<key:letter_key>.ics")
@requires(Permission.OWN_READ)
def letters_calendar(letter_key: str) -> flask.Response:
    """The days that the letter sets, for one's own calendar: no word of what they are about."""
    letter = Letter.get_for(actor(), letter_key)
    raw: dict[str, Any] = json.loads(letter.fields)
    days = days_set(raw)
    if not days:
        flask.abort(404)
    title = _("A day from a letter. Look in the portal.")
    if str(raw.get("meeting_at", "")).isdecimal():
        at_time = clock_time(int(raw["meeting_at"]))
        title = _("%(time)s: a day from a letter. Look in the portal.", time=at_time)
    entries = [Entry(f"letter/{letter.key}/{on}", on, title) for on in days]
    return calendar_file(written(entries, now(), i18n.current()))
