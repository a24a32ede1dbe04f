"""Field values in words: raw strings (ISO dates, minutes, cents, codes) as each language says them.

Raw values are what is kept of a letter; their words are made anew for each language of the letter,
so that the translation and its English copy say the same.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

from portal import dates
from portal.policy.lettering import BlockRole, Field, FieldType, LetteringError, LetterKind

_DATED = re.compile(r"([a-z_]+)@([\d-]+)")
Phrase = Callable[[str, str], str]  # (phrase bank code, locale tag) -> words


def in_words(field: Field, raw: str, tag: str, phrase: Phrase) -> str:
    """One raw value as the language `tag` says it; "" stays "".

    Dates are local dates in ISO form, times minutes since midnight, money cents, hours minutes,
    choices phrase bank codes, list lines a code each, or "code@date" for what was done on a day.
    `phrase` says codes, and whatever text it does not know as it is.
    Raises LetteringError for a value that is not of its field's type. Source: LANG-2, LANG-5.
    """
    if not raw.strip():
        return ""
    try:
        match field.type:
            case FieldType.DATE:
                return dates.day(date.fromisoformat(raw), tag)
            case FieldType.TIME:
                return dates.clock_time(int(raw), tag)
            case FieldType.HOURS:
                return dates.hours(int(raw))
            case FieldType.MONEY:
                return money(int(raw))
            case FieldType.CHOICE:
                return phrase(raw, tag)
            case FieldType.LIST:
                lines = [line.strip() for line in raw.split("\n") if line.strip()]
                return "\n".join(_list_line(line, tag, phrase) for line in lines)
            case _:
                return raw
    except ValueError as error:
        raise LetteringError(f"field {field.name!r}: {raw!r} is no {field.type}") from error


def phrases_of(kind: LetterKind, texts: Mapping[str, str]) -> Phrase:
    """How a letter says codes: by its own blocks, in the language of `texts` (context to text), so
    that nothing goes out in it that no person approved (decision 7). A code it has no text for,
    and whatever is no code, is given as it is."""
    said = {
        block.code: text
        for block in kind.extras
        if block.role is BlockRole.PHRASE and (text := texts.get(block.context, ""))
    }
    return lambda code, _tag: said.get(code, code)


def unsaid(kind: LetterKind, raw: Mapping[str, str], texts: Mapping[str, str]) -> list[str]:
    """The codes of a letter's values for which `texts` (context to text) has no phrase, each once
    (LET-4)."""
    phrases = {(block.bank, block.code): block.context for block in kind.extras if block.bank}
    codes = [
        (field.bank, line.strip().partition("@")[0])
        for name, field in kind.fields.items()
        if field.bank
        for line in raw.get(name, "").split("\n")
    ]
    missing = [one[1] for one in codes if one in phrases and not texts.get(phrases[one])]
    return list(dict.fromkeys(missing))


def _list_line(line: str, tag: str, phrase: Phrase) -> str:
    dated = _DATED.fullmatch(line)
    if not dated:
        return phrase(line, tag)
    return f"{phrase(dated[1], tag)}: {dates.day(date.fromisoformat(dated[2]), tag)}"


def money(cents: int) -> str:
    """An amount of US dollars from cents: "$1,250.00", the same in every language (LANG-5)."""
    dollars, rest = divmod(cents, 100)
    return f"${dollars:,}.{rest:02d}"


def values_in(kind: LetterKind, raw: Mapping[str, str], tag: str, phrase: Phrase) -> dict[str, str]:
    """All values of a letter in the words of one language, by field name; fields that were not
    given are "". Raises LetteringError (LANG-2)."""
    return {
        name: in_words(field, raw.get(name, ""), tag, phrase) for name, field in kind.fields.items()
    }


def choices_of(kind: LetterKind, raw: Mapping[str, str]) -> dict[str, str]:
    """The codes of the letter's choice fields, which decide on its conditional blocks (ours)."""
    return {
        name: raw.get(name, "")
        for name, field in kind.fields.items()
        if field.type is FieldType.CHOICE
    }


def samples_of(kind: LetterKind, number: int) -> dict[str, str]:
    """The raw values of sample person `number` (0, 1 or 2), for previews (screens.md, 2)."""
    return {name: field.samples[number] for name, field in kind.fields.items()}
