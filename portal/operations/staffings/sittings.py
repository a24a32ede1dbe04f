"""Sittings: a whole caseload, or cases with something in common, staffed one after another; each
case gets a record of its own (STAFF-1; WA 3.4.2)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal import db, resources
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.sittings import Sitting, SittingCase, SittingState
from portal.models.staffings import Staffing, StaffingAttendee, StaffingState
from portal.operations import operation, record
from portal.operations.staffings import begin_staffing, seal
from portal.policy.calendar import office_date
from portal.policy.refusals import refuse_if
from portal.policy.sittings import SittingRefusal, refusals_to_begin
from portal.policy.staffing_attendees import AttendeeRole
from portal.policy.staffings import StaffingKind
from portal.reports.staffings.sittings import Likeness, chosen_ids


@dataclass(frozen=True)
class Asked:
    """A sitting as it is begun: its name, its local date, the professionals who are there, a line
    each, what the cases have in common, and the address of that list."""

    title: str
    held_on: date
    present: str
    alike: Likeness
    chosen: str = ""

    @property
    def kind(self) -> StaffingKind:
        """Which kind of staffing its cases get (WA 3.4.2)."""
        is_all, kinds = self.alike.is_all, StaffingKind
        return kinds.ALL_CASES if is_all else kinds.COMMON_CHARACTERISTICS


@operation(result=Sitting)
def begin_sitting(
    actor: Actor, *, asked: Asked, at: datetime, operation_key: str | None = None
) -> Sitting:
    """Begins a sitting over those of one's own cases that have something in common; which they are
    is settled now, and their order is that of their names.

    Raises Refused without a name, without another professional, and without cases.
    Source: STAFF-1, STAFF-2; WA 3.4.2.
    """
    today = office_date(at, resources.timezone())
    ids = chosen_ids(actor, asked.alike, today)
    refuse_if(
        refusals_to_begin(
            asked.kind, asked.title, asked.present, len(ids), asked.held_on, today
        )
    )  # fmt: skip
    made: Sitting = Sitting.create(
        kind=asked.kind, title=asked.title.strip(), chosen=asked.chosen[:200],
        present=asked.present.strip(), held_on=asked.held_on, unit=actor.unit_id,
        account=actor.id, begun_at=at,
    )  # fmt: skip
    rows = [
        {"sitting": made.id, "case": case_id, "position": place, "state": SittingState.WAITING}
        for place, case_id in enumerate(ids, 1)
    ]
    SittingCase.insert_many(rows).execute()
    record(actor, "begin_sitting", made)
    return made


@operation(result=Staffing)
def take_case(
    actor: Actor, *, sitting: Sitting, case: Case, at: datetime, operation_key: str | None = None
) -> Staffing:
    """Takes up one case of a sitting: its staffing is begun, with the day and the professionals of
    the sitting, or the one that is open of that kind is gone on with.

    Raises Refused for a sitting that is over or another's. Source: STAFF-1; WA 3.4.2.
    """
    held, line = _line(actor, sitting, case)
    if line.staffing_id is not None:
        record(actor, "take_sitting_case", held, case=case, outcome="repeated")
        taken: Staffing = Staffing.get_by_id(line.staffing_id)
        return taken
    kind = StaffingKind(held.kind)
    made: Any = Staffing.get_or_none(
        Staffing.case == case.id, Staffing.kind == kind, Staffing.state == StaffingState.DRAFT
    )
    if made is None:
        made = begin_staffing(actor, case=case, kind=kind, held_on=held.held_on, at=at)
        _add_present(actor, case, made, str(held.present), at)
    SittingCase.update(staffing=made.id, state=SittingState.STAFFED).where(
        SittingCase.id == line.id
    ).execute()
    record(actor, "take_sitting_case", held, case=case)
    found: Staffing = made
    return found


@operation()
def pass_case(actor: Actor, *, sitting: Sitting, case: Case, at: datetime) -> None:
    """Goes past a case that waits: it is not looked at today. One that was taken up stays so.
    Raises Refused for a sitting that is over or another's."""
    held, line = _line(actor, sitting, case)
    SittingCase.update(state=SittingState.PASSED).where(
        SittingCase.id == line.id, SittingCase.staffing.is_null()
    ).execute()
    record(actor, "pass_sitting_case", held, case=case)


@operation(result=Sitting)
def end_sitting(
    actor: Actor, *, sitting: Sitting, at: datetime, operation_key: str | None = None
) -> Sitting:
    """Ends a sitting: what waits in it was not looked at; the staffings that were begun go on by
    themselves. The first end stays. Raises Refused for another's."""
    _own(actor, sitting)
    Sitting.update(ended_at=at).where(
        Sitting.id == sitting.id, Sitting.ended_at.is_null()
    ).execute()  # fmt: skip
    record(actor, "end_sitting", sitting, fields=["ended_at"])
    ended: Sitting = Sitting.get_by_id(sitting.id)
    return ended


def _own(actor: Actor, sitting: Sitting) -> None:
    row: Any = sitting
    refuse_if({} if row.account_id == actor.id else {"": SittingRefusal.NOT_YOURS})


def _line(actor: Actor, sitting: Sitting, case: Case) -> tuple[Any, Any]:
    """The sitting and its line of a case, held by the running operation. Raises Refused, and
    SittingCase.DoesNotExist for a case that is not in it."""
    _own(actor, sitting)
    query = Sitting.select().where(Sitting.id == sitting.id)
    held: Any = (query if db.is_sqlite() else query.for_update()).get()
    refuse_if({"": SittingRefusal.ENDED} if held.ended_at is not None else {})
    line = SittingCase.get(SittingCase.sitting == held.id, SittingCase.case == case.id)
    return held, line


def _add_present(actor: Actor, case: Case, staffing: Any, present: str, at: datetime) -> None:
    """The professionals of the sitting stand on the list of each case; they were there."""
    names = [line.strip() for line in present.split("\n") if line.strip()]
    for place, name in enumerate(names, 2):
        key = db.new_key()
        StaffingAttendee.create(
            key=key, staffing=staffing.id, position=place, attended="yes",
            role=AttendeeRole.OTHER_PROFESSIONAL, invited_on=staffing.held_on,
            sealed=seal(actor, case, f"staffing_attendee/{key}/sealed", {"name": name}, at),
        )  # fmt: skip
