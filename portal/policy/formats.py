"""Letters in other formats than print: which there are, and which language has which (LET-8)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from portal.policy.sending import AHEAD


class LetterFormat(StrEnum):
    """How a letter can reach somebody who does not read 12 points of print."""

    LARGE_PRINT = "large_print"
    BRAILLE = "braille"
    AUDIO = "audio"


class FileState(StrEnum):
    """A file beside a letter: asked for, there, or not to be had."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


class FormatRefusal(StrEnum):
    """Why a letter is not there in a format."""

    NO_LANGUAGE = "no_language"  # nobody has rules or a voice for it
    NOT_TRANSLATED = "not_translated"  # it goes in a language that is not its reader's
    STATE_FORM = "state_form"  # only the state's PDF has its words
    NOT_APPROVED = "not_approved"  # no person has listened to its voice yet
    NOT_INSTALLED = "not_installed"  # the program that makes it is not on this machine
    UNREADABLE = "unreadable"  # a sign that the language's rules do not know
    CUT_OFF = "cut_off"  # it was tried several times
    NOT_SENT = "not_sent"


# The liblouis table of a language: contracted English as readers in the United States learn it,
# the customary grade elsewhere.
BRAILLE_TABLES = {
    "en": "en-ueb-g2.ctb",
    "es": "es-g1.ctb",
    "vi": "vi-vn-g1.ctb",
    "ru": "ru-litbrl.ctb",
    "ar": "ar-ar-g1.utb",
    "fa": "fa-ir-g1.utb",
    "ko": "ko-2006-g2.ctb",
    "zh-Hant": "zh-tw.ctb",
    "am": "ethio-g1.ctb",
}
# The espeak-ng voice of a language.
VOICES = {
    "en": "en-us",
    "es": "es-419",
    "vi": "vi",
    "zh-Hant": "cmn",
    "zh-Hans": "cmn",
    "ru": "ru",
    "ar": "ar",
    "fa": "fa",
    "ko": "ko",
    "am": "am",
    "uk": "uk",
}


def has_language(letter_format: LetterFormat, locale: str) -> bool:
    """Whether letters in a language can be made in a format at all (LET-8; DW CM, last line)."""
    if letter_format is LetterFormat.BRAILLE:
        return locale in BRAILLE_TABLES
    if letter_format is LetterFormat.AUDIO:
        return locale in VOICES
    return True


def why_not(
    letter_format: LetterFormat, locale: str, *, is_approved: bool = True, is_form: bool = False
) -> FormatRefusal | None:
    """Why a letter in a language does not reach its reader in a format; None where it does.

    `is_approved`: a person listened to this kind of letter in this voice once; `is_form`: the
    letter is a form that the state issued, whose words are in its PDF alone. Where there is a
    reason, a person reads the letter to them. Source: LET-8; DW CM, last line.
    """
    if is_form and letter_format is not LetterFormat.LARGE_PRINT:
        return FormatRefusal.STATE_FORM
    if not has_language(letter_format, locale):
        return FormatRefusal.NO_LANGUAGE
    if letter_format is LetterFormat.AUDIO and not is_approved:
        return FormatRefusal.NOT_APPROVED
    return None


def days_set(values: Mapping[str, str]) -> list[date]:
    """The local dates that a sent letter sets its reader, each once, the earliest first: what they
    may want in their own calendar. In: its raw values by field (screens.md, section 10)."""
    raw = {value for name, value in values.items() if name in AHEAD and value}
    return sorted(date.fromisoformat(value) for value in raw)
