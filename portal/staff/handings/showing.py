"""What the pages of closings and transfers show."""

from collections.abc import Iterable
from typing import Any

import flask

from portal import clock, pages, resources
from portal.access import ROLE_PERMISSIONS, Permission, actor
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.handings import Handing
from portal.policy.handings import (
    HANDS,
    Hand,
    HandingAct,
    HandingKind,
    HandingState,
    Step,
    may_close,
    steps_of,
)
from portal.policy.statuses import CaseStatus
from portal.reports import handings as reports
from portal.reports.handings import Shown
from portal.staff.cases import head
from portal.staff.handings.forms import BackForm, ServicesForm, StepsForm, WhyForm
from portal.staff.handings.services import services_of, usual_form
from portal.words import handings as words

# Below the case, where a step is done.
_WHERE: dict[Step, str] = {
    Step.ACTIVITIES: "/plan",
    Step.SUPPORTS: "/supports",
    Step.SUPPORTS_MONTH: "/supports",
    Step.COMMENTS: "/notes/new",
    Step.NOTED: "/notes",
    Step.PLAN: "/plan",
    Step.PAPERS: "/documents",
    Step.HANDOVER: "/handover",
    Step.TOLD: "/messages",
}
_GAVE_BACK = (HandingAct.REFUSED, HandingAct.SENT_BACK)


def rows(found: Iterable[Any], base: str) -> list[dict[str, Any]]:
    """Closings and transfers as a list shows them; `base` is the address above them."""
    return [
        {
            "row": row,
            "kind": words.KINDS[row.kind],
            "state": words.STATES[row.state],
            "tone": words.TONES[row.state],
            "reason": words.REASONS[row.reason],
            "href": f"{base}/{row.key}",
        }
        for row in found
    ]


def may_begin(who: Actor, case: Any, found: list[Any]) -> dict[str, bool]:
    """What this person may begin for a case now: `close`, `transfer`; `is_too_early` where it is
    not discontinued for long enough."""
    today = clock.today(resources.timezone())
    is_worker = Permission.CASE_WRITE in ROLE_PERMISSIONS[who.role] and who.id in (
        case.worker_id, case.secondary_id
    )  # fmt: skip
    is_free = not any(row.ended_at is None for row in found) and case.status != CaseStatus.CLOSED
    is_over = case.status == CaseStatus.DISCONTINUED and case.status_since_on is not None
    is_time = is_over and may_close(case.status_since_on, today)
    return {
        "close": is_worker and is_free and is_time,
        "transfer": is_worker and is_free,
        "is_too_early": is_worker and is_free and is_over and not is_time,
    }


def handing_page(
    handing: Handing, *, steps: StepsForm | None = None, back: BackForm | None = None,
    why: WhyForm | None = None, services: ServicesForm | None = None, status: int = 200,
) -> flask.Response:  # fmt: skip
    """The page of one closing or transfer, with the forms of whose turn it is."""
    case, who = handing.case, actor()
    found = reports.shown(handing, case, clock.today(resources.timezone()))
    state = handing.its_state
    turn = _turn(who, handing, case)
    steps = steps or StepsForm(formdata=None, done=list(found.answered), text="")
    return pages.render(
        "staff/handings/show.html", status=status, handing=handing, found=found,
        kind=words.KINDS[handing.its_kind], state=words.STATES[state], tone=words.TONES[state],
        reason=words.REASONS[str(handing.reason)], closes=handing.its_kind is HandingKind.CLOSE,
        hands=_hands(handing, case, found, turn, steps.done.data or []), turn=turn,
        moves=[_move(row, text) for row, text in found.moves], given_back=_given_back(found, state),
        steps=steps, back=back or BackForm(Hand.SUPERVISOR, formdata=None),
        why=why or WhyForm(formdata=None), ending=services or usual_form(case),
        services=services_of(handing, case, found.known),
        may_withdraw=handing.is_open and _is_worker(who, case),
        bank=words.BANKS.get(str(handing.bank), ""), **head(case),
    )  # fmt: skip


def _is_worker(who: Actor, case: Any) -> bool:
    may = Permission.CASE_WRITE in ROLE_PERMISSIONS[who.role]
    return may and who.id in (case.worker_id, case.secondary_id)


def _turn(who: Actor, handing: Handing, case: Any) -> Hand | None:
    """The hand that this person is in now, if it is theirs."""
    hand = HANDS.get(handing.its_state)
    if hand is Hand.WORKER and _is_worker(who, case):
        return hand
    is_reviewer = Permission.SUPERVISE in ROLE_PERMISSIONS[who.role]
    return hand if hand is Hand.SUPERVISOR and is_reviewer else None


def _hands(
    handing: Handing, case: Case, found: Shown, turn: Hand | None, ticked: list[str]
) -> list[dict[str, Any]]:
    now = HANDS.get(handing.its_state)
    return [
        {
            "hand": hand,
            "name": words.HANDS[hand],
            "is_now": hand is now,
            "may_act": hand is turn,
            "steps": [
                _step(one, case, found, hand is turn, ticked)
                for one in steps_of(handing.its_kind, hand)
            ],
        }
        for hand in Hand
    ]


def _step(step: Step, case: Case, found: Shown, may_act: bool, ticked: list[str]) -> dict[str, Any]:
    answer, fact = found.answered.get(step), found.facts.get(step)
    where = _WHERE.get(step, "")
    if step is Step.LETTER:
        where = f"/letters/{found.known.letter_key}" if found.known.letter_key else "/letters"
    return {
        "step": step,
        "words": words.STEPS[step],
        "is_fact": fact is not None,
        "is_done": fact if fact is not None else answer is not None,
        "is_ticked": step in ticked,
        "by": answer.by if answer and fact is None else "",
        "on": answer.done_on if answer and fact is None else None,
        "href": f"/staff/cases/{case.key}{where}" if where and may_act else "",
    }


def _move(row: Any, text: str) -> dict[str, Any]:
    why = words.BACK.get(row.reason) or words.REASONS.get(row.reason) or ""
    return {"row": row, "what": words.ACTS[row.act], "why": why, "text": text}


def _given_back(found: Shown, state: HandingState) -> dict[str, Any] | None:
    """The move by which it came back to where it lies, for the top of the page."""
    if state not in (HandingState.REFUSED, HandingState.AT_SUPERVISOR):
        return None
    last, text = found.moves[0]
    return _move(last, text) if last.act in _GAVE_BACK else None
