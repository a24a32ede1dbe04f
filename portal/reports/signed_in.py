"""The signed-in person, read in one query at each request."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import ModelSelect

from portal.db import UtcField
from portal.models.accounts import Account, Actor, Role, SignIn
from portal.models.people import Participant
from portal.prepared import Place, Prepared


@dataclass(frozen=True)
class SignedIn:
    """Who sits at this browser, until when (UTC), and how long they may be idle (seconds)."""

    actor: Actor
    locale: str
    ends_at: datetime
    idle_seconds: int
    is_shared: bool
    fresh_until: datetime | None

    def is_over(self, at: datetime) -> bool:
        """Whether the session reached its absolute end, however busy it was."""
        return self.ends_at <= at


def _query() -> ModelSelect:
    return (
        SignIn.select(
            SignIn.account_id, SignIn.participant_id, SignIn.ends_at, SignIn.idle_seconds,
            SignIn.is_shared, SignIn.fresh_until, Account.name, Account.role, Account.office,
            Account.unit, Account.is_locked, Participant.given_name, Participant.screen_locale,
            Participant.written_locale,
        )
        .join(Account, "LEFT JOIN", on=(SignIn.account_id == Account.id))
        .join(Participant, "LEFT JOIN", on=(SignIn.participant_id == Participant.id))
        .where(SignIn.digest == Place("digest"))
    )  # fmt: skip


_session = Prepared(_query)
_MOMENT = UtcField()


def find(digest: str) -> SignedIn | None:
    """The person behind a session's digest, or None when it is gone or the account is locked."""
    found = _session.tuples(digest=digest)
    if not found:
        return None
    (
        account_id, participant_id, ends_at, idle_seconds, is_shared, fresh_until, name, role,
        office_id, unit_id, is_locked, given_name, screen_locale, written_locale,
    ) = found[0]  # fmt: skip
    if is_locked:
        return None
    session = digest[:16]
    if participant_id:
        actor = Actor(Role.PARTICIPANT, participant_id, given_name, session=session)
        locale = screen_locale or written_locale
    else:
        actor = Actor(Role(role), account_id, name, office_id, unit_id or 0, session)
        locale = "en"
    ends: Any = _MOMENT.python_value(ends_at)
    return SignedIn(
        actor, locale, ends, idle_seconds, bool(is_shared), _MOMENT.python_value(fresh_until)
    )
