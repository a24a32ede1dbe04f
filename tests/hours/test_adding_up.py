"""Planned, reported, proven, excused and counted hours always add up, in whole minutes, whatever
order reports, corrections, decisions, papers and amendments come in (PLAN-9)."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from portal.models.hours import HoursKind, HoursState
from portal.policy.attendance import (
    AbsenceReason,
    DayEntry,
    Tally,
    day_tally,
    total,
)
from portal.policy.documents import DocumentState
from portal.policy.hours_decisions import AbsenceDecision
from portal.policy.refusals import Refused
from tests import factories
from tests.hours import months
from tests.hours.acts import (
    Act,
    World,
    adds_up,
    amend,
    answer,
    confirm,
    dispute,
    enter,
    excuse,
    log,
    paper,
    provide,
    tell,
)

MINUTES = st.integers(0, 700)


@st.composite
def day_entries(draw: Any) -> DayEntry:
    minutes = draw(st.integers(0, 1440))
    return DayEntry(
        minutes, draw(st.integers(0, 1440)), draw(st.sampled_from(HoursKind)),
        draw(st.sampled_from(HoursState)), draw(st.integers(0, minutes)),
    )  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 1440), st.none() | day_entries())))
def test_days_add_up_and_so_does_their_sum(days: list[tuple[int, DayEntry | None]]) -> None:
    tallies = [day_tally(planned, entry) for planned, entry in days]
    assert all(adds_up(one) for one in tallies)
    assert adds_up(total(tallies))
    assert total(tallies).planned == sum(planned for planned, _entry in days)
    assert total(tallies).reported == sum(entry.minutes for _planned, entry in days if entry)


WEEKS, DAYS, NTH = st.integers(0, 4), st.integers(0, 29), st.integers(0, 9)
ACTS = st.one_of(
    st.builds(confirm, WEEKS),
    st.builds(
        tell, WEEKS, st.lists(MINUTES, min_size=1, max_size=7), st.sampled_from(AbsenceReason)
    ),
    st.builds(enter, DAYS, st.integers(0, 1), MINUTES, st.sampled_from(AbsenceDecision)),
    st.builds(provide, DAYS, MINUTES),
    st.builds(answer, WEEKS, st.booleans()),
    st.builds(excuse, NTH, st.sampled_from(AbsenceDecision)),
    st.builds(paper, NTH, st.none() | st.sampled_from(DocumentState)),
    st.builds(log, DAYS, st.integers(1, 4)),
    st.builds(amend, DAYS, st.integers(1, 600), st.sampled_from(["M", "MW", "MTWRF", "S"])),
    st.builds(dispute, NTH, st.booleans()),
)
# What most surely meets: told, proven, accepted, amended, sent back, told anew.
STORY = [
    confirm(0), paper(0, None), paper(0, DocumentState.RECEIVED), answer(0, True),
    amend(3, 60, "MTWRF"), paper(0, DocumentState.RETURNED), confirm(1), answer(1, False),
    tell(1, [0, 30, 20, 0], AbsenceReason.ILL), excuse(0, AbsenceDecision.EXCUSED),
    log(2, 3), enter(1, 0, 20, AbsenceDecision.UNEXCUSED), provide(11, 45), dispute(0, True),
]  # fmt: skip


def test_hours_add_up_in_whatever_order_things_happen(both_databases: flask.Flask) -> None:
    worker, provider = factories.account(), months.provider()
    made = iter(range(1000))

    @settings(
        max_examples=20,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @example(STORY)
    @given(st.lists(ACTS, min_size=3, max_size=14))
    def run(acts: list[Act]) -> None:
        world = World(next(made), worker, provider)
        for act in acts:
            world.at += timedelta(minutes=1)
            with suppress(Refused):
                act(world)
            world.check()

    run()


def test_the_story_meets_every_figure(app: flask.Flask) -> None:
    world = World(1, factories.account(), months.provider())
    for act in STORY:
        world.at += timedelta(minutes=1)
        act(world)
    tally = world.read().tally
    assert all(getattr(tally, name) for name in Tally.__slots__), tally
