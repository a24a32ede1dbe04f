"""Tasks of the cast: due, late, moved, told as done, done, and one that waits for its words."""

from typing import Any

from portal.demo.cast import Cast
from portal.demo.telling import day, moment, participant_of
from portal.models import Task
from portal.models.tasks import TaskOwner
from portal.operations import tasks as operations
from portal.policy.tasks import MoveReason


def _step(
    cast: Cast, number: str, made: int, due: int, *, by: str = "counselor", **values: Any
) -> Task:
    """A task made so many days ago, due so many days from today (before it: negative)."""
    return operations.add_task(
        cast.staff[by].actor, case=cast.cases[number], due_on=day(cast, -due),
        at=moment(cast, made, 11, 20), **values,
    )  # fmt: skip


def _hers(cast: Cast, number: str, made: int, due: int, **values: Any) -> Task:
    return _step(cast, number, made, due, owner=TaskOwner.PARTICIPANT, **values)


def on_track(cast: Cast) -> None:
    """WTW-1001: a step told as done yesterday, another one ahead, and the worker's own."""
    told = _hers(cast, "WTW-1001", 6, 1, phrase="send_school_schedule")
    operations.tell_done(
        participant_of(cast.cases["WTW-1001"]), task=told, at=moment(cast, 1, 19, 40)
    )
    _hers(cast, "WTW-1001", 6, 5, phrase="visit_child_care")
    _step(
        cast, "WTW-1001", 6, 4, owner=TaskOwner.WORKER,
        text="Send the child care form to the provider",
    )  # fmt: skip


def hours_short(cast: Cast) -> None:
    """WTW-1003: the worker's own words, which wait for a translator."""
    _hers(cast, "WTW-1003", 1, 6, text="Bring the sign-in sheet of the sewing class, signed")


def to_sign(cast: Cast) -> None:
    """WTW-1008: somebody who has to come in tomorrow."""
    _hers(cast, "WTW-1008", 2, 1, phrase="meet_worker")


def soon_due(cast: Cast) -> None:
    """DW-2001: a task that was done."""
    done = _step(
        cast, "DW-2001", 9, -5, owner=TaskOwner.WORKER, text="Send the list of this month's job fairs"
    )  # fmt: skip
    operations.finish_task(cast.staff["counselor"].actor, task=done, at=moment(cast, 6, 14))


def out_of_touch(cast: Cast) -> None:
    """DW-2002: a task that is late."""
    _step(
        cast, "DW-2002", 5, -1, owner=TaskOwner.WORKER,
        text="Ask the job center for the brother's telephone number",
    )  # fmt: skip


def before_staffing(cast: Cast) -> None:
    """WF-3001: an invitation that waits for an answer, and was moved once."""
    made = _step(
        cast, "WF-3001", 4, 0, owner=TaskOwner.WORKER,
        text="Invite the Child Welfare specialist to the staffing",
    )  # fmt: skip
    operations.move_task(
        cast.staff["counselor"].actor, task=made, due_on=day(cast, -2),
        reason=MoveReason.WAITS_FOR_OTHERS, version=1, at=moment(cast, 1, 15),
    )  # fmt: skip


ALL = (on_track, hours_short, to_sign, soon_due, out_of_touch, before_staffing)
