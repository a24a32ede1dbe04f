"""What is different in the next version of a plan, and who signed it, in plain words and the
current language (PLAN-5, PLAN-6)."""

from datetime import date
from typing import Any

from portal import dates, resources
from portal.i18n import gettext as _
from portal.locales import LOCALES
from portal.models.plans import Signer
from portal.policy.amendments import ActivityFacts, Change, ChangeKind, ItemFacts
from portal.reports.plans import PlanView
from portal.words.phrases import activity_words
from portal.words.plans import HEADINGS, week_lines


def change_lines(view: PlanView) -> list[str]:
    """What is different from the version before it, a sentence each (PLAN-6)."""
    said = (view.before.said if view.before else {}) | view.live.said
    return [_line(change, said) for change in view.changes]


def _line(change: Change, said: dict[tuple[str, str], Any]) -> str:
    one = change.after or change.before
    if isinstance(one, ItemFacts):
        return _item_line(change, one, said[one.kind, one.said].text)
    if isinstance(one, ActivityFacts):
        return _activity_line(change, one)
    return _("What you want is written in new words.")


def _item_line(change: Change, one: ItemFacts, text: str) -> str:
    heading = str(HEADINGS[one.kind])
    if change.kind is ChangeKind.ITEM_NEW:
        return _("%(heading)s, new: %(text)s", heading=heading, text=text)
    if change.kind is ChangeKind.ITEM_GONE:
        return _("%(heading)s, not any more: %(text)s", heading=heading, text=text)
    if one.due_on is None:
        return _("%(text)s: there is no last day any more.", text=text)
    return _("%(text)s: now by %(day)s.", text=text, day=dates.day(one.due_on))


def _activity_line(change: Change, one: ActivityFacts) -> str:
    name, was = activity_words(one.kind), change.before
    if change.kind is ChangeKind.ACTIVITY_NEW:
        return _("%(name)s is new: %(hours)s hours a week, from %(day)s.", name=name,
                 hours=dates.hours(one.minutes_week), day=dates.day(one.starts_on))  # fmt: skip
    if change.kind is ChangeKind.ACTIVITY_GONE:
        return _("%(name)s is not in the plan any more.", name=name)
    assert isinstance(was, ActivityFacts)
    before, now = _pair(change.kind, was), _pair(change.kind, one)
    if not before:
        return _("%(name)s: now %(now)s.", name=name, now=now)
    return _("%(name)s: now %(now)s. Before: %(before)s.", name=name, now=now or "–", before=before)


def _pair(kind: ChangeKind, one: ActivityFacts) -> str:
    if kind is ChangeKind.HOURS:
        return _("%(hours)s hours a week", hours=dates.hours(one.minutes_week))
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
    language = LOCALES[one.locale].own_name if one.locale in LOCALES else one.locale
    if one.was_heard:
        return _("Signed on %(day)s by %(name)s, who had it read aloud: %(language)s.",
                 day=when, name=one.name, language=language)  # fmt: skip
    return _("Signed on %(day)s by %(name)s, who read it: %(language)s.",
             day=when, name=one.name, language=language)  # fmt: skip
