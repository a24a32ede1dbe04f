"""Commands on staff accounts: the way in for the first ones, and the way out of a lock."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup

from portal import clock
from portal.models import Account, Office, Unit
from portal.models.accounts import SYSTEM, Role
from portal.operations import accounts as work
from portal.operations import operation, record
from portal.operations.accounts import throttles
from portal.policy.refusals import Refused

staff = AppGroup("staff", help="Make, lock, unlock and reset staff accounts.")

_ROLES = [role.value for role in Role if role not in (Role.PARTICIPANT, Role.SYSTEM)]
_REASONS = {
    work.AccountRefusal.TAKEN: "this e-mail has an account already",
    work.AccountRefusal.TOO_SHORT: f"a password has {work.PASSWORD_LENGTH} characters at least",
}


@contextmanager
def _refusals_said() -> Iterator[None]:
    try:
        yield
    except Refused as refused:
        for code in refused.codes.values():
            click.echo(_REASONS[work.AccountRefusal(code)], err=True)
        sys.exit(1)


def _account(email: str) -> Account:
    found: Account | None = Account.get_or_none(Account.email == email.lower())
    if found is None:
        click.echo(f"there is no account {email}", err=True)
        sys.exit(1)
    return found


@operation()
def _place(*, office: str, unit: str, at: object) -> tuple[int, int | None]:
    where, _made = Office.get_or_create(
        name=office, defaults={"address": "", "phone": "", "hours": ""}
    )
    its_unit = Unit.get_or_create(office=where, name=unit)[0] if unit else None
    record(SYSTEM, "place_account", where)
    return where.id, its_unit.id if its_unit else None


@staff.command()
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", required=True, type=click.Choice(_ROLES))
@click.option("--office", required=True, help="The office's name; made if it is new.")
@click.option("--unit", default="", help="The unit's name; made if it is new.")
@click.password_option()
def create(email: str, name: str, role: str, office: str, unit: str, password: str) -> None:
    """Make an account.

    Example: python app.py staff create ana@county.example --name "Ana Ruiz" --role counselor
    --office Eastmont --unit "Unit 4"
    """
    with _refusals_said():
        office_id, unit_id = _place(office=office, unit=unit, at=clock.now())
        work.create_account(
            SYSTEM, email=email, name=name, role=Role(role), office_id=office_id,
            unit_id=unit_id, password=password, at=clock.now(),
        )  # fmt: skip
    click.echo(f"{email} may sign in as {role}")


@staff.command()
@click.argument("email")
def lock(email: str) -> None:
    """Lock an account and end its sessions. Example: python app.py staff lock ana@county.example"""
    work.lock_account(SYSTEM, account=_account(email), at=clock.now())
    click.echo(f"{email} is locked")


@staff.command()
@click.argument("email")
def unlock(email: str) -> None:
    """Unlock an account and forget its failed tries.

    Example: python app.py staff unlock ana@county.example
    """
    account = _account(email)
    work.unlock_account(SYSTEM, account=account, at=clock.now())
    throttles.forget_tries(
        SYSTEM, counters=[throttles.staff_counter(account.email)], at=clock.now()
    )
    click.echo(f"{email} may sign in again")


@staff.command()
@click.argument("email")
@click.password_option()
def reset(email: str, password: str) -> None:
    """Give a new password, take the second factor away, end all sessions.

    Example: python app.py staff reset ana@county.example
    """
    account = _account(email)
    with _refusals_said():
        work.set_password(SYSTEM, account=account, password=password, at=clock.now())
    work.reset_second_factor(SYSTEM, account=account, at=clock.now())
    click.echo(f"{email} has a new password and sets up a second factor at the next sign-in")


COMMANDS = (staff,)
