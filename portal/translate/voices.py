"""Voices that read letters aloud: somebody who knows the language listens to each kind of letter
once, before participants hear it (LET-8)."""

import flask

from portal import clock, letter_kinds, pages, processes, speech
from portal.access import Permission, actor, requires
from portal.forms import Form
from portal.i18n import gettext as _
from portal.letter_html import letter_html
from portal.letter_text import lines_of, to_be_spoken
from portal.operations.letters.formats import approve_voice, withdraw_voice
from portal.policy.composing import NORMAL_SIZE
from portal.policy.formats import VOICES
from portal.reports import catalogs
from portal.reports.formats import approvals
from portal.serving import sound
from portal.translate.area import area
from portal.translate.samples import sample_letter

ENGLISH = "en"  # read by everybody who reviews


def _mine() -> list[str]:
    """The languages with a voice that this person may listen for. One statement."""
    own = catalogs.locales_of(actor())
    return [tag for tag in VOICES if tag == ENGLISH or tag in own]


def _place(locale: str, kind: str) -> None:
    """404 for a language that is not this person's or has no voice, and for an unknown letter."""
    if locale not in _mine() or kind not in letter_kinds.kinds():
        flask.abort(404)


@area.get("/voices")
@requires(Permission.CATALOG_REVIEW)
def voices_index() -> flask.Response:
    """Which kinds of letters may be heard, in the languages of this person."""
    names = {name: kind.name for name, kind in letter_kinds.kinds().items()}
    return pages.render(
        "translate/voices/index.html", tags=_mine(), names=names, approvals=approvals(),
        is_possible=speech.is_possible(), form=Form(),
    )  # fmt: skip


@area.get("/voices/<locale:locale>/<letter:kind>/sound")
@requires(Permission.CATALOG_REVIEW)
def voices_listen(locale: str, kind: str) -> flask.Response:
    """A kind of letter with a sample person, said in the language's voice; nothing is kept."""
    _place(locale, kind)
    texts = catalogs.texts_of(kind)
    if texts.letter is None:
        flask.abort(404)
    words = {row.block.context: row.text for row in catalogs.rows_of(texts, locale)}
    document = sample_letter(texts.letter, words, locale, 0, NORMAL_SIZE)
    try:
        made = speech.record(to_be_spoken(lines_of(letter_html(document.parts[0]))), locale)
    except (speech.SpeechError, processes.ProgramMissing, processes.ProgramFailed):
        flask.abort(404)
    return sound(made.content, made.media_type)


@area.post("/voices/<locale:locale>/<letter:kind>")
@requires(Permission.CATALOG_REVIEW)
def voices_approve(locale: str, kind: str) -> flask.typing.ResponseReturnValue:
    """It is good: participants may hear this kind of letter."""
    _place(locale, kind)
    approve_voice(actor(), kind=kind, locale=locale, at=clock.now(), operation_key=Form().key)
    return pages.done("translate.voices_index", _("Participants can hear this letter now."))


@area.post("/voices/<locale:locale>/<letter:kind>/withdraw")
@requires(Permission.CATALOG_REVIEW)
def voices_withdraw(locale: str, kind: str) -> flask.typing.ResponseReturnValue:
    """It is not good after all: nobody hears this kind of letter until it is approved again."""
    _place(locale, kind)
    withdraw_voice(actor(), kind=kind, locale=locale, at=clock.now())
    return pages.done("translate.voices_index", _("Participants do not hear this letter any more."))
