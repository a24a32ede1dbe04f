"""What the cast asked of their plans in time, and how it was answered."""

from portal.demo.cast import Cast
from portal.demo.telling import moment, participant_of
from portal.operations.plans.changes import ask_plan_change, decline_plan_change
from portal.policy.plan_changes import ChangePeriod, DeclineReason

_ASKED, _ANSWERED = 36, 34  # days ago; the class began fifty days ago


def tell_evening_class(cast: Cast) -> None:
    """DW-2001 asked for the evening class while there was time; it was full."""
    case, counselor = cast.cases["DW-2001"], cast.staff["counselor"]
    asked = ask_plan_change(
        participant_of(case), case=case, period=ChangePeriod.ACTIVITY, parts=["hours"], locale="en",
        words="Could I do the machines in the evening class? Days are when I look for work.",
        at=moment(cast, _ASKED, 20),
    )  # fmt: skip
    decline_plan_change(
        counselor.actor, change=asked, reason=DeclineReason.NO_PLACE_FREE,
        reply="The evening class is full until spring. I put you on its list, and we keep your"
        " Fridays free for interviews.",
        at=moment(cast, _ANSWERED, 10),
    )  # fmt: skip


ALL = (tell_evening_class,)
