"""TEAM-3, TEAM-4, TEAM-5: the support team's paper and agenda, and that missing one counts nowhere."""

import ast
from pathlib import Path
from typing import Any

import flask
import peewee
import pytest

import portal
from portal import db
from portal.models import (
    TABLES,
    AgendaItem,
    Case,
    Meeting,
    Noncompliance,
    StatusPeriod,
    Task,
    TeamSummary,
)
from portal.models.accounts import Role
from portal.operations import meetings as operations
from portal.operations.cases import refresh
from portal.operations.meetings import agendas, teams
from portal.operations.meetings.teams import SummaryTexts
from portal.policy.meetings import MeetingState, Topic
from portal.policy.refusals import Refused
from portal.reports.meetings.team import agenda_of, filed_texts, purpose_of, texts_of
from tests.factories import NOON, TODAY, account, case, participant
from tests.rules.meeting_facts import at_noon, plan, provider_of

TEXTS = SummaryTexts("No ride on Fridays", "A job in care work", "Look at a bus pass")
MORE = SummaryTexts("No ride on Fridays", "A job in home care", "Bus pass is granted")


def test_team_3_the_provider_files_the_worker_signs_the_supervisor_initials(
    both_databases: flask.Flask,
) -> None:
    ana, boss = account(), account("Grace Kim", Role.SUPERVISOR)
    of = case(participant(), ana)
    priya = provider_of(of)
    for part in ("barriers", "goals", "recommendations"):
        texts = {"barriers": "a", "goals": "b", "recommendations": "c", part: " "}
        with pytest.raises(Refused) as refusal:
            teams.file_summary(priya.actor, case=of, texts=SummaryTexts(**texts), at=NOON)
        assert list(refusal.value.codes) == [part]
    stranger = account("Omar Aziz", Role.PROVIDER)
    with pytest.raises(Refused):
        teams.file_summary(stranger.actor, case=of, texts=TEXTS, at=NOON)
    filed = teams.file_summary(priya.actor, case=of, texts=TEXTS, at=NOON)
    assert TEXTS.goals not in str(filed.sealed_filed), "sealed under the case's key"
    with pytest.raises(Refused):
        teams.initial_summary(boss.actor, summary=filed, at=NOON)
    complete: dict[str, Any] = {"texts": MORE, "at": NOON}
    saved = teams.complete_summary(
        ana.actor, summary=filed, is_signed=False, version=1, **complete
    )  # fmt: skip
    with pytest.raises(Refused):
        teams.complete_summary(ana.actor, summary=filed, is_signed=True, version=1, **complete)
    signed = teams.complete_summary(
        ana.actor, summary=saved, is_signed=True, version=2, **complete
    )  # fmt: skip
    assert Task.get_by_id(filed.task_id).done_at == NOON
    with pytest.raises(Refused):
        teams.complete_summary(ana.actor, summary=signed, is_signed=True, version=3, **complete)
    with pytest.raises(Refused):
        teams.initial_summary(ana.actor, summary=signed, at=NOON)
    teams.initial_summary(boss.actor, summary=signed, at=NOON)
    done = TeamSummary.get_for(ana.actor, filed.key)
    assert (done.state, done.signed_by_id, done.initialed_by_id) == ("initialed", ana.id, boss.id)
    assert filed_texts(done)["goals"] == TEXTS.goals, "what was filed stays as it was"
    assert texts_of(done)["goals"] == MORE.goals


