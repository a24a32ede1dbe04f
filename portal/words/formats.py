"""Formats of letters in words for staff: what each is called, why one is not there, what to do."""

from typing import Any

from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.locales import LOCALES
from portal.policy.formats import FormatRefusal, LetterFormat

FORMATS: dict[Any, Any] = {
    LetterFormat.LARGE_PRINT: _l("large print"),
    LetterFormat.BRAILLE: _l("Braille"),
    LetterFormat.AUDIO: _l("a spoken letter"),
}

REFUSALS: dict[Any, Any] = {
    FormatRefusal.NO_LANGUAGE: _l("is not made in this language"),
    FormatRefusal.NOT_TRANSLATED: _l("is not made of a letter that goes in English to them"),
    FormatRefusal.STATE_FORM: _l("is not made of a form that the state issued"),
    FormatRefusal.NOT_APPROVED: _l("waits until somebody has listened to this kind of letter once"),
    FormatRefusal.NOT_INSTALLED: _l("cannot be made on this machine"),
    FormatRefusal.UNREADABLE: _l("could not be made: there are signs in it without rules"),
    FormatRefusal.CUT_OFF: _l("could not be made after several tries"),
    FormatRefusal.NOT_SENT: _l("is made when the letter is sent"),
}

# The worker's task, in English like all that staff read.
_NOT_THERE = {LetterFormat.BRAILLE: "Braille", LetterFormat.AUDIO: "a spoken letter"}


def read_task(letter_no: str, letter_format: LetterFormat, spoken: str) -> str:
    """The worker's task where a letter cannot be had in the format that somebody reads."""
    language = LOCALES[spoken].english_name if spoken in LOCALES else spoken
    name = _NOT_THERE[letter_format]
    words = f"Read letter {letter_no} to them by telephone: {name} is not there"
    return words if spoken == "en" else f"{words}. Take an interpreter ({language})"


def emboss_task(letter_no: str, is_mailed: bool) -> str:
    """The worker's task where somebody reads Braille on paper."""
    way = "mail it" if is_mailed else "keep it at the office for them: nothing is mailed"
    return (
        f"Have letter {letter_no} embossed in Braille and {way}. The file is on the letter's page"
    )


def why_not_words(letter_format: LetterFormat, refusal: FormatRefusal) -> str:
    """Why a letter is not there in a format, as a sentence."""
    name = str(FORMATS[letter_format])
    return _("%(name)s %(why)s.", name=name[:1].upper() + name[1:], why=REFUSALS[refusal])


def before_sending(letter_format: LetterFormat, refusal: FormatRefusal | None) -> str:
    """One line of the list before a letter is sent, on a format that its reader asked for."""
    name = str(FORMATS[letter_format])
    if refusal is None:
        return _("They asked for %(name)s: it is made as the letter leaves.", name=name)
    why = str(REFUSALS[refusal])
    if refusal is FormatRefusal.NOT_TRANSLATED:
        return _(
            "They asked for %(name)s, which %(why)s: read it to them as you call.",
            name=name, why=why,
        )  # fmt: skip
    return _(
        "They asked for %(name)s, which %(why)s. You get a task: read the letter to them by"
        " telephone, with an interpreter where they need one.",
        name=name, why=why,
    )  # fmt: skip
