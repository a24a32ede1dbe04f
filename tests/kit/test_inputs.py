"""Inputs are written as the form library writes them, only quicker."""

from datetime import date
from typing import Any

import pytest
from wtforms import (
    BooleanField,
    DateField,
    Form,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from portal import inputs

CHOICES: list[Any] = [("", "Choose"), ("a&b", 'The "first" <one>'), ("c", "Other", {"lang": "es"})]
GIVEN: list[dict[str, Any]] = [
    {},
    {"class": "input", "aria-describedby": False, "data_focus": True, "rows": 4},
    {"class_": "small", "id": "other", "required": False, "placeholder": 'a "b" <c>'},
    {"value": "given"},
]


class Everything(Form):
    """A field of each kind."""

    line = StringField("Line", [InputRequired(), Length(max=9)], render_kw={"inputmode": "tel"})
    secret = PasswordField("Secret")
    hidden = HiddenField("Hidden")
    text = TextAreaField("Text", [Length(max=99)])
    ticked = BooleanField("Ticked")
    open_box = BooleanField("Open")
    day = DateField("Day", [InputRequired()])
    one = SelectField("One", [InputRequired()], choices=CHOICES)
    empty = SelectField("Empty", choices=[])
    some = SelectMultipleField("Some", choices=CHOICES)
    radio = RadioField("Radio", choices=CHOICES)


@pytest.mark.parametrize("name", list(Everything()._fields))
@pytest.mark.parametrize("given", GIVEN)
def test_an_input_is_written_as_the_library_writes_it(name: str, given: dict[str, Any]) -> None:
    values = {
        "line": 'O\'Neil & "Sons" <b>', "text": "a\n<b>", "hidden": "x", "ticked": True,
        "day": date(2026, 3, 1), "one": "a&b", "some": ["c"], "radio": "c",
    }  # fmt: skip
    form = Everything(data=values)
    library = form[name](**given)
    quick = inputs.written(form[name], given)
    assert str(quick) == str(library)
