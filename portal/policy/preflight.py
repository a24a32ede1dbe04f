"""The list before a letter is sent: every topic is on it, whether something is the matter or not.

Source: screens.md, 2.2 and 5.6; LET-2.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.policy.letters import EffectiveRefusal, NoticeException, earliest_effective_on
from portal.policy.letters import refusals_to_take_effect as refusals
from portal.policy.sending import Finding, Stop, Told


class Topic(StrEnum):
    """What is looked at before a letter goes out, in the order of the list."""

    LANGUAGE = "language"
    FIELDS = "fields"
    DATES = "dates"
    PERSONAL = "personal"
    GLYPHS = "glyphs"
    ADDRESS = "address"
    RIGHTS = "rights"
    ACCOMMODATION = "accommodation"


TOPICS: dict[Stop | Told, Topic] = {
    Stop.MISSING: Topic.FIELDS,
    Stop.NO_ADDRESS: Topic.ADDRESS,
    Stop.NO_WAY: Topic.ADDRESS,
    Stop.UNREADABLE: Topic.DATES,
    Stop.IN_THE_PAST: Topic.DATES,
    Stop.IN_THE_FUTURE: Topic.DATES,
    Stop.NOTICE_TOO_SHORT: Topic.DATES,
    Stop.REASON_MISSING: Topic.DATES,
    Stop.NOT_DRAWABLE: Topic.GLYPHS,
    Stop.PERSONAL_WAITING: Topic.PERSONAL,
    Stop.NO_RIGHTS: Topic.RIGHTS,
    Stop.NOT_IN_USE: Topic.LANGUAGE,
    Stop.NO_PLACE_FOR_NOTE: Topic.PERSONAL,
    Told.NO_RELEASE: Topic.LANGUAGE,
    Told.OFFICIAL_TEXT: Topic.LANGUAGE,
    Told.WORDS_UNTRANSLATED: Topic.LANGUAGE,
    Told.NEEDS_INTERPRETER: Topic.ACCOMMODATION,
    Told.LARGE_PRINT: Topic.ACCOMMODATION,
    Told.FORMAT: Topic.ACCOMMODATION,
    Told.ACCOMMODATION: Topic.ACCOMMODATION,
    Told.SHORT_NOTICE: Topic.DATES,
    Told.PERSONAL_FOLLOWS: Topic.PERSONAL,
    Told.WAITS_AT_OFFICE: Topic.ADDRESS,
    Told.NO_MESSAGE: Topic.ADDRESS,
}


@dataclass(frozen=True, slots=True)
class Check:
    """One topic of the list with what is the matter; nothing: it is all right."""

    topic: Topic
    findings: tuple[Finding, ...]

    @property
    def stops(self) -> bool:
        """Whether this keeps the letter from going."""
        return any(one.stops for one in self.findings)


def checklist(findings: Iterable[Finding], topics: Iterable[Topic]) -> list[Check]:
    """The topics of one letter in their order, each with its findings; a topic with a finding is
    on the list in any case (screens.md, 5.6)."""
    by_topic: dict[Topic, list[Finding]] = {topic: [] for topic in Topic}
    for one in findings:
        # What else a sender is told is about the person's way of reading.
        by_topic[TOPICS.get(one.code, Topic.ACCOMMODATION)].append(one)
    wanted = set(topics)
    return [
        Check(topic, tuple(found)) for topic, found in by_topic.items() if found or topic in wanted
    ]


def of_notice(
    effective_on: date, leaves_on: date, days: int, exception: str, reason: str
) -> list[Finding]:
    """What is to be said of the notice of a letter that takes something away: shorter than `days`
    calendar days it needs a listed exception (a NoticeException) with a typed reason.

    In: local dates, that of leaving as the first of the notice. Source: LET-9; screens.md, R6;
    WAC 388-458-0025(3), (4).
    """
    if exception and not reason.strip():
        return [Finding(Stop.REASON_MISSING, "exception_reason")]
    full = refusals(effective_on, leaves_on, days)
    if EffectiveRefusal.TOO_EARLY not in full.values() or exception not in set(NoticeException):
        return []
    return [Finding(Told.SHORT_NOTICE, "effective_on", exception)]


def earliest_on(leaves_on: date, days: int) -> date:
    """The first local date on which a letter that leaves on `leaves_on` may take something away
    without an exception (screens.md, R6)."""
    return earliest_effective_on(leaves_on, days)
