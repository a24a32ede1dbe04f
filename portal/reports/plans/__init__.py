"""A plan as it is read: goals with what serves them, steps, milestones, the week's activities."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal import i18n
from portal.models.cases import Case
from portal.models.catalogs import PersonalText
from portal.models.plans import ItemKind, Plan, PlanState
from portal.policy.hours import Slot
from portal.prepared import Place, Prepared
from portal.reports.personal_texts import PersonalWords, Shown, shown, texts_for
from portal.reports.plans.facts import ACTIVITIES, ITEMS, slots_of
from portal.words.phrases import activity_words, item_words


@dataclass(slots=True)
class PlanLine:
    """One item in the reader's language, with the items that stand below it."""

    kind: str
    words: Shown
    due_on: date | None
    done_on: date | None
    below: list["PlanLine"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PlanActivity:
    """An activity with its schedule; `minutes_week` counts as planned."""

    words: str
    provider: str
    place: str
    starts_on: date
    ends_on: date | None
    minutes_week: int
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """A whole version of a plan. `versions` are all that were ever offered, the newest first."""

    plan: Plan
    versions: list[Plan]
    vision: Shown | None
    lines: dict[str, list[PlanLine]]  # item kind to its items; those below another are not in it
    activities: list[PlanActivity]
    required_minutes: int  # a week; 0 where the case requires none

    @property
    def planned_minutes(self) -> int:
        """Minutes a week of all activities together (PLAN-2)."""
        return sum(activity.minutes_week for activity in self.activities)

    @property
    def is_current(self) -> bool:
        """Whether this is the newest version."""
        return self.plan.id == self.versions[0].id

    @property
    def has_english(self) -> bool:
        """Whether some of its words still wait for their translation (LANG-3)."""
        waiting = [line for lines in self.lines.values() for line in lines]
        while waiting:
            line = waiting.pop()
            if line.words.is_original:
                return True
            waiting += line.below
        return self.vision is not None and self.vision.is_original

    @property
    def awaits_signature(self) -> bool:
        """Whether the participant has still to sign this version (PLAN-5)."""
        return bool(self.is_current and self.plan.signed_by_participant_at is None)


_VERSIONS = Prepared(
    lambda: (
        Plan.select()
        .where(Plan.case == Place("case"), Plan.state != PlanState.DRAFT)
        .order_by(Plan.number.desc())
    )
)


def read_plan(case: Case, reads: str, number: int | None = None) -> PlanView | None:
    """A version of a case's plan, the newest that was offered where no number is given; drafts
    are the worker's alone. None where there is none.

    In: the case with its participant, the language its participant reads, the version's number.
    Phrases come in the current language. At most six statements (PLAN-1, PLAN-2, LANG-2, LANG-3).
    """
    versions = _VERSIONS.rows(case=case.id)
    chosen = [plan for plan in versions if number is None or plan.number == number]
    if not chosen:
        return None
    plan: Any = chosen[0]
    vision = None
    if plan.vision:
        words = _texts_for(PersonalText.PLAN, [plan.id], reads)
        vision = shown(plan.vision, words.get(plan.id), reads)
    return PlanView(
        plan, versions, vision, _lines(plan, reads), _activities(plan),
        case.weekly_minutes_required,
    )  # fmt: skip


def _lines(plan: Plan, reads: str) -> dict[str, list[PlanLine]]:
    items = ITEMS.rows(plan=plan.id)
    free = _texts_for(PersonalText.PLAN_ITEM, [one.id for one in items if not one.phrase], reads)
    made = {
        one.id: PlanLine(one.kind, _words(one, free, reads), one.due_on, one.done_on)
        for one in items
    }
    top: dict[str, list[PlanLine]] = {kind: [] for kind in ItemKind}
    for one in items:
        above = made.get(one.parent_id)
        (above.below if above is not None else top[one.kind]).append(made[one.id])
    return top


def _texts_for(kind: PersonalText, ids: list[int], reads: str) -> dict[int, PersonalWords]:
    # Plans are written in English: who reads English, as staff do, waits for no translation.
    return texts_for(kind, ids, reads) if reads != "en" else {}


def _words(item: Any, free: dict[int, PersonalWords], reads: str) -> Shown:
    if item.phrase:
        return Shown(item_words(item.kind, item.phrase), i18n.current(), False)
    return shown(item.text, free.get(item.id), reads)


def _activities(plan: Plan) -> list[PlanActivity]:
    rows, slots = ACTIVITIES.rows(plan=plan.id), slots_of(plan)
    return [
        PlanActivity(
            activity_words(row.kind), row.provider, row.place, row.starts_on, row.ends_on,
            row.minutes_week, tuple(slots[row.id]),
        )
        for row in rows
    ]  # fmt: skip
