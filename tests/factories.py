"""A small named cast for tests, made the way the portal makes it."""

from datetime import UTC, date, datetime
from typing import Any

from portal.models import Account, Case, Office, Participant, Unit
from portal.models.accounts import Actor, Role
from portal.operations.cases import refresh

TODAY = date(2026, 11, 20)  # a Friday
NOON = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)  # noon in Los Angeles


def office(name: str = "Eastmont") -> Office:
    """The office, made once."""
    found, _ = Office.get_or_create(
        name=name,
        defaults={
            "address": "6955 Foothill Blvd, Oakland, CA 94605",
            "phone": "(510) 555-0100",
            "hours": "Monday to Friday, 8:30 AM to 5 PM",
        },
    )
    return found


def account(
    name: str = "Ana Ruiz", role: Role = Role.COUNSELOR, unit: str = "Unit 1", **values: Any
) -> Account:
    """A member of staff; the password hash is set where a test signs in by password."""
    where = office()
    its_unit, _ = Unit.get_or_create(office=where, name=unit)
    email = values.pop("email", name.split()[0].lower() + "@demo.example")
    return Account.create(
        email=email, name=name, role=role, office=where, unit=its_unit, created_at=NOON, **values
    )


def participant(name: str = "Maria Lopez", locale: str = "es", **values: Any) -> Participant:
    """A person who reads `locale`."""
    given, _, family = name.partition(" ")
    values.setdefault("birth_on", date(1990, 1, 15))
    return Participant.create(
        given_name=given,
        family_name=family,
        written_locale=locale,
        spoken_locale=locale,
        created_at=NOON,
        **values,
    )


def case(
    person: Participant | None = None,
    worker: Account | None = None,
    number: str = "WTW-1001",
    enrolled_on: date = date(2026, 11, 2),
    **values: Any,
) -> Case:
    """A case of a person with a worker, its lists' columns computed for TODAY."""
    person = person or participant()
    made = Case.create(
        number=number,
        participant=person,
        program=values.pop("program", "wtw"),
        office=office(),
        unit=worker.unit_id if worker else None,
        worker=worker,
        enrolled_on=enrolled_on,
        display_name=f"{person.family_name}, {person.given_name}",
        locale=person.written_locale,
        **values,
    )
    return refresh(made.id, TODAY)


def as_actor(who: Account | Participant) -> Actor:
    """Somebody as one who acts."""
    if isinstance(who, Account):
        return who.actor
    return Actor(Role.PARTICIPANT, who.id, who.given_name)
