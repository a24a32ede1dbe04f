"""What is different in the next version of a plan, and who signed it, in plain words and the
current language (PLAN-5, PLAN-6)."""

from dataclasses import dataclass
from datetime import date

from portal import dates, i18n, resources
from portal.i18n import gettext as _
from portal.locales import LOCALES
from portal.models.plans import Signer
from portal.policy.amendments import ActivityFacts, Change, ChangeKind, ItemFacts
from portal.reports.personal_texts import Shown
from portal.reports.plans import PlanView
from portal.reports.plans.frozen import phrases_in
from portal.words.phrases import activity_words
from portal.words.plans import HEADINGS, week_lines


@dataclass(frozen=True, slots=True)
class Difference:
    """Changes of one sort under their heading, a sentence or a line each."""

    heading: str
    lines: list[str]


def differences(view: PlanView) -> list[Difference]:
    """What is different from the version before it: of the week, what is new, what is not there
    any more, what has another day; nothing where nothing is (PLAN-6)."""
    said = (view.before.said if view.before else {}) | view.live.said
    found: dict[str, list[str]] = {}
    for change in view.changes:
        heading, line = _told(change, said)
        found.setdefault(heading, []).append(line)
    order = (_("Your week"), _("New in the plan"), _("Other days"), _("Not in the plan any more"))
    return [Difference(heading, found[heading]) for heading in order if heading in found]


def _told(change: Change, said: dict[tuple[str, str], Shown]) -> tuple[str, str]:
    one = change.after or change.before
    if isinstance(one, ActivityFacts):
        return _("Your week"), _activity_line(change, one)
    if not isinstance(one, ItemFacts):
        return _("New in the plan"), _("What you want is written in new words.")
    text, part = in_words(said[one.kind, one.said]), str(HEADINGS[one.kind])
    if change.kind is ChangeKind.ITEM_DATE:
        if one.due_on is None:
            return _("Other days"), _("%(text)s: there is no last day any more.", text=text)
        return _("Other days"), _("%(text)s: now by %(day)s.", text=text, day=dates.day(one.due_on))
    is_new = change.kind is ChangeKind.ITEM_NEW
    heading = _("New in the plan") if is_new else _("Not in the plan any more")
    return heading, _("%(part)s: %(text)s", part=part, text=text)


def in_words(words: Shown) -> str:
    """A text with a word on it where it stands in English because its translation waits."""
    if not words.is_original or words.lang == i18n.current():
        return words.text
    return _("%(text)s (in English)", text=words.text)


def _activity_line(change: Change, one: ActivityFacts) -> str:
    name, was = activity_words(one.kind), change.before
    if change.kind is ChangeKind.ACTIVITY_NEW:
        return _("%(name)s is new: %(hours)s, from %(day)s.", name=name,
                 hours=_pair(ChangeKind.HOURS, one), day=dates.day(one.starts_on))  # fmt: skip
    if change.kind is ChangeKind.ACTIVITY_GONE:
        return _("%(name)s is not in the plan any more.", name=name)
    assert isinstance(was, ActivityFacts)
    before, now = _pair(change.kind, was), _pair(change.kind, one)
    if not before:
        return _("%(name)s: now %(now)s.", name=name, now=now)
    return _("%(name)s: now %(now)s. Before: %(before)s.", name=name, now=now or "–", before=before)


def _pair(kind: ChangeKind, one: ActivityFacts) -> str:
    if kind is ChangeKind.HOURS:
        return _("%(n)s h a week", n=dates.hours(one.minutes_week))
    if kind is ChangeKind.TIMES:
        return "; ".join(week_lines(one.slots))
    if kind is ChangeKind.PLACE:
        return ", ".join(filter(None, (one.provider, one.place)))
    return _span(one.starts_on, one.ends_on)


def _span(starts_on: date, ends_on: date | None) -> str:
    if ends_on is None:
        return _("from %(day)s", day=dates.day(starts_on))
    return _("from %(first)s to %(last)s", first=dates.day(starts_on), last=dates.day(ends_on))


def signature_line(view: PlanView, whose: Signer | str) -> str:
    """One signature as a sentence: in which name, when, in which language, read or heard; or that
    it is still missing (PLAN-5)."""
    at = getattr(view.plan, f"signed_by_{whose}_at")
    one = view.signature(whose)
    if at is None:
        return _("Not signed yet")
    when = dates.daytime(at, resources.timezone())
    if one is None:
        return _("Signed on %(day)s.", day=when)
    if whose == Signer.WORKER:
        return _("Signed on %(day)s by %(name)s.", day=when, name=one.name)
    tag = phrases_in(view.kept.texts[one.locale].text) if view.kept.is_intact else one.locale
    language = LOCALES[tag].own_name if tag in LOCALES else tag
    if one.was_heard:
        return _("Signed on %(day)s by %(name)s, who had it read aloud: %(language)s.",
                 day=when, name=one.name, language=language)  # fmt: skip
    return _("Signed on %(day)s by %(name)s, who read it: %(language)s.",
             day=when, name=one.name, language=language)  # fmt: skip
