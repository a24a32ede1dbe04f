"""The supportive services that a closing waits for: open ones, and ended ones whose notice did not
leave (CASE-6, CASE-9)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from peewee import JOIN, ModelSelect, fn

from portal.models.letters import Letter, LetterState
from portal.models.supports import SupportiveService
from portal.policy.supports import OPEN_SERVICES, ServiceState
from portal.prepared import Place, Prepared

NOTICES: dict[ServiceState, str] = {
    ServiceState.DISCONTINUED: "support_ended", ServiceState.DENIED: "support_decided",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """One service that a closing waits for; `letter` is the key of its notice that is a draft."""

    key: str
    service: str
    state: ServiceState
    ends_on: date | None
    letter: str

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided that it ends."""
        return self.state in OPEN_SERVICES


def waiting(case: Any) -> list[Waiting]:
    """The services that keep a case from being closed, the open ones first. One statement."""
    since: date = case.status_since_on or case.enrolled_on
    since_at = Letter.created_at.db_value(datetime.combine(since, time.min, UTC))
    rows = _WAITING.tuples(case=case.id, since_at=since_at)
    found = [
        Waiting(key, service, ServiceState(state), _day(ends_on), letter or "")
        for key, service, state, ends_on, letter in rows
    ]
    return sorted(found, key=lambda one: not one.is_open)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def untold(since_at: Any) -> Any:
    """The condition on services that ended or were denied since a UTC moment and whose notice did
    not leave: a service never ends in silence. Where the draft was thrown away, another letter of
    its kind counts. Source: WTW 42-7.38, II.J.1 ("notification sent to the individual")."""
    went = Letter.alias()
    is_its = (went.id == SupportiveService.letter) | (
        SupportiveService.letter.is_null() & (went.case == SupportiveService.case)
    )
    told = [
        (SupportiveService.state == state)
        & ~fn.EXISTS(
            went.select(went.id).where(
                is_its, went.kind == kind, went.state.in_([LetterState.WAITING, LetterState.SENT]),
                went.created_at >= SupportiveService.decided_at,
            )
        )
        for state, kind in NOTICES.items()
    ]  # fmt: skip
    return (SupportiveService.decided_at >= since_at) & (told[0] | told[1])


def _waiting() -> ModelSelect:
    is_open = SupportiveService.state.in_(sorted(OPEN_SERVICES))
    return (
        SupportiveService.select(
            SupportiveService.key, SupportiveService.service, SupportiveService.state,
            SupportiveService.ends_on, Letter.key,
        )
        .join(Letter, JOIN.LEFT_OUTER, on=(SupportiveService.letter == Letter.id))
        .where(
            SupportiveService.case == Place("case"), is_open | untold(Place("since_at"))
        )
        .order_by(SupportiveService.id)
    )  # fmt: skip


_WAITING = Prepared(_waiting)
