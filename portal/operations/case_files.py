"""Cases from another system's file: looked at first, then taken, as often as one likes.

A case is known by its number, a person by name and birth date: never by a telephone or mailbox,
which several people share. What a file leaves empty stays as it is.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from peewee import fn

from portal import channels, resources
from portal.locales import LOCALES
from portal.models.accounts import Account, Actor, Office, Unit
from portal.models.cases import Case
from portal.models.people import Participant
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.operations.handings.assigning import assigned
from portal.operations.statuses import begin_status, enter_status
from portal.policy.calendar import office_date
from portal.policy.case_rows import CaseRow, RowRefusal, read_case
from portal.policy.meetings import is_new as is_new_case
from portal.policy.status_periods import BY_STEPS, StatusReason, StatusSource
from portal.policy.statuses import CaseStatus


class Outcome(StrEnum):
    """What a row does to the portal."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass
class Plan:
    """One row: what it would do, with what was found for it."""

    number: int  # of the row in the file
    outcome: Outcome
    row: CaseRow | None = None
    wrong: dict[str, RowRefusal] = field(default_factory=dict)
    person: Any = None
    case: Any = None
    changes: dict[str, Any] = field(default_factory=dict)
    person_changes: dict[str, Any] = field(default_factory=dict)

    @property
    def fields(self) -> list[str]:
        """The names of what would change."""
        return [*self.changes, *self.person_changes]


def plan_rows(rows: list[tuple[int, dict[str, str]]], today: date) -> list[Plan]:
    """What taking these rows would do, row by row; writes nothing. In: the local date."""
    seen: set[str] = set()
    plans = []
    for number, cells in rows:
        row, wrong = read_case(cells, today, LOCALES)
        if row is not None and row.number in seen:
            row, wrong = None, {"number": RowRefusal.NUMBER_TWICE}
        if row is not None:
            seen.add(row.number)
        plans.append(
            Plan(number, Outcome.REFUSED, wrong=wrong) if row is None else _plan(number, row)
        )
    return plans


def _plan(number: int, row: CaseRow) -> Plan:
    case = Case.select(Case, Participant).join(Participant).where(Case.number == row.number).first()
    wrong = _wrong_channels(row)
    worker = Account.get_or_none(Account.email == row.worker.lower()) if row.worker else None
    if row.worker and worker is None:
        wrong["worker"] = RowRefusal.NO_WORKER
    person = case.participant if case else None
    if case is not None and not _is_same(person, row):
        wrong["family_name"] = RowRefusal.OTHER_PERSON
    if case is None:
        found = _people(row)
        if len(found) > 1:
            wrong["family_name"] = RowRefusal.SEVERAL_PEOPLE
        person = found[0] if found else None
    if case is not None and case.is_restricted:
        # Its address and telephone are for its workers alone to change (NOTE-6).
        wrong["number"] = RowRefusal.IS_PRIVATE
    if case is not None:
        wrong |= _by_steps(case, row, worker)
    if wrong:
        return Plan(number, Outcome.REFUSED, row, wrong)
    plan = Plan(number, Outcome.NEW, row, person=person, case=case)
    plan.person_changes = _differing(person, _of_person(row)) if person else {}
    if case is not None:
        plan.changes = _differing(case, _of_case(row, worker))
        plan.outcome = Outcome.CHANGED if plan.fields else Outcome.SAME
    return plan


def _by_steps(case: Any, row: CaseRow, worker: Account | None) -> dict[str, RowRefusal]:
    """What a file would change that has steps of its own: the beginning and end of some statuses
    (CASE-4, CASE-5, CASE-6), and whose case it is (CASE-7)."""
    wrong = {}
    is_other = row.status and row.status != case.status
    if is_other and {row.status, case.status} & set(BY_STEPS):
        wrong["status"] = RowRefusal.STATUS_BY_STEPS
    if worker is not None and case.worker_id not in (None, worker.id):
        wrong["worker"] = RowRefusal.TRANSFERRED_BY_STEPS
    return wrong


def _wrong_channels(row: CaseRow) -> dict[str, RowRefusal]:
    wrong = {}
    if row.phone and not channels.normal_phone(row.phone):
        wrong["phone"] = RowRefusal.NO_PHONE
    if row.email and "@" not in channels.normal(row.email):
        wrong["email"] = RowRefusal.NO_EMAIL
    return wrong


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _is_same(person: Any, row: CaseRow) -> bool:
    return person.birth_on == row.birth_on and _folded(person.name) == _folded(
        f"{row.given_name} {row.family_name}"
    )


