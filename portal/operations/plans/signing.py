"""Signing a plan, on the phone and at the counter: what was shown is what is kept (PLAN-5).

Both sign. With the second signature the version is in force, the one before it is followed, and
the grace periods run (PLAN-7, PLAN-8).
"""

import json
from datetime import date, datetime, timedelta
from typing import Any

from portal import clock, i18n, jobs, pdf, resources
from portal.models.accounts import SYSTEM, Actor
from portal.models.cases import Case, EntryKind
from portal.models.people import Participant
from portal.models.plans import Activity, Plan, PlanSignature, PlanState, PlanText, Signer
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.cases.keys import case_key
from portal.operations.hours.verdicts import judge_activities
from portal.policy.amendments import TRAINING, SignRefusal, refusals_to_sign
from portal.policy.calendar import office_date
from portal.policy.plans import change_request_last_on, reassignment_last_on
from portal.policy.programs import program
from portal.policy.refusals import refuse_if
from portal.reports.plans import PlanView, read_plan, screen_language
from portal.reports.plans.frozen import digest, seal
from portal.reports.plans.in_force import SIGNED_BY_BOTH
from portal.reports.plans.pdf import plan_document
from portal.reports.working_days import holidays_of

ENGLISH = "en"
LOST_AFTER = timedelta(minutes=15)  # a making of files asked for so long ago was cut off


@operation(result=Plan)
def sign_plan(
    actor: Actor,
    *,
    plan: Plan,
    name: str,
    locale: str,
    shown_digest: str,
    at: datetime,
    heard: bool = False,
    was_read: bool = True,
    signer: Signer | None = None,
    operation_key: str | None = None,
) -> Plan:
    """Signs an offered version; with the second signature it is in force.

    In: the typed name, the language in which it was read, the SHA-256 of what was shown, whether
    it was heard rather than read, and whose signature it is: at the counter the participant signs
    on the worker's screen (`signer`), who is kept as the witness. Raises Refused (SignRefusal):
    it does not wait for signatures, this one is there, no name, not read, or the words are others
    by now, as where a translation came in. Source: PLAN-5; WTW 42-7.38, I and II.G.
    """
    whose = signer or (Signer.PARTICIPANT if actor.is_participant else Signer.WORKER)
    Case.update(version=Case.version).where(Case.id == plan.case_id).execute()  # of two, one waits
    row: Any = _with_case(plan)
    view = _shown(row, locale)
    _refuse(row, view, whose, name, view.shown_digest == shown_digest, was_read)
    _keep_text(row, locale, view, at)
    if locale != ENGLISH:
        _keep_text(row, ENGLISH, _shown(row, ENGLISH), at)
    _keep_signature(actor, row, whose, name, locale, heard, shown_digest, at)
    _mark(row, whose, locale, at)
    is_signed_by_both = row.signed_by_worker_at and row.signed_by_participant_at
    if is_signed_by_both:
        _put_in_force(row, at)
    record(actor, "sign_plan", row, case=row.case_id, fields=[f"signed_by_{whose}_at"])
    refresh(row.case_id, office_date(at, resources.timezone()))
    if is_signed_by_both:
        judge_activities(SYSTEM, row.case, at)
    found: Plan = Plan.get_by_id(row.id)
    return found


def _refuse(
    row: Any, view: PlanView, whose: Signer, name: str, is_same_text: bool, was_read: bool
) -> None:
    refuse_if({} if view.is_whole else {"": SignRefusal.NOT_WHOLE})
    has_signed = getattr(row, f"signed_by_{whose}_at") is not None
    is_offered = row.state == PlanState.OFFERED
    refuse_if(refusals_to_sign(name, is_offered, has_signed, is_same_text, was_read))


def _with_case(plan: Plan) -> Plan:
    found: Plan = (
        Plan.select(Plan, Case, Participant)
        .join(Case)
        .join(Participant)
        .where(Plan.id == plan.id)
        .get()
    )
    return found


def _shown(row: Any, locale: str) -> PlanView:
    """The version as its page shows it in a language; free words in it as far as translated."""
    with i18n.use(screen_language(locale)):
        view = read_plan(row.case, locale, row.number)
    assert view is not None
    return view


def _keep_text(row: Any, locale: str, view: PlanView, at: datetime) -> None:
    """Keeps the words once in each language; those that were signed first stay."""
    known = PlanText.select().where(PlanText.plan == row.id, PlanText.locale == locale)
    if not known.exists():
        PlanText.create(
            plan=row.id, locale=locale, text=view.text, sha256=digest(view.text), frozen_at=at
        )


