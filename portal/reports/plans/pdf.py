"""A plan as a document to print and keep, in the current language (PLAN-5)."""

from portal import dates, i18n
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.models.plans import ItemKind
from portal.pdf import DocumentSection, ItemList, Paragraph, StructuredDocument, Table
from portal.reports.personal_texts import Shown
from portal.reports.plans import PlanLine, PlanView
from portal.words.plans import HEADINGS, STATES, hours_line, week_lines

LARGE = 18  # points, for those who asked for large print


def plan_document(case: Case, view: PlanView, office_name: str) -> StructuredDocument:
    """The plan with its signatures, as a structured document in the current language.

    In: the case with its participant, the version, whose letterhead it carries.
    """
    large = case.participant.wants_large_print
    return StructuredDocument(
        title=_("My plan"),
        locale=i18n.current(),
        direction=i18n.direction(i18n.current()),
        author=office_name,
        facts=(
            str(case.participant.name),
            _("Case number %(number)s", number=case.number),
            _("Version %(number)s, from %(day)s", number=view.plan.number,
              day=dates.day(view.plan.starts_on)),
            str(STATES[view.plan.state]),
        ),
        sections=(*_vision(view), *_week(view), *_items(view), *_last_days(view)),
        foot=str(case.number),
        size=LARGE if large else 12,
    )  # fmt: skip


def _text(words: Shown) -> str:
    if not words.is_original or words.lang == i18n.current():
        return words.text
    return _("%(text)s (in English)", text=words.text)


def _vision(view: PlanView) -> tuple[DocumentSection, ...]:
    if view.vision is None:
        return ()
    return (DocumentSection(_("What I want"), (Paragraph(_text(view.vision)),)),)


def _week(view: PlanView) -> tuple[DocumentSection, ...]:
    total = Paragraph(hours_line(view.planned_minutes, view.required_minutes), is_strong=True)
    if not view.activities:
        return (DocumentSection(_("My week"), (total,)),)
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
    return (DocumentSection(_("My week"), (total, Table(header, rows))),)


def _items(view: PlanView) -> list[DocumentSection]:
    sections = []
    for kind in ItemKind:
        if lines := view.lines[kind]:
            items = tuple(line for one in lines for line in _listed(one))
            sections.append(DocumentSection(str(HEADINGS[kind]), (ItemList(items),)))
    return sections


def _listed(line: PlanLine, depth: int = 0) -> list[str]:
    text = "– " * depth + _text(line.words)
    if line.due_on is not None:
        text = _("%(text)s, by %(day)s", text=text, day=dates.day(line.due_on))
    return [text, *(each for one in line.below for each in _listed(one, depth + 1))]


def _last_days(view: PlanView) -> tuple[DocumentSection, ...]:
    lines = []
    if view.plan.change_until is not None:
        lines.append(_("You can ask to change this plan until %(day)s.",
                       day=dates.day(view.plan.change_until)))  # fmt: skip
    if view.plan.reassign_until is not None:
        lines.append(_("You can ask for another activity until %(day)s.",
                       day=dates.day(view.plan.reassign_until)))  # fmt: skip
    if not lines:
        return ()
    return (DocumentSection(_("Your right to changes"), (ItemList(tuple(lines)),)),)
