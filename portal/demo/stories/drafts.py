"""A plan that was begun and is not finished: two courses meet on Thursdays, and some words wait for
their translation."""

from datetime import date

from portal.demo.cast import Cast
from portal.demo.planning import weekdays
from portal.demo.telling import day, moment
from portal.models import Plan, PlanItem
from portal.models.accounts import Actor
from portal.models.plans import ItemKind
from portal.operations.plans.activities import ActivityText, write_activity
from portal.operations.plans.drafts import add_items, begin_plan, write_vision
from portal.policy.hours import Slot

_NUMBER, _DAYS_AGO = "DW-2002", 31


def abdi_warsame(cast: Cast) -> None:
    """DW-2002: what was written with him on the telephone, before he could not be reached."""
    case, starts_on = cast.cases[_NUMBER], day(cast, -6)
    plan = begin_plan(_actor(cast), case=case, starts_on=starts_on, at=moment(cast, _DAYS_AGO, 11))
    write_vision(
        _actor(cast), plan=plan, text="A steady job in a warehouse near the light rail, days only.",
        starts_on=starts_on, version=1, at=moment(cast, _DAYS_AGO, 11),
    )  # fmt: skip
    goal = _item(cast, plan, ItemKind.GOAL_SHORT, "warehouse_work")
    course = _item(cast, plan, ItemKind.OBJECTIVE, text="Get the forklift license", above=goal)
    _item(cast, plan, ItemKind.SERVICE, "books_and_fees", above=course)
    _item(cast, plan, ItemKind.STEP, text="Call the test center for a date", above=course)
    _item(cast, plan, ItemKind.MILESTONE, "license_earned", above=course, due_on=day(cast, -60))
    english = _item(cast, plan, ItemKind.OBJECTIVE, "learn_english", above=goal)
    _item(cast, plan, ItemKind.STEP, "take_placement_test", above=english)
    _item(cast, plan, ItemKind.GOAL_LONG, "better_paid_job")
    _item(cast, plan, ItemKind.STEP, "apply_three_jobs")
    _activity(cast, plan, "english_class", "Brian Coyle Center", "420 15th Avenue South",
              "TR", ("9:00", "12:00"), starts_on)  # fmt: skip
    _activity(cast, plan, "job_skills", "Summit Academy", "935 Olson Memorial Highway",
              "R", ("10:00", "15:00"), day(cast, -14))  # fmt: skip
    write_activity(
        _actor(cast), plan=plan, at=moment(cast, _DAYS_AGO, 11),
        text=ActivityText("job_search", "", "", starts_on, None, (), 8 * 60),
    )  # fmt: skip


def _actor(cast: Cast) -> Actor:
    return cast.staff["counselor"].actor


def _item(
    cast: Cast, plan: Plan, kind: ItemKind, phrase: str = "", *, text: str = "",
    above: PlanItem | None = None, due_on: date | None = None,
) -> PlanItem:  # fmt: skip
    add_items(
        _actor(cast), plan=plan, kind=kind, phrases=[phrase] if phrase else [], text=text,
        due_on=due_on, above=above, at=moment(cast, _DAYS_AGO, 11),
    )  # fmt: skip
    made: PlanItem = PlanItem.select().where(PlanItem.plan == plan.id).order_by(
        PlanItem.id.desc()
    ).get()  # fmt: skip
    return made


def _activity(
    cast: Cast, plan: Plan, kind: str, provider: str, place: str, days: str,
    times: tuple[str, str], starts_on: date,
) -> None:  # fmt: skip
    slots = tuple(Slot(one.weekday, one.start, one.end) for one in weekdays(days, *times))
    write_activity(
        _actor(cast), plan=plan, at=moment(cast, _DAYS_AGO, 11),
        text=ActivityText(kind, provider, place, starts_on, None, slots),
    )  # fmt: skip


ALL = (abdi_warsame,)
