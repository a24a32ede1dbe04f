"""The form of a letter's own fields: an input for each type, choices from the phrase bank."""

import json
from collections.abc import Collection
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    TimeField,
)
from wtforms.validators import Length
from wtforms.validators import Optional as MayBeEmpty
from wtforms.widgets import CheckboxInput, ListWidget

from portal import letter_kinds
from portal.forms import Form, LongText, Text
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.letters import Letter, LetterWay
from portal.operations.letters import Going
from portal.policy.lettering import Field, FieldType, LetterKind
from portal.policy.programs import ProgramCode
from portal.reports.letters.starting import attempts_of
from portal.words.letter_checks import EXCEPTIONS
from portal.words.letter_events import WAYS
from portal.words.letters import BANKS, dated, field_name

PREFIX = "field_"  # keeps a letter's fields apart from the form's own


class LetterForm(Form):
    """A letter's own fields, made for its kind, the sender's note, and how the letter is to go."""

    personal_text = LongText(_l("A note of your own, in English"))
    personal_follows = BooleanField(
        _l("If its translation is not there when I send: send the letter, and the note follows")
    )
    by_portal = BooleanField(WAYS[LetterWay.PORTAL])
    by_print = BooleanField(WAYS[LetterWay.PRINT])
    exception = SelectField(
        _l("Listed exception to the full notice"),
        choices=[("", _l("None")), *((str(one), words) for one, words in EXCEPTIONS.items())],
    )
    exception_reason = Text(_l("Why it holds here"), [Length(max=300)])


def form_for(letter: Letter, case: Case) -> LetterForm:
    """The form of a draft with what is kept in it."""
    kind = letter_kinds.kinds()[letter.kind]
    kept: dict[str, str] = json.loads(letter.fields)
    own = [kind.fields[name] for name in kind.fields if name in letter_kinds.own_fields(kind.kind)]
    inputs = {
        PREFIX + field.name: _input(field, kind, kept.get(field.name, ""), case) for field in own
    }
    values = {
        PREFIX + field.name: _shown(field, kept.get(field.name, ""))
        for field in own
        if kept.get(field.name)
    }
    made: LetterForm = type("LetterForm", (LetterForm,), inputs)(
        data={**values, "personal_text": letter.personal_text, **_kept_going(letter)}
    )
    return made


def going_of(letter: Letter) -> Going:
    """How a draft is to go, as it was kept last."""
    return Going(
        tuple(way for way in LetterWay if letter.goes_by(way)), bool(letter.personal_follows),
        str(letter.exception), str(letter.exception_reason),
    )  # fmt: skip


def going_typed(form: LetterForm) -> Going:
    """How the letter is to go, as it was chosen on the form."""
    return Going(
        tuple(way for way, chosen in _ways(form).items() if chosen.data),
        bool(form.personal_follows.data), form.exception.data or "",
        (form.exception_reason.data or "").strip(),
    )  # fmt: skip


def _kept_going(letter: Letter) -> dict[str, Any]:
    kept = going_of(letter)
    return vars(kept) | {f"by_{way}": way in kept.ways for way in LetterWay}


def _ways(form: LetterForm) -> dict[LetterWay, BooleanField]:
    return {LetterWay.PORTAL: form.by_portal, LetterWay.PRINT: form.by_print}


def form_for_many(kind: str, names: Collection[str], case: Case) -> Form:
    """The form of the fields that are the same in letters of a kind to many; `case` is one of
    those that get one."""
    known = letter_kinds.kinds()[kind]
    own = [known.fields[name] for name in known.fields if name in names]
    inputs = {PREFIX + field.name: _input(field, known, "", case) for field in own}
    made: Form = type("ManyLettersForm", (Form,), {**inputs, "listed": HiddenField()})()
    return made


def raw_values(form: Form, kind: str, names: Collection[str] | None = None) -> dict[str, str]:
    """What was typed, as raw values by field name (letter_values.py); of the kind's own fields, or
    of `names` alone."""
    fields = letter_kinds.kinds()[kind].fields
    return {
        name: _raw(fields[name], form[PREFIX + name].data)
        for name in sorted(letter_kinds.own_fields(kind) if names is None else names)
    }


def _input(field: Field, kind: LetterKind, kept: str, case: Case) -> Any:
    label = field_name(field.name)
    if field.name == "rule":
        return SelectField(label, choices=[(one, one) for one in kind.citations[str(case.program)]])
    match field.type:
        case FieldType.DATE:
            return DateField(label, [MayBeEmpty()])
        case FieldType.TIME:
            return TimeField(label, [MayBeEmpty()])
        case FieldType.MONEY | FieldType.HOURS:
            return DecimalField(label, [MayBeEmpty()])
        case FieldType.CHOICE if field.bank:
            return SelectField(label, choices=[("", _("Choose")), *_codes(field, case)])
        case FieldType.LIST if field.bank:
            return SelectMultipleField(
                label, choices=_lines(field, kept, case), option_widget=CheckboxInput(),
                widget=ListWidget(prefix_label=False),
            )  # fmt: skip
        case FieldType.ADDRESS | FieldType.LIST:
            return LongText(label)
        case _:
            return Text(label)


def _codes(field: Field, case: Case) -> list[tuple[str, str]]:
    """What may be chosen. CalFresh is the food program of one state, and its training is offered
    in the program of that state alone (WTW 42-7.38, II.J)."""
    bank = [(str(code), str(words)) for code, words in BANKS[field.bank].items()]
    is_elsewhere = field.bank == "food_training" and case.program != ProgramCode.WTW
    return [one for one in bank if not is_elsewhere or one[0] == "not_offered"]


def _lines(field: Field, kept: str, case: Case) -> list[tuple[str, str]]:
    """What may be ticked: what is in the letter first, in its order, some of it with its day."""
    tried = field.name == "attempts"
    also = attempts_of(case) if tried else [code for code, _words in _codes(field, case)]
    known = dict.fromkeys([*kept.split("\n"), *also])
    return [(raw, dated(raw, field.bank)) for raw in known if raw]


def _shown(field: Field, raw: str) -> Any:
    try:
        match field.type:
            case FieldType.DATE:
                return date.fromisoformat(raw)
            case FieldType.TIME:
                return time(int(raw) // 60 % 24, int(raw) % 60)
            case FieldType.MONEY:
                return Decimal(raw) / 100
            case FieldType.HOURS:
                return Decimal(raw) / 60
            case FieldType.LIST if field.bank:
                return raw.split("\n")
            case _:
                return raw
    except (ValueError, InvalidOperation):
        return None


def _raw(field: Field, typed: Any) -> str:
    if typed is None or typed == "":
        return ""
    match field.type:
        case FieldType.DATE:
            return str(typed.isoformat())
        case FieldType.TIME:
            return str(typed.hour * 60 + typed.minute)
        case FieldType.MONEY:
            return str(round(typed * 100))
        case FieldType.HOURS:
            return str(round(typed * 60))
        case FieldType.LIST if not isinstance(typed, str):
            return "\n".join(typed)
        case _:
            return str(typed)
