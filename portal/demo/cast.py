"""Who is in the demo: staff, translators and sixteen participants, from cast.toml."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from portal import resources
from portal.models import Account, Case, Office, Participant, TranslatorLocale, Unit
from portal.models.accounts import SYSTEM
from portal.models.statuses import StatusPeriod
from portal.operations import operation, record
from portal.operations.accounts import hash_password
from portal.operations.accounts.codes import issue_demo_code
from portal.operations.statuses import stand_as_of
from portal.policy.status_periods import StatusReason, StatusSource
from portal.policy.statuses import CaseStatus

PASSWORD = "touchpoint-demo"  # noqa: S105 - printed at every start of a demo
BORN_ON = date(1990, 1, 15)
_ORIENTED_AFTER = 9  # days from enrollment to the first day of taking part
_WHY = {
    CaseStatus.GOOD_CAUSE: StatusReason.CAUSE_PERIOD,
    CaseStatus.NONCOMPLIANCE: StatusReason.MISSED,
    CaseStatus.SANCTIONED: StatusReason.NO_CAUSE,
    CaseStatus.DISCONTINUED: StatusReason.AID_ENDED,
    CaseStatus.FOLLOW_UP: StatusReason.LEFT_PROGRAM,
}
_FILE = Path(__file__).with_name("cast.toml")


@dataclass(frozen=True)
class Cast:
    """Everybody by the name the stories call them: staff by mailbox, cases by number."""

    staff: dict[str, Account]
    cases: dict[str, Case]
    today: date
    at: datetime


@operation()
def seed_cast(*, today: date, at: datetime) -> Cast:
    """Makes offices, staff, participants and their cases; `today` is the office's date."""
    written = tomllib.loads(_FILE.read_text("utf-8"))
    office = Office.create(
        name="Eastmont Career Center",
        address="6955 Foothill Boulevard, Suite 100, Oakland, CA 94605",
        phone="(510) 555-0100",
        hours="Monday to Friday, 8:30 AM to 5:00 PM",
        timezone=resources.timezone(),
    )
    password = hash_password(PASSWORD)
    staff = {row["email"]: _member(row, office, password, at) for row in written["staff"]}
    cases = {row["number"]: _case(row, office, staff, today, at) for row in written["case"]}
    record(SYSTEM, "seed_cast")
    return Cast(staff, cases, today, at)


def _member(row: dict[str, Any], office: Office, password: str, at: datetime) -> Account:
    unit, _made = Unit.get_or_create(office=office, name=row["unit"])
    account: Account = Account.create(
        email=f"{row['email']}@demo.example",
        name=row["name"],
        phone=row["phone"],
        role=row["role"],
        office=office,
        unit=unit,
        password_hash=password,
        created_at=at,
    )
    for locale in row.get("locales", ()):
        TranslatorLocale.create(account=account, locale=locale)
    return account


def _person(row: dict[str, Any], at: datetime) -> Participant:
    phone, email = row["phone"], row.get("email", "")
    made: Participant = Participant.create(
        given_name=row["given"],
        family_name=row["family"],
        birth_on=BORN_ON,
        written_locale=row["locale"],
        spoken_locale=row["locale"],
        phone=phone,
        email=email,
        phone_digest=resources.channel_digest(phone),
        email_digest=resources.channel_digest(email),
        address=row["address"],
        wants_large_print=row.get("large_print", False),
        needs_interpreter=row["locale"] != "en",
        created_at=at,
    )
    return made


def _case(
    row: dict[str, Any], office: Office, staff: dict[str, Account], today: date, at: datetime
) -> Case:
    person, worker = _person(row, at), staff["counselor"]
    children = row.get("child_age_days")
    since = today - timedelta(days=row.get("status_days", row["enrolled_days"]))
    case: Case = Case.create(
        number=row["number"],
        participant=person,
        program=row["program"],
        office=office,
        unit=worker.unit_id,
        worker=worker,
        secondary=staff.get(row.get("secondary", "")),
        status=row.get("status", CaseStatus.ACTIVE),
        status_since_on=since if "status" in row else None,
        enrolled_on=today - timedelta(days=row["enrolled_days"]),
        youngest_child_born_on=today - timedelta(days=children) if children else None,
        is_restricted=row.get("is_restricted", False),
        story=row["story"],
        display_name=f"{row['family']}, {row['given']}",
        locale=row["locale"],
    )
    _stood(case, today, at)
    issue_demo_code(case, at=at)
    return case


def _stood(case: Any, today: date, at: datetime) -> None:
    """The periods of a case until its story goes on: enrolled, then active, then what it is."""
    active_on = case.enrolled_on + timedelta(days=_ORIENTED_AFTER)
    rows = [(CaseStatus.ENROLLED, StatusReason.NEW_CASE, case.enrolled_on)]
    if active_on <= today:
        rows.append((CaseStatus.ACTIVE, StatusReason.TAKES_PART, active_on))
    if case.status_since_on is not None:
        status = CaseStatus(case.status)
        rows.append((status, _WHY.get(status, StatusReason.FROM_FILE), case.status_since_on))
    for place, (status, reason, starts_on) in enumerate(rows):
        follows = [one[2] for one in rows[place + 1 :]]
        StatusPeriod.create(
            case=case, status=status, reason=reason, starts_on=starts_on, set_by=case.worker,
            ends_on=follows[0] - timedelta(days=1) if follows else None, set_at=at,
            source=StatusSource.WORKER,
        )  # fmt: skip
    stand_as_of(case, today)
