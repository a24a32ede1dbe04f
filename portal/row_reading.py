"""Rows of a compiled query become objects by a plan that is made once.

The library works out for each value of each row which object it belongs to and sets it through
two descriptors; a page reads a case of seventy columns several times (goals.md, SPEED-3). The
plan does the same with the dictionaries that the library keeps its objects' values in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from peewee import (
    CharField,
    DateField,
    Field,
    ForeignKeyField,
    IntegerField,
    ModelCursorWrapper,
    ModelDictCursorWrapper,
    ModelNamedTupleCursorWrapper,
    ModelObjectCursorWrapper,
    ModelTupleCursorWrapper,
    TextField,
)

Reader = Callable[[Sequence[tuple[Any, ...]]], list[Any]]

_AS_THEY_COME = (CharField, TextField, IntegerField)


@dataclass(frozen=True, slots=True)
class _Part:
    """One object of a row: the columns and names of its fields, the converters of those that need
    one, and the columns (place, name, converter) that are no fields. One that is kept is made
    though nothing is in it: others may hang on it."""

    model: type[Any]
    is_kept: bool
    columns: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    converters: list[tuple[str, Any]] = field(default_factory=list)
    others: list[tuple[int, str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Link:
    """An object that hangs on another: by a foreign key, or by a name of the query's own."""

    source: int
    name: str
    target: int
    beyond: list[int]  # the objects that hang on the target
    is_outer: bool
    is_key: bool


def reader_of(wrapper: Any) -> Reader | None:
    """How the rows of a cursor that read its first row become what the query gives (objects of
    tables, dictionaries, tuples with names and without), as the library would make them; None
    for what the library has to read itself."""
    if type(wrapper) is ModelTupleCursorWrapper:
        return _tuples(_converters(wrapper))
    if type(wrapper) is ModelDictCursorWrapper:
        return _dicts(wrapper.unique_columns, _converters(wrapper))
    if type(wrapper) is ModelNamedTupleCursorWrapper:
        return _named(wrapper.impl, _tuples(_converters(wrapper)))
    if type(wrapper) is ModelObjectCursorWrapper and wrapper.is_model:
        return _rows_of_table(wrapper)
    if type(wrapper) is ModelCursorWrapper and all(made[2] for made in wrapper._constructor_list):
        return _objects(wrapper)
    return None


def _converters(wrapper: Any) -> list[Any]:
    return [
        None if convert is None else _converter(field, convert)
        for field, convert in zip(wrapper.fields, wrapper.converters, strict=True)
    ]


def _tuples(converters: list[Any]) -> Reader:
    if not any(converters):
        return lambda rows: [tuple(row) for row in rows]
    return lambda rows: [
        tuple(
            value if convert is None else convert(value)
            for value, convert in zip(row, converters, strict=True)
        )
        for row in rows
    ]


def _named(make: Any, tuples: Reader) -> Reader:
    return lambda rows: [make._make(row) for row in tuples(rows)]


def _dicts(names: list[str], converters: list[Any]) -> Reader:
    converted = [(names[place], convert) for place, convert in enumerate(converters) if convert]

    def read(row: tuple[Any, ...]) -> dict[str, Any]:
        found = dict(zip(names, row, strict=True))
        for name, convert in converted:
            found[name] = convert(found[name])
        return found

    return lambda rows: [read(row) for row in rows]


def _rows_of_table(wrapper: Any) -> Reader:
    part = _Part(wrapper.model, is_kept=True)
    for column, name in enumerate(wrapper.unique_columns):
        _add(part, column, name, wrapper.fields[column], wrapper.converters[column])
    return lambda rows: [_object(row, [part], [], 0) for row in rows]


def _add(part: _Part, column: int, name: str, read_by: Any, convert: Any) -> None:
    column_of = part.model._meta.combined.get(name)
    if not isinstance(column_of, Field):
        part.others.append((column, name, convert))
        return
    part.columns.append(column)
    part.names.append(column_of.name)
    if found := _converter(read_by, convert):
        part.converters.append((column_of.name, found))


def _objects(wrapper: Any) -> Reader:
    keys = [key for key, _make, _is_model in wrapper._constructor_list]
    places = {key: place for place, key in enumerate(keys)}
    parts = [
        _Part(make, key == wrapper.model or bool(wrapper._dest_reachable.get(key)))
        for key, make, _is_model in wrapper._constructor_list
    ]
    for column, key, name, convert in wrapper._row_spec:
        _add(
            parts[places.get(key, places[wrapper.model])],
            column,
            name,
            wrapper.fields[column],
            convert,
        )
    links = [
        _Link(
            places[src], attr, places[dest],
            [places[key] for key in wrapper._dest_reachable.get(dest, ()) if key in places],
            is_outer, is_key,
        )
        for src, attr, dest, _is_dict, is_outer, is_key in wrapper.src_to_dest
        if src in places and dest in places
    ]  # fmt: skip
    root = places[wrapper.model]
    return lambda rows: [_object(row, parts, links, root) for row in rows]


def _converter(field: Any, convert: Any) -> Any:
    is_plain = isinstance(field, _AS_THEY_COME) or (
        isinstance(field, ForeignKeyField) and isinstance(field.rel_field, _AS_THEY_COME)
    )
    if is_plain and type(field).python_value in (Field.python_value, ForeignKeyField.python_value):
        return None
    return _date_or(convert) if type(field) is DateField else convert


def _date_or(convert: Any) -> Any:
    """Reads a date as SQLite keeps it, and all else as the library does."""
    return lambda value: (
        date.fromisoformat(value) if type(value) is str and len(value) == 10 else convert(value)
    )


def _object(row: tuple[Any, ...], parts: list[_Part], links: list[_Link], root: int) -> Any:
    objects: list[Any] = []
    found: list[bool] = []
    for part in parts:
        cells = [row[column] for column in part.columns]
        is_there = cells.count(None) < len(cells) or any(
            row[column] is not None for column, _name, _convert in part.others
        )
        objects.append(_made(part, cells, row) if is_there or part.is_kept else None)
        found.append(is_there)
    for link in links:
        _join(link, objects, found)
    return objects[root]


def _made(part: _Part, cells: list[Any], row: tuple[Any, ...]) -> Any:
    values = dict(zip(part.names, cells, strict=True))
    for name, convert in part.converters:
        if (value := values[name]) is not None:
            values[name] = convert(value)
    made: Any = object.__new__(part.model)
    made.__dict__.update(__data__=values, _dirty=set(), __rel__={})
    for column, name, convert in part.others:
        made.__dict__[name] = row[column] if convert is None else convert(row[column])
    return made


def _join(link: _Link, objects: list[Any], found: list[bool]) -> None:
    source, target = objects[link.source], objects[link.target]
    if not found[link.target] and not any(found[place] for place in link.beyond):
        if not link.is_outer:
            return
        target = None
    if link.is_outer and not found[link.source] and not found[link.target]:
        return
    if not link.is_key:
        # A name of the query's own, or a key that the library did not take for one.
        setattr(source, link.name, target)
        source._dirty.clear()
        return
    source.__rel__[link.name] = target
    if target is not None:
        key = source._meta.fields[link.name].rel_field.name
        source.__data__[link.name] = target.__data__.get(key)
