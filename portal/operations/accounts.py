"""Signing in and out, and staff accounts."""

import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher

from portal.models.accounts import Account, Actor, Role, SignIn
from portal.operations import operation, record

# Seconds idle, hours in all (safety.md, Sessions).
LIMITS = {
    Role.PARTICIPANT: (30 * 60, 12),
    Role.PROVIDER: (15 * 60, 8),
    Role.TRANSLATOR: (15 * 60, 8),
    Role.REVIEWER: (15 * 60, 8),
    Role.MONITOR: (10 * 60, 4),
    Role.ADMINISTRATOR: (10 * 60, 4),
}
STAFF_LIMITS = (15 * 60, 10)
SHARED_LIMITS = (10 * 60, 2)

_hasher = PasswordHasher()  # argon2id, the library's own costs


def hash_password(password: str) -> str:
    """A password as it is kept."""
    return _hasher.hash(password)


@operation()
def open_session(actor: Actor, *, digest: str, at: datetime, is_shared: bool = False) -> SignIn:
    """Opens a session for one who proved who they are; only the id's digest is kept.

    A shared phone's session is short: 10 minutes idle, 2 hours in all.
    """
    idle, hours = LIMITS.get(actor.role, STAFF_LIMITS)
    if is_shared:
        idle, hours = SHARED_LIMITS
    made = SignIn.create(
        digest=digest,
        account_id=None if actor.is_participant else actor.id,
        participant_id=actor.id if actor.is_participant else None,
        is_shared=is_shared,
        created_at=at,
        idle_seconds=idle,
        ends_at=at + timedelta(hours=hours),
    )
    record(actor, "sign_in", made)
    return made


@operation()
def close_session(actor: Actor, *, digest: str, at: datetime) -> None:
    """Ends a session for good."""
    SignIn.delete().where(SignIn.digest == digest).execute()
    record(actor, "sign_out")


def new_token() -> str:
    """A session's id: 256 random bits."""
    return secrets.token_urlsafe(32)


__all__ = ["Account", "close_session", "hash_password", "new_token", "open_session"]
