"""What the stories are told with: days counted back from today, contacts, notes, reports, hours."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portal import resources
from portal.clock import now
from portal.db import new_key
from portal.demo.cast import Cast
from portal.models import Case, Contact, Note, Report
from portal.models.accounts import Actor, Role
from portal.models.contacts import ReportKind
from portal.operations.contacts import record_contact
from portal.operations.notes import NoteText, finish_note, save_note
from portal.operations.reports import answer_report, mark_seen, submit_report
from portal.policy.contacts import Direction, Way


def day(cast: Cast, days_ago: int) -> date:
    """The local date so many days before the demo was loaded."""
    return cast.today - timedelta(days=days_ago)


def moment(cast: Cast, days_ago: int, hour: int = 10, minute: int = 0) -> datetime:
    """A UTC moment at an hour of the office's day, never after the demo was loaded."""
    zone = ZoneInfo(resources.timezone())
    local = datetime.combine(day(cast, days_ago), time(hour, minute), zone)
    return min(local.astimezone(ZoneInfo("UTC")), cast.at, now())


def participant_of(case: Case) -> Actor:
    """The participant of a case as one who acts."""
    return Actor(Role.PARTICIPANT, case.participant_id, case.participant.given_name)


def contact(
    cast: Cast,
    number: str,
    days_ago: int,
    way: Way,
    summary: str,
    *,
    direction: Direction = Direction.FROM_STAFF,
    answered: bool = True,
    by: str = "counselor",
    hour: int = 10,
) -> Contact:
    """A contact that staff recorded on the day it happened."""
    return record_contact(
        cast.staff[by].actor,
        case=cast.cases[number],
        occurred_on=day(cast, days_ago),
        way=way,
        direction=direction,
        answered=answered,
        summary=summary,
        at=moment(cast, days_ago, hour),
    )


def report(
    cast: Cast,
    number: str,
    days_ago: int,
    kind: ReportKind,
    answers: dict[str, str],
    hour: int = 18,
) -> Report:
    """A report that the participant sent, in the participant's language."""
    case = cast.cases[number]
    return submit_report(
        participant_of(case),
        case=case,
        kind=kind,
        answers=answers,
        locale=case.locale,
        at=moment(cast, days_ago, hour),
    )


def note(
    cast: Cast, number: str, days_ago: int, about: Contact | None = None, *, by: str = "counselor",
    hour: int = 11, **texts: Any,
) -> Note:  # fmt: skip
    """A finished case note as its author wrote it at that moment; forms and documents are none
    where the story names none."""
    texts = {"forms_completed": "", "documents_received": "", "way": Way.IN_PERSON} | texts
    if about is not None:
        texts |= {"way": about.way, "direction": about.direction, "is_answered": about.is_answered}
    on = about.occurred_on if about else day(cast, days_ago)
    who, case, at = cast.staff[by].actor, cast.cases[number], moment(cast, days_ago, hour)
    text = NoteText(occurred_on=on, makes_contact=False, **texts)
    begun = save_note(who, case=case, key=new_key(), version=0, text=text, at=at, contact=about)
    return finish_note(who, case=case, note=begun, at=at)


def answer(cast: Cast, sent: Report, days_ago: int, reply: str) -> None:
    """The worker's answer to a report; where the participant reads another language it waits for
    its translation."""
    answer_report(
        cast.staff["counselor"].actor, report=sent, reply=reply, at=moment(cast, days_ago, 9)
    )


def seen(cast: Cast, sent: Report, days_ago: int) -> None:
    """The worker read a report and left it at that."""
    mark_seen(cast.staff["counselor"].actor, report=sent, at=moment(cast, days_ago, 9))
