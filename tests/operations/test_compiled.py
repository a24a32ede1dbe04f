"""Compiled queries: the short way to a column's SQL says what the long way says, and a query that
is compiled once gives what a new one gives."""

from enum import StrEnum
from typing import Any

import flask
import pytest
from peewee import Context, fn

from portal import db
from portal.models import Account, Case, Participant, Task, Unit
from portal.models.accounts import Role
from portal.models.tasks import TaskOwner
from portal.operations.tasks import add_task
from portal.policy.statuses import CaseStatus
from portal.prepared import Place, Prepared
from tests.factories import NOON, TODAY, account, case, participant

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
    "words of the code": Case.select(Case.id).where(
        Case.status == CaseStatus.CLOSED, Case.is_restricted == False, Case.story != ""  # noqa: E712
    ),
}  # fmt: skip


def long_way(query: Any) -> Any:
    """SQL and values as the library itself writes them for the database in use."""
    return Context(**db.database.get_context_options()).sql(query.clone()).query()


def filled(sql: str, values: list[Any]) -> str:
    """A statement with its values in their places."""
    parts = sql.split(db.database.param)
    is_number = db.is_sqlite()
    told = [
        (str(int(one)) if is_number else str(one).upper()) if isinstance(one, bool) else f"'{one}'"
        for one in values
    ]
    return "".join(text + value for text, value in zip(parts, [*told, ""], strict=True))


@pytest.mark.parametrize("name", QUERIES)
def test_the_short_way_to_a_column_writes_the_same_sql(
    both_databases: flask.Flask, name: str
) -> None:
    assert filled(*QUERIES[name].clone().sql()) == filled(*long_way(QUERIES[name]))


class Sharp(StrEnum):
    """A word that would end the text it stands in."""

    QUOTED = "o'clock"


def test_what_the_code_names_stands_in_the_text_and_what_people_type_among_the_values(
    both_databases: flask.Flask,
) -> None:
    query = Case.select(Case.id).where(Case.status == CaseStatus.CLOSED, Case.story != "")
    sql, values = query.where(Case.number == "WTW-1", Case.unit == 7).sql()
    assert "'closed'" in sql
    assert "''" in sql
    assert values == ["WTW-1", 7]
    assert Case.select(Case.id).where(Case.story == Sharp.QUOTED).sql()[1] == ["o'clock"]


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


def pictured(one: Any) -> Any:
    """All that the library keeps of an object, and of what hangs on it."""
    if not hasattr(one, "__data__"):
        return one
    others = {name: value for name, value in vars(one).items() if not name.startswith("_")}
    return (
        type(one), one.__data__, one._dirty,
        {name: pictured(value) for name, value in one.__rel__.items()},
        {name: pictured(value) for name, value in others.items()},
    )  # fmt: skip


SECOND = Account.alias("second")
READ = {
    "a table": lambda: Case.select().order_by(Case.id),
    "two tables": lambda: Case.select(Case, Participant).join(Participant).order_by(Case.id),
    "some columns": lambda: (
        Case.select(Case.number, Participant.family_name).join(Participant).order_by(Case.id)
    ),
    "a figure beside": lambda: Case.select(Case, fn.LENGTH(Case.number).alias("length")).order_by(
        Case.id
    ),
    "somebody or nobody": lambda: (
        Case.select(Case.number, Account.id, Account.name, SECOND.name)
        .join(Account, "LEFT JOIN", on=(Case.worker == Account.id))
        .switch(Case)
        .join(SECOND, "LEFT JOIN", on=(Case.secondary == SECOND.id).alias("other"))
        .order_by(Case.id)
    ),
    "nobody and what hangs there": lambda: (
        Case.select(Case.id, SECOND.id, Unit.name)
        .join(SECOND, "LEFT JOIN", on=(Case.secondary == SECOND.id))
        .join(Unit, "LEFT JOIN", on=(SECOND.unit == Unit.id))
        .order_by(Case.id)
    ),
    "a table beside a chain of tables": lambda: (
        Task.select(Task.id, Account.name, Case.key, Participant.family_name)
        .join(Account, on=(Task.created_by == Account.id))
        .switch(Task)
        .join(Case)
        .join(Participant)
        .order_by(Task.id)
    ),
    "dictionaries": lambda: (
        Case.select(Case.number, Case.enrolled_on, Participant.id)
        .join(Participant)
        .order_by(Case.id)
        .dicts()
    ),
    "tuples": lambda: Case.select(Case.number, Case.enrolled_on).order_by(Case.id).tuples(),
    "tuples as they come": lambda: Case.select(Case.number).order_by(Case.id).tuples(),
    "named tuples": lambda: (
        Case.select(Case.number, Case.enrolled_on, Case.worker, Participant.id, Participant.id)
        .join(Participant)
        .order_by(Case.id)
        .namedtuples()
    ),
    "a table with nothing in it": lambda: Account.select(Account.unit).order_by(Account.id),
    "a column by another's name": lambda: Case.select(
        Case.id, Case.enrolled_on.alias("reassess_on"), fn.MAX(Case.assigned_since_at).alias("at")
    ).group_by(Case.id),
}


@pytest.mark.parametrize("name", READ)
def test_rows_are_read_as_the_library_reads_them(both_databases: flask.Flask, name: str) -> None:
    case(participant(), account(), "WTW-1", story="Works nights")
    made = case(participant("Hoa Tran"), account("Lee Park"), "WTW-2")
    Case.update(secondary=account("Jo Diaz").id).where(Case.id == made.id).execute()
    add_task(
        account("Kim Bell").actor, case=made, owner=TaskOwner.WORKER, text="Call", due_on=TODAY,
        at=NOON,
    )  # fmt: skip
    expected = [pictured(one) for one in READ[name]()]
    prepared = Prepared(READ[name])
    for _ in range(3):
        assert [pictured(one) for one in prepared.rows()] == expected
