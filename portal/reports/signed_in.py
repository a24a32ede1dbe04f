"""The signed-in person, read in one query at each request."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import ModelSelect

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
            SignIn.account_id.alias("account_id"), SignIn.participant_id.alias("participant_id"),
            SignIn.ends_at, SignIn.idle_seconds, SignIn.is_shared, SignIn.fresh_until,
            Account.name, Account.role, Account.office, Account.unit, Account.is_locked,
            Participant.given_name, Participant.screen_locale, Participant.written_locale,
        )
        .join(Account, "LEFT JOIN", on=(SignIn.account_id == Account.id))
        .join(Participant, "LEFT JOIN", on=(SignIn.participant_id == Participant.id))
        .where(SignIn.digest == Place("digest"))
        .dicts()
    )  # fmt: skip


_session = Prepared(_query)


def find(digest: str) -> SignedIn | None:
    """The person behind a session's digest, or None when it is gone or the account is locked."""
    found = _session.rows(digest=digest)
    row: dict[str, Any] | None = found[0] if found else None
    if row is None or row["is_locked"]:
        return None
    session = digest[:16]
    if row["participant_id"]:
        actor = Actor(Role.PARTICIPANT, row["participant_id"], row["given_name"], session=session)
        locale = row["screen_locale"] or row["written_locale"]
    else:
        actor = Actor(
            Role(row["role"]), row["account_id"], row["name"],
            row["office"], row["unit"] or 0, session,
        )  # fmt: skip
        locale = "en"
    return SignedIn(
        actor, locale, row["ends_at"], row["idle_seconds"], row["is_shared"], row["fresh_until"]
    )
