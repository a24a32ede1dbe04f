"""One page for who takes a case over: what is promised, due, unread, planned, and how to reach the
person (NOTE-11)."""

from collections import defaultdict
from datetime import date
from typing import Any

import flask

from portal import channels, clock, dates, formats, pages, resources
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.i18n import ngettext
from portal.models.cases import Case, EntryKind
from portal.models.safety import SafetyConcern
from portal.models.tasks import TaskOwner
from portal.operations.safety import SafeContact, safe_contact
from portal.operations.views import record_view
from portal.reports import timeline
from portal.reports.cases import facts as case_facts
from portal.reports.cases import handover
from portal.reports.cases.handover_rows import Row, Topic
from portal.reports.tasks.texts import task_text
from portal.reports.timeline import Wanted
from portal.staff.area import area
from portal.staff.cases import deadlines, head
from portal.staff.handover_steps import running
from portal.staff.timeline import story
from portal.words import tasks as task_words
from portal.words.cases import PLANS
from portal.words.documents import KINDS as DOCUMENT_KINDS
from portal.words.letters import KINDS as LETTER_KINDS
from portal.words.phrases import activity_words, item_words
from portal.words.reports import KINDS as REPORT_KINDS
from portal.words.safety import CHANNELS

LAST = 3  # contacts, and as many notes
LOOKED_AT = 40  # newest entries in which they are looked for
_TOLD = (
    EntryKind.CONTACT, EntryKind.NOTE, EntryKind.MESSAGE, EntryKind.REPORT, EntryKind.LETTER,
)  # fmt: skip


