"""What each kind of entry of a case's line of time tells, in a whole sentence (NOTE-11)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any, NamedTuple

from portal import dates, formats
from portal.i18n import gettext as _
from portal.i18n import ngettext
from portal.models.cases import Case, EntryKind, OpeningKind
from portal.models.contacts import ReportState
from portal.models.messages import Author
from portal.models.plans import PlanState
from portal.models.tasks import TaskAct, TaskOwner
from portal.policy.contacts import Classification, ContactReason, days_late, is_late_entry
from portal.reports.notes.texts import opened
from portal.reports.reports.answers import answers_of
from portal.reports.tasks.texts import task_text
from portal.reports.timeline import Row
from portal.words import documents
from portal.words.cases import PLANS
from portal.words.contacts import short_standing
from portal.words.hours_decisions import STATE_TONES as HOURS_TONES
from portal.words.hours_decisions import STATES as HOURS_STATES
from portal.words.letter_events import event_sentence
from portal.words.letters import KINDS as LETTER_KINDS
from portal.words.notes import PROMPTS
from portal.words.phrases import STEPS, WHY_ASKED
from portal.words.reports import KINDS as REPORT_KINDS
from portal.words.reports import answer_lines
from portal.words.safety import TOLD_REASONS
from portal.words.story import contact_sentence

Tag = tuple[str, str]  # text, tone
Text = tuple[str, str]  # label or "", text


class Told(NamedTuple):
    """What an entry's kind tells of it."""

    title: str
    href: str = ""
    tags: list[Tag] = []  # noqa: RUF012  never changed in place
    texts: list[Text] = []  # noqa: RUF012


@dataclass(frozen=True)
class Telling:
    """What the sentences need to know: whose case it is, and how much of a text is shown."""

    case: Case
    base: str
    person: str
    late_limit: int
    is_full: bool


def _contact(row: Row, telling: Telling, on: date) -> Told:
    title = contact_sentence(
        row.code, row.detail, row.standing, row.by, telling.person, row.locale
    )  # fmt: skip
    texts = [("", row.text)] if row.text else []
    href = f"{telling.base}/contacts/{row.key}"
    return Told(title, href, [*_counts(row), *_late(row.on, on, telling)], texts)


def _counts(row: Row) -> list[Tag]:
    """What it counts as, where it is a contact."""
    if not row.standing:
        return []
    found = Classification(ContactReason(row.standing))
    words = short_standing(found.is_live, found.is_attempt)
    return [(words, "good" if found.is_live else "plain")]


def _late(happened_on: date | None, entered_on: date, telling: Telling) -> list[Tag]:
    """The mark of what was entered on a later day than it happened (NOTE-10)."""
    if happened_on is None or happened_on == entered_on:
        return []
    days = days_late(happened_on, entered_on)
    is_late = is_late_entry(happened_on, entered_on, telling.late_limit)
    words = ngettext("of %(day)s, entered %(n)s day later", "of %(day)s, entered %(n)s days later",
                     days, day=dates.short_day(happened_on))  # fmt: skip
    return [(words, "warn" if is_late else "plain")]


def _note(row: Row, telling: Telling, on: date) -> Told:
    texts = opened(telling.case, row.key, row.is_sealed, row.note)
    tags: list[Tag] = [(_("Private"), "bad")] if row.detail else []
    if row.number:
        tags.append((ngettext("%(n)s addendum", "%(n)s addenda", row.number), "warn"))
    title = _("%(who)s wrote a case note.", who=row.by)
    if row.on is not None and row.on != on:
        title = _("%(who)s wrote a case note on %(day)s.", who=row.by, day=dates.short_day(row.on))
    shown = [(_label(name), text) for name, text in texts.items() if text]
    return Told(title, f"{telling.base}/notes/{row.key}", [*tags, *_late(row.on, on, telling)],
                shown)  # fmt: skip


def _label(name: str) -> str:
    return str(PROMPTS[name][0]) if name in PROMPTS else _papers(name)


def _papers(name: str) -> str:
    return _("Forms completed") if name == "forms_completed" else _("Documents received")


