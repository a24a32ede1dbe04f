"""What stands in a version of a plan and in the one it follows, read together."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal import i18n
from portal.models.catalogs import PersonalText, RequestState, TextRequest
from portal.models.plans import Activity, ActivitySlot, ItemKind, PlanItem
from portal.policy.amendments import ActivityFacts, ItemFacts, PlanFacts
from portal.policy.hours import Slot
from portal.prepared import Place, Prepared
from portal.reports.personal_texts import PersonalWords, Shown, shown
from portal.words.phrases import activity_words, item_words


@dataclass(slots=True)
class PlanLine:
    """One item in the reader's language, with the items that stand below it."""

    item_id: int
    kind: str
    words: Shown
    due_on: date | None
    done_on: date | None
    below: list["PlanLine"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PlanActivity:
    """An activity with its schedule; `minutes_week` counts as planned, `series` is the same in
    every version."""

    series: str
    words: str
    provider: str
    place: str
    starts_on: date
    ends_on: date | None
    minutes_week: int
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A version in the reader's language, and as versions are compared. `said` gives the words of
    what an item says, by its kind and code or text."""

    vision: Shown | None
    lines: dict[str, list[PlanLine]]  # item kind to its items; those below another are not in it
    activities: list[PlanActivity]
    facts: PlanFacts
    said: dict[tuple[str, str], Shown]


_BOTH = (Place("plan"), Place("before"))
_ITEMS = Prepared(
    lambda: (
        PlanItem.select()
        .where((PlanItem.plan == _BOTH[0]) | (PlanItem.plan == _BOTH[1]))
        .order_by(PlanItem.position, PlanItem.id)
    )
)
_ACTIVITIES = Prepared(
    lambda: (
        Activity.select(
            Activity, ActivitySlot.weekday, ActivitySlot.start_minute, ActivitySlot.end_minute
        )
        .join(ActivitySlot, "LEFT JOIN", on=(ActivitySlot.activity == Activity.id), attr="slot")
        .where((Activity.plan == _BOTH[0]) | (Activity.plan == _BOTH[1]))
        .order_by(Activity.starts_on, Activity.id, ActivitySlot.weekday, ActivitySlot.start_minute)
    )
)
# Of a whole case, by its index: the lines of all its versions are few.
_WORDS = Prepared(
    lambda: (
        TextRequest.select(
            TextRequest.object_kind, TextRequest.object_id, TextRequest.translation,
            TextRequest.state,
        )
        .where(
            TextRequest.case == Place("case"),
            TextRequest.object_kind.in_([PersonalText.PLAN, PersonalText.PLAN_ITEM]),
            TextRequest.target_locale == Place("locale"),
        )
        .order_by(TextRequest.id)
    )
)  # fmt: skip

Words = dict[tuple[str, int], PersonalWords]


Rows = tuple[list[Any], list[Any]]


def read_rows(plan: Any, before: Any) -> Rows:
    """The items and activities of a version and of the one it follows (None: of none); two
    statements."""
    asked = {"plan": plan.id, "before": before.id if before is not None else plan.id}
    return _ITEMS.rows(**asked), _ACTIVITIES.rows(**asked)


def contents_in(rows: Rows, plan: Any, before: Any, reads: str) -> tuple[Contents, Contents | None]:
    """What stands in a version and in the one it follows (None: in none), phrases in the current
    language, free words in the language `reads` where they are translated. One statement at most.
    Source: PLAN-1, PLAN-2, PLAN-6; LANG-2, LANG-3."""
    items, activities = rows
    is_free = plan.vision or any(one.text for one in items)
    words = _words(plan.case_id, reads) if reads != "en" and is_free else {}
    found = [
        _contents(
            version,
            [one for one in items if one.plan_id == version.id],
            [one for one in activities if one.plan_id == version.id],
            words,
            reads,
        )
        for version in (plan, before)
        if version is not None
    ]
    return found[0], found[1] if len(found) > 1 else None


def _words(case_id: int, reads: str) -> Words:
    rows = _WORDS.tuples(case=case_id, locale=reads)
    return {
        (kind, row_id): PersonalWords(translation, state != RequestState.ANSWERED)
        for kind, row_id, translation, state in rows
    }


def _contents(plan: Any, items: list[Any], rows: list[Any], words: Words, reads: str) -> Contents:
    lines = {one.id: _line(one, words, reads) for one in items}
    top: dict[str, list[PlanLine]] = {kind: [] for kind in ItemKind}
    for one in items:
        above = lines.get(one.parent_id)
        (above.below if above is not None else top[one.kind]).append(lines[one.id])
    vision = None
    if plan.vision:
        vision = shown(plan.vision, words.get((PersonalText.PLAN, plan.id)), reads)
    activities, kinds = _activities(rows)
    return Contents(
        vision, top, activities,
        PlanFacts(
            plan.starts_on,
            plan.vision,
            tuple(ItemFacts(one.kind, one.phrase or one.text, one.due_on) for one in items),
            tuple(_facts(one, kinds[one.series]) for one in activities),
        ),
        {(one.kind, one.phrase or one.text): lines[one.id].words for one in items},
    )  # fmt: skip


def _line(one: Any, words: Words, reads: str) -> PlanLine:
    if one.phrase:
        said = Shown(item_words(one.kind, one.phrase), i18n.current(), False)
    else:
        said = shown(one.text, words.get((PersonalText.PLAN_ITEM, one.id)), reads)
    return PlanLine(one.id, one.kind, said, one.due_on, one.done_on)


def _activities(rows: list[Any]) -> tuple[list[PlanActivity], dict[str, str]]:
    slots: dict[int, list[Slot]] = defaultdict(list)
    for row in rows:
        slot = getattr(row, "slot", None)
        if slot is not None and slot.weekday is not None:
            slots[row.id].append(Slot(slot.weekday, slot.start_minute, slot.end_minute))
    once = {row.id: row for row in rows}.values()
    found = [
        PlanActivity(
            row.series, activity_words(row.kind), row.provider, row.place, row.starts_on,
            row.ends_on, row.minutes_week, tuple(slots[row.id]),
        )
        for row in once
    ]  # fmt: skip
    return found, {row.series: row.kind for row in once}


def _facts(one: PlanActivity, kind: str) -> ActivityFacts:
    return ActivityFacts(
        one.series, kind, one.provider, one.place, one.starts_on, one.ends_on, one.minutes_week,
        one.slots,
    )  # fmt: skip
