"""Inputs of forms as HTML: the same as the form library writes, for a fifth of what it costs.

Its widgets build every attribute through several escaped strings; on a page with a form that was
more than half of the page (goals.md, SPEED-3). What is not known here goes the library's own way.
"""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape
from wtforms import widgets
from wtforms.widgets.core import clean_key

Writer = Callable[[Any, dict[str, Any]], str]


def written(field: Any, given: dict[str, Any]) -> Markup:
    """A field's input.

    In: the field, attributes for it; True stands for one without a value, False leaves one out.
    """
    asked = {**(field.render_kw or {}), **given}
    attributes = {clean_key(name) if "_" in name else name: asked[name] for name in asked}
    writer = _WRITERS.get(type(field.widget))
    if writer is None or "value" in attributes:
        found: Markup = field.widget(field, **attributes)
        return found
    for name, flag in vars(field.flags).items():
        if name in field.widget.validation_attrs:
            attributes.setdefault(name, flag)
    return Markup(writer(field, {"id": field.id, "name": field.name, **attributes}))  # noqa: S704


def _listed(attributes: dict[str, Any]) -> str:
    """Attributes as HTML, by their names in order."""
    return " ".join(
        name if attributes[name] is True else f'{name}="{_safe(attributes[name])}"'
        for name in sorted(attributes)
        if attributes[name] is not False
    )


def _safe(value: Any) -> str:
    # What counts as HTML already may hold quotation marks of its own.
    return str(escape(value)).replace('"', "&quot;")


def _input(field: Any, attributes: dict[str, Any]) -> str:
    own = {"type": field.widget.input_type, "value": field._value()}
    return f"<input {_listed({**own, **attributes})}>"


def _checkbox(field: Any, attributes: dict[str, Any]) -> str:
    return _input(field, {"checked": bool(field.data), **attributes})


def _text_area(field: Any, attributes: dict[str, Any]) -> str:
    return f"<textarea {_listed(attributes)}>\r\n{escape(field._value())}</textarea>"


def _select(field: Any, attributes: dict[str, Any]) -> str:
    is_multiple, coerce = field.widget.multiple, field.coerce
    chosen = (field.data or ()) if is_multiple else (field.data,)
    lines = []
    for value, words, *own in field.choices or ():
        mark = "selected " if coerce(value) in chosen else ""
        more = _listed(own[0]) + " " if own and own[0] else ""
        lines.append(f'<option {more}{mark}value="{_safe(value)}">{escape(words)}</option>')
    attributes["multiple"] = is_multiple
    return f"<select {_listed(attributes)}>{''.join(lines)}</select>"


_WRITERS: dict[type, Writer] = {
    widgets.TextInput: _input,
    widgets.EmailInput: _input,
    widgets.TelInput: _input,
    widgets.DateInput: _input,
    widgets.HiddenInput: _input,
    widgets.CheckboxInput: _checkbox,
    widgets.TextArea: _text_area,
    widgets.Select: _select,
}