def _report(row: Row, telling: Telling, on: date) -> Told:
    waits = row.state == ReportState.SENT
    tag = (_("Waiting for you"), "warn") if waits else (report_state(row.state), "plain")
    title = _("%(person)s reported: “%(kind)s”.", person=telling.person,
              kind=REPORT_KINDS[row.code])  # fmt: skip
    texts: list[Text] = []
    if telling.is_full:
        kept: Any = SimpleNamespace(key=row.key, answers=row.text)
        answers = answers_of(kept, telling.case)
        texts = [(label, words) for _name, label, words in answer_lines(answers)]
        texts += [(_("Our answer"), row.detail)] if row.detail else []
    language = [(formats.english_language(row.locale), "info")] if row.locale != "en" else []
    return Told(title, f"{telling.base}/reports/{row.key}", [*_counts(row), tag, *language], texts)


def _document(row: Row, telling: Telling, on: date) -> Told:
    title = _("%(person)s sent a document: %(kind)s.", person=telling.person,
              kind=documents.KINDS[row.code])  # fmt: skip
    tags = [(str(documents.STATES[row.state]), documents.TONES[row.state])]
    tags += [(_("Private file"), "bad")] if row.is_sealed else []
    texts = [("", str(documents.RETURNS[row.detail]))] if row.detail in documents.RETURNS else []
    return Told(title, f"{telling.base}/documents/{row.key}", tags, texts)


def _request(row: Row, telling: Telling, on: date) -> Told:
    title = _("%(who)s asked %(person)s for a document: %(kind)s, by %(day)s.",
              who=row.by or _("The portal"), person=telling.person,
              kind=documents.KINDS[row.code], day=dates.short_day(row.on))  # fmt: skip
    tags: list[Tag] = [(_("Private file"), "bad")] if row.is_sealed else []
    why = str(WHY_ASKED.get(row.detail, ""))
    return Told(title, "", tags, [(_("Why"), why)] if why else [])


def _plan(row: Row, telling: Telling, on: date) -> Told:
    title = _("%(who)s offered version %(number)s of the plan.", who=row.by, number=row.number)
    is_in_force = row.state == PlanState.SIGNED and row.moment is not None
    tags: list[Tag] = [] if is_in_force else [(str(PLANS[row.state]), "plain")]
    if row.moment:
        tags.append((_("signed by %(person)s", person=telling.person), "good"))
    return Told(title, f"{telling.base}/plan/{row.number}", tags)


def _plan_signed(row: Row, telling: Telling, on: date) -> Told:
    title = _("Version %(number)s of the plan is signed by %(person)s and the worker.",
              number=row.number, person=telling.person)  # fmt: skip
    tags: list[Tag] = [] if row.state == PlanState.SIGNED else [(str(PLANS[row.state]), "plain")]
    return Told(title, f"{telling.base}/plan/{row.number}", tags)


def _letter(row: Row, telling: Telling, on: date) -> Told:
    title = _("%(who)s sent the letter “%(name)s” in %(language)s.", who=row.by or _("The portal"),
              name=LETTER_KINDS.get(row.code, row.detail),
              language=formats.english_language(row.locale))  # fmt: skip
    tags: list[Tag] = [(_("read"), "good")] if row.moment else []
    return Told(title, f"{telling.base}/letters/{row.key}", [*_counts(row), *tags])


def _letter_event(row: Row, telling: Telling, on: date) -> Told:
    texts: list[Text] = [("", row.text)] if row.text else []
    href = f"{telling.base}/letters/{row.key}"
    return Told(event_sentence(row.state, row.detail), href, texts=texts)


def _task(row: Row, telling: Telling, on: date) -> Told:
    what = _what(row, telling)
    if row.state == TaskOwner.WORKER:
        title = _("Next step for the worker: %(what)s", what=what)
    else:
        title = _("Next step for %(person)s: %(what)s", person=telling.person, what=what)
    tags: list[Tag] = []
    if row.on:
        tags.append((_("by %(day)s", day=dates.short_day(row.on)), "plain"))
    href = f"{telling.base}/tasks/{row.key}"
    return Told(title, href, [*tags, *([(_("Done"), "good")] if row.moment else [])])


def _what(row: Row, telling: Telling) -> str:
    words = task_text(telling.case, row.key, row.text, row.detail)
    return words or str(STEPS.get(row.code, row.code))


