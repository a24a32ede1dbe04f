"""A draft as its worker writes it: every line in English and in the participant's language, what
usually goes with it, and what keeps the draft from being offered."""

from dataclasses import dataclass, field
from typing import Any

from portal.models.cases import Case
from portal.models.catalogs import PersonalText, RequestState, TextRequest
from portal.models.plans import Activity, ActivitySlot, Plan, PlanItem, PlanState
from portal.policy.amendments import ActivityFacts, ItemFacts, PlanFacts, refusals_to_offer
from portal.policy.hours import Slot
from portal.policy.plan_items import ItemKind, kinds_below
from portal.prepared import Place, Prepared
from portal.reports.plans.facts import ITEMS
from portal.reports.plans.week import Planned, PlanWeeks, weeks_of
from portal.words import plan_library as library
from portal.words.phrases import activity_words, item_words


@dataclass(slots=True)
class DraftLine:
    """An item of a draft: its words in English, the same in the participant's language (empty:
    none yet), whether a translator has it, and what stands below it."""

    row: Any
    words: str
    theirs: str
    is_waiting: bool
    below: list["DraftLine"] = field(default_factory=list)

    @property
    def kinds_below(self) -> tuple[ItemKind, ...]:
        """What may be added below it (PLAN-1)."""
        return kinds_below(ItemKind(self.row.kind))

    @property
    def count_below(self) -> int:
        """How many items go with it when it is taken out."""
        return sum(1 + one.count_below for one in self.below)


@dataclass(frozen=True, slots=True)
class DraftActivity:
    """An activity of a draft: its row, its type in English and in the participant's language, its
    letter on the week grid, its slots."""

    row: Any
    words: str
    theirs: str
    letter: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class DraftView:
    """A whole draft. `lines` by item kind, those below another not in it; `refusals` are the codes
    that keep it from being offered, by field; `waiting` texts have no translation yet."""

    plan: Any
    vision: DraftLine | None
    lines: dict[str, list[DraftLine]]
    activities: list[DraftActivity]
    weeks: PlanWeeks
    refusals: dict[str, Any]
    waiting: int


