"""A quicker way to the SQL of a column: queries name a hundred of them a page.

The query builder makes five objects and two scopes for every column it names, and a page spends
half of its time there (goals.md, SPEED-3). A column of a table that stands in the query under an
alias of its own making is always `"alias"."column"`; all else goes the builder's own way.

What the code itself names (a member of an enumeration, yes or no, nothing typed) stands in the
text of a query and not among its values: SQLite plans a query anew at each run when a value might
decide whether a partial index serves, and that costs more than running it.
"""

import re
from enum import StrEnum
from typing import Any

from peewee import SCOPE_VALUES, Context, Field, FieldAlias

_CODE = re.compile(r"[\w-]*", re.ASCII)


class QuickContext(Context):
    """The builder's context, with a short cut for fields of tables and for the code's own words."""

    __slots__ = ()

    def value(self, value: Any, converter: Any = None, add_param: bool = True) -> Any:
        """Adds a value to a query; gives the context itself."""
        super().value(value, converter, add_param)
        if add_param and self.state.scope != SCOPE_VALUES and self._sql[-1] == self._place:
            written = self._written(self._values[-1])
            if written is not None:
                self._values.pop()
                self._sql[-1] = written
        return self

    @property
    def _place(self) -> str:
        place: str = self.state.param or "?"
        return place

    def _written(self, value: Any) -> str | None:
        if value is True or value is False:
            return str(value).upper() if self._place == "%s" else str(int(value))
        is_code = isinstance(value, StrEnum) or value == ""
        return f"'{value}'" if is_code and _CODE.fullmatch(value) else None

    def sql(self, obj: Any) -> Any:
        """Adds the SQL of a part of a query; gives the context itself."""
        if not isinstance(obj, Field) or isinstance(obj, FieldAlias):
            return super().sql(obj)
        table = obj.model._meta.table
        if self.state.scope == SCOPE_VALUES or table._alias:
            return super().sql(obj)
        self._sql.append(f'"{self.alias_manager[table]}"."{obj.column_name}"')
        return self