def _people(row: CaseRow) -> list[Any]:
    born = Participant.select().where(Participant.birth_on == row.birth_on)
    return [person for person in born if _is_same(person, row)]


def _of_person(row: CaseRow) -> dict[str, Any]:
    phone, email = channels.normal_phone(row.phone), channels.normal(row.email)
    told: dict[str, Any] = {
        "written_locale": row.written_language, "spoken_locale": row.spoken_language,
        "phone": phone, "email": email, "address": row.address,
        "phone_digest": resources.channel_digest(phone),
        "email_digest": resources.channel_digest(email),
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _of_case(row: CaseRow, worker: Account | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "program": row.program, "enrolled_on": row.enrolled_on, "family_type": row.family_type,
        "youngest_child_born_on": row.youngest_child_born_on, "status": row.status,
        "worker_id": worker.id if worker else None,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _differing(held: Any, told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if getattr(held, name) != value}


@operation()
def take_row(actor: Actor, *, number: int, row: CaseRow, at: datetime) -> Outcome:
    """Takes one row, looked at once more: makes the case, and the person where there is none yet,
    or changes what differs. A row that cannot be taken any more writes nothing."""
    plan = _plan(number, row)
    case, fields = plan.case, plan.fields
    if plan.outcome is Outcome.NEW:
        case = _make_case(row, plan.person or _make_person(row, at))
        begin_status(case, source=StatusSource.FILE, at=at)
    _tell_worker(actor, plan, case, at)
    if plan.person_changes:
        Participant.update(**plan.person_changes).where(Participant.id == plan.person.id).execute()
    today = office_date(at, resources.timezone())
    status = plan.changes.pop("status", "") if case is not None else ""
    if changes := plan.changes | _kept_beside(plan):
        Case.update(version=Case.version + 1, **changes).where(Case.id == case.id).execute()
    if status:
        enter_status(
            actor, case=case, status=CaseStatus(status), reason=StatusReason.FROM_FILE,
            starts_on=today, today=today, at=at, source=StatusSource.FILE,
        )  # fmt: skip
    elif plan.outcome is not Outcome.REFUSED:
        refresh(case.id, today)
    record(
        actor, "import_case", case, case=case.id if case else 0, fields=fields,
        outcome=plan.outcome,
    )  # fmt: skip
    return plan.outcome


def _tell_worker(actor: Actor, plan: Plan, case: Any, at: datetime) -> None:
    """A new case of a worker, and one that was nobody's, is given with a notice (CASE-1)."""
    today = office_date(at, resources.timezone())
    is_new = plan.outcome is Outcome.NEW and is_new_case(case.enrolled_on, today)
    if is_new and case.worker_id:
        assigned(actor, case, case.worker, at)
    elif plan.outcome is Outcome.CHANGED and "worker_id" in plan.changes:
        assigned(actor, case, Account.get_by_id(plan.changes["worker_id"]), at)


def _kept_beside(plan: Plan) -> dict[str, Any]:
    # The lists keep the language on the case; a new worker's unit is the case's.
    kept: dict[str, Any] = {}
    if "written_locale" in plan.person_changes:
        kept["locale"] = plan.person_changes["written_locale"]
    if "worker_id" in plan.changes:
        kept["unit"] = Account.get_by_id(plan.changes["worker_id"]).unit_id
    return kept


def _make_person(row: CaseRow, at: datetime) -> Participant:
    made: Participant = Participant.create(
        given_name=row.given_name, family_name=row.family_name, birth_on=row.birth_on,
        created_at=at, **_of_person(row),
    )  # fmt: skip
    return made


def _make_case(row: CaseRow, person: Any) -> Any:
    office = Office.select().where(fn.LOWER(Office.name) == row.office.lower()).first()
    if office is None:
        office = Office.create(name=row.office, address="", phone="", hours="")
    worker = Account.get_or_none(Account.email == row.worker.lower()) if row.worker else None
    unit = worker.unit_id if worker else None
    if unit is None and row.unit:
        unit = Unit.get_or_create(office=office, name=row.unit)[0].id
    facts = {"status": CaseStatus.ACTIVE} | _of_case(row, worker)
    return Case.create(
        number=row.number, participant=person, office=office, unit=unit,
        display_name=f"{person.family_name}, {person.given_name}",
        locale=row.written_language or person.written_locale, **facts,
    )  # fmt: skip
