"""Rows of the case management report are annotated with what was done (SUP-1), and the conference
on unengaged cases is put on record (SUP-3)."""

from datetime import date, datetime

from portal import db, resources
from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.models.reviews import Annotation, Conference
from portal.operations import operation, record
from portal.operations.cases.keys import case_key
from portal.policy.calendar import Month, office_date
from portal.policy.management_report import (
    AnnotationRefusal,
    Category,
    refusals_to_annotate,
)
from portal.policy.refusals import refuse_if
from portal.reports.cases.sealed_texts import sealed


@operation(result=Annotation)
def annotate(
    actor: Actor, *, case: Case, category: Category, action: str, text: str, at: datetime,
    operation_key: str | None = None,
) -> Annotation:  # fmt: skip
    """Writes down what was done about a case that stands on a list; it belongs to the month of the
    office's date, and stays.

    In: an Action's code, and words that are sealed under the case's key. Raises Refused.
    Source: SUP-1; WTW 42-7.38, II.C.
    """
    refuse_if(refusals_to_annotate(action, text))
    key = db.new_key()
    sealed_text = sealed(
        case_key(case, at=at, actor=actor), case, f"annotation/{key}/text", text.strip()
    )
    made: Annotation = Annotation.create(
        key=key, case=case.id, category=category, action=action, sealed_text=sealed_text,
        month=str(Month.of(office_date(at, resources.timezone()))), by=actor.id, at=at,
    )  # fmt: skip
    record(actor, "annotate_report", made, case=case, reason=category)
    return made


@operation(result=Conference)
def hold_conference(
    actor: Actor, *, worker: Account, held_on: date, cases: int, at: datetime,
    operation_key: str | None = None,
) -> Conference:  # fmt: skip
    """Puts on record that a supervisor went through a worker's unengaged cases with them.

    In: the local date, and how many cases stood on the list. Raises Refused for a day to come.
    Source: SUP-3; WTW 42-7.38, III.B.1.
    """
    today = office_date(at, resources.timezone())
    refuse_if({"held_on": AnnotationRefusal.DAY_TO_COME} if held_on > today else {})
    made: Conference = Conference.create(
        supervisor=actor.id, worker=worker.id, held_on=held_on, cases=cases, at=at
    )
    record(actor, "hold_conference", made)
    return made
