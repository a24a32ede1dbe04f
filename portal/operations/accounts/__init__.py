"""Staff accounts: made, locked, unlocked, given a password or role; that ends their sessions."""

import threading
from datetime import datetime
from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from portal.models.accounts import Account, Actor, Role
from portal.operations import operation, record
from portal.operations.accounts.sign_ins import close_sessions_of
from portal.policy.refusals import Refused


class AccountRefusal(StrEnum):
    """Why an account is not made or changed."""

    TAKEN = "taken"
    TOO_SHORT = "too_short"


PASSWORD_LENGTH = 12  # characters at least; no other demands (NIST SP 800-63B)

_hasher = PasswordHasher()  # argon2id, the library's own costs: 64 MiB and a tenth of a second
# Each check takes 64 MiB: so many at once and no more, whoever knocks.
_at_once = threading.BoundedSemaphore(4)
# A hash of something that nobody knows, with the costs of a real one.
NOBODYS = (
    "$argon2id$v=19$m=65536,t=3,p=4$7mkmzjPqw+HbmyPQofrKcw$74Fc5k"
    "SpaftndU4OLhX/DGjXKpdyz8ugEtupO5gBAi0"
)


def hash_password(password: str) -> str:
    """A password as it is kept."""
    return _hasher.hash(password)


def is_password_of(account: Account | None, password: str) -> bool:
    """Whether a password is right. For nobody's account the same work is done, in vain."""
    kept = str(account.password_hash) if account is not None else ""
    with _at_once:
        try:
            return _hasher.verify(kept or NOBODYS, password) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False


def needs_new_hash(account: Account) -> bool:
    """Whether the password was kept at lower costs than today's."""
    return _hasher.check_needs_rehash(str(account.password_hash))


@operation()
def keep_password_anew(actor: Actor, *, account_id: int, password: str, at: datetime) -> None:
    """Keeps the same password again at today's costs; sessions go on."""
    Account.update(password_hash=hash_password(password)).where(Account.id == account_id).execute()
    record(actor, "keep_password_anew", fields=["password_hash"])


@operation(result=Account)
def create_account(
    actor: Actor, *, email: str, name: str, role: Role, office_id: int,
    unit_id: int | None = None, phone: str = "", password: str = "",
    at: datetime, operation_key: str | None = None,
) -> Account:  # fmt: skip
    """Makes a staff account. Raises Refused: the e-mail is taken, or the password is too short."""
    address = email.strip().lower()
    if Account.select().where(Account.email == address).exists():
        raise Refused({"email": AccountRefusal.TAKEN})
    made: Account = Account.create(
        email=address, name=name.strip(), role=role, office=office_id, unit=unit_id, phone=phone,
        password_hash=_checked_hash(password) if password else "", created_at=at,
    )  # fmt: skip
    record(actor, "create_account", made)
    return made


def _checked_hash(password: str) -> str:
    if len(password) < PASSWORD_LENGTH:
        raise Refused({"password": AccountRefusal.TOO_SHORT})
    return hash_password(password)


@operation()
def set_password(actor: Actor, *, account: Account, password: str, at: datetime) -> None:
    """Gives an account a new password; its sessions end. Raises Refused when it is too short."""
    _change(actor, account, at, password_hash=_checked_hash(password))


@operation()
def change_role(actor: Actor, *, account: Account, role: Role, at: datetime) -> None:
    """Gives an account another role; its sessions end."""
    _change(actor, account, at, role=role)


@operation()
def lock_account(actor: Actor, *, account: Account, at: datetime) -> None:
    """Closes an account at once, in every browser."""
    _change(actor, account, at, is_locked=True)


@operation()
def unlock_account(actor: Actor, *, account: Account, at: datetime) -> None:
    """Opens a closed account again."""
    _change(actor, account, at, is_locked=False)


@operation()
def reset_second_factor(actor: Actor, *, account: Account, at: datetime) -> None:
    """Forgets an account's second factor: it sets up a new one at its next sign-in."""
    _change(actor, account, at, totp_secret="", totp_step=0)


def _change(actor: Actor, account: Account, at: datetime, **changes: object) -> None:
    Account.update(**changes).where(Account.id == account.id).execute()
    for name, value in changes.items():
        setattr(account, name, value)
    close_sessions_of(actor, account_id=account.id, at=at)
    record(actor, "change_account", account, fields=changes)
