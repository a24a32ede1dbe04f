"""Plans of the demo: a version with its items, activities and hours, as the worker wrote it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.demo.cast import Cast
from portal.demo.telling import day, moment
from portal.models import Activity, ActivitySlot, Case, Plan, PlanItem
from portal.models.accounts import Account
from portal.models.cases import EntryKind
from portal.models.catalogs import PersonalText
from portal.models.plans import ItemKind, PlanState
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline
from portal.operations.catalogs.translations import ask_translation
from portal.policy.plans import change_request_last_on, reassignment_last_on
from portal.policy.programs import program
from portal.reports.working_days import holidays_of


@dataclass(frozen=True)
class Slot:
    """A part of the week: day (0 is Monday) and minutes since midnight."""

    weekday: int
    start: int
    end: int


@dataclass(frozen=True)
class Doing:
    """An activity: its phrase, where, when in the week, since how many days."""

    kind: str
    provider: str
    place: str
    slots: tuple[Slot, ...]
    began_days_ago: int = 0

    @property
    def minutes_week(self) -> int:
        """Minutes a week of all its slots."""
        return sum(slot.end - slot.start for slot in self.slots)


@dataclass(frozen=True)
class Script:
    """A version of a plan. Items are (kind, phrase code) or (kind, "", the worker's own words)."""

    number: str
    version: int
    state: PlanState
    days_ago: int
    vision: str
    items: tuple[tuple[str, ...], ...]
    activities: tuple[Doing, ...]
    is_amended: bool = False


def weekdays(days: str, start: str, end: str) -> tuple[Slot, ...]:
    """Slots from days as letters of "MTWRFSU" and two times, "8:30" to "12:00"."""
    first, last = (int(t.split(":")[0]) * 60 + int(t.split(":")[1]) for t in (start, end))
    return tuple(Slot("MTWRFSU".index(letter), first, last) for letter in days)


def tell_plan(cast: Cast, script: Script) -> Plan:
    """Makes the version as it was made on its day."""
    return write_plan(
        author=cast.staff["counselor"],
        case=cast.cases[script.number],
        script=script,
        on=day(cast, script.days_ago),
        at=moment(cast, script.days_ago, 14),
        today=cast.today,
    )


@operation(result=Plan)
def write_plan(
    *, author: Account, case: Case, script: Script, on: date, at: datetime, today: date
) -> Plan:
    """Writes one version with everything in it; free words wait for their translation (LANG-3)."""
    signed = script.state in (PlanState.SIGNED, PlanState.SUPERSEDED)
    plan: Plan = Plan.create(
        case=case.id,
        number=script.version,
        state=script.state,
        vision=script.vision,
        starts_on=on,
        amended_on=on if script.is_amended else None,
        created_at=at,
        signed_by_worker_at=at,
        signed_by_participant_at=at if signed else None,
        signed_locale=case.locale if signed else "",
        worker=author,
        **_grace(case, script, on, today),
    )
    ask_translation(
        author.actor, case=case, object_kind=PersonalText.PLAN, object_id=plan.id,
        texts=[script.vision], at=at,
    )  # fmt: skip
    for position, item in enumerate(script.items):
        made = PlanItem.create(
            plan=plan, kind=item[0], position=position, phrase=item[1],
            text=item[2] if len(item) > 2 else "",
            due_on=on + timedelta(days=60) if item[0] == ItemKind.MILESTONE else None,
        )  # fmt: skip
        if made.text:
            ask_translation(
                author.actor, case=case, object_kind=PersonalText.PLAN_ITEM, object_id=made.id,
                texts=[made.text], at=at,
            )  # fmt: skip
    for doing in script.activities:
        _write_activity(plan, doing, today)
    add_to_timeline(case, EntryKind.PLAN, at, plan.id)
    record(author.actor, "write_plan", plan, case=case)
    return plan


def _grace(case: Case, script: Script, on: date, today: date) -> dict[str, date]:
    if not script.is_amended:
        return {}
    rules = program(case.program)
    begins = min(today - timedelta(days=doing.began_days_ago) for doing in script.activities)
    return {
        "change_until": change_request_last_on(
            on, rules.plan_change.value, holidays_of(case.office_id)
        ),
        "reassign_until": reassignment_last_on(begins, rules.reassignment.value),
    }


def _write_activity(plan: Plan, doing: Doing, today: date) -> None:
    activity = Activity.create(
        plan=plan, kind=doing.kind, provider=doing.provider, place=doing.place,
        starts_on=today - timedelta(days=doing.began_days_ago), minutes_week=doing.minutes_week,
    )  # fmt: skip
    for slot in doing.slots:
        ActivitySlot.create(
            activity=activity, weekday=slot.weekday, start_minute=slot.start, end_minute=slot.end
        )
