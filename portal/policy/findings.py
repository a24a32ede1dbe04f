"""What the checks of a text find: a code, how heavy it weighs, and what it is about."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops approval; a warning needs a reason."""

    ERROR = "error"
    WARNING = "warning"


class ProblemCode(StrEnum):
    """What can be wrong with a translation; words for them are on the screens."""

    FIELD_MISSING = "field_missing"
    FIELD_ADDED = "field_added"
    FIELD_REPEATED = "field_repeated"
    BRACES = "braces"
    PLURALS = "plurals"
    BLANK = "blank"
    MARKUP = "markup"
    ITEMS = "items"
    PERCENT = "percent"
    TAGS = "tags"
    TYPED_AMOUNT = "typed_amount"
    TYPED_DATE = "typed_date"
    TYPED_PHONE = "typed_phone"
    TYPED_EMAIL = "typed_email"
    TYPED_LINK = "typed_link"
    TYPED_CITATION = "typed_citation"
    BIDI_CONTROL = "bidi_control"
    GLYPH = "glyph"
    END_MARK = "end_mark"
    DOUBLE_SPACE = "double_space"
    DOUBLED_WORD = "doubled_word"
    NUMBERS = "numbers"
    SAME_AS_ENGLISH = "same_as_english"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    SENTENCES = "sentences"
    ACRONYM = "acronym"
    TERM = "term"
    TERM_FORBIDDEN = "term_forbidden"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `detail` is what it is about (a field's name, a character), never a sentence;
    `form` is the plural form it is in, from 1, or 0."""

    code: ProblemCode
    severity: Severity
    detail: str = ""
    form: int = 0

    @property
    def is_error(self) -> bool:
        """Whether it stops approval."""
        return self.severity is Severity.ERROR