_Last = Plan.alias()
_DRAFT = Prepared(
    lambda: (
        Plan.select(Plan, _Last.id, _Last.number, _Last.starts_on)
        .join(_Last, "LEFT JOIN", on=(Plan.follows == _Last.id), attr="last")
        .where(Plan.case == Place("case"), Plan.state == PlanState.DRAFT)
        .order_by(Plan.number.desc())
        .limit(1)
    )
)
_SCHEDULES = Prepared(
    lambda: (
        Activity.select(Activity, ActivitySlot)
        .join(ActivitySlot, "LEFT JOIN", on=(ActivitySlot.activity == Activity.id), attr="slot")
        .where(Activity.plan == Place("plan"))
        .order_by(Activity.starts_on, Activity.id, ActivitySlot.weekday, ActivitySlot.start_minute)
    )
)
_TEXTS = Prepared(
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

Texts = dict[tuple[str, int], tuple[str, bool]]


def open_draft(case: Case) -> Any:
    """The case's draft, with `last`: the version that it amends, if any. Raises Plan.DoesNotExist
    where none is open. One statement."""
    found = _DRAFT.rows(case=case.id)
    if not found:
        raise Plan.DoesNotExist("no draft")
    return found[0]


def has_plan(case: Case) -> bool:
    """Whether a case has a plan that stands, so that none is begun anew. One statement."""
    standing = (Plan.case == case.id) & (Plan.state != PlanState.WITHDRAWN)
    return bool(Plan.select().where(standing).exists())


def item_of(plan: Plan, key: str) -> PlanItem:
    """An item of a draft by its address. Raises PlanItem.DoesNotExist."""
    found: PlanItem = PlanItem.get(PlanItem.plan == plan.id, PlanItem.key == key)
    return found


def places_for(plan: Plan, kind: ItemKind) -> tuple[list[tuple[str, str]], set[str]]:
    """Where in a draft an item of that kind may stand, as address and English words in their
    order, and the phrases of that kind that stand in it already (PLAN-1). One statement."""
    items = ITEMS.rows(plan=plan.id)
    places = [
        (one.key, item_words(one.kind, one.phrase) if one.phrase else one.text)
        for one in items
        if kind in kinds_below(ItemKind(one.kind))
    ]
    return places, {one.phrase for one in items if one.kind == kind}


def activity_of(plan: Plan, series: str) -> Activity:
    """An activity of a draft by its series. Raises Activity.DoesNotExist."""
    found: Activity = Activity.get(Activity.plan == plan.id, Activity.series == series)
    return found


def read_draft(case: Case, plan: Any) -> DraftView:
    """A draft as it stands, from `open_draft`. At most three statements (PLAN-1, PLAN-2, PLAN-4,
    LANG-2, LANG-3)."""
    reads = str(case.participant.written_locale)
    items, texts = ITEMS.rows(plan=plan.id), _texts(case, reads)
    lines = _lines(items, texts, reads)
    activities, planned = _activities(plan)
    weeks = weeks_of(case, planned, plan.starts_on)
    vision = _line(plan, plan.vision, PersonalText.PLAN, texts) if plan.vision else None
    facts = PlanFacts(
        plan.starts_on, str(plan.vision),
        tuple(ItemFacts(one.kind, one.phrase or one.text, one.due_on) for one in items),
        tuple(_facts(row, slots) for row, slots in activities),
    )  # fmt: skip
    last = plan.last.starts_on if plan.follows_id else None
    waiting = sum(one.is_waiting for one in [*lines.values(), *([vision] if vision else [])])
    return DraftView(
        plan, vision, _tree(items, lines),
        [_shown(row, slots, weeks, reads) for row, slots in activities], weeks,
        dict(refusals_to_offer(facts, last)), waiting,
    )  # fmt: skip


def planned_of(plan: Plan) -> list[Planned]:
    """The activities of a version as their week is drawn. One statement (PLAN-2)."""
    return _activities(plan)[1]


def _texts(case: Case, reads: str) -> Texts:
    if reads == "en":
        return {}  # plans are written in English: nothing waits
    return {
        (one.object_kind, one.object_id): (one.translation, one.state != RequestState.ANSWERED)
        for one in _TEXTS.rows(case=case.id, locale=reads)
    }


def _line(row: Any, words: str, kind: PersonalText, texts: Texts) -> DraftLine:
    theirs, is_waiting = texts.get((str(kind), row.id), ("", False))
    return DraftLine(row, words, "" if is_waiting else theirs, is_waiting)


def _lines(items: list[Any], texts: Texts, reads: str) -> dict[int, DraftLine]:
    made = {}
    for one in items:
        if one.phrase:
            theirs = library.in_language(one.kind, one.phrase, reads)
            made[one.id] = DraftLine(one, item_words(one.kind, one.phrase), theirs, False)
        else:
            made[one.id] = _line(one, one.text, PersonalText.PLAN_ITEM, texts)
    return made


def _tree(items: list[Any], lines: dict[int, DraftLine]) -> dict[str, list[DraftLine]]:
    top: dict[str, list[DraftLine]] = {kind: [] for kind in ItemKind}
    for one in items:
        above = lines.get(one.parent_id)
        (above.below if above is not None else top[one.kind]).append(lines[one.id])
    return top


def _activities(plan: Plan) -> tuple[list[tuple[Any, tuple[Slot, ...]]], list[Planned]]:
    found: dict[int, tuple[Any, list[Slot]]] = {}
    for row in _SCHEDULES.rows(plan=plan.id):
        slots = found.setdefault(row.id, (row, []))[1]
        if (slot := getattr(row, "slot", None)) is not None and slot.weekday is not None:
            slots.append(Slot(slot.weekday, slot.start_minute, slot.end_minute))
    rows = [(row, tuple(slots)) for row, slots in found.values()]
    planned = [
        Planned(row.series, activity_words(row.kind), row.starts_on, row.ends_on,
                row.minutes_week, its)
        for row, its in rows
    ]  # fmt: skip
    return rows, planned


def _facts(row: Any, slots: tuple[Slot, ...]) -> ActivityFacts:
    return ActivityFacts(
        row.series, row.kind, row.provider, row.place, row.starts_on, row.ends_on,
        row.minutes_week, slots,
    )  # fmt: skip


def _shown(row: Any, slots: tuple[Slot, ...], weeks: PlanWeeks, reads: str) -> DraftActivity:
    theirs = library.in_language("activity", row.kind, reads)
    return DraftActivity(
        row, activity_words(row.kind), theirs, weeks.letters[row.series], slots
    )  # fmt: skip
