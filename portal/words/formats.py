"""Formats of letters in words for staff: what each is called, why one is not there, what to do."""

from typing import Any

from portal.locales import LOCALES
from portal.policy.formats import FormatRefusal, LetterFormat

FORMATS: dict[Any, str] = {
    LetterFormat.LARGE_PRINT: "large print",
    LetterFormat.BRAILLE: "Braille",
    LetterFormat.AUDIO: "a spoken letter",
}

REFUSALS: dict[Any, str] = {
    FormatRefusal.NO_LANGUAGE: "is not made in this language",
    FormatRefusal.NOT_TRANSLATED: "is not made of a letter that goes in English to them",
    FormatRefusal.NOT_APPROVED: "waits until somebody has listened to this kind of letter once",
    FormatRefusal.NOT_INSTALLED: "cannot be made on this machine",
    FormatRefusal.UNREADABLE: "could not be made: there are signs in it without rules",
    FormatRefusal.CUT_OFF: "could not be made after several tries",
    FormatRefusal.NOT_SENT: "is made when the letter is sent",
}


def read_task(letter_no: str, letter_format: LetterFormat, spoken: str) -> str:
    """The worker's task where a letter cannot be had in the format that somebody reads."""
    language = LOCALES[spoken].english_name if spoken in LOCALES else spoken
    words = f"Read letter {letter_no} to them by telephone: {FORMATS[letter_format]} is not there"
    return words if spoken == "en" else f"{words}. Take an interpreter ({language})"


def before_sending(letter_format: LetterFormat, refusal: FormatRefusal | None) -> str:
    """One line of the list before a letter is sent, on a format that its reader asked for."""
    name = FORMATS[letter_format]
    if refusal is None:
        return f"They asked for {name}: it is made as the letter leaves."
    if refusal is FormatRefusal.NOT_TRANSLATED:
        return f"They asked for {name}, which {REFUSALS[refusal]}: read it to them as you call."
    return (
        f"They asked for {name}, which {REFUSALS[refusal]}. You get a task: read the letter to"
        " them by telephone, with an interpreter where they need one."
    )
