"""The acts of a noncompliance and of a closing, each by its name, done rightly or not."""

from collections.abc import Callable
from datetime import date
from typing import Any

from portal.models import (
    Account,
    Case,
    Document,
    Handing,
    Message,
    Noncompliance,
    Staffing,
    StatusPeriod,
)
from portal.models.noncompliance import CompliancePlan, NoncomplianceAct
from portal.operations import noncompliance as acts
from portal.operations import operation, record
from portal.operations.handings import begin_closing, hand_on
from portal.operations.handings.reviewing import approve
from portal.operations.handings.routing import route
from portal.operations.messages.threads import mark_thread_read, send_own_message
from portal.operations.staffings.completing import digest_of
from portal.policy.noncompliance import GoodCause, SanctionEnd
from portal.policy.refusals import Refused
from tests import factories, handing, staffings
from tests.life.remembered import DAY, Question, Remembered
from tests.noncompliance import scene
from tests.noncompliance.scene import noon

PARTS = ("staffing_attendee", "staffing_circumstance", "staffing_issue", "staffing_action",
         "staffing_goal")  # fmt: skip
_OF_CASE = (StatusPeriod, Noncompliance, Staffing, Handing, Document)


def picture(case: Case) -> list[Any]:
    """Every row that tells of a case, as it stands."""
    rows: list[Any] = [list(Case.select().where(Case.id == case.id).tuples())]
    for table in _OF_CASE:
        rows.append(list(table.select().where(table.case == case.id).order_by(table.id).tuples()))
    rows += [NoncomplianceAct.select().count(), CompliancePlan.select().count()]
    return rows


def stands_since(case: Case, today: date) -> date | None:
    """Since when, day by day, the case has been asked for its reason or found to have none."""
    asked = {
        on
        for one in StatusPeriod.select().where(
            StatusPeriod.case == case.id, StatusPeriod.replaced_at.is_null()
        )
        if one.status == "noncompliance" or one.reason == "cause_period"
        for on in _days(one.starts_on, min(one.ends_on or today, today))
    }
    on = today if today in asked else today - DAY
    if on not in asked:
        return None
    while on - DAY in asked:
        on -= DAY
    return on


def _days(first: date, last: date) -> list[date]:
    return [first + number * DAY for number in range((last - first).days + 1)]


def next_step(know: Remembered) -> str:
    """What a worker who means to go on would do now."""
    asked = know.question
    if asked is None:
        return "open"
    if asked.sanctioned_from is not None:
        return "cure_steps" if asked.steps_left else "cure"
    if asked.delivered_on is None:
        return "deliver"
    if asked.asked_on is None or asked.asked_on < asked.since_on:
        return "ask"
    if know.unread:
        return "read"
    if asked.found_none_on is None or asked.found_none_on < asked.since_on:
        is_over = asked.until is not None and know.today > asked.until
        return "find_none" if is_over else "wait"
    if asked.supports_on is None or asked.supports_on < asked.since_on:
        return "supports"
    staffed = know.last_staffing
    is_staffed = staffed is not None and staffed[0] >= asked.since_on and staffed[1]
    return "wait" if is_staffed else "staff"


def _open(of: Any, right: bool) -> Any:
    on = of.know.today if right else of.know.today + DAY
    made = scene.acts.open_noncompliance(
        of.hands.ana.actor, case=of.now, act=scene.MissedAct.ACTIVITY, missed_on=on,
        activity="job_club", what="Not there.", at=noon(of.know.today),
    )  # fmt: skip
    of.know.question = Question(of.know.today)
    return made


def _found(of: Any) -> Any:
    found = of.open
    if found is None:
        raise Refused({"": "none"})
    return found


def _deliver(of: Any, right: bool) -> Any:
    today, found = of.know.today, _found(of)
    letter = scene.notice(of.now, today, locale="es" if right else "en")
    made = scene.delivered(of.hands.ana, found, today, letter=letter)
    of.know.question.delivered_on = today
    return made


def _ask(of: Any, right: bool) -> Any:
    made = scene.asked(of.hands.ana, _found(of), of.know.today, "es" if right else "en")
    of.know.question.asked_on = of.know.today
    return made


def _find_none(of: Any, _right: bool) -> Any:
    made = scene.no_cause(of.hands.ana, _found(of), of.know.today)
    of.know.question.found_none_on = of.know.today
    assert of.know.unread == 0
    assert of.know.today > of.know.question.until
    return made


def _find_good(of: Any, right: bool) -> Any:
    made = acts.determine_cause(
        of.hands.ana.actor, noncompliance=_found(of), is_good=True, cause=GoodCause.SICK,
        why="In hospital." if right else " ", at=noon(of.know.today),
    )  # fmt: skip
    of.know.question = None
    return made


def _supports(of: Any, _right: bool) -> Any:
    made = scene.checked(of.hands.ana, _found(of), of.know.today)
    of.know.question.supports_on = of.know.today
    return made


def _plan(of: Any, right: bool) -> Any:
    today = of.know.today
    made = acts.agree_compliance_plan(
        of.hands.ana.actor, noncompliance=_found(of), steps=["start_again"] if right else [],
        text="", starts_on=today, ends_on=today + 6 * DAY, signed_on_paper=right, at=noon(today),
    )  # fmt: skip
    of.know.question.plan = (today + 6 * DAY, right)
    return made


