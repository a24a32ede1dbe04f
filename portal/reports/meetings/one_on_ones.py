"""One-on-one orientations, counted with their dates for each worker (TEAM-6)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.models.meetings import Meeting, OneOnOne, OneOnOneState
from portal.policy.meetings import MeetingKind, MeetingState
from portal.reports.cases.sealed_texts import opened


@dataclass
class Counted:
    """A worker's one-on-one orientations: the local dates on which they were held."""

    worker: str
    dates: list[date] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many were held."""
        return len(self.dates)

    @property
    def days(self) -> int:
        """On how many days."""
        return len(set(self.dates))


def one_on_ones_of(actor: Actor, since: date, until: date) -> list[Counted]:
    """The one-on-one orientations that were held on local dates from `since` to `until`, by the
    worker who asked for them, on the cases this person sees; one statement.

    Source: TEAM-6; WTW 42-7.38, I, note.
    """
    rows = (
        OneOnOne.select(Account.name, Meeting.starts_on)
        .join(Account, on=(OneOnOne.worker == Account.id))
        .switch(OneOnOne)
        .join(Case)
        .switch(OneOnOne)
        .join(Meeting, on=(OneOnOne.meeting == Meeting.id))
        .where(
            Case.scope(actor), Meeting.kind == MeetingKind.ORIENTATION_ONE_ON_ONE,
            Meeting.state == MeetingState.HELD, Meeting.starts_on.between(since, until),
        )
        .order_by(Account.name, Meeting.starts_on)
        .tuples()
    )  # fmt: skip
    found: dict[str, Counted] = defaultdict(lambda: Counted(""))
    for name, on in rows:
        found[name].worker = name
        found[name].dates.append(on if isinstance(on, date) else date.fromisoformat(on))
    return list(found.values())


def waiting_for(actor: Actor) -> list[Any]:
    """The askings that wait for a supervisor on the cases this person sees, the oldest first."""
    return list(
        OneOnOne.visible_to(actor)
        .where(OneOnOne.state == OneOnOneState.WAITING)
        .order_by(OneOnOne.id)
        .limit(200)
    )


def askings_of(actor: Actor, case: Case) -> list[Any]:
    """The askings of a case, the latest first."""
    rows = OneOnOne.visible_to(actor).where(OneOnOne.case == case.id)
    return list(rows.order_by(OneOnOne.id.desc()))


def words_of(asked: Any) -> tuple[str, str]:
    """What the worker wrote, and what the supervisor answered."""
    place = f"one_on_one/{asked.key}"
    return (
        opened(asked.case, f"{place}/text", asked.sealed_text),
        opened(asked.case, f"{place}/answer", asked.sealed_answer),
    )
