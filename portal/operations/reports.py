"""Reports: what participants send, and the worker's answer to it."""

import json
import secrets
from datetime import datetime

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.contacts import Report, ReportDraft, ReportKind, ReportState
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.contacts import add_contact
from portal.policy.contacts import Direction, Way, reported_on

# Without the look-alikes I, L, O, U, 0 and 1: a reference is read out on the telephone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference() -> str:
    """A reference a person can read out: two groups of four."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


@operation(result=Report)
def submit_report(
    actor: Actor,
    *,
    case: Case,
    kind: ReportKind,
    answers: dict[str, str],
    locale: str,
    at: datetime,
    operation_key: str | None = None,
) -> Report:
    """Takes a participant's report: live contact on the day it was sent, office time (CON-6).

    The answers are kept as written, with their language (LANG-4); the draft is gone.
    """
    sent_on = reported_on(at, resources.timezone())
    contact = add_contact(
        actor, case=case, occurred_on=sent_on, way=Way.PORTAL,
        direction=Direction.FROM_PARTICIPANT, answered=False, summary="", at=at,
    )  # fmt: skip
    made: Report = Report.create(
        reference=new_reference(),
        case=case.id,
        contact=contact.id,
        kind=kind,
        answers=json.dumps(answers, ensure_ascii=False),
        locale=locale,
        sent_at=at,
        state=ReportState.SENT,
    )
    add_to_timeline(case, EntryKind.REPORT, at, made.id)
    ReportDraft.delete().where(ReportDraft.case == case.id, ReportDraft.kind == kind).execute()
    refresh(case.id, sent_on)
    record(actor, "submit_report", made, case=case)
    return made