def _plan_ends(of: Any, right: bool) -> Any:
    today, asked = of.know.today, of.know.question
    made = acts.end_compliance_plan(
        of.hands.ana.actor, noncompliance=_found(of), is_kept=right, at=noon(today)
    )
    if right:
        of.know.question = None
        return made
    assert asked.plan[1]
    assert today > asked.plan[0]
    asked.plan, asked.since_on = None, today
    return made


def _cure_steps(of: Any, _right: bool) -> Any:
    found, today = _found(of), of.know.today
    step = ("say_yes", "sign_the_plan")[2 - (of.know.question.steps_left or 2)]
    made = acts.mark_cure_step(
        of.hands.ana.actor, noncompliance=found, step=step, on=today, at=noon(today)
    )
    of.know.question.steps_left -= 1
    return made


def _cure(of: Any, _right: bool) -> Any:
    today, asked = of.know.today, of.know.question
    made = acts.cure_sanction(
        of.hands.ana.actor, noncompliance=_found(of), reason=SanctionEnd.TOOK_PART,
        ended_on=today, at=noon(today),
    )  # fmt: skip
    assert asked.steps_left == 0
    of.know.question = None
    return made


def _withdraw(of: Any, right: bool) -> Any:
    made = acts.withdraw(
        of.hands.ana.actor, noncompliance=_found(of), why="Opened by mistake." if right else "",
        at=noon(of.know.today),
    )  # fmt: skip
    of.know.question = None
    return made


def _staff(of: Any, right: bool) -> Any:
    """A staffing from the first tab to the last; done wrongly, with one professional alone."""
    today, ana = of.know.today, of.hands.ana
    decision = "pursue" if right or today.day % 2 else "do_not_pursue"
    alone = {} if right else {"lines": staffings.attendees_tab(today).lines[:1]}

    @operation()
    def whole(*, at: Any) -> Staffing:
        draft = staffings.Draft(ana, of.now, at=at, on=today)
        filled = draft.fill(attendees=alone, issues={"decision": decision})
        record(ana.actor, "told", draft.row, case=of.case)
        return filled.complete()

    made: Staffing = whole(at=noon(today))
    assert right, "one professional is no staffing"
    of.know.locked[made.id] = digest_of(made.id)
    of.know.last_staffing = (today, decision == "pursue")
    return made


def _write(of: Any, right: bool) -> Any:
    today = of.know.today
    actor = factories.as_actor(of.person)
    made = send_own_message(
        actor, case=of.now, text="I was sick." if right else " ", locale="es", at=noon(today)
    )
    of.know.unread += 1
    of.know.contacts.append((today, True, True))
    return made


def _read(of: Any, _right: bool) -> Any:
    last: Any = Message.select().where(Message.case == of.case.id).order_by(Message.id.desc())
    newest = last.first()
    made = mark_thread_read(
        of.hands.ana.actor, case=of.now, seen=newest.key if newest else "",
        at=noon(of.know.today),
    )  # fmt: skip
    of.know.unread = 0
    return made + 1


_ACTS: dict[str, Callable[[Any, bool], Any]] = {
    "open": _open, "deliver": _deliver, "ask": _ask, "find_none": _find_none,
    "find_good": _find_good, "supports": _supports, "plan": _plan, "plan_ends": _plan_ends,
    "cure_steps": _cure_steps, "cure": _cure, "withdraw": _withdraw, "staff": _staff,
    "write": _write, "read": _read,
}  # fmt: skip
STEPS = tuple(_ACTS)


def take(of: Any, step: str, right: bool) -> Any:
    """Takes a step of the noncompliance by its name. Raises Refused."""
    return _ACTS[step](of, right)


def enter(of: Any, found: Noncompliance, effective_on: date) -> Any:
    """Enters a sanction from a day on. Raises Refused."""
    return scene.sanctioned(of.hands.ana, of.case, of.know.today, found=found,
                            effective_on=effective_on)  # fmt: skip


def close(of: Any, step: str, actor: Account) -> Any:
    """A step of the closing by somebody, all that it needs done before. Raises Refused."""
    at = noon(of.know.today)
    if step == "begin":
        return begin_closing(
            actor.actor, case=of.now, reason="aid_closed", has_calfresh=True, at=at
        )
    under_way = Handing.select().where(Handing.case == of.case.id).order_by(Handing.id.desc())
    found = under_way.first()
    if found is None:
        raise Refused({"": "none"})
    if step == "hand_on":
        return _hand_on(of, found, actor, at)
    if step == "approve":
        return approve(actor.actor, handing=found, version=found.version, done=handing.REVIEW,
                       text="", at=at)  # fmt: skip
    return route(actor.actor, handing=found, version=found.version, done=handing.ROUTE,
                 bank="V999", at=at)  # fmt: skip


def _hand_on(of: Any, found: Handing, actor: Account, at: Any) -> Any:
    @operation()
    def whole(*, at: Any) -> Handing:
        handing.told_why(of.hands.ana, of.now, of.know.today, at)
        handing.let_letter_go(of=of.now, at=at)
        record(actor.actor, "told", found, case=of.case)
        return hand_on(actor.actor, handing=found, version=found.version, done=handing.BY_HAND,
                       text="Ready", at=at)  # fmt: skip

    return whole(at=at)
