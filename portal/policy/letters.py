"""When a letter that takes something away may take effect."""

from datetime import date, timedelta
from enum import StrEnum

HEARING_DAYS = 90  # calendar days to ask for a hearing; MPP 22-009.1, and ours in every program


class EffectiveRefusal(StrEnum):
    """Why an effective date cannot stand."""

    TOO_EARLY = "too_early"
    BEFORE_MAILING = "before_mailing"


class NoticeException(StrEnum):
    """When a cut or stop need not wait for the full notice."""

    ASKED_BY_PARTICIPANT = "asked_by_participant"
    LAW_CHANGE_FOR_MANY = "law_change_for_many"
    TOLD_AT_APPROVAL = "told_at_approval"
    MOVED_TO_ANOTHER_STATE = "moved_to_another_state"
    DIED = "died"
    MAIL_RETURNED_WITHOUT_ADDRESS = "mail_returned_without_address"


def notice_last_on(mailed_on: date, days: int) -> date:
    """The last local date of the notice: the day it is mailed or given is the first, and it ends
    on day `days` (Program.notice.value). Source: LET-9; WAC 388-458-0025(4) (ours)."""
    return mailed_on + timedelta(days=days - 1)


def earliest_effective_on(mailed_on: date, days: int) -> date:
    """The earliest lawful local date of a cut or stop: the day after the notice has ended, so at
    least `days` calendar days after mailing. Source: LET-9; WAC 388-458-0025(3), (4) (ours)."""
    return notice_last_on(mailed_on, days) + timedelta(days=1)


def latest_mailing_on(effective_on: date, days: int) -> date:
    """The last local date to mail a letter that takes effect on `effective_on`.

    Source: LET-9; WAC 388-458-0025(3), (4) (ours).
    """
    return effective_on - timedelta(days=days)


def refusals_to_take_effect(
    effective_on: date, mailed_on: date, days: int, exception: NoticeException | None = None
) -> dict[str, EffectiveRefusal]:
    """Why a letter mailed on `mailed_on` cannot take effect on `effective_on`; empty when it can.

    With a listed exception the letter still goes out by the day of the action.
    Source: LET-9; WAC 388-458-0025(3), (5) and -0030(3), (5) (ours).
    """
    if effective_on < mailed_on:
        return {"effective_on": EffectiveRefusal.BEFORE_MAILING}
    if exception is None and effective_on < earliest_effective_on(mailed_on, days):
        return {"effective_on": EffectiveRefusal.TOO_EARLY}
    return {}
