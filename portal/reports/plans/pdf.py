"""A plan as a document to print and keep, in the current language (PLAN-5)."""

from portal import dates, i18n
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.models.plans import ItemKind, Signer
from portal.pdf import DocumentSection, ItemList, Paragraph, StructuredDocument, Table
from portal.reports.plans import PlanLine, PlanView
from portal.reports.plans.differences import differences, in_words, signature_line
from portal.words.plan_signing import cause_words
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
            *(() if view.is_whole else (_("This is not the plan that was signed"),)),
        ),
        sections=(
            *_news(view), *_vision(view), *_week(view), *_items(view), *_last_days(view),
            *_signatures(view),
        ),
        foot=str(case.number),
        size=LARGE if large else 12,
    )  # fmt: skip


def _vision(view: PlanView) -> tuple[DocumentSection, ...]:
    if view.vision is None:
        return ()
    return (DocumentSection(_("What I want"), (Paragraph(in_words(view.vision)),)),)


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
    text = "– " * depth + in_words(line.words)
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


def _news(view: PlanView) -> tuple[DocumentSection, ...]:
    """Why this version was made, and what is different from the one before it (PLAN-6)."""
    causes, found = cause_words(view.plan.causes), differences(view)
    if not causes and not found:
        return ()
    why = tuple(Paragraph(text) for text in causes)
    return (
        DocumentSection(_("What is new in this plan"), why),
        *(DocumentSection(one.heading, (ItemList(tuple(one.lines)),), level=3) for one in found),
    )


def _signatures(view: PlanView) -> tuple[DocumentSection, ...]:
    """What was agreed to, by whom, when and in which language; the digest of the words that stood
    there lets anybody compare this copy with what is kept (PLAN-5)."""
    lines = [
        Paragraph(view.agreement),
        Paragraph(_("Participant: %(text)s", text=signature_line(view, Signer.PARTICIPANT))),
        Paragraph(_("Worker: %(text)s", text=signature_line(view, Signer.WORKER))),
    ]
    digests = dict.fromkeys(str(one.shown_sha256) for one in view.kept.signatures)
    lines += [Paragraph(_("Digest of the words: %(digest)s", digest=one)) for one in digests]
    return (DocumentSection(_("Signatures"), tuple(lines)),)
