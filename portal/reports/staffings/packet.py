"""The packet for the meeting of a case staffing: plan, household, hours and attendance on paper.

Made when it is asked for, from what stands on the case that day; nothing of it is kept. It holds
no private note, nothing of the private file and no word of an earlier staffing (WA 3.4.6, 1.3).
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from portal import dates
from portal.i18n import gettext as _
from portal.i18n import ngettext
from portal.locales import LOCALES
from portal.models.cases import Case
from portal.models.plans import ItemKind
from portal.pdf import DocumentSection, ItemList, Paragraph, StructuredDocument, Table
from portal.policy.attendance import Tally, total
from portal.policy.calendar import Month, age_on
from portal.policy.hours import FamilyType
from portal.policy.programs import program
from portal.reports.hours.month import DayHours, MonthHours, read_months
from portal.reports.plans import PlanView, read_plan
from portal.reports.plans.contents import PlanLine
from portal.reports.staffings.missed import is_missed
from portal.words.cases import STATUSES
from portal.words.phrases import ACTIVITIES
from portal.words.plans import HEADINGS, hours_line, week_lines

MONTHS = 3  # the running one and those before it
MOST_DAYS = 30  # missed days that are listed one by one, the latest first


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the first lines say of the meeting: its kind and when it is, in words; the household as
    it was written down for it."""

    kind: str
    when: str
    household: str = ""


def packet_of(case: Case, meeting: Meeting, today: date) -> StructuredDocument:
    """The packet of a case for the people who meet, in English; at most ten statements.

    In: a case with its participant, what is said of the meeting, the office's date of today.
    Source: STAFF-7, STAFF-14; WA 3.4.1, 3.4.4 note, 3.4.6.
    """
    month = Month.of(today)
    months = read_months(case, [month.plus(-back) for back in reversed(range(MONTHS))], today)
    return StructuredDocument(
        title=_("For the case staffing"),
        locale="en",
        direction="ltr",
        author=str(case.office.name),
        facts=(
            str(case.participant.name),
            _("Case %(number)s, %(program)s", number=case.number,
              program=program(str(case.program)).name),
            meeting.kind,
            *([meeting.when] if meeting.when else []),
            _("As it stood on %(day)s", day=dates.day(today)),
        ),
        sections=(
            _rules(), _household(case, meeting, today), *_plan(read_plan(case, "en")),
            _hours(months, today), *_attendance(months, today),
        ),
        foot=_("Special record. Agency staff only."),
        size=11,
    )  # fmt: skip


def _rules() -> DocumentSection:
    """What everybody at the table is to know before they read on (STAFF-11, STAFF-14)."""
    return DocumentSection(_("Before you read"), (
        Paragraph(_("PRISM must not be used to gather information towards a sanction."),
                  is_strong=True),
        Paragraph(_("This is a special record. Count the copies, and collect each one after the "
                    "meeting. Who comes from outside the agency takes none with them.")),
        Paragraph(_("Nothing of private notes and of the private file is in it.")),
    ))  # fmt: skip


def _household(case: Case, meeting: Meeting, today: date) -> DocumentSection:
    person, child = case.participant, case.youngest_child_born_on
    families = {
        FamilyType.ONE_PARENT: _("One parent"),
        FamilyType.TWO_PARENTS: _("Two parents"),
    }
    lines = [
        families[FamilyType(str(case.family_type))],
        _("Youngest child: born %(day)s, %(age)s", day=dates.day(child), age=_age(child, today))
        if child
        else _("No child is on record"),
        _("Reads %(reads)s, speaks %(speaks)s", reads=_language(person.written_locale),
          speaks=_language(person.spoken_locale)),
    ]  # fmt: skip
    if person.needs_interpreter:
        lines.append(_("Needs an interpreter"))
    lines.append(_("Status: %(status)s", status=STATUSES[case.status]))
    body = (ItemList(tuple(lines)),)
    told = [Paragraph(one) for one in meeting.household.split("\n") if one.strip()]
    return DocumentSection(_("Household"), (*body, *told))


