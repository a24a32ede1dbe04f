"""Plans of the demo: a version with its items, activities and hours, as the worker wrote it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal import i18n
from portal.demo.cast import Cast
from portal.demo.telling import day, moment
from portal.models import Activity, ActivitySlot, Case, Plan, PlanItem
from portal.models.accounts import Account, Actor, Role
from portal.models.catalogs import PersonalText
from portal.models.plans import ItemKind, PlanState
from portal.operations import operation, record
from portal.operations.catalogs.translations import ask_translation
from portal.operations.plans.signing import sign_plan
from portal.operations.plans.versions import offer_plan
from portal.policy.plans import AmendmentCause
from portal.reports.plans import read_plan, screen_language


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
    causes: tuple[AmendmentCause, ...] = ()


def weekdays(days: str, start: str, end: str) -> tuple[Slot, ...]:
    """Slots from days as letters of "MTWRFSU" and two times, "8:30" to "12:00"."""
    first, last = (int(t.split(":")[0]) * 60 + int(t.split(":")[1]) for t in (start, end))
    return tuple(Slot("MTWRFSU".index(letter), first, last) for letter in days)


def tell_plan(cast: Cast, script: Script) -> Plan:
    """Makes the version as it was made on its day: written, offered, and signed by whom it was."""
    author, case = cast.staff["counselor"], cast.cases[script.number]
    at = moment(cast, script.days_ago, 14)
    plan = write_plan(
        author=author, case=case, script=script, on=day(cast, script.days_ago), at=at,
        today=cast.today,
    )  # fmt: skip
    offer_plan(author.actor, plan=plan, at=at)
    signed = _sign(author.actor, case, plan, author.name, "en", at)
    if script.state is PlanState.OFFERED:
        return signed
    person = case.participant
    they = Actor(Role.PARTICIPANT, person.id, person.given_name)
    later = at + timedelta(minutes=40)
    return _sign(they, case, plan, person.name, person.written_locale, later)


def _sign(who: Actor, case: Case, plan: Plan, name: str, tag: str, at: datetime) -> Plan:
    with i18n.use(screen_language(tag)):
        shown = read_plan(Case.get_by_id(case.id), tag, int(plan.number))
    assert shown is not None
    return sign_plan(who, plan=plan, name=name, locale=tag, shown_digest=shown.shown_digest, at=at)


@operation(result=Plan)
def write_plan(
    *, author: Account, case: Case, script: Script, on: date, at: datetime, today: date
) -> Plan:
    """Writes one draft with everything in it; free words wait for their translation (LANG-3)."""
    signed = (Plan.case == case.id) & (Plan.state == PlanState.SIGNED)
    plan: Plan = Plan.create(
        case=case.id, number=script.version, vision=script.vision, starts_on=on, created_at=at,
        worker=author, follows=Plan.get_or_none(signed), causes=",".join(script.causes),
        amends_reason=script.causes[0] if script.causes else "",
    )  # fmt: skip
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
    record(author.actor, "write_plan", plan, case=case)
    return plan


def _write_activity(plan: Plan, doing: Doing, today: date) -> None:
    activity = Activity.create(
        plan=plan, kind=doing.kind, provider=doing.provider, place=doing.place,
        starts_on=today - timedelta(days=doing.began_days_ago), minutes_week=doing.minutes_week,
    )  # fmt: skip
    for slot in doing.slots:
        ActivitySlot.create(
            activity=activity, weekday=slot.weekday, start_minute=slot.start, end_minute=slot.end
        )