def _task_change(row: Row, telling: Telling, on: date) -> Told:
    what = _what(row, telling)
    who = row.by or telling.person
    match TaskAct(row.locale):
        case TaskAct.TOLD:
            return Told(_("%(who)s said that this is done: %(what)s", who=who, what=what))
        case TaskAct.REOPENED:
            return Told(_("%(who)s opened this again: %(what)s", who=who, what=what))
        case TaskAct.MOVED:
            day = dates.short_day(row.on)
            return Told(_("%(who)s moved to %(day)s: %(what)s", who=who, day=day, what=what))
        case _:
            return Told(_("%(who)s marked this as done: %(what)s", who=who, what=what))


def _message(row: Row, telling: Telling, on: date) -> Told:
    texts = [("", row.text)] if row.text else []
    href = f"{telling.base}/messages"
    names = {"who": row.by, "person": telling.person}
    if row.code == Author.PARTICIPANT:
        return Told(_("%(person)s wrote a message.", **names), href, _counts(row), texts)
    tags = [*_counts(row), *([(_("read"), "good")] if row.moment else [])]
    if row.code == Author.AUTOMATIC:
        return Told(_("The portal told %(person)s who stands in.", **names), href, tags, texts)
    if row.number:
        title = _("%(who)s sent a message to many, %(person)s among them.", **names)
        return Told(title, href, tags, texts)
    return Told(_("%(who)s wrote %(person)s a message.", **names), href, tags, texts)


def _hours(row: Row, telling: Telling, on: date) -> Told:
    title = _("%(person)s told the hours of the week of %(day)s.", person=telling.person,
              day=dates.short_day(row.on))  # fmt: skip
    tags: list[Tag] = [(str(HOURS_STATES[row.state]), HOURS_TONES[row.state])]
    return Told(title, f"{telling.base}/hours/{row.on:%Y-%m}", tags)


def _copy(row: Row, telling: Telling, on: date) -> Told:
    names = {"who": row.by, "person": telling.person}
    href = f"{telling.base}/notes-copy/{row.key}"
    if row.state == "released":
        # Without their number: it would tell of private notes.
        return Told(_("%(who)s released a copy of the case notes to %(person)s.", **names), href)
    due: list[Tag] = [(_("due %(day)s", day=dates.short_day(row.on)), "plain")]
    if row.by:
        return Told(_("%(person)s asked %(who)s for a copy of the case notes.", **names), href, due)
    return Told(_("%(person)s asked for a copy of the case notes.", **names), href, due)


def _opening(row: Row, telling: Telling, on: date) -> Told:
    if row.code == OpeningKind.NAMED:
        return Told(_("%(who)s was named on the case.", who=row.by))
    why = TOLD_REASONS.get(row.state, row.state)
    if row.code == OpeningKind.PRIVATE_NOTES:
        return Told(_("%(who)s opened the private notes: %(why)s.", who=row.by, why=why))
    return Told(_("%(who)s opened the case: %(why)s.", who=row.by, why=why))


def _danger(row: Row, telling: Telling, on: date) -> Told:
    if row.by:
        return Told(_("%(who)s made the whole case private.", who=row.by))
    return Told(_("%(person)s said that they are not safe: the whole case became private.",
                  person=telling.person))  # fmt: skip


def _danger_over(row: Row, telling: Telling, on: date) -> Told:
    return Told(_("%(who)s ended the safety concern.", who=row.by))


TELL: dict[str, Callable[[Row, Telling, date], Told]] = {
    EntryKind.CONTACT: _contact,
    EntryKind.NOTE: _note,
    EntryKind.REPORT: _report,
    EntryKind.DOCUMENT: _document,
    EntryKind.REQUEST: _request,
    EntryKind.PLAN: _plan,
    EntryKind.PLAN_SIGNED: _plan_signed,
    EntryKind.LETTER: _letter,
    EntryKind.LETTER_EVENT: _letter_event,
    EntryKind.TASK: _task,
    EntryKind.TASK_CHANGE: _task_change,
    EntryKind.MESSAGE: _message,
    EntryKind.HOURS: _hours,
    EntryKind.COPY: _copy,
    EntryKind.OPENING: _opening,
    EntryKind.DANGER: _danger,
    EntryKind.DANGER_OVER: _danger_over,
}


def report_state(state: str) -> str:
    """Where a report stands, for staff."""
    return {
        ReportState.SENT: _("Waiting"),
        ReportState.SEEN: _("Read"),
        ReportState.ANSWERED: _("Answered"),
        ReportState.CONFIRMED: _("Confirmed"),
        ReportState.DECLINED: _("Declined"),
    }[ReportState(state)]
