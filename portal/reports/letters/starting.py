"""What a new draft begins with, as far as the case knows it (LET-2).

What a case does not tell stays empty: the list before sending says that it is missing.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from portal import clock, resources
from portal.models.accounts import AccessCode
from portal.models.cases import Case
from portal.models.contacts import Contact
from portal.models.copies import CopyDecision, NoteCopy
from portal.models.documents import Document, DocumentRequest, RequestState
from portal.models.plans import Activity, Plan, PlanItem, PlanState
from portal.models.verdicts import MonthVerdict
from portal.policy.calendar import ONE_DAY, Month, office_date
from portal.policy.lettering import LetterKind
from portal.policy.letters import HEARING_DAYS, earliest_effective_on
from portal.policy.plan_items import ItemKind
from portal.policy.sending import rule_for
from portal.prepared import Place, Prepared
from portal.reports.letters.checking import good_cause_days, notice_days
from portal.reports.letters.exemptions import exempt_values
from portal.reports.noncompliance.letters import asking_values, check_in_values, sanction_values
from portal.reports.noncompliance.letters import ended_values as sanction_ended_values
from portal.reports.supports.notices import decided_values, ended_values
from portal.words.letters import BANKS

REPLY_DAYS = 10  # calendar days that a letter gives for an answer where no rule says more (ours)
RECENT_DAYS = 14  # how long what happened is worth a letter (ours)
ATTEMPTS = 10  # the latest ones, as many as a letter lists

Values = dict[str, str]


def starting_values(kind: LetterKind, case: Case, on: date) -> Values:
    """The raw values of a new draft's own fields on the office's date `on` (LET-2; LET-9)."""
    reply_by = (on + timedelta(days=REPLY_DAYS)).isoformat()
    known: Values = {
        "rule": rule_for(kind, case.program), "reply_by": reply_by, "place": case.office.address,
        "fix_by": reply_by, "legal_aid_phone": resources.current().config.legal_aid_phone,
    }  # fmt: skip
    if "hearing_deadline" in kind.fields:
        known |= _of_notice(case, on)
    known |= _OF_KIND.get(kind.kind, _nothing)(case, on)
    return {name: value for name, value in known.items() if value and name in kind.fields}


def _nothing(case: Case, on: date) -> Values:
    return {}


def _of_notice(case: Case, on: date) -> Values:
    earliest = earliest_effective_on(on, notice_days(case))
    return {
        "effective_on": earliest.isoformat(),
        "keep_benefits_by": (earliest - ONE_DAY).isoformat(),
        "hearing_deadline": (on + timedelta(days=HEARING_DAYS)).isoformat(),
    }


def _access_code(case: Case, on: date) -> Values:
    # The code itself is kept nowhere: who made it writes it into the letter.
    last = (
        AccessCode.select(AccessCode.expires_at)
        .where(AccessCode.participant_id == case.participant_id, AccessCode.used_at.is_null())
        .order_by(AccessCode.expires_at.desc())
        .first()
    )
    return {"expires_on": _local(last.expires_at)} if last else {}


def _contact(case: Case, on: date) -> Values:
    values = {"due_on": _day(case.live_due_on), "attempts": "\n".join(attempts_of(case))}
    if case.last_live_on:
        return values | {"last_live_on": case.last_live_on.isoformat()}
    return values | {"enrolled_on": case.enrolled_on.isoformat()}


def attempts_of(case: Case) -> list[str]:
    """The attempts since the last live contact, each "way@date", the earliest first (CON-1)."""
    since = case.last_live_on + ONE_DAY if case.last_live_on else case.enrolled_on
    rows = _ATTEMPTS.tuples(case=case.id, since=since)
    return list(dict.fromkeys(f"{way}@{on}" for way, on in reversed(rows)))


_ATTEMPTS = Prepared(
    lambda: (
        Contact.select(Contact.way, Contact.occurred_on)
        .where(Contact.case == Place("case"), Contact.is_attempt, ~Contact.is_live,
               Contact.occurred_on >= Place("since"))
        .order_by(Contact.occurred_on.desc(), Contact.id.desc())
        .limit(ATTEMPTS)
    )
)  # fmt: skip


def _asked_for(case: Case, on: date) -> Values:
    rows: list[Any] = list(
        DocumentRequest.select()
        .where(DocumentRequest.case == case.id, DocumentRequest.state == RequestState.ASKED)
        .order_by(DocumentRequest.due_on)
    )
    reasons = {str(row.why) for row in rows} & set(map(str, BANKS["reason"]))
    return {
        "items": _listed([row.kind for row in rows], "paper"),
        "due_on": _day(rows[0].due_on) if rows else "",
        "reason": reasons.pop() if len(reasons) == 1 else "",
    }


def _received(case: Case, on: date) -> Values:
    rows = list(
        Document.select(Document.kind, Document.received_at)
        .where(
            Document.case == case.id, Document.is_private == False,  # noqa: E712
            Document.received_at >= clock.now() - timedelta(days=RECENT_DAYS),
        )
        .order_by(Document.received_at.desc())
    )  # fmt: skip
    if not rows:
        return {}
    return {
        "items": _listed([row.kind for row in rows], "paper"),
        "received_on": _local(rows[0].received_at),
        "check_by": (on + timedelta(days=REPLY_DAYS)).isoformat(),
    }


def _plan(case: Case, on: date) -> Values:
    plan: Any = (
        Plan.select()
        .where(Plan.case == case.id, Plan.state.in_([PlanState.OFFERED, PlanState.SIGNED]))
        .order_by(Plan.number.desc())
        .first()
    )
    if plan is None:
        return {}
    items = PlanItem.select(PlanItem.kind, PlanItem.phrase).where(PlanItem.plan == plan.id)
    said = [(kind, phrase) for kind, phrase in items.order_by(PlanItem.position).tuples() if phrase]
    goals = [code for kind, code in said if kind in (ItemKind.GOAL_SHORT, ItemKind.GOAL_LONG)]
    values = {
        "plan_no": str(plan.number), "goals": _listed(goals, "goal"),
        "supports": _listed([code for kind, code in said if kind == ItemKind.SERVICE], "service"),
        "activities": _listed(_activities(plan.id), "activity"),
        "hours_week": _weekly(plan.id), "new_hours": _weekly(plan.id),
        "what_changed": _listed(str(plan.causes).split(","), "amended"),
        "starts_on": _day(plan.starts_on), "change_by": _day(plan.change_until),
        "reassign_by": _day(plan.reassign_until),
        "old_hours": _weekly(plan.follows_id) if plan.follows_id else "",
    }  # fmt: skip
    if plan.state == PlanState.OFFERED:
        return values | {
            "plan_stage": "to_sign", "sign_by": (on + timedelta(days=REPLY_DAYS)).isoformat()
        }  # fmt: skip
    last = max(filter(None, (plan.signed_by_worker_at, plan.signed_by_participant_at)))
    return values | {"plan_stage": "signed", "signed_on": _local(last)}


def _activities(plan_id: int) -> list[str]:
    rows = Activity.select(Activity.kind).where(Activity.plan == plan_id).order_by(Activity.id)
    return [kind for (kind,) in rows.tuples()]


def _weekly(plan_id: int) -> str:
    rows = Activity.select(Activity.minutes_week).where(Activity.plan == plan_id)
    return str(sum(minutes for (minutes,) in rows.tuples()))


def _short_month(case: Case, on: date) -> Values:
    found: Any = (
        MonthVerdict.select()
        .where(MonthVerdict.case == case.id, MonthVerdict.is_open())
        .order_by(MonthVerdict.month.desc())
        .first()
    )
    if found is None:
        return {}
    year, number = map(int, str(found.month).split("-"))
    month, done = Month(year, number), found.counted + found.excused
    return {
        "from_on": month.first_on.isoformat(), "until_on": month.last_on.isoformat(),
        "needed": str(found.required), "counted": str(done),
        "gap": str(max(0, found.required - done)),
    }  # fmt: skip


def _notes_copy(case: Case, on: date) -> Values:
    copy: Any = (
        NoteCopy.select()
        .where(NoteCopy.case == case.id, NoteCopy.released_at.is_null(False))
        .order_by(NoteCopy.released_at.desc())
        .first()
    )
    if copy is None:
        return {}
    reasons = CopyDecision.select(CopyDecision.reason).where(
        CopyDecision.copy == copy.id, CopyDecision.reason != ""
    )
    forms = {(True, True): "both_forms", (True, False): "on_paper"}
    is_whole = not (copy.notes_withheld or copy.passages_withheld)
    return {
        "asked_on": _day(copy.asked_on), "ready_on": _local(copy.released_at),
        "form": forms.get((copy.wants_paper, copy.wants_portal), "on_portal"),
        "parts": "whole_copy" if is_whole else "some_left_out",
        "reasons": "" if is_whole else _listed([row for (row,) in reasons.tuples()], "withheld"),
    }  # fmt: skip


def _next_call(case: Case, on: date) -> Values:
    return {"next_contact_on": _day(case.live_due_on)}


def _listed(codes: list[Any], bank: str) -> str:
    """Each code once that its bank can say, a line each."""
    known = set(map(str, BANKS[bank]))
    return "\n".join(dict.fromkeys(str(code) for code in codes if str(code) in known))


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def _local(at: Any) -> str:
    return office_date(at, resources.timezone()).isoformat()


def _asking(case: Case, on: date) -> Values:
    last_on = on + timedelta(days=good_cause_days(case))
    return asking_values(case, on) | {"reply_by": last_on.isoformat()}


def _check_in(case: Case, on: date) -> Values:
    return _next_call(case, on) | check_in_values(case, on)


_OF_KIND: dict[str, Callable[[Case, date], Values]] = {
    "access_code": _access_code,
    "contact_due_soon": _contact,
    "no_contact_30_days": _contact,
    "documents_needed": _asked_for,
    "documents_received": _received,
    "plan_to_sign": _plan,
    "plan_amended": _plan,
    "good_cause": _asking,
    "sanction": sanction_values,
    "sanction_ended": sanction_ended_values,
    "hours_short": _short_month,
    "exemption_decided": exempt_values,
    "notes_copy_ready": _notes_copy,
    "sanction_check_in": _check_in,
    "support_decided": decided_values,
    "support_ended": ended_values,
}
