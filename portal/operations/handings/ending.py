"""The worker's hand of a closing: every service that is still open ends at once, with its notice
(CASE-6, CASE-9)."""

from datetime import date, datetime

from portal import resources
from portal.models.accounts import Actor
from portal.models.handings import Handing
from portal.operations import operation, record
from portal.operations.handings import refuse_others
from portal.operations.handings.moves import held
from portal.operations.supports import end_services
from portal.policy import handings as rules
from portal.policy.calendar import office_date
from portal.policy.handings import Hand
from portal.policy.letters import earliest_effective_on
from portal.policy.refusals import refuse_if
from portal.policy.supports import EndReason
from portal.reports.handings.services import waiting
from portal.reports.letters.checking import notice_days


@operation(result=Handing)
def end_open_services(
    actor: Actor, *, handing: Handing, version: int, ends_on: date, at: datetime,
    operation_key: str | None = None,
) -> Handing:  # fmt: skip
    """Ends what is authorized with a local date, under one notice of it all (L09), and denies what
    was only requested, each with its own (L09b). The letters are drafts: the worker reads them and
    sends them, and until they went the step is open.

    Raises Refused: nothing_to_end, notice_too_short for a day before the program's notice has run,
    only_its_workers, not_your_turn, ended, changed_meanwhile. Source: CASE-6, CASE-9, LET-9; WTW
    42-7.38, II.J.1.
    """
    found, case = held(handing, version, Hand.WORKER)
    refuse_others(actor, case)
    earliest_on = earliest_effective_on(
        office_date(at, resources.timezone()), notice_days(case)
    )  # fmt: skip
    number = sum(one.is_open for one in waiting(case))
    refuse_if(rules.refusals_to_end_services(found.its_kind, number, ends_on, earliest_on))
    end_services(actor, case=case, reason=EndReason.CASH_AID_OVER, ends_on=ends_on, at=at)
    Handing.update(version=Handing.version + 1).where(Handing.id == found.id).execute()
    record(actor, "end_open_services", found, case=case, fields=["services", "ends_on"])
    kept: Handing = Handing.get_by_id(found.id)
    return kept
