"""Tries that fail make the next one wait: each failure doubles the delay (safety.md, Sign-in).

A delay and not a lock: whoever knows somebody's e-mail address or phone number must not be able to
shut them out. A try is counted before it is checked, so that many at once are many.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from portal import db, resources
from portal.models.accounts import SYSTEM, Actor, Throttle
from portal.operations import operation, record
from portal.sealing import subkey

SWEPT_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class Limit:
    """So many tries are free; the next waits `first` seconds, each further one twice as long, at
    most `most` seconds. One try is forgiven every `forgiven` seconds."""

    free: int
    first: int
    most: int
    forgiven: int

    def delay(self, failures: int) -> int:
        """Seconds to wait after so many failed tries."""
        over = failures - self.free
        return min(self.first * 2 ** min(over - 1, 20), self.most) if over > 0 else 0


NAME = Limit(free=5, first=5, most=15 * 60, forgiven=15 * 60)
# A library or a lobby is one network with many people in it.
NETWORK = Limit(free=30, first=2, most=15 * 60, forgiven=60)
SENDING = Limit(free=3, first=60, most=60 * 60, forgiven=60 * 60)


@dataclass(frozen=True)
class Counter:
    """What tries are counted by: a purpose, and the name or network; kept as a digest."""

    purpose: str
    value: str
    limit: Limit

    @property
    def key(self) -> str:
        """The row's key; neither addresses nor networks can be read from it."""
        secret = subkey(resources.current().config.secret_key.encode(), "throttle")
        return f"{self.purpose}:{hmac.new(secret, self.value.encode(), sha256).hexdigest()[:40]}"


@operation()
def take_try(actor: Actor, *, counters: Iterable[Counter], at: datetime) -> int:
    """Counts one try, or gives the seconds to wait before the next; 0 means go on.

    While one counter waits nothing is counted: impatience costs nothing more.
    """
    limits = {counter.key: counter.limit for counter in counters}
    for key in limits:
        Throttle.insert(key=key, last_at=at).on_conflict_ignore().execute()
    query = Throttle.select().where(Throttle.key.in_(list(limits))).order_by(Throttle.key)
    rows = list(query if db.is_sqlite() else query.for_update())
    wait = max((_seconds_left(row, at) for row in rows), default=0)
    if not wait:
        for row in rows:
            _count(row, limits[row.key], at)
    record(actor, "try_sign_in", outcome="waits" if wait else "counted")
    return wait


def _seconds_left(row: Throttle, at: datetime) -> int:
    until: datetime | None = row.blocked_until
    return max(0, int((until - at).total_seconds())) if until else 0


def _count(row: Throttle, limit: Limit, at: datetime) -> None:
    last: datetime = row.last_at
    forgiven = int((at - last).total_seconds()) // limit.forgiven
    failures = max(0, int(row.failures) - forgiven) + 1
    delay = limit.delay(failures)
    Throttle.update(
        failures=failures,
        last_at=at,
        blocked_until=at + timedelta(seconds=delay) if delay else None,
    ).where(Throttle.id == row.id).execute()


@operation()
def forget_tries(actor: Actor, *, counters: Iterable[Counter], at: datetime) -> None:
    """After a good sign-in, or at the counter by staff: a name starts again from nothing, a
    network gets this one try back."""
    for counter in counters:
        row = Throttle.key == counter.key
        if counter.limit is NETWORK:
            Throttle.update(failures=Throttle.failures - 1).where(
                row, Throttle.failures > 0
            ).execute()
            Throttle.update(blocked_until=None).where(
                row, Throttle.failures <= NETWORK.free
            ).execute()
        else:
            Throttle.delete().where(row).execute()
    record(actor, "forget_tries")


def staff_counter(email: str) -> Counter:
    """What tries at a staff account's password are counted by."""
    return Counter("staff", email.strip().lower(), NAME)


@operation()
def sweep_throttles(actor: Actor = SYSTEM, *, at: datetime) -> int:
    """Deletes counters that nothing was counted on for a week; how many."""
    gone: int = Throttle.delete().where(Throttle.last_at < at - SWEPT_AFTER).execute()
    record(actor, "sweep_throttles")
    return gone
