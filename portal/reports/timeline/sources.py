"""What the entries of a line of time name: a table a kind, and which of its columns say what.

A new kind of entry is a member of EntryKind, a source here and its words in the area's timeline.
"""

from dataclasses import dataclass, field
from typing import Any

from peewee import Case as When
from peewee import fn

from portal.models.accounts import Account
from portal.models.assessments import Assessment
from portal.models.cases import EntryKind, Opening, TimelineEntry
from portal.models.clocks import ClockStop
from portal.models.contacts import Contact, GroupContact, Report
from portal.models.copies import NoteCopy
from portal.models.documents import Document, DocumentRequest
from portal.models.handings import Assignment, Handing, HandingMove
from portal.models.hours import HoursWeek
from portal.models.letters import Letter, LetterEvent
from portal.models.meetings import Meeting
from portal.models.messages import MassMessage, Message
from portal.models.noncompliance import Noncompliance, NoncomplianceAct
from portal.models.notes import Addendum, Note
from portal.models.plans import Plan
from portal.models.reviews import ProgressNote
from portal.models.safety import SafetyConcern
from portal.models.screenings import Screening
from portal.models.staffings import Staffing
from portal.models.statuses import StatusPeriod
from portal.models.supports import ServiceReferral, StatusUpdate, SupportiveService
from portal.models.tasks import Task, TaskChange
from portal.models.verdicts import MonthVerdict
from portal.policy.contacts import Way
from portal.policy.supports import ReferralState, ServiceState