def _keep_signature(
    actor: Actor, row: Any, whose: Signer, name: str, locale: str, heard: bool, shown: str,
    at: datetime,
) -> None:  # fmt: skip
    is_at_counter = whose is Signer.PARTICIPANT and actor.is_staff
    made = PlanSignature(
        plan=row.id, signer=whose, name=name.strip(), locale=locale, was_heard=heard,
        witness=actor.id if is_at_counter else None,
        account=actor.id if whose is Signer.WORKER else None,
        signed_at=at, shown_sha256=shown,
    )  # fmt: skip
    made.sha256 = seal(row, made)
    made.save(force_insert=True)


def _mark(row: Any, whose: Signer, locale: str, at: datetime) -> None:
    changes: dict[str, Any] = {f"signed_by_{whose}_at": at}
    if whose is Signer.PARTICIPANT:
        changes["signed_locale"] = screen_language(locale)
    Plan.update(**changes).where(Plan.id == row.id).execute()
    for field, value in changes.items():
        setattr(row, field, value)


def _put_in_force(row: Any, at: datetime) -> None:
    """Both have signed: the version counts, the one before it is followed, the days run."""
    today = office_date(at, resources.timezone())
    Plan.update(state=PlanState.SUPERSEDED).where(
        Plan.case == row.case_id, Plan.state == PlanState.SIGNED, Plan.id != row.id
    ).execute()
    Plan.update(state=PlanState.SIGNED, **_grace_periods(row, today)).where(
        Plan.id == row.id
    ).execute()
    add_to_timeline(row.case, EntryKind.PLAN_SIGNED, at, row.id)
    jobs.enqueue("keep_plan_files", row.id)


def _grace_periods(row: Any, today: date) -> dict[str, date]:
    """The last days to ask for changes: after an amendment, and from the beginning of the case's
    first training or education. Source: PLAN-7, PLAN-8; WTW 42-7.38, II.G."""
    rules, found = program(row.case.program), {}
    if row.follows_id:
        closed = holidays_of(row.case.office_id)
        found["amended_on"] = today
        found["change_until"] = change_request_last_on(today, rules.plan_change.value, closed)
    begins: Any = (
        Activity.select(Activity.starts_on)
        .join(Plan)
        .where(
            Plan.case == row.case_id,
            Plan.state.in_(SIGNED_BY_BOTH) | (Plan.id == row.id),
            Activity.kind.in_(sorted(TRAINING)),
        )
        .order_by(Activity.starts_on)
        .first()
    )
    if begins is not None:
        found["reassign_until"] = reassignment_last_on(begins.starts_on, rules.reassignment.value)
    return found


def keep_plan_files(plan_id: int) -> None:
    """The worker's job: makes the file of a signed version in each language it was signed in."""
    keep_files(SYSTEM, plan_id=plan_id, at=clock.now())


def keep_lost_files(at: datetime) -> int:
    """Makes the files whose making was cut off, of versions signed a quarter of an hour ago and
    more (UTC moment); for how many versions. Can run at any time, twice, or be cut off itself."""
    unmade = (PlanText.pdf == "") & (PlanText.made_with == "")
    lost = (
        Plan.select(Plan.id)
        .join(PlanText)
        .where(
            unmade, Plan.state.in_(SIGNED_BY_BOTH), Plan.signed_by_participant_at < at - LOST_AFTER,
            Plan.signed_by_worker_at < at - LOST_AFTER,
        )
        .distinct()
        .tuples()
    )  # fmt: skip
    found = [plan_id for (plan_id,) in lost]
    for plan_id in found:
        keep_files(SYSTEM, plan_id=plan_id, at=at)
    return len(found)


@operation()
def keep_files(actor: Actor, *, plan_id: int, at: datetime) -> int:
    """Makes the files of a signed version that are not made yet, sealed as all files of a case;
    how many. Where no letter font has a language's signs, its file is made as it is asked for."""
    row: Any = _with_case(Plan.get_by_id(plan_id))
    made = 0
    for text in PlanText.select().where(PlanText.plan == plan_id, PlanText.pdf == ""):
        made += _keep_file(actor, row, text, at)
    record(actor, "keep_plan_files", row, case=row.case_id, fields=["pdf"])
    return made


def _keep_file(actor: Actor, row: Any, text: Any, at: datetime) -> bool:
    with i18n.use(screen_language(text.locale)):
        view = _shown(row, text.locale)
        document = plan_document(row.case, view, str(row.case.office.name))
        try:
            printed = pdf.render_document(document, at=row.signed_by_participant_at)
        except pdf.PdfError as error:
            # Said, so that nobody tries again; the file is made in English as it is asked for.
            said = json.dumps({"error": type(error).__name__})
            PlanText.update(made_with=said).where(PlanText.id == text.id).execute()
            return False
    key, store = case_key(row.case, at=at, actor=actor), resources.current().storage
    stored = store.put_bytes(printed, key)
    PlanText.update(
        pdf=stored.name, pdf_sha256=stored.sha256, made_with=json.dumps(pdf.renderer_versions())
    ).where(PlanText.id == text.id, PlanText.pdf == "").execute()
    return True
