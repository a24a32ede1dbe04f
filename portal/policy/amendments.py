"""What may be offered and signed of a plan, and what a change of it is called."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.policy.hours import Schedule, Slot, overlaps
from portal.policy.plans import AmendmentCause

# Codes of the phrase bank that are training or education: the first of them starts the 30 days
# for another activity (PLAN-8; WTW 42-7.38, II.G; which kinds these are is ours).
TRAINING = frozenset({
    "vocational_training", "on_the_job_training", "job_skills", "english_class",
    "adult_basic_education", "ged_class", "college",
})  # fmt: skip

LONGEST_NAME = 200  # characters of a typed name; the field's own limit


class OfferRefusal(StrEnum):
    """Why a draft cannot be offered for signing."""

    NOTHING_IN_IT = "nothing_in_it"
    NO_DATES = "no_dates"
    OVERLAP = "overlap"
    BEFORE_THE_LAST = "before_the_last"
    NOT_A_DRAFT = "not_a_draft"


class AmendRefusal(StrEnum):
    """Why no next version can be opened, or a version not taken back."""

    NO_PLAN = "no_plan"
    NO_CAUSE = "no_cause"
    WAITS_FOR_SIGNING = "waits_for_signing"
    NOT_OFFERED = "not_offered"


class SignRefusal(StrEnum):
    """Why a signature is not taken."""

    NOT_OFFERED = "not_offered"
    SIGNED_ALREADY = "signed_already"
    NO_NAME = "no_name"
    LONG_NAME = "long_name"
    WORDS_CHANGED = "words_changed"
    NOT_READ = "not_read"
    NOT_WHOLE = "not_whole"  # what was kept of it is not what the other one signed


class ChangeKind(StrEnum):
    """What became of one line of a plan, or of one activity, from a version to the next."""

    VISION = "vision"
    ITEM_NEW = "item_new"
    ITEM_GONE = "item_gone"
    ITEM_DATE = "item_date"
    ACTIVITY_NEW = "activity_new"
    ACTIVITY_GONE = "activity_gone"
    HOURS = "hours"
    TIMES = "times"
    PLACE = "place"
    DATES = "dates"


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """An activity as versions are compared: `series` names it in each of them; minutes a week."""

    series: str
    kind: str
    provider: str
    place: str
    starts_on: date
    ends_on: date | None
    minutes_week: int
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item as versions are compared: the code of its phrase, or the words themselves."""

    kind: str
    said: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A version as it is compared with another."""

    starts_on: date
    vision: str
    items: tuple[ItemFacts, ...]
    activities: tuple[ActivityFacts, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One change; `before` and `after` as far as there is one."""

    kind: ChangeKind
    before: ItemFacts | ActivityFacts | None = None
    after: ItemFacts | ActivityFacts | None = None


def refusals_to_offer(plan: PlanFacts, last_starts_on: date | None) -> dict[str, OfferRefusal]:
    """Why a draft cannot be offered, by field; empty when it can.

    It holds something, its milestones are dated, its activities never run at the same time, and
    it does not begin before the version that it amends (`last_starts_on`), whose days are counted
    already. Source: PLAN-1, PLAN-4; WTW 42-7.38, III.A.11; the last is ours.
    """
    if not plan.items and not plan.activities:
        return {"": OfferRefusal.NOTHING_IN_IT}
    found: dict[str, OfferRefusal] = {}
    if any(item.kind == "milestone" and item.due_on is None for item in plan.items):
        found["items"] = OfferRefusal.NO_DATES
    schedules = [
        Schedule(one.series, one.starts_on, one.ends_on, one.slots) for one in plan.activities
    ]
    if overlaps(schedules):
        found["activities"] = OfferRefusal.OVERLAP
    if last_starts_on is not None and plan.starts_on < last_starts_on:
        found["starts_on"] = OfferRefusal.BEFORE_THE_LAST
    return found


def refusals_to_amend(
    has_plan: bool, is_offered: bool, causes: Collection[AmendmentCause]
) -> dict[str, AmendRefusal]:
    """Why the next version cannot be opened: there is none to follow, the last one still waits
    for signatures, or no cause is named. Source: PLAN-6; WTW 42-7.38, II.G."""
    if not has_plan:
        return {"": AmendRefusal.NO_PLAN}
    if is_offered:
        return {"": AmendRefusal.WAITS_FOR_SIGNING}
    return {} if causes else {"causes": AmendRefusal.NO_CAUSE}


