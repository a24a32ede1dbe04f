"""Queries that run often, behind every page or for thousands of letters: compiled once, run with
other values each time."""

from collections.abc import Callable, Sequence
from typing import Any

from peewee import ModelSelect, ModelUpdate, Node

from portal import clock
from portal.db import UtcField, database
from portal.row_reading import Reader, reader_of


class Place(Node):
    """Where a value will stand in a query that is compiled once."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __sql__(self, ctx: Any) -> Any:
        ctx._values.append(self)
        return ctx.literal(ctx.state.param or "?")


class Moment(Place):
    """Where the moment at which the query runs will stand, in UTC: nobody hands it in."""

    def __init__(self) -> None:
        super().__init__("now")


_MOMENTS = UtcField()


def _filled(places: list[Any], values: dict[str, Any]) -> list[Any]:
    return [_value(one, values) if isinstance(one, Place) else one for one in places]


def _value(place: Place, values: dict[str, Any]) -> Any:
    if type(place) is Moment:
        return _MOMENTS.db_value(clock.now())
    return values[place.name]


class Many:
    """Where several values will stand, as in `column.in_(many.places)`: queries for two and for
    ninety rows share few texts, since the values are filled up to a power of two."""

    def __init__(self, count: int) -> None:
        self.places = [Place(f"many_{number}") for number in range(count)]

    @staticmethod
    def filled(values: Sequence[Any]) -> dict[str, Any]:
        """The values by the names of their places, the last one repeated. Raises IndexError for
        no values at all."""
        count = 1 << (len(values) - 1).bit_length()
        repeated = [*values, *[values[-1]] * (count - len(values))]
        return {f"many_{number}": value for number, value in enumerate(repeated)}


class Prepared:
    """A query that is built and compiled at its first use and then run with other values.

    Building and compiling a query costs more than running it, and queries that stand behind every
    page run at every request. In: a function that builds the query, given its shape (what makes
    its text differ), with `Place("name")` where a value of that name will stand.
    """

    def __init__(self, build: Callable[..., ModelSelect | ModelUpdate]) -> None:
        self._build = build
        self._compiled: dict[Any, tuple[Any, str, list[Any]]] = {}
        self._readers: dict[Any, Reader] = {}

    def rows(self, *shape: Any, **values: Any) -> list[Any]:
        """The rows, as the query gives them: models, tuples or dicts. Raises KeyError for a value
        that was not given."""
        key, query, sql, places = self._query(shape)
        cursor = database.execute_sql(sql, _filled(places, values))
        reader = self._readers.get(key)
        if reader is not None:
            return reader(cursor.fetchall())
        wrapper = query._get_cursor_wrapper(cursor)
        found = list(wrapper)
        if found and (made := reader_of(wrapper)):
            self._readers[key] = made
        return found

    def tuples(self, *shape: Any, **values: Any) -> list[tuple[Any, ...]]:
        """The rows straight from the driver: SQLite gives dates and moments as text. Raises
        KeyError for a value that was not given."""
        _key, _query, sql, places = self._query(shape)
        found: list[tuple[Any, ...]] = database.execute_sql(sql, _filled(places, values)).fetchall()
        return found

    def changed(self, *shape: Any, **values: Any) -> int:
        """How many rows an update changed, its values given as the database keeps them. Raises
        KeyError for a value that was not given."""
        _key, _query, sql, places = self._query(shape)
        return int(database.execute_sql(sql, _filled(places, values)).rowcount)

    def one(self, *shape: Any, **values: Any) -> Any:
        """The first row. Raises the model's DoesNotExist, as `get` of a query does."""
        found = self.rows(*shape, **values)
        if not found:
            raise self._query(shape)[1].model.DoesNotExist("no such row")
        return found[0]

    def _query(self, shape: tuple[Any, ...]) -> tuple[Any, Any, str, list[Any]]:
        key = (database.obj.__class__, *shape)
        found = self._compiled.get(key)
        if found is None:
            query = self._build(*shape)
            found = self._compiled[key] = (query, *query.sql())
        return (key, *found)
