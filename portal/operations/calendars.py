"""The secret address of a worker's calendar: made, renewed, ended."""

from datetime import datetime
from hashlib import sha256

from portal.models.accounts import Account, Actor, Role
from portal.models.tasks import CalendarAddress
from portal.operations import operation, record


def digest_of(secret: str) -> str:
    """What is kept of a secret address: its SHA-256 in hex."""
    return sha256(f"calendar:{secret}".encode()).hexdigest()


@operation()
def renew_calendar(actor: Actor, *, secret: str, at: datetime) -> CalendarAddress:
    """Gives a worker's calendar this secret address (16 characters); the one before ends."""
    CalendarAddress.delete().where(CalendarAddress.account == actor.id).execute()
    made: CalendarAddress = CalendarAddress.create(
        account=actor.id, digest=digest_of(secret), made_at=at
    )
    record(actor, "renew_calendar", made)
    return made


@operation()
def end_calendar(actor: Actor, *, at: datetime) -> None:
    """Ends a worker's secret address, if there is one."""
    CalendarAddress.delete().where(CalendarAddress.account == actor.id).execute()
    record(actor, "end_calendar")


@operation(reads=True)
def calendar_owner(*, secret: str, at: datetime) -> Actor:
    """Whose calendar a secret address is, on record as a read of theirs. Raises
    CalendarAddress.DoesNotExist for one that ended, and for an account that is locked."""
    found = (
        CalendarAddress.select(CalendarAddress, Account)
        .join(Account)
        .where(CalendarAddress.digest == digest_of(secret), Account.is_locked == False)  # noqa: E712
        .get()
    )
    owner: Actor = found.account.actor
    if owner.role not in (Role.COUNSELOR, Role.SPECIALIST):
        raise CalendarAddress.DoesNotExist
    record(owner, "fetch_calendar", found)
    return owner