def refusals_to_sign(
    name: str, is_offered: bool, has_signed: bool, is_same_text: bool, was_read: bool
) -> dict[str, SignRefusal]:
    """Why a signature is not taken, by field; empty when it is.

    `is_same_text`: what was shown is what the version says now; `was_read`: the signer says that
    they read it or heard it read. Employed people sign as everybody does.
    Source: PLAN-5; WTW 42-7.38, I and II.G; the form is ours.
    """
    if has_signed:
        return {"": SignRefusal.SIGNED_ALREADY}
    if not is_offered:
        return {"": SignRefusal.NOT_OFFERED}
    found: dict[str, SignRefusal] = {}
    if not any(letter.isalpha() for letter in name):
        found["name"] = SignRefusal.NO_NAME
    elif len(name.strip()) > LONGEST_NAME:
        found["name"] = SignRefusal.LONG_NAME
    if not was_read:
        found["read"] = SignRefusal.NOT_READ
    if not is_same_text:
        found[""] = SignRefusal.WORDS_CHANGED
    return found


def changes_between(before: PlanFacts, after: PlanFacts) -> list[Change]:
    """What is different in the later of two versions, activities first, each change by itself.

    Activities are the same by their series, items by what they say; order and what stands below
    what are no change of what was agreed. Source: PLAN-6; WTW 42-7.38, II.G.
    """
    found = _of_activities(before.activities, after.activities)
    found += _of_items(before.items, after.items)
    if before.vision.strip() != after.vision.strip():
        found.append(Change(ChangeKind.VISION))
    return found


def _of_activities(before: Sequence[ActivityFacts], after: Sequence[ActivityFacts]) -> list[Change]:
    old = {one.series: one for one in before}
    new = {one.series: one for one in after}
    found = [Change(ChangeKind.ACTIVITY_NEW, None, one) for one in after if one.series not in old]
    for one in after:
        if (was := old.get(one.series)) is not None:
            found += [Change(kind, was, one) for kind in _different(was, one)]
    gone = [one for one in before if one.series not in new]
    return found + [Change(ChangeKind.ACTIVITY_GONE, one, None) for one in gone]


def _different(was: ActivityFacts, now: ActivityFacts) -> list[ChangeKind]:
    pairs = {
        ChangeKind.HOURS: (was.minutes_week, now.minutes_week),
        ChangeKind.TIMES: (sorted(was.slots), sorted(now.slots)),
        ChangeKind.PLACE: ((was.provider, was.place), (now.provider, now.place)),
        ChangeKind.DATES: ((was.starts_on, was.ends_on), (now.starts_on, now.ends_on)),
    }
    return [kind for kind, (old, new) in pairs.items() if old != new]


def _of_items(before: Sequence[ItemFacts], after: Sequence[ItemFacts]) -> list[Change]:
    old = {(one.kind, one.said): one for one in before}
    new = {(one.kind, one.said): one for one in after}
    found = [Change(ChangeKind.ITEM_NEW, None, one) for key, one in new.items() if key not in old]
    found += [
        Change(ChangeKind.ITEM_DATE, old[key], one)
        for key, one in new.items()
        if key in old and old[key].due_on != one.due_on
    ]
    return found + [
        Change(ChangeKind.ITEM_GONE, one, None) for key, one in old.items() if key not in new
    ]


_CAUSES = {
    ChangeKind.ACTIVITY_NEW: AmendmentCause.NEW_ACTIVITY,
    ChangeKind.HOURS: AmendmentCause.HOURS,
    ChangeKind.TIMES: AmendmentCause.START_TIME,
    ChangeKind.PLACE: AmendmentCause.PLACE,
}


def causes_of(changes: Sequence[Change]) -> list[AmendmentCause]:
    """What of these changes needs an amendment, in the order of the policy's list; a new activity
    beside one that stays is a concurrent one. Source: PLAN-6; WTW 42-7.38, II.G."""
    found = {_CAUSES[change.kind] for change in changes if change.kind in _CAUSES}
    kinds = {change.kind for change in changes}
    if ChangeKind.ACTIVITY_NEW in kinds and ChangeKind.ACTIVITY_GONE not in kinds:
        found.add(AmendmentCause.CONCURRENT_ACTIVITY)
    return [cause for cause in AmendmentCause if cause in found]
