"""How a participant reads letters, and a letter's own files in those formats (LET-8)."""

import flask
from wtforms import BooleanField

from portal import braille, clock, pages, speech
from portal.access import Permission, actor, requires
from portal.forms import Form
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.letters import Letter
from portal.operations.letters.formats import ask_for_format, remember_formats
from portal.operations.views import record_view
from portal.policy.formats import BRAILLE_TABLES, VOICES, FormatRefusal, LetterFormat
from portal.policy.refusals import Refused
from portal.reports.formats import offers
from portal.serving import letter_file
from portal.staff.area import area
from portal.staff.cases import head
from portal.words.formats import why_not_words


class FormatsForm(Form):
    """The formats that somebody reads letters in, besides print."""

    large_print = BooleanField(_l("Large print (18 points)"))
    braille = BooleanField(_l("Braille"))
    audio = BooleanField(_l("Spoken letters"))


@area.get("/cases/<key:case_key>/formats")
@requires(Permission.CASE_WRITE)
def formats_show(case_key: str) -> flask.Response:
    """The formats that hold for each letter to this participant."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="letters", at=clock.now())
    person = case.participant
    form = FormatsForm(
        formdata=None, large_print=person.wants_large_print, braille=person.wants_braille,
        audio=person.wants_audio,
    )  # fmt: skip
    locale = str(person.written_locale)
    return pages.render(
        "staff/formats/show.html", form=form, has_braille=locale in BRAILLE_TABLES,
        has_voice=locale in VOICES, braille_here=braille.is_possible(),
        speech_here=speech.is_possible(), **head(case),
    )  # fmt: skip


@area.post("/cases/<key:case_key>/formats")
@requires(Permission.CASE_WRITE)
def formats_update(case_key: str) -> flask.typing.ResponseReturnValue:
    """Keeps them: the next letter goes by them."""
    case, form = Case.get_for(actor(), case_key), FormatsForm()
    if form.validate_on_submit():
        remember_formats(
            actor(), case=case, large_print=form.large_print.data, braille=form.braille.data,
            audio=form.audio.data, at=clock.now(),
        )  # fmt: skip
    return pages.done(
        "staff.formats_show", _("Kept for each letter from now on."), case_key=case_key
    )


def _letter(case_key: str, key: str) -> Letter:
    letter = Letter.get_for(actor(), key)
    if letter.case.key != case_key or not letter.sent_at:
        raise Letter.DoesNotExist(key)
    return letter


@area.get("/cases/<key:case_key>/letters/<key:letter_key>/formats/<any(braille, audio):wanted>")
@requires(Permission.LETTER_READ)
def formats_download(case_key: str, letter_key: str, wanted: str) -> flask.Response:
    """A letter's Braille file, to be embossed, or its sound; 404 until it is made."""
    letter = _letter(case_key, letter_key)
    record_view(actor(), case=letter.case, what="letters", at=clock.now())
    file = offers(letter)[LetterFormat(wanted)].file
    if file is None or not file.stored:
        flask.abort(404)
    return letter_file(file, letter)


@area.post("/cases/<key:case_key>/letters/<key:letter_key>/formats/<any(braille, audio):wanted>")
@requires(Permission.LETTER_SEND)
def formats_make(case_key: str, letter_key: str, wanted: str) -> flask.typing.ResponseReturnValue:
    """Asks for a letter in a format, also where it could not be made before."""
    letter, form, words = _letter(case_key, letter_key), Form(), _("It is being made.")
    letter_format = LetterFormat(wanted)
    try:
        ask_for_format(
            actor(), letter=letter, letter_format=letter_format, at=clock.now(),
            operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        words = why_not_words(letter_format, FormatRefusal(refused.codes[""]))
    return pages.done("staff.letters_show", words, case_key=case_key, letter_key=letter_key)