# The order of reports/timeline.py:Row after who wrote it.
COLUMNS = (
    "key", "code", "state", "detail", "locale", "text", "number", "on", "moment", "is_sealed",
    "standing",
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A table, the kinds of entry that name its rows, and its columns by what they say:

    `by` the account that wrote it, `key` for addresses, `code` the kind of thing in a word of its
    topic, `state`, `detail` a second code, `locale`, `text`, `number`, `on` a local date,
    `moment` a UTC moment, `is_sealed` whether it is kept apart as private,
    `standing` why it counts as the contact it is. Where kinds of one table
    differ, a column is a dict by kind. `refs` are kinds whose rows name a row of this table by a
    column of another one: the note that a task came from decides who may see it (NOTE-5).
    """

    kinds: tuple[EntryKind, ...]
    table: Any
    columns: dict[str, Any]
    refs: dict[EntryKind, Any] = field(default_factory=dict)

    @property
    def ref(self) -> Any:
        """The number of the row, and nothing, not even looked up, for entries of other kinds."""
        own = dict.fromkeys(self.kinds, TimelineEntry.ref)
        return When(TimelineEntry.kind, list((own | self.refs).items()))

    def said(self, name: str) -> list[tuple[EntryKind, Any]]:
        """What its kinds say by a word: the kind and the column, for those that say anything."""
        column = self.columns.get(name)
        if column is None:
            return []
        return (
            list(column.items())
            if type(column) is dict
            else [(kind, column) for kind in self.kinds]
        )


_RELEASED = TimelineEntry.at == NoteCopy.released_at

_taker = Account.alias()
_TAKER = _taker.select(_taker.name).where(_taker.id == Assignment.worker)
_ADDENDA = Addendum.select(fn.COUNT(Addendum.id)).where(Addendum.note == Note.id)
# What is sent is a contact as well, and counts as it does (CON-5, CON-6).
_CONTACTS = {
    EntryKind.REPORT: Report.contact, EntryKind.LETTER: Letter.contact,
    EntryKind.MESSAGE: Message.contact,
}  # fmt: skip

# The same row stands on the line more than once: what it says is of the moment.
_AT = TimelineEntry.at
_SERVICE = When(
    None,
    [(SupportiveService.decided_at == _AT, SupportiveService.state),
     (SupportiveService.made_at == _AT, ServiceState.REQUESTED)],
    ServiceState.AUTHORIZED,
)  # fmt: skip
_REFERRAL = When(
    None,
    [((ServiceReferral.changed_at == _AT) & (ServiceReferral.version > 1), ServiceReferral.state),
     ((ServiceReferral.made_at == _AT) & ServiceReferral.by_participant, ReferralState.ASKED),
     (ServiceReferral.made_at == _AT, ReferralState.OFFERED)],
    ReferralState.SENT,
)  # fmt: skip
_ANSWERED = StatusUpdate.answered_at == _AT

# What the sending of a letter and what happens to it afterwards say alike.
_LETTER = (EntryKind.LETTER, EntryKind.LETTER_EVENT)

SOURCES: list[Source] = [
    Source((EntryKind.REPORT,), Report, {
        "key": Report.key, "code": Report.kind, "state": Report.state, "locale": Report.locale,
        "text": Report.answers, "detail": Report.reply,
    }),
    Source((EntryKind.DOCUMENT,), Document, {
        "key": Document.key, "code": Document.kind, "state": Document.state,
        "detail": Document.return_reason, "is_sealed": Document.is_private,
    }),
    Source((EntryKind.REQUEST,), DocumentRequest, {
        "by": DocumentRequest.asked_by, "code": DocumentRequest.kind,
        "state": DocumentRequest.state, "detail": DocumentRequest.why,
        "on": DocumentRequest.due_on, "is_sealed": DocumentRequest.is_private,
    }),
    Source((EntryKind.PLAN, EntryKind.PLAN_SIGNED), Plan, {
        "by": Plan.worker, "state": Plan.state, "detail": Plan.amends_reason,
        "number": Plan.number, "on": Plan.starts_on, "moment": Plan.signed_by_participant_at,
    }),
    Source((EntryKind.LETTER_EVENT,), LetterEvent, {
        "by": LetterEvent.account, "state": LetterEvent.kind, "text": LetterEvent.detail,
    }),
    Source((EntryKind.LETTER,), Letter, {
        "by": Letter.sent_by, "key": dict.fromkeys(_LETTER, Letter.key),
        "code": dict.fromkeys(_LETTER, Letter.kind), "state": Letter.state,
        "locale": Letter.locale, "detail": dict.fromkeys(_LETTER, Letter.letter_no),
        "moment": Letter.read_at,
    }, refs={EntryKind.LETTER_EVENT: LetterEvent.letter}),
    Source((EntryKind.MESSAGE,), Message, {
        "by": Message.account, "code": Message.author, "locale": Message.locale,
        "text": fn.COALESCE(MassMessage.text, Message.text), "number": Message.mass,
        "moment": Message.read_at,
    }),
    Source((), MassMessage, {}, refs={EntryKind.MESSAGE: Message.mass}),
    Source((EntryKind.CONTACT,), Contact, {
        "by": Contact.account, "key": Contact.key, "code": Contact.way,
        "detail": Contact.direction, "on": Contact.occurred_on, "locale": GroupContact.title,
        "text": fn.COALESCE(GroupContact.summary, Contact.summary),
        "standing": dict.fromkeys((EntryKind.CONTACT, *_CONTACTS), Contact.reason),
    }, refs=_CONTACTS),
    Source((), GroupContact, {}, refs={EntryKind.CONTACT: Contact.group}),
    Source((EntryKind.TASK_CHANGE,), TaskChange, {}),
    Source((EntryKind.TASK, EntryKind.TASK_CHANGE), Task, {
        "by": {EntryKind.TASK: Task.created_by, EntryKind.TASK_CHANGE: TaskChange.account},
        "key": Task.key, "code": Task.phrase, "state": Task.owner,
        "text": Task.text, "detail": Task.sealed_text,
        "on": {EntryKind.TASK: Task.due_on, EntryKind.TASK_CHANGE: TaskChange.due_to},
        "moment": {EntryKind.TASK: Task.done_at}, "locale": {EntryKind.TASK_CHANGE: TaskChange.act},
    }, refs={EntryKind.TASK_CHANGE: TaskChange.task}),
    Source((EntryKind.HOURS,), HoursWeek, {
        "state": HoursWeek.state, "on": HoursWeek.starts_on,
    }),
    Source((EntryKind.MONTH_STEP,), MonthVerdict, {
        "by": MonthVerdict.step_by, "code": MonthVerdict.step, "detail": MonthVerdict.month,
    }),
    Source((EntryKind.COPY,), NoteCopy, {
        # The same copy stands here twice: when it was asked for, and when it was released.
        "by": When(None, [(_RELEASED, NoteCopy.released_by)], NoteCopy.asked_by),
        "state": When(None, [(_RELEASED, "released")], "asked"), "key": NoteCopy.key,
        "number": NoteCopy.notes_given, "on": NoteCopy.due_on,
    }),
    Source((EntryKind.OPENING,), Opening, {
        "by": Opening.account, "code": Opening.kind, "state": Opening.reason,
    }),
    Source((EntryKind.DANGER, EntryKind.DANGER_OVER), SafetyConcern, {
        "by": {
            EntryKind.DANGER: SafetyConcern.began_by, EntryKind.DANGER_OVER: SafetyConcern.ended_by
        },
    }),
    Source((EntryKind.STATUS,), StatusPeriod, {
        "by": StatusPeriod.set_by, "key": StatusPeriod.key, "code": StatusPeriod.status,
        "on": StatusPeriod.starts_on, "moment": StatusPeriod.replaced_at,
    }),
    Source((EntryKind.CLOCK,), ClockStop, {
        "by": ClockStop.entered_by, "key": ClockStop.key, "on": ClockStop.starts_on,
        "moment": ClockStop.replaced_at,
    }),
    Source((EntryKind.ASSESSMENT,), Assessment, {
        "by": Assessment.entered_by, "code": Assessment.kind, "text": Assessment.tool,
        "on": Assessment.taken_on,
    }),
    Source((EntryKind.SUPPORT,), SupportiveService, {
        "by": When(
            None, [(SupportiveService.made_at == _AT, SupportiveService.made_by)],
            SupportiveService.decided_by,
        ),
        "code": SupportiveService.service, "state": _SERVICE, "on": SupportiveService.ends_on,
    }),
    Source((EntryKind.REFERRAL,), ServiceReferral, {
        "by": When(
            None, [(ServiceReferral.made_at == _AT, ServiceReferral.made_by)],
            ServiceReferral.changed_by,
        ),
        "code": ServiceReferral.kind, "state": _REFERRAL, "detail": ServiceReferral.outcome,
    }),
    Source((EntryKind.UPDATE,), StatusUpdate, {
        "by": When(None, [(_ANSWERED, StatusUpdate.answered_by)], StatusUpdate.sent_by),
        "code": StatusUpdate.recipient, "detail": StatusUpdate.about,
        "state": When(None, [(_ANSWERED, "answered")], "sent"),
    }),
    Source((EntryKind.MEETING, EntryKind.MEETING_OVER), Meeting, {
        "by": {
            EntryKind.MEETING: Meeting.planned_by, EntryKind.MEETING_OVER: Meeting.settled_by
        },
        "key": Meeting.key, "code": Meeting.kind, "state": Meeting.state, "detail": Meeting.way,
        "on": Meeting.starts_on, "moment": Meeting.starts_at, "number": Meeting.follows,
    }),
    Source((EntryKind.NONCOMPLIANCE,), NoncomplianceAct, {
        "by": NoncomplianceAct.account, "state": NoncomplianceAct.act,
        "code": NoncomplianceAct.code, "on": NoncomplianceAct.done_on,
    }),
    Source((), Noncompliance, {
        "key": {EntryKind.NONCOMPLIANCE: Noncompliance.key},
    }, refs={EntryKind.NONCOMPLIANCE: NoncomplianceAct.noncompliance}),
    Source((EntryKind.PROGRESS,), ProgressNote, {
        "by": ProgressNote.author, "code": ProgressNote.progress, "on": ProgressNote.written_on,
    }),
    Source((EntryKind.ASSIGNMENT,), Assignment, {
        "by": fn.COALESCE(Assignment.by, Assignment.worker), "detail": _TAKER,
        "number": Assignment.by, "moment": Assignment.accepted_at,
    }),
    Source((EntryKind.HANDING,), HandingMove, {
        "by": HandingMove.by, "state": HandingMove.act, "detail": HandingMove.reason,
    }),
    Source((), Handing, {
        "key": {EntryKind.HANDING: Handing.key}, "code": {EntryKind.HANDING: Handing.kind},
    }, refs={EntryKind.HANDING: HandingMove.handing}),
    Source((EntryKind.STAFFING,), Staffing, {
        "by": Staffing.completed_by, "key": Staffing.key, "code": Staffing.kind,
        "on": Staffing.held_on,
    }),
    Source((EntryKind.SCREENING,), Screening, {
        "by": Screening.entered_by, "code": Screening.outcome, "on": Screening.screened_on,
    }),
    Source((EntryKind.NOTE,), Note, {
        "by": Note.author, "key": Note.key, "code": Note.way, "detail": Note.private_reason,
        "text": Note.purpose, "on": Note.occurred_on, "moment": Note.finished_at,
        "is_sealed": Note.is_sealed, "number": _ADDENDA,
    }, refs={EntryKind.TASK: Task.note, EntryKind.TASK_CHANGE: Task.note}),
]  # fmt: skip

# What can come from the participant: entries that nobody of the staff wrote.
BY_PARTICIPANT = (
    EntryKind.CONTACT, EntryKind.REPORT, EntryKind.DOCUMENT, EntryKind.MESSAGE,
    EntryKind.TASK_CHANGE, EntryKind.DANGER, EntryKind.COPY, EntryKind.HOURS,
    EntryKind.LETTER_EVENT, EntryKind.SUPPORT, EntryKind.REFERRAL, EntryKind.NONCOMPLIANCE,
)  # fmt: skip

# Told twice at the same second it reads badly: the line of such a contact is left out where the
# thing itself is told.
_OTHERWISE = TimelineEntry.kind != EntryKind.CONTACT
_sending = Letter.alias()
_IS_LETTER = fn.EXISTS(_sending.select(_sending.id).where(_sending.contact == Contact.id))
HIDDEN = [
    (frozenset({EntryKind.REPORT, EntryKind.MESSAGE}), _OTHERWISE | (Contact.way != Way.PORTAL)),
    (frozenset({EntryKind.LETTER}), _OTHERWISE | ~_IS_LETTER),
]  # fmt: skip