def _plan(view: PlanView | None) -> list[DocumentSection]:
    if view is None:
        return [DocumentSection(_("Plan"), (Paragraph(_("There is no plan yet.")),))]
    state = _("Version %(number)s, from %(day)s", number=view.plan.number,
              day=dates.day(view.plan.starts_on))  # fmt: skip
    hours = hours_line(view.planned_minutes, view.required_minutes)
    body: list[Paragraph | ItemList | Table] = [Paragraph(f"{state}. {hours}")]
    if view.vision is not None:
        body.append(Paragraph(_("What they want: %(words)s", words=view.vision.text)))
    if view.activities:
        header = (_("Activity"), _("Where"), _("When"), _("Hours a week"))
        rows = tuple(
            (
                one.words,
                "\n".join(filter(None, (one.provider, one.place))),
                "\n".join(week_lines(one.slots)),
                dates.hours(one.minutes_week),
            )
            for one in view.activities
        )
        body.append(Table(header, rows))
    return [DocumentSection(_("Plan"), tuple(body)), *_items(view)]


def _items(view: PlanView) -> list[DocumentSection]:
    sections = []
    for kind in ItemKind:
        if lines := view.lines[kind]:
            items = tuple(text for one in lines for text in _listed(one))
            sections.append(DocumentSection(str(HEADINGS[kind]), (ItemList(items),), level=3))
    return sections


def _listed(line: PlanLine, depth: int = 0) -> list[str]:
    text = "– " * depth + line.words.text
    if line.done_on is not None:
        text = _("%(text)s: done %(day)s", text=text, day=dates.day(line.done_on))
    elif line.due_on is not None:
        text = _("%(text)s, by %(day)s", text=text, day=dates.day(line.due_on))
    return [text, *(each for one in line.below for each in _listed(one, depth + 1))]


def _hours(months: list[MonthHours], today: date) -> DocumentSection:
    """What was planned, done, excused and counted in each month (PLAN-9)."""
    header = (_("Month"), _("Planned"), _("Done"), _("Excused"), _("Not excused"), _("Counts"))
    rows = tuple(
        (
            dates.month(one.month.first_on),
            *map(dates.hours, (
                one.tally.planned, one.tally.reported, one.tally.excused, one.tally.unexcused,
                one.tally.counted,
            )),
        )
        for one in months
    )  # fmt: skip
    so_far = Paragraph(_("In hours, the running month until %(day)s.", day=dates.day(today)))
    return DocumentSection(_("Hours"), (so_far, Table(header, rows)))


def _attendance(months: list[MonthHours], today: date) -> list[DocumentSection]:
    """Each activity's days and hours, and the days that were missed or that nothing is told of."""
    days = [day for one in months for day in one.days if day.done_on <= today]
    if not days:
        return [
            DocumentSection(_("Attendance"), (Paragraph(_("Nothing was planned on these days.")),))
        ]
    by_activity: dict[str, list[DayHours]] = defaultdict(list)
    for day in days:
        by_activity[day.kind].append(day)
    header = (_("Activity"), _("Days"), _("Planned"), _("Done"), _("Excused"), _("Not excused"))
    rows = tuple(_activity(kind, found) for kind, found in by_activity.items())
    return [
        DocumentSection(_("Attendance"), (Table(header, rows),)),
        *_missed([day for day in days if is_missed(day, today)]),
    ]


def _activity(kind: str, days: list[DayHours]) -> tuple[str, ...]:
    sums: Tally = total(day.tally for day in days)
    figures = map(dates.hours, (sums.planned, sums.reported, sums.excused, sums.unexcused))
    name = str(ACTIVITIES[kind]) if kind in ACTIVITIES else _("No activity of the plan")
    return (name, str(len(days)), *figures)


def _missed(days: list[DayHours]) -> list[DocumentSection]:
    if not days:
        return []
    latest = sorted(days, key=lambda day: day.done_on, reverse=True)
    lines = [_missed_line(day) for day in latest[:MOST_DAYS]]
    if len(latest) > MOST_DAYS:
        left = len(latest) - MOST_DAYS
        lines.append(ngettext("and %(n)s earlier day", "and %(n)s earlier days", left))
    heading = _("Days missed, or nothing told of them")
    return [DocumentSection(heading, (ItemList(tuple(lines)),), level=3)]


def _missed_line(day: DayHours) -> str:
    name = str(ACTIVITIES[day.kind]) if day.kind in ACTIVITIES else ""
    what = (
        _("%(hours)s hours, not excused", hours=dates.hours(day.tally.unexcused))
        if day.tally.unexcused
        else _("%(hours)s hours, nothing told or decided", hours=dates.hours(day.tally.open))
    )
    return (
        f"{dates.day(day.done_on)}: {name}, {what}" if name else f"{dates.day(day.done_on)}: {what}"
    )


def _age(born_on: date, today: date) -> str:
    years = age_on(born_on, today)
    return ngettext("%(n)s year old", "%(n)s years old", years)


def _language(tag: str) -> str:
    return LOCALES[tag].english_name if tag in LOCALES else tag
