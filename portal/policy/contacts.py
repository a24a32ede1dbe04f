"""Contacts and the two clocks: what counts as live contact or an attempt, and what falls due."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.policy.calendar import Month, office_date


class Way(StrEnum):
    """How a contact came about."""

    IN_PERSON = "in_person"
    TELEPHONE = "telephone"
    VOICEMAIL = "voicemail"
    EMAIL = "email"
    TEXT = "text"
    INSTANT_MESSAGE = "instant_message"
    SOCIAL_MEDIA = "social_media"
    POSTAL_MAIL = "postal_mail"
    PORTAL = "portal"
    MASS_EMAIL = "mass_email"
    MASS_TEXT = "mass_text"
    GROUP = "group"


class Direction(StrEnum):
    """Who reached out; TWO_WAY when both sides took part."""

    FROM_PARTICIPANT = "from_participant"
    FROM_STAFF = "from_staff"
    TWO_WAY = "two_way"


class Standing(StrEnum):
    """What a contact counts for."""

    LIVE = "live"
    ATTEMPT = "attempt"
    NEITHER = "neither"


class ContactReason(StrEnum):
    """Why a contact counts as it does, so that a screen can say it."""

    CONVERSATION_IN_PERSON = "conversation_in_person"
    CONVERSATION_BY_TELEPHONE = "conversation_by_telephone"
    VOICEMAIL_FROM_PARTICIPANT = "voicemail_from_participant"
    MESSAGE_FROM_PARTICIPANT = "message_from_participant"
    MAIL_FROM_PARTICIPANT = "mail_from_participant"
    REPORT_THROUGH_PORTAL = "report_through_portal"
    ANSWERED_BY_PARTICIPANT = "answered_by_participant"
    ANSWER_TO_MASS_MESSAGE = "answer_to_mass_message"
    ONLY_FROM_STAFF = "only_from_staff"
    MISSED_BY_STAFF = "missed_by_staff"
    MASS_MESSAGE = "mass_message"
    GROUP_CONTACT = "group_contact"


_LIVE_REASONS = frozenset(
    {
        ContactReason.CONVERSATION_IN_PERSON,
        ContactReason.CONVERSATION_BY_TELEPHONE,
        ContactReason.VOICEMAIL_FROM_PARTICIPANT,
        ContactReason.MESSAGE_FROM_PARTICIPANT,
        ContactReason.MAIL_FROM_PARTICIPANT,
        ContactReason.REPORT_THROUGH_PORTAL,
        ContactReason.ANSWERED_BY_PARTICIPANT,
        ContactReason.ANSWER_TO_MASS_MESSAGE,
    }
)
_FROM_PARTICIPANT = {
    Way.VOICEMAIL: ContactReason.VOICEMAIL_FROM_PARTICIPANT,
    Way.EMAIL: ContactReason.MESSAGE_FROM_PARTICIPANT,
    Way.TEXT: ContactReason.MESSAGE_FROM_PARTICIPANT,
    Way.INSTANT_MESSAGE: ContactReason.MESSAGE_FROM_PARTICIPANT,
    Way.SOCIAL_MEDIA: ContactReason.MESSAGE_FROM_PARTICIPANT,
    Way.POSTAL_MAIL: ContactReason.MAIL_FROM_PARTICIPANT,
    Way.PORTAL: ContactReason.REPORT_THROUGH_PORTAL,
}
_CONVERSATION = {
    Way.IN_PERSON: ContactReason.CONVERSATION_IN_PERSON,
    Way.TELEPHONE: ContactReason.CONVERSATION_BY_TELEPHONE,
}


@dataclass(frozen=True, slots=True)
class Classification:
    """What a contact counts for, and why."""

    reason: ContactReason

    @property
    def is_live(self) -> bool:
        """Whether it is live contact (CON-3; DW CM, Contact with Participant)."""
        return self.reason in _LIVE_REASONS

    @property
    def is_attempt(self) -> bool:
        """Whether it is an attempt; a live contact always is one (CON-5)."""
        return self.is_live or self.reason is ContactReason.ONLY_FROM_STAFF

    @property
    def is_touch(self) -> bool:
        """Whether it touches the case for the month: any contact but a mass message, or one that
        nobody on the staff took up (CON-8; ES CM, e)."""
        return self.is_attempt or self.reason is ContactReason.GROUP_CONTACT

    @property
    def standing(self) -> Standing:
        """Live, attempt or neither, the weightier first (CON-2, CON-1)."""
        if self.is_live:
            return Standing.LIVE
        return Standing.ATTEMPT if self.is_attempt else Standing.NEITHER


def classify(way: Way, direction: Direction, answered: bool = False) -> Classification:
    """What a contact counts for. `answered`: the side that was called or written to responded.

    An answer belongs to the day it came: a message answered days later is best recorded as the
    participant's own message of that day.
    Source: CON-3 to CON-6, CON-10; DW CM, Contact with Participant.
    """
    return Classification(_reason(way, direction, answered))


def _reason(way: Way, direction: Direction, answered: bool) -> ContactReason:
    if way is Way.GROUP:
        return ContactReason.GROUP_CONTACT
    if way in (Way.MASS_EMAIL, Way.MASS_TEXT):
        is_answer = answered or direction is not Direction.FROM_STAFF
        return ContactReason.ANSWER_TO_MASS_MESSAGE if is_answer else ContactReason.MASS_MESSAGE
    if way in _CONVERSATION:
        return _reason_of_conversation(way, direction, answered)
    if direction is Direction.FROM_PARTICIPANT:
        return _FROM_PARTICIPANT[way]
    if answered or direction is Direction.TWO_WAY:
        return ContactReason.ANSWERED_BY_PARTICIPANT
    return ContactReason.ONLY_FROM_STAFF


def _reason_of_conversation(way: Way, direction: Direction, answered: bool) -> ContactReason:
    if answered or direction is Direction.TWO_WAY:
        return _CONVERSATION[way]
    if direction is Direction.FROM_STAFF:
        return ContactReason.ONLY_FROM_STAFF
    # The participant called or came and nobody spoke with them: no conversation took place,
    # and it was not the counselor who tried.
    return ContactReason.MISSED_BY_STAFF


def live_contact_due_on(enrolled_on: date, last_live_on: date | None, days: int) -> date:
    """The local date on which the next live contact is due; overdue from the day after.

    Runs from the latest of enrollment and the last live contact, `days` calendar days
    (Program.live_contact.value). Source: CON-2; DW CM, Contact with Participant.
    """
    return _latest(enrolled_on, last_live_on) + timedelta(days=days)


def attempt_due_on(enrolled_on: date, last_attempt_on: date | None, days: int) -> date:
    """The local date by which the counselor must have tried again; overdue from the day after.

    Runs from the latest of enrollment and the last attempt (a live contact is one), `days`
    calendar days (Program.attempt.value). Source: CON-1, CON-5; DW CM, Contact with Participant.
    """
    return _latest(enrolled_on, last_attempt_on) + timedelta(days=days)


def touch_due_on(enrolled_on: date, last_touched_on: date | None, months: int = 1) -> date:
    """The last day of the month in which the case must be touched again.

    The month of enrollment counts as touched; the next touch is owed by the end of the calendar
    month `months` later (Program.touch.value).
    Source: CON-8; ES CM, e; WTW 42-7.38, III.A.6 and II.I.7.
    """
    return Month.of(_latest(enrolled_on, last_touched_on)).plus(months).last_on


def _latest(enrolled_on: date, last_on: date | None) -> date:
    return enrolled_on if last_on is None else max(enrolled_on, last_on)


def days_left(due_on: date, today: date) -> int:
    """Calendar days from `today` to `due_on`: 0 on the day itself, negative when overdue.

    Source: CON-1, CON-2; requirements, "A deadline day still counts".
    """
    return (due_on - today).days


def is_overdue(due_on: date, today: date) -> bool:
    """Whether the deadline is past: the day itself still counts.

    Source: CON-2; requirements, "A deadline day still counts".
    """
    return today > due_on


def days_since(last_on: date, today: date) -> int:
    """Calendar days from `last_on` to `today`, for the Live and Tried columns (CON-1, CON-2)."""
    return (today - last_on).days


def reported_on(sent_at: datetime, timezone: str) -> date:
    """The local date of a report sent through the portal at the UTC moment `sent_at`: live
    contact on that day, in the office's zone. Raises ValueError when the moment has no zone.

    Source: CON-6; DW CM, Contact with Participant.
    """
    return office_date(sent_at, timezone)


class RecordRefusal(StrEnum):
    """Why a contact cannot be recorded on that day."""

    IN_THE_FUTURE = "in_the_future"
    BEFORE_ENROLLMENT = "before_enrollment"


def refusals_to_record(
    occurred_on: date, today: date, enrolled_on: date
) -> dict[str, RecordRefusal]:
    """Why a contact of the local date `occurred_on` cannot be recorded; empty when it can.

    `today` is the office's date. Source: CON-9; DW CM, Data Entry Timeliness.
    """
    if occurred_on > today:
        return {"occurred_on": RecordRefusal.IN_THE_FUTURE}
    if occurred_on < enrolled_on:
        return {"occurred_on": RecordRefusal.BEFORE_ENROLLMENT}
    return {}


def days_late(occurred_on: date, entered_on: date) -> int:
    """Calendar days between the contact and its entry, both local dates of the office.

    Source: NOTE-10, CON-9; DW CM, Case Note Entry Requirement.
    """
    return max(0, (entered_on - occurred_on).days)


def is_late_entry(occurred_on: date, entered_on: date, limit_days: int) -> bool:
    """Whether the entry took more than `limit_days` calendar days (Program.late_entry.value).

    Source: NOTE-10; the limit is ours.
    """
    return days_late(occurred_on, entered_on) > limit_days


def reminder_due(
    due_on: date,
    today: date,
    lead_days: int,
    reminded_for: date | None,
    is_owed: bool = True,
) -> bool:
    """Whether to remind the participant today that live contact falls due on `due_on`.

    From `lead_days` calendar days before (Program.reminder_lead.value) to the day itself, which
    still counts; once for each due date: `reminded_for` is the due date of the last reminder
    sent. Being in touch moves `due_on`, and with it the reminder. `is_owed` is
    statuses.live_contact_is_owed(...): never for a closed or exempt case.
    Source: CON-2; DW CM, Contact with Participant; the lead is ours.
    """
    if not is_owed or reminded_for == due_on:
        return False
    return due_on - timedelta(days=lead_days) <= today <= due_on
