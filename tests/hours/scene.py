"""A case with a class, a week of it, and a worker who decides; for tests."""

from datetime import UTC, date, datetime
from typing import Any

from portal.models import (
    Case,
    Document,
    HoursEntry,
    HoursWeek,
)
from portal.operations.hours import decisions
from portal.operations.hours.decisions import DayEntered
from portal.policy.calendar import Month, Span
from portal.policy.documents import DocumentState
from portal.policy.hours_decisions import AbsenceDecision, ReturnReason
from portal.reports.hours.month import read_month
from tests import factories
from tests.factories import NOON, TODAY
from tests.hours import months

NOVEMBER = Month(2026, 11)
WEEK = Span(date(2026, 11, 8), date(2026, 11, 14))
MONDAY, WEDNESDAY = date(2026, 11, 9), date(2026, 11, 11)
DECEMBER_2 = datetime(2026, 12, 2, 20, 0, tzinfo=UTC)
NONE, EXCUSED, UNEXCUSED = AbsenceDecision


class Scene:
    """Maria's case with Ana: an English class, Mondays and Wednesdays, three hours each."""

    def __init__(self, locale: str = "es") -> None:
        self.ana = factories.account()
        self.maria = factories.participant(locale=locale, phone="+15105550111",
                                           wants_text_messages=True)  # fmt: skip
        self.case: Case = factories.case(self.maria, self.ana)
        self.english = months.activity(months.signed_plan(self.case))

    def sent(self, **values: Any) -> HoursWeek:
        made: HoursWeek = HoursWeek.create(
            case=self.case, starts_on=WEEK.starts_on, ends_on=WEEK.ends_on, sent_at=NOON, **values
        )
        return made

    def told(self, on: date, minutes: int, **values: Any) -> HoursEntry:
        return months.hours(self.case, self.english, on, minutes, **values)

    def paper(self, **values: Any) -> Document:
        made: Document = Document.create(
            case=self.case, kind="attendance_sheet", reference="D-1", received_at=NOON,
            state=DocumentState.RECEIVED, opened_at=NOON, **values,
        )  # fmt: skip
        return made

    def enter(self, on: date, minutes: int | None, **values: Any) -> HoursEntry:
        at = values.pop("at", NOON)
        given = {"absence": NONE, "document": "", "seen": ""} | values
        day = DayEntered(str(self.english.series), on, minutes, **given)
        return decisions.enter_hours(self.ana.actor, case=self.case, day=day, at=at)

    def accept(self, version: int, at: datetime = NOON) -> None:
        decisions.accept_week(
            self.ana.actor, case=self.case, week=WEEK, version=version, at=at
        )  # fmt: skip

    def send_back(self, reason: ReturnReason | None, text: str = "", version: int = 1) -> None:
        decisions.return_week(
            self.ana.actor, case=self.case, week=WEEK, version=version, reason=reason, text=text,
            at=NOON,
        )  # fmt: skip

    def counted(self) -> int:
        return read_month(self.case, NOVEMBER, TODAY).tally.counted
