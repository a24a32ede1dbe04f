"""Sittings and the cases they go through: chosen by what they have in common (STAFF-1).

Every statement goes through the scope of who asks: a case that they do not see is in no list and
in no number (STAFF-11, NOTE-6).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from peewee import ModelSelect, fn

from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.models.plans import Activity, Plan, PlanState
from portal.models.sittings import Sitting, SittingCase, SittingState
from portal.models.staffings import Staffing, StaffingState
from portal.policy.sittings import MOST_CASES
from portal.policy.statuses import CaseStatus

SHOWN = 50  # sittings and open staffings on one page, the latest


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the cases have in common: each empty where it does not matter. `activity` is one of
    the signed plan's that runs on the day."""

    status: str = ""
    language: str = ""
    program: str = ""
    activity: str = ""

    @property
    def is_all(self) -> bool:
        """Whether nothing is chosen: a whole caseload (WA 3.4.2, All Cases)."""
        return not (self.status or self.language or self.program or self.activity)


class CaseLine(NamedTuple):
    """One case of a list."""

    key: str
    name: str
    number: str
    locale: str
    status: str


def chosen(actor: Actor, alike: Likeness, today: date) -> list[CaseLine]:
    """The open cases of somebody's own work that have these things in common, by name; at most one
    more than a sitting holds. One statement. Source: STAFF-1; WA 3.4.2."""
    query = Case.select(Case.key, Case.display_name, Case.number, Case.locale, Case.status).where(
        Case.work_of(actor), _condition(alike, today)
    )
    rows = query.order_by(Case.display_name, Case.id).limit(MOST_CASES + 1)
    return [CaseLine(*row) for row in rows.tuples()]


def chosen_ids(actor: Actor, alike: Likeness, today: date) -> list[int]:
    """The same cases' row numbers, in the same order. One statement."""
    query = Case.select(Case.id).where(Case.work_of(actor), _condition(alike, today))
    rows = query.order_by(Case.display_name, Case.id).limit(MOST_CASES + 1).tuples()
    return [number for (number,) in rows]


def _condition(alike: Likeness, today: date) -> Any:
    found = Case.status == alike.status if alike.status else Case.status != CaseStatus.CLOSED
    if alike.language:
        found &= Case.locale == alike.language
    if alike.program:
        found &= Case.program == alike.program
    if alike.activity:
        runs = (
            Plan.select(Plan.case)
            .join(Activity, on=(Activity.plan == Plan.id))
            .where(
                Plan.state == PlanState.SIGNED,
                Activity.kind == alike.activity,
                Activity.starts_on <= today,
                Activity.ends_on.is_null() | (Activity.ends_on >= today),
            )
        )
        found &= Case.id.in_(runs)
    return found


def kinds_there_are(actor: Actor) -> tuple[list[str], list[str], list[str]]:
    """The statuses, languages and programs of somebody's own open cases, for the choices of the
    form; one statement."""
    rows = (
        Case.select(Case.status, Case.locale, Case.program)
        .where(Case.work_of(actor), Case.status != CaseStatus.CLOSED)
        .distinct()
        .limit(1000)
        .tuples()
    )
    statuses, languages, programs = zip(*rows, strict=True) if rows else ((), (), ())
    return sorted(set(statuses)), sorted(set(languages)), sorted(set(programs))


def sittings_of(actor: Actor) -> list[dict[str, Any]]:
    """The sittings that this person sees, the latest first, with how many of the cases that they
    see were staffed; one statement."""
    is_seen = SittingCase.case.in_(Case.visible_to(actor).select(Case.id))
    counts = (
        SittingCase.select(
            SittingCase.sitting,
            fn.COUNT(SittingCase.id).alias("cases"),
            fn.COUNT(SittingCase.id)
            .filter(SittingCase.state != SittingState.WAITING)
            .alias("done"),
        )
        .where(is_seen)
        .group_by(SittingCase.sitting)
        .alias("counts")
    )  # fmt: skip
    query = Sitting.visible_to(actor).select(
        Sitting.key, Sitting.kind, Sitting.title, Sitting.held_on, Sitting.ended_at,
        Account.name.alias("by"), fn.COALESCE(counts.c.cases, 0).alias("cases"),
        fn.COALESCE(counts.c.done, 0).alias("done"),
    )  # fmt: skip
    joined = query.join_from(Sitting, counts, "LEFT JOIN", on=(counts.c.sitting_id == Sitting.id))
    return list(joined.order_by(Sitting.held_on.desc(), Sitting.id.desc()).limit(SHOWN).dicts())


def open_staffings(actor: Actor) -> list[dict[str, Any]]:
    """The staffings in preparation of somebody's own work, the next meeting first; one statement
    (STAFF-11)."""
    query = (
        Staffing.select(
            Staffing.key, Staffing.kind, Staffing.number, Staffing.held_at, Staffing.held_on,
            Case.key.alias("case_key"), Case.display_name.alias("name"),
            Case.number.alias("case_no"),
        )
        .join(Case)
        .where(
            Staffing.state == StaffingState.DRAFT, Staffing.scope(actor), Case.work_of(actor)
        )
    )  # fmt: skip
    order = (Staffing.held_on.is_null(), Staffing.held_on, Staffing.id)
    return list(query.order_by(*order).limit(SHOWN).dicts())


def lines_of(actor: Actor, sitting: Sitting) -> list[dict[str, Any]]:
    """The cases of a sitting that this person sees, in their order, each with its staffing; one
    statement."""
    query: ModelSelect = (
        SittingCase.select(
            SittingCase.id, SittingCase.position, SittingCase.state, Case.key.alias("case_key"),
            Case.display_name.alias("name"), Case.number.alias("case_no"), Case.status, Case.locale,
            Staffing.key.alias("staffing_key"), Staffing.state.alias("staffing_state"),
            Staffing.number.alias("staffing_no"),
        )
        .join(Case)
        .switch(SittingCase)
        .join(Staffing, "LEFT JOIN", on=(SittingCase.staffing == Staffing.id))
        .where(SittingCase.sitting == sitting.id, SittingCase.readable_by(actor))
    )  # fmt: skip
    return list(query.order_by(SittingCase.position).limit(MOST_CASES).dicts())


def sitting_of(actor: Actor, staffing: Staffing) -> Any:
    """The running sitting in which a staffing was begun, with the case that waits next in it
    (`next_key`); None where it was begun by itself. One statement."""
    waits = SittingCase.alias()
    next_key = (
        Case.select(Case.key)
        .join(waits, on=(waits.case == Case.id))
        .where(
            waits.sitting == Sitting.id, waits.state == SittingState.WAITING, Case.scope(actor)
        )
        .order_by(waits.position)
        .limit(1)
    )  # fmt: skip
    query = Sitting.visible_to(actor).select_extend(next_key.alias("next_key"))
    query = query.join_from(Sitting, SittingCase, on=(SittingCase.sitting == Sitting.id))
    return query.where(
        SittingCase.staffing == staffing.id, Sitting.ended_at.is_null()
    ).first()  # fmt: skip