def test_team_4_seven_standing_topics_proposals_of_both_and_the_worker_decides(
    both_databases: flask.Flask,
) -> None:
    assert len(Topic) == 7
    ana = account()
    of = case(participant(), ana)
    priya = provider_of(of)
    meeting = plan(of)
    asked = {"meeting": meeting, "at": NOON}
    by_provider = agendas.propose_item(priya.actor, topic=Topic.JOBS, text="Agency hires", **asked)
    by_worker = agendas.propose_item(ana.actor, topic=None, text="Interpreter", **asked)
    with pytest.raises(Refused):
        agendas.propose_item(ana.actor, topic=None, text=" ", **asked)
    with pytest.raises(Refused):
        agendas.settle_agenda(ana.actor, purpose="Begin well", **asked)
    agendas.decide_item(
        ana.actor, item=AgendaItem.get_by_id(by_provider.id), is_taken=True, at=NOON
    )
    with pytest.raises(Refused):
        agendas.settle_agenda(ana.actor, purpose="Begin well", **asked)
    agendas.decide_item(ana.actor, item=AgendaItem.get_by_id(by_worker.id), is_taken=False, at=NOON)
    with pytest.raises(Refused):
        agendas.settle_agenda(ana.actor, purpose="", **asked)
    settled = agendas.settle_agenda(ana.actor, purpose="Begin well", **asked)
    of = Case.get_by_id(of.id)  # it has a key since something was sealed
    assert purpose_of(of, settled) == "Begin well"
    found = [(row.state, text) for row, text in agenda_of(of, settled)]
    assert found == [("taken", "Agency hires"), ("left_out", "Interpreter")]
    with pytest.raises(Refused):
        agendas.propose_item(priya.actor, topic=None, text="Too late", meeting=settled, at=NOON)
    item = AgendaItem.get_by_id(by_worker.id)
    with pytest.raises(Refused):
        agendas.decide_item(ana.actor, item=item, is_taken=True, at=NOON)
    with pytest.raises(AgendaItem.DoesNotExist):
        AgendaItem.get_for(account("Omar Aziz", Role.PROVIDER).actor, by_worker.key)


def test_team_5_missing_a_support_team_meeting_counts_nowhere(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    of = case(participant(), ana)
    before = _facts(of)
    for days in range(1, 13):
        made = plan(of, days=days)
        with pytest.raises(Refused):
            _tell(made, MeetingState.MISSED, days)
        _tell(made, MeetingState.NOT_HELD, days)
    refresh(of.id, TODAY)
    assert _facts(of) == before
    assert not Noncompliance.select().exists()
    for statement in ("UPDATE meeting SET state = 'missed'", "UPDATE meeting SET about = 'x'"):
        with pytest.raises(peewee.IntegrityError), db.database.atomic():
            db.database.execute_sql(statement)


def _tell(meeting: Meeting, outcome: MeetingState, days: int) -> None:
    operations.record_outcome(
        meeting.case.worker.actor, meeting=meeting, outcome=outcome, version=1, at=at_noon(days),
        with_participant=False,
    )  # fmt: skip


def _facts(of: Case) -> tuple[Any, ...]:
    """Everything that is kept of a case, its periods and tasks."""
    row = Case.select().where(Case.id == of.id).dicts().get()
    row.pop("version")
    row.pop("sealed_key")
    periods = StatusPeriod.select().where(StatusPeriod.case == of.id).dicts()
    return (row, list(periods), Task.select().count())


def _reached_from(table: Any) -> set[Any]:
    """Every table that a table's foreign keys lead to, and theirs, and so on."""
    seen, todo = set(), [table]
    while todo:
        for key in todo.pop()._meta.refs:
            if key.rel_model not in seen:
                seen.add(key.rel_model)
                todo.append(key.rel_model)
    return seen


def test_no_foreign_key_leads_from_a_meeting_to_what_is_done_about_noncompliance_or_back() -> None:
    by_topic = {
        topic: [one for one in TABLES if one.__module__ == f"portal.models.{topic}"]
        for topic in ("meetings", "noncompliance", "statuses", "staffings", "verdicts")
    }
    assert all(by_topic.values())
    meetings = set(by_topic.pop("meetings"))
    for found in by_topic.values():
        for table in found:
            assert not _reached_from(table) & meetings, table
    taking = {one for found in by_topic.values() for one in found}
    for table in meetings:
        assert not _reached_from(table) & taking, table


ROOT = Path(portal.__file__).parent
TAKING = ("noncompliance", "sanction_gate", "statuses", "status_periods", "verdicts")


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{one.name}" for one in node.names}
    return found


def _modules(topic: str) -> list[Path]:
    return [
        path
        for path in ROOT.rglob("*.py")
        if topic in path.relative_to(ROOT).with_suffix("").parts and "demo" not in path.parts
    ]


@pytest.mark.parametrize("topic", TAKING)
def test_what_takes_something_away_knows_no_meetings_and_meetings_know_nothing_of_it(
    topic: str,
) -> None:
    assert _modules(topic)
    for path in _modules(topic):
        names = {name for one in _imports(path) for name in one.split(".")}
        assert not names & {"meetings", "Meeting", "TeamNotice", "TeamSummary"}, path
    for path in _modules("meetings"):
        names = {name for one in _imports(path) for name in one.split(".")}
        known = {"noncompliance", "Noncompliance", "sanction_gate", "status_periods", "verdicts"}
        assert not names & known, path
