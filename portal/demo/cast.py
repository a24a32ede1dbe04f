"""Who is in the demo: staff, translators and sixteen participants, from cast.toml."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from portal import resources
from portal.models import Account, Case, Office, Participant, TranslatorLocale, Unit
from portal.models.accounts import SYSTEM
from portal.operations import operation, record
from portal.operations.accounts import hash_password
from portal.operations.accounts.codes import issue_demo_code

PASSWORD = "touchpoint-demo"  # noqa: S105 - printed at every start of a demo
BORN_ON = date(1990, 1, 15)
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
    since = row.get("status_days")
    case: Case = Case.create(
        number=row["number"],
        participant=person,
        program=row["program"],
        office=office,
        unit=worker.unit_id,
        worker=worker,
        secondary=staff.get(row.get("secondary", "")),
        status=row.get("status", "active"),
        status_since_on=today - timedelta(days=since) if since is not None else None,
        enrolled_on=today - timedelta(days=row["enrolled_days"]),
        youngest_child_born_on=today - timedelta(days=children) if children else None,
        is_restricted=row.get("is_restricted", False),
        story=row["story"],
        display_name=f"{row['family']}, {row['given']}",
        locale=row["locale"],
    )
    issue_demo_code(case, at=at)
    return case
