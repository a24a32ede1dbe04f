"""The base of every form and the fields that forms share, in the person's language."""

import re
from datetime import date
from typing import Any

import flask
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from portal import i18n, inputs
from portal.cookies import csrf_token
from portal.db import new_key
from portal.i18n import lazy as _l
from portal.policy.refusals import Refused

TEXT_LIMIT = 10_000  # characters a field; contract.md, Limits
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")

# WTForms has no catalogs for most of our languages: its messages are ours.
LIBRARY_MESSAGES = {
    "This field is required.": _l("Please fill this in."),
    "Not a valid choice.": _l("Please choose one of the answers."),
    "Not a valid choice": _l("Please choose one of the answers."),
    "Not a valid date value.": _l("Please give a date, for example 11/24/2026."),
    "Not a valid integer value.": _l("Please give a number."),
    "'%(value)s' is not a valid choice for this field.": _l("Please choose one of the answers."),
    "'%(value)s' are not valid choices for this field.": _l("Please choose one of the answers."),
}


class _Texts:
    def gettext(self, message: str) -> str:
        found = LIBRARY_MESSAGES.get(message)
        return str(found) if found is not None else i18n.gettext(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return one if number == 1 else many


_TEXTS = _Texts()


def clean_text(value: Any) -> Any:
    """A typed value without blanks around it and with one kind of line end."""
    return value.strip().replace("\r\n", "\n") if isinstance(value, str) else value


def no_control_characters(_form: Any, field: Any) -> None:
    """Refuses control characters, which no keyboard types and no page shows."""
    if field.data and isinstance(field.data, str) and _CONTROL.search(field.data):
        raise ValidationError(
            i18n.gettext("Some characters here cannot be kept. Please type it again.")
        )


def required(message: Any = None) -> Any:
    """The field must hold something; blanks alone are nothing."""
    return InputRequired(message or _l("Please fill this in."))


def at_most(limit: int = TEXT_LIMIT) -> Any:
    """At most so many characters."""
    return Length(max=limit, message=_l("This is too long. Please make it shorter."))


class Text(StringField):
    """One line of text: trimmed, bounded, without control characters."""

    def __init__(self, label: Any = "", validators: Any = (), limit: int = 200, **kwargs: Any):
        checks = [*validators, at_most(limit), no_control_characters]
        super().__init__(label, checks, filters=[clean_text], **kwargs)


class LongText(TextAreaField):
    """Several lines of text, up to the contract's 10,000 characters."""

    def __init__(self, label: Any = "", validators: Any = (), **kwargs: Any):
        checks = [*validators, at_most(), no_control_characters]
        super().__init__(label, checks, filters=[clean_text], **kwargs)


class DateParts(Field):
    """A date typed as month, day and year in three inputs of one name; one ISO value is read too.

    `raw_data` keeps what was typed, so that a wrong date is shown again as it was.
    """

    def process_formdata(self, typed: list[str]) -> None:
        """Makes the date of what was typed. Raises ValueError, in words, for what is no date."""
        parts = [part.strip() for part in typed]
        self.data = None
        if not any(parts):
            return
        try:
            if len(parts) == 1:
                self.data = date.fromisoformat(parts[0])
            else:
                month, day, year = (int(part) for part in parts)
                self.data = date(year, month, day)
        except ValueError:
            message = i18n.gettext("Please give a date, for example 11/24/2026.")
            raise ValueError(message) from None


class Form(FlaskForm):
    """A form with its CSRF token and the key that makes a double tap one thing.

    What somebody had typed when their session ran out is put back once they signed in again.
    """

    operation_key = HiddenField(default=new_key)

    class Meta:
        locales = ()

        def get_translations(self, form: Any) -> Any:
            """The texts of validators, in the language of the page."""
            return _TEXTS

        def render_field(self, field: Any, render_kw: dict[str, Any]) -> Any:
            """A field's input as HTML."""
            return inputs.written(field, render_kw)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        held = flask.g.get("held_form")
        if held is not None and flask.request.method == "GET" and self._is_its_own(held):
            kwargs["formdata"] = held
        csrf_token()  # signed once for a session: the library would sign one a form
        super().__init__(*args, **kwargs)

    def _is_its_own(self, held: Any) -> bool:
        """Whether what is held was typed into this form, and not another one of the page."""
        names = {name for name, _field in self._unbound_fields}
        typed = {name.split("-")[0] for name in held} - {"operation_key"}
        return len(typed & names) * 2 > len(typed)

    @property
    def key(self) -> str:
        """The form's operation key, bound to who sends it."""
        from portal import access

        who = access.actor_or_none()
        prefix = f"{who.role}:{who.id}:" if who else "-:0:"
        return (prefix + str(self.operation_key.data or new_key()))[:80]

    def refuse(self, refused: Refused, words: Any) -> None:
        """Puts a domain's refusals at their fields, in words.

        In: the refusal, and a function from a reason code to its words.
        """
        for name, code in refused.codes.items():
            target = self._fields.get(name)
            if target is None:
                self.form_errors.append(str(words(code)))
            else:
                target.errors = [*target.errors, str(words(code))]
