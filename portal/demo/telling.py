"""What the stories are told with: days counted back from today, contacts, notes, reports, hours."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal import resources
from portal.clock import now
from portal.demo.cast import Cast
from portal.models import Case, Contact, Note, Report
from portal.models.accounts import Account, Actor, Role
from portal.models.cases import EntryKind
from portal.models.contacts import ReportKind
from portal.models.notes import NoteState
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline
from portal.operations.contacts import record_contact
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


@operation()
def tell_note(
    actor: Actor,
    *,
    author: Account,
    case: Case,
    contact: Contact | None,
    at: datetime,
    texts: dict[str, str],
) -> Note:
    """A finished note as its author wrote it at that moment."""
    made: Note = Note.create(
        case=case.id,
        contact=contact.id if contact else None,
        author=author,
        state=NoteState.FINISHED,
        created_at=at,
        saved_at=at,
        finished_at=at,
        makes_contact=False,
        occurred_on=contact.occurred_on if contact else None,
        way=contact.way if contact else "",
        direction=contact.direction if contact else "",
        is_answered=contact.is_answered if contact else False,
        **texts,
    )
    add_to_timeline(case, EntryKind.NOTE, at, made.id)
    record(actor, "finish_note", made, case=case)
    return made


def note(
    cast: Cast, number: str, days_ago: int, about: Contact | None = None, *, by: str = "counselor",
    hour: int = 11, **texts: str,
) -> Note:  # fmt: skip
    """A finished case note; forms and documents are none where the story names none."""
    texts.setdefault("forms_completed", "")
    texts.setdefault("documents_received", "")
    author = cast.staff[by]
    return tell_note(
        author.actor, author=author, case=cast.cases[number], contact=about,
        at=moment(cast, days_ago, hour), texts=texts,
    )  # fmt: skip


def answer(cast: Cast, sent: Report, days_ago: int, reply: str) -> None:
    """The worker's answer to a report; where the participant reads another language it waits for
    its translation."""
    answer_report(
        cast.staff["counselor"].actor, report=sent, reply=reply, at=moment(cast, days_ago, 9)
    )


def seen(cast: Cast, sent: Report, days_ago: int) -> None:
    """The worker read a report and left it at that."""
    mark_seen(cast.staff["counselor"].actor, report=sent, at=moment(cast, days_ago, 9))
