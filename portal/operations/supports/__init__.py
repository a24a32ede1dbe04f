"""Supportive services: requested, authorized, issued, denied and ended, month by month (CASE-9).

Whoever decides says which version of the service they saw: of two people the second is told.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from peewee import IntegrityError

from portal import db, resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.catalogs import PersonalText
from portal.models.supports import SupportiveService, SupportMonth
from portal.operations import operation, record
from portal.operations.cases.keys import case_key
from portal.operations.supports.notices import draft_notice
from portal.operations.supports.telling import tell
from portal.operations.supports.wording import ask_english
from portal.policy import supports as rules
from portal.policy.calendar import Month, office_date
from portal.policy.letters import earliest_effective_on
from portal.policy.refusals import Refused, refuse_if
from portal.policy.supports import (
    DenialReason,
    EndReason,
    MonthState,
    ServiceState,
    SupportRefusal,
)
from portal.reports.cases.sealed_texts import sealed
from portal.reports.letters.checking import notice_days


@operation(result=SupportiveService)
def request_service(
    actor: Actor, *, case: Case, service: str, month: Month, why: str, at: datetime,
    locale: str = "en", operation_key: str | None = None,
) -> SupportiveService:  # fmt: skip
    """Keeps the request for a supportive service from a month on, by the participant or by their
    worker for them (CASE-9; WTW 42-7.38, III.A.8).

    In: a code of the phrase bank's services, what it is for in words (sealed, may be empty) and
    their language: what a participant wrote goes to a translator (LANG-4). Raises Refused while
    one of the same kind is requested or authorized already.
    """
    key = db.new_key()
    try:
        with db.database.atomic():
            made: SupportiveService = SupportiveService.create(
                key=key, case=case.id, service=service, state=ServiceState.REQUESTED,
                by_participant=actor.is_participant, why=_sealed(actor, case, key, why, at),
                requested_on=office_date(at, resources.timezone()), made_at=at,
                made_by=actor.id if actor.is_staff else None,
            )  # fmt: skip
    except IntegrityError:
        raise Refused({"service": SupportRefusal.ALREADY_OPEN}) from None
    _set_month(actor, made, month, MonthState.REQUESTED, at)
    tell(case, EntryKind.SUPPORT, at, made.id)
    ask_english(actor, case, PersonalText.SUPPORT, made.id, why, locale, at)
    record(actor, "request_service", made, case=case, reason=service)
    return made


@operation(result=SupportiveService)
def authorize_service(
    actor: Actor, *, support: SupportiveService, first: Month, months: int, cents: int,
    version: int, at: datetime, operation_key: str | None = None,
) -> SupportiveService:  # fmt: skip
    """Authorizes a service for some months in a row, up to so many cents a month; months that were
    issued stay. The first time the letter that it is granted is drafted (L09b).

    Raises Refused: for months or amounts out of range, for a service denied or ended, or one that
    somebody else changed since `version` was seen. Source: CASE-9; WTW 42-7.38, III.A.8.
    """
    today = office_date(at, resources.timezone())
    if support.state not in rules.OPEN_SERVICES:
        raise Refused({"": SupportRefusal.WRONG_STEP})
    wanted = rules.months_from(first, months)
    refuse_if(rules.refusals_of_months(wanted, cents, today))
    is_new = support.state == ServiceState.REQUESTED
    decided = {"decided_by": actor.id, "decided_at": at} if is_new else {}
    found = _changed(support, version, state=ServiceState.AUTHORIZED, **decided)
    SupportMonth.delete().where(
        SupportMonth.service == found.id, SupportMonth.state == MonthState.REQUESTED
    ).execute()
    for month in wanted:
        _set_month(actor, found, month, MonthState.AUTHORIZED, at, cents)
    record(actor, "authorize_service", found, case=found.case_id, fields=["state", "months"])
    if is_new:
        tell(found.case, EntryKind.SUPPORT, at, found.id)
        draft_notice(actor, found.case, [found], at)
    return found


@operation(result=SupportiveService)
def issue_month(
    actor: Actor, *, support: SupportiveService, month: Month, cents: int, on: date,
    version: int, at: datetime, operation_key: str | None = None,
) -> SupportiveService:  # fmt: skip
    """Records that a month of a service was issued: how many cents, on which local date.

    Raises Refused for a month that is not authorized, for more than was authorized, for a day to
    come. Source: CASE-9; WTW 42-7.38, III.A.8.
    """
    today = office_date(at, resources.timezone())
    row = SupportMonth.get_or_none(
        SupportMonth.service == support.id, SupportMonth.month == str(month)
    )
    state = MonthState(row.state) if row else None
    refuse_if(rules.refusals_to_issue(state, row.authorized_cents if row else 0, cents, on, today))
    found = _changed(support, version)
    SupportMonth.update(
        state=MonthState.ISSUED, issued_cents=cents, issued_on=on, changed_by=actor.id,
        changed_at=at,
    ).where(SupportMonth.id == row.id).execute()  # fmt: skip
    record(actor, "issue_month", found, case=found.case_id, fields=["months"])
    return found


@operation(result=SupportiveService)
def deny_service(
    actor: Actor, *, support: SupportiveService, reasons: Collection[str], version: int,
    at: datetime, operation_key: str | None = None,
) -> SupportiveService:  # fmt: skip
    """Denies what was requested, and drafts the notice that says why and how to disagree (L09b).

    In: codes of DenialReason. Raises Refused without any, and for what was decided already.
    Source: CASE-9; WTW 42-7.38, III.A.8 and III.A.20.
    """
    if support.state != ServiceState.REQUESTED:
        raise Refused({"": SupportRefusal.WRONG_STEP})
    kept = [one for one in DenialReason if one in set(reasons)]
    if not kept:
        raise Refused({"reasons": SupportRefusal.NO_REASON})
    found = _decided(actor, support, version, ServiceState.DENIED, kept, at)
    _turn_months(actor, found, MonthState.REQUESTED, MonthState.DENIED, at)
    tell(found.case, EntryKind.SUPPORT, at, found.id)
    record(actor, "deny_service", found, case=found.case_id, fields=["state", "reasons"])
    draft_notice(actor, found.case, [found], at)
    return found


@operation(result=SupportiveService)
def discontinue_service(
    actor: Actor, *, support: SupportiveService, ends_on: date, reasons: Collection[str],
    version: int, at: datetime, operation_key: str | None = None,
) -> SupportiveService:  # fmt: skip
    """Ends a service with a local date: months after it fall away, and the notice is drafted (L09).

    In: codes of EndReason. Raises Refused without any, and where the notice would come too late,
    unless it is the participant who does not need it any more. Source: CASE-9, LET-9.
    """
    today = office_date(at, resources.timezone())
    earliest_on = earliest_effective_on(today, notice_days(support.case))
    kept = [one for one in EndReason if one in set(reasons)]
    refuse_if(
        rules.refusals_to_discontinue(
            ServiceState(support.state), ends_on, kept, earliest_on, today
        )
    )
    found = _ended(actor, support, version, kept, ends_on, at)
    draft_notice(actor, found.case, [found], at)
    return found


@operation()
def end_services(
    actor: Actor, *, case: Case, reason: str, ends_on: date, at: datetime
) -> list[SupportiveService]:
    """Ends every service of a case with a local date, and drafts one notice of them all (L09);
    what was only requested is denied, each with its own notice (L09b). Gives what was ended or
    denied, nothing where nothing ran.

    In: a code of EndReason: not_in_program with a sanction, cash_aid_over with a closing. Raises
    ValueError for another word. Source: WTW 42-7.38, II.I.5 and II.J.1.
    """
    why = EndReason(reason)
    rows: list[Any] = list(
        SupportiveService.select()
        .where(
            SupportiveService.case == case.id, SupportiveService.state.in_(rules.OPEN_SERVICES)
        )
        .order_by(SupportiveService.id)
    )  # fmt: skip
    ended = [
        _ended(actor, one, one.version, [why], ends_on, at)
        for one in rows
        if one.state == ServiceState.AUTHORIZED
    ]
    if ended:
        draft_notice(actor, case, ended, at)
    denied = [
        deny_service(
            actor, support=one, reasons=[DenialReason.NOT_TAKING_PART], version=one.version, at=at
        )
        for one in rows
        if one.state == ServiceState.REQUESTED
    ]
    record(actor, "end_services", None, case=case, reason=why)
    return [*ended, *denied]


def _ended(
    actor: Actor, support: SupportiveService, version: int, reasons: Collection[str],
    ends_on: date, at: datetime,
) -> SupportiveService:  # fmt: skip
    found = _decided(
        actor, support, version, ServiceState.DISCONTINUED, reasons, at, ends_on=ends_on
    )
    _turn_months(actor, found, MonthState.AUTHORIZED, MonthState.DISCONTINUED, at, ends_on)
    tell(found.case, EntryKind.SUPPORT, at, found.id)
    record(actor, "end_service", found, case=found.case_id, fields=["state", "reasons", "ends_on"])
    return found


def _decided(
    actor: Actor, support: SupportiveService, version: int, state: ServiceState,
    reasons: Collection[str], at: datetime, ends_on: date | None = None,
) -> SupportiveService:  # fmt: skip
    return _changed(
        support, version, state=state, reasons=",".join(reasons), ends_on=ends_on,
        decided_by=actor.id if actor.is_staff else None, decided_at=at,
    )  # fmt: skip


def _changed(support: SupportiveService, version: int, **values: Any) -> SupportiveService:
    """The service with new values; of two who saw the same version the second is refused."""
    done = (
        SupportiveService.update(version=version + 1, **values)
        .where(SupportiveService.id == support.id, SupportiveService.version == version)
        .execute()
    )
    if not done:
        raise Refused({"": SupportRefusal.CHANGED})
    found: SupportiveService = SupportiveService.get_by_id(support.id)
    return found


def _set_month(
    actor: Actor, support: SupportiveService, month: Month, state: MonthState, at: datetime,
    cents: int = 0,
) -> None:  # fmt: skip
    who = actor.id if actor.is_staff else None
    values = {"state": state, "authorized_cents": cents, "changed_by": who, "changed_at": at}
    of_month = (SupportMonth.service == support.id) & (SupportMonth.month == str(month))
    if SupportMonth.select(SupportMonth.id).where(of_month).exists():
        # What was issued is done: it is not authorized once more.
        SupportMonth.update(**values).where(
            of_month, SupportMonth.state != MonthState.ISSUED
        ).execute()
        return
    SupportMonth.insert(service=support.id, month=str(month), **values).execute()


def _turn_months(
    actor: Actor, support: SupportiveService, was: MonthState, then: MonthState, at: datetime,
    ends_on: date | None = None,
) -> None:  # fmt: skip
    months = [SupportMonth.service == support.id, SupportMonth.state == was]
    if ends_on is not None:
        months.append(SupportMonth.month > str(Month.of(ends_on)))
    SupportMonth.update(
        state=then, changed_by=actor.id if actor.is_staff else None, changed_at=at
    ).where(*months).execute()


def _sealed(actor: Actor, case: Case, key: str, text: str, at: datetime) -> str:
    if not text.strip():
        return ""
    sealing_key = case_key(case, at=at, actor=actor)
    return sealed(sealing_key, case, f"supportive_service/{key}/why", text.strip())
