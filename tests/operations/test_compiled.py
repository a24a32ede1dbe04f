"""Compiled queries: the short way to a column's SQL says what the long way says, and a query that
is compiled once gives what a new one gives."""

from typing import Any

import flask
import pytest
from peewee import Context, fn

from portal import db
from portal.models import Account, Case, Participant, Unit
from portal.models.accounts import Role
from portal.prepared import Place, Prepared
from tests.factories import account, case, participant

TWO_TABLES = Case.select(Case, Participant.family_name).join(Participant)
Worker = Account.alias("someone")
QUERIES = {
    "columns of two tables": TWO_TABLES.where(Case.number == "WTW-1", Participant.phone != ""),
    "an alias of a column": Case.select(Case.number.alias("no")).order_by(Case.id.desc()),
    "an alias of a table": Case.select(Worker.name).join(Worker, on=Case.worker == Worker.id),
    "a query within a query": Case.select().where(Case.unit.in_(Unit.select(Unit.id))),
    "a figure of a group": Case.select(Case.unit, fn.COUNT(Case.id)).group_by(Case.unit),
    "two queries in one": Case.select(Case.number).union_all(Account.select(Account.name)),
    "a change": Case.update(number="WTW-2").where(Case.id == 1),
    "a change by a column": Case.update(number=Case.display_name),
    "a new row": Unit.insert(name="Unit 9", office=1),
    "a row taken away": Unit.delete().where(Unit.name == "Unit 9"),
}


def long_way(query: Any) -> Any:
    """SQL and values as the library itself writes them for the database in use."""
    return Context(**db.database.get_context_options()).sql(query.clone()).query()


@pytest.mark.parametrize("name", QUERIES)
def test_the_short_way_to_a_column_writes_the_same_sql(
    both_databases: flask.Flask, name: str
) -> None:
    assert QUERIES[name].clone().sql() == long_way(QUERIES[name])


def numbers() -> Any:
    """Cases of a worker, by number."""
    return (
        Case.select(Case, Participant)
        .join(Participant)
        .where(Case.worker == Place("worker"))
        .order_by(Case.number)
    )


def test_a_compiled_query_gives_each_time_the_rows_of_its_own_values(
    both_databases: flask.Flask,
) -> None:
    ana, lee = account(), account("Lee Park", Role.COUNSELOR)
    made = Prepared(numbers)
    assert made.rows(worker=ana.id) == []
    for number, worker in (("WTW-1", ana), ("WTW-2", lee), ("WTW-3", ana)):
        case(participant(f"Person {number}"), worker, number)
    for _ in range(2):
        found = made.rows(worker=ana.id)
        assert [one.number for one in found] == ["WTW-1", "WTW-3"]
        assert [one.participant.family_name for one in found] == ["WTW-1", "WTW-3"]
        assert [one.number for one in made.rows(worker=lee.id)] == ["WTW-2"]
    Case.update(number="WTW-9").where(Case.worker == lee.id).execute()
    assert made.one(worker=lee.id).number == "WTW-9"


def test_a_compiled_query_without_rows_or_values_says_so(app: flask.Flask) -> None:
    made = Prepared(numbers)
    with pytest.raises(Case.DoesNotExist):
        made.one(worker=1)
    with pytest.raises(KeyError):
        made.rows()


def test_a_compiled_query_gives_its_rows_as_the_driver_has_them(
    both_databases: flask.Flask,
) -> None:
    made = Prepared(lambda: Case.select(Case.number).where(Case.worker == Place("worker")))
    ana = account()
    assert made.tuples(worker=ana.id) == []
    case(participant(), ana, "WTW-1")
    assert made.tuples(worker=ana.id) == [("WTW-1",)]
    with pytest.raises(KeyError):
        made.tuples()


def test_a_compiled_query_is_built_once_for_each_shape(app: flask.Flask) -> None:
    built = []

    def by(column: str) -> Any:
        built.append(column)
        return Case.select(Case.number).where(getattr(Case, column) == Place("value")).tuples()

    made = Prepared(by)
    case(participant(), account(), "WTW-1")
    for _ in range(2):
        assert made.rows("number", value="WTW-1") == [("WTW-1",)]
        assert made.rows("locale", value="vi") == []
    assert built == ["number", "locale"]