@area.get("/cases/<key:case_key>/handover")
@requires(Permission.CASE_READ)
def handover_show(case_key: str) -> flask.Response:
    """The page, to be read in one go or printed on one sheet."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="handover", at=clock.now())
    today = clock.today(resources.timezone())
    found, topics = case_facts.facts(case), _by_topic(handover.rows(actor(), case, today))
    return pages.render(
        "staff/cases/handover.html", **head(case), facts=found,
        away=topics[Topic.AWAY],
        own=_promises(topics[Topic.TASK], case, today),
        deadlines=deadlines.of_case(case, found, today),
        running=running(topics, str(case.key)),
        waiting=_waiting(topics, str(case.key)), begun=_begun(topics, str(case.key)),
        plan=_plan(topics, case), reach=_reach(case, topics), last=_last(case),
        printed_at=clock.now(),
    )  # fmt: skip


def _by_topic(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.topic].append(row)
    return found


def _promises(
    open_tasks: list[Row], case: Case, today: date
) -> list[tuple[str, list[dict[str, Any]]]]:
    """Open tasks of the worker, then of the participant: what, by when, how many days."""
    by_day = sorted(open_tasks, key=lambda row: row.on or date.max)
    headings = ((TaskOwner.WORKER, _("The worker promised")),
                (TaskOwner.PARTICIPANT, _("The participant promised")))  # fmt: skip
    return [
        (heading, [_promise(row, case, today) for row in by_day if row.state == owner])
        for owner, heading in headings
    ]


def _promise(row: Row, case: Case, today: date) -> dict[str, Any]:
    return {
        "what": task_words.title(row.code, task_text(case, row.key, row.detail, row.by)),
        "on": dates.short_day(row.on),
        "left": formats.days_left(row.on, today) if row.on else "",
        "is_late": row.on is not None and row.on < today,
        "is_told": row.at is not None,
        "is_private": bool(row.number),
    }


Item = tuple[str, str, str]  # text, since or by when, address


def _waiting(topics: dict[str, list[Row]], case_key: str) -> list[Item]:
    """What came from the participant and nobody looked at, and what was asked of them."""
    base = f"/staff/cases/{case_key}"
    kinds = {
        Topic.REPORT: (_("Report: %(kind)s"), REPORT_KINDS, "/reports/"),
        Topic.DOCUMENT: (_("Document to look at: %(kind)s"), DOCUMENT_KINDS, "/documents/"),
    }
    found = [
        (text % {"kind": words[row.code]}, _since(row), f"{base}{path}{row.key}")
        for topic, (text, words, path) in kinds.items()
        for row in topics[topic]
    ]
    if unread := topics[Topic.MESSAGE]:
        text = _("Messages not read: %(n)s", n=len(unread))
        found.append((text, _since(unread[0]), f"{base}/messages"))
    for row in topics[Topic.REQUEST]:
        text = _("Asked for, not here yet: %(kind)s", kind=DOCUMENT_KINDS[row.code])
        found.append((text, _by(row.on), f"{base}/documents"))
    return found


def _begun(topics: dict[str, list[Row]], case_key: str) -> list[Item]:
    """What was begun and is not finished: notes (that there is one, and whose), letters,
    translations, copies of notes."""
    base = f"/staff/cases/{case_key}"
    found = [
        (_("A draft of a note by %(who)s", who=row.by), _since(row), "")
        for row in topics[Topic.DRAFT]
    ]
    for row in topics[Topic.LETTER]:
        text = _("Letter not sent: %(name)s, begun by %(who)s",
                 name=LETTER_KINDS.get(row.code, row.code), who=row.by or "–")  # fmt: skip
        found.append((text, _since(row), f"{base}/letters/{row.key}"))
    found += _translations(topics[Topic.TRANSLATION])
    for row in topics[Topic.COPY]:
        found.append((_("A copy of the notes was asked for"), _by(row.on), ""))
    return found


def _translations(rows: list[Row]) -> list[Item]:
    """How many texts wait for their translation, by the languages, with the first day."""
    asked: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        asked[row.state, row.detail].append(row)
    return [
        (ngettext("%(n)s translation asked for, from %(source)s into %(target)s",
                  "%(n)s translations asked for, from %(source)s into %(target)s", len(of_pair),
                  source=formats.english_language(source),
                  target=formats.english_language(target)),
         _by(min(row.on for row in of_pair if row.on)), "")
        for (source, target), of_pair in asked.items()
    ]  # fmt: skip


def _since(row: Row) -> str:
    timezone = resources.timezone()
    return _("since %(moment)s", moment=dates.daytime(row.at, timezone)) if row.at else ""


def _by(on: date | None) -> str:
    return _("by %(day)s", day=dates.day(on)) if on else ""


def _plan(topics: dict[str, list[Row]], case: Case) -> list[str]:
    """The newest plan in a few sentences; none where none was offered."""
    if not topics[Topic.PLAN]:
        return []
    plan = topics[Topic.PLAN][0]
    row: Any = case
    told = [_("Version %(number)s: %(state)s.", number=plan.number, state=PLANS[plan.state])]
    if plan.detail:
        told.append(_("Vision: %(words)s", words=plan.detail))
    if items := topics[Topic.ITEM]:
        words = [item_words(one.state, one.code) if one.code else one.detail for one in items]
        words = [one.rstrip(".") for one in words]
        told.append(_("Open: %(list)s.", list="; ".join(words)))
    if activities := topics[Topic.ACTIVITY]:
        words = [_activity(one) for one in activities]
        told.append(_("Activities: %(list)s.", list="; ".join(words)))
    if row.weekly_minutes_required:
        planned = dates.hours(sum(one.number for one in activities))
        needed = dates.hours(row.weekly_minutes_required)
        told.append(_("Planned %(done)s of %(needed)s hours a week.", done=planned, needed=needed))
    return told


def _activity(row: Row) -> str:
    what, hours = activity_words(row.code), dates.hours(row.number)
    if row.detail:
        return _("%(what)s at %(where)s, %(hours)s hours a week", what=what, where=row.detail,
                 hours=hours)  # fmt: skip
    return _("%(what)s, %(hours)s hours a week", what=what, hours=hours)


def _reach(case: Case, topics: dict[str, list[Row]]) -> dict[str, Any]:
    """How to reach the person and when: safely, as it was written down, where they are in danger;
    else by what they gave us."""
    person: Any = case.participant
    if case.is_restricted:
        safe = SafeContact()
        for row in topics[Topic.SAFETY]:
            kept = SafetyConcern(id=row.number, channel=row.state, safe_ways=row.code,
                                 safe_times=row.detail)  # fmt: skip
            safe = safe_contact(case, kept)
        return {"safe": safe, "safe_channel": CHANNELS[safe.channel], "ways": []}
    ways = [
        (_("Telephone"), channels.written_phone(person.phone) if person.phone else ""),
        (_("Text messages"), _("yes") if person.phone and person.wants_text_messages else _("no")),
        (_("E-mail"), person.email),
        (_("Address"), person.address),
    ]
    return {"safe": None, "ways": [(name, value) for name, value in ways if value]}


def _last(case: Case) -> list[tuple[str, list[tuple[str, story.Line]]]]:
    """The last contacts, whatever they were, and the last notes, whole, each with its day."""
    rows = timeline.page(actor(), case, Wanted(_TOLD, is_full=True), size=LOOKED_AT).rows
    newest = (
        (_("The last contacts"), [row for row in rows if row.standing][:LAST]),
        (_("The last notes"), [row for row in rows if row.kind == EntryKind.NOTE][:LAST]),
    )
    found = []
    for heading, chosen in newest:
        days = story.lines(case, chosen, is_full=True)
        found.append((heading, [(day, line) for day, lines in days for line in lines]))
    return found
