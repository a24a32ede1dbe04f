"""A participant's report in the worker's hands: what may be done with it, once, and what it asks
of the worker beyond an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReportRefusal(StrEnum):
    """Why a worker's act on a report is refused."""

    EMPTY_REPLY = "empty_reply"
    NOT_AN_ADDRESS = "not_an_address"
    ALREADY_DECIDED = "already_decided"
    WORKER_ONLY = "worker_only"
    NOTHING_TO_FOLLOW = "nothing_to_follow"


class FollowUp(StrEnum):
    """What a report asks of the worker beyond an answer; open until the worker has done it."""

    GOOD_CAUSE = "good_cause"  # the question whether there was good cause (CASE-4)
    EMPLOYER = "employer"  # to confirm a new job with the employer
    PLAN_CHANGE = "plan_change"  # to look at a wish for another plan


class LogRefusal(StrEnum):
    """Why an entry of the log of a job search is not taken."""

    NOTHING_ENTERED = "nothing_entered"
    TOO_MANY = "too_many"
    IN_THE_FUTURE = "in_the_future"
    TOO_LONG_AGO = "too_long_ago"
    DAY_IS_OVER = "day_is_over"


@dataclass(frozen=True, slots=True)
class GracePeriods:
    """The last local days of the two grace periods of a plan; None where one does not run."""

    change_until: date | None = None
    reassign_until: date | None = None

    def met_on(self, asked_on: date) -> "GracePeriods":
        """Those of the two in which a request of the local date `asked_on` is in time: the last
        day still counts. Source: PLAN-7, PLAN-8; WTW 42-7.38, II.G."""
        return GracePeriods(
            _if_met(self.change_until, asked_on), _if_met(self.reassign_until, asked_on)
        )


def _if_met(last_on: date | None, asked_on: date) -> date | None:
    return last_on if last_on is not None and asked_on <= last_on else None


_FOLLOW_UPS = {"problem": FollowUp.GOOD_CAUSE, "plan-change": FollowUp.PLAN_CHANGE}
MOST_ENTRIES = 30  # of one report of a job search
LOG_DAYS = 62  # how far back a contact with an employer may lie: two months, for a late month


def follow_up_of(kind: str, answers: Mapping[str, str]) -> FollowUp | None:
    """What a report of this kind with these answers asks of the worker, if anything: a problem
    asks whether there was good cause, a new job is to be confirmed with the employer, a wish for
    another plan is to be looked at. Source: CON-11; CASE-4; PLAN-7; WTW 42-7.38, II.C, II.E."""
    if kind == "job":
        return FollowUp.EMPLOYER if answers.get("job_change") == "new_job" else None
    return _FOLLOW_UPS.get(kind)


def refusals_to_log(contacted_on: date, today: date) -> dict[str, LogRefusal]:
    """Why a contact with an employer of the local date `contacted_on` cannot stand in the log;
    `today` is the office's date. Source: CON-12; the bound of two months is ours."""
    if contacted_on > today:
        return {"contacted_on": LogRefusal.IN_THE_FUTURE}
    if (today - contacted_on).days > LOG_DAYS:
        return {"contacted_on": LogRefusal.TOO_LONG_AGO}
    return {}


def refusals_to_send_log(entries: int) -> dict[str, LogRefusal]:
    """Why a log of so many entries cannot be sent: it holds at least one. Source: CON-12; the
    greatest number is ours."""
    if entries < 1:
        return {"": LogRefusal.NOTHING_ENTERED}
    return {"": LogRefusal.TOO_MANY} if entries > MOST_ENTRIES else {}


def refusals_to_correct(sent_on: date, today: date) -> dict[str, LogRefusal]:
    """Why a sent entry of the log cannot be corrected any more: it stays as it was from the day
    after it was sent, since hours rest on it. Both are local dates of the office.
    Source: CON-12 (ours)."""
    return {} if sent_on == today else {"": LogRefusal.DAY_IS_OVER}


def refusals_to_translate(is_safety: bool) -> dict[str, ReportRefusal]:
    """Why a report's words cannot go to a translator: that somebody is in danger stays between
    them and their worker. Source: NOTE-6; safety.md, Who sees what."""
    return {"": ReportRefusal.WORKER_ONLY} if is_safety else {}


def refusals_to_follow_up(is_open: bool) -> dict[str, ReportRefusal]:
    """Why what a report asks cannot be marked as done: nothing is open. Source: CON-11 (ours)."""
    return {} if is_open else {"": ReportRefusal.NOTHING_TO_FOLLOW}


def refusals_to_answer(reply: str) -> dict[str, ReportRefusal]:
    """What is wrong with a reply, by field: it must say something. Source: CON-11 (ours)."""
    return {} if reply.strip() else {"reply": ReportRefusal.EMPTY_REPLY}


def refusals_to_decide(is_address: bool, is_decided: bool) -> dict[str, ReportRefusal]:
    """Whether new contact values may be confirmed or declined now: they are held until the
    worker decides, and that happens once. Source: CON-11."""
    if not is_address:
        return {"": ReportRefusal.NOT_AN_ADDRESS}
    return {"": ReportRefusal.ALREADY_DECIDED} if is_decided else {}
