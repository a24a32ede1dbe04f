"""Two people at one tab: the second sees what the first saved beside what they typed, and keeps
one text, the other, or both (STAFF-7)."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from portal import dates
from portal.i18n import gettext as _
from portal.words import staffings as words
from portal.words.letter_phrases import DECISIONS


@dataclass(frozen=True, slots=True)
class Difference:
    """What somebody else saved in a field: a long text can be kept or joined, the rest is told."""

    name: str
    label: str
    text: str
    is_long: bool


def settled(sent: Mapping[str, Any]) -> MultiDict[str, Any]:
    """What was sent, with each text that two people wrote as it was chosen to be kept."""
    found: MultiDict[str, Any] = MultiDict(sent)
    for name in words.TEXTS:
        choice, theirs = found.get(f"choose_{name}", ""), found.get(f"theirs_{name}", "")
        if choice == "theirs":
            found[name] = theirs
        elif choice == "both" and theirs.strip() not in found.get(name, ""):
            found[name] = "\n\n".join(
                part for part in (found.get(name, "").strip(), theirs.strip()) if part
            )
    return found


def differences(mine: Any, theirs: Any, form: Any) -> list[Difference]:
    """Where what was saved is not what is typed here, in words; lists are told line by line."""
    found = []
    for field in dataclasses.fields(mine):
        own, other = getattr(mine, field.name), getattr(theirs, field.name)
        if own == other or field.name in ("key", "version", "code"):
            continue
        is_long = field.name in words.TEXTS
        label = words.TEXTS[field.name] if is_long else form[field.name].label.text
        told = _told(other, own)
        if told:
            found.append(Difference(field.name, str(label), told, is_long))
    return found


def _told(value: Any, own: Any) -> str:
    if isinstance(value, tuple):
        mine = own if isinstance(own, tuple) else ()
        return "; ".join(_line(one) for one in value if one not in mine)
    return _line(value)


def _line(value: Any) -> str:
    if dataclasses.is_dataclass(value):
        parts = [
            _line(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.name not in ("key", "is_brought", "is_invited")
        ]
        return ", ".join(part for part in parts if part)
    if isinstance(value, date):
        return dates.short_day(value)
    if value is None or value == "":
        return ""
    if value in DECISIONS:
        return str(DECISIONS[value])
    return words.code_words(str(value)) if value else _("nothing")


def joined_lines(mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
    """The lines as they are typed here, with those that only the other person has behind them."""
    known = {one.key for one in mine if one.key}
    return (*mine, *(one for one in theirs if one.key not in known))


def merged(mine: Any, theirs: Any) -> Any:
    """What is typed here, with the lines of lists that only the other person has."""
    lists = {
        field.name: joined_lines(getattr(mine, field.name), getattr(theirs, field.name))
        for field in dataclasses.fields(mine)
        if field.name in ("lines", "actions", "goals")
    }
    return dataclasses.replace(mine, **lists)
