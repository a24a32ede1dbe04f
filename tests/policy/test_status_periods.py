"""However periods are entered, late or early, no two share a day and the case is never lost."""

import itertools
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.policy.status_periods import MAY_END, Period, lay, not_owed, of_day, since
from portal.policy.statuses import CaseStatus

FIRST, TODAY = date(2026, 1, 1), date(2026, 6, 30)
DAY = timedelta(days=1)
HARD = (CaseStatus.NONCOMPLIANCE, CaseStatus.SANCTIONED)


@st.composite
def entered(draw: st.DrawFn) -> Period:
    status = draw(st.sampled_from(CaseStatus))
    starts_on = FIRST + draw(st.integers(0, 240)) * DAY
    days = draw(st.none() | st.integers(0, 60)) if status in MAY_END else None
    return Period(status, "", starts_on, None if days is None else starts_on + days * DAY)


def after(standing: list[Period], new: Period) -> list[Period]:
    """The periods once a new one was laid among them, numbered anew."""
    laid = lay(standing, new, TODAY)
    gone = {one.ref for one in (*laid.covered, *laid.shortened)}
    kept = [one for one in standing if one.ref not in gone]
    rows = [*kept, *laid.shortened, *laid.follow, new]
    return [
        Period(one.status, one.reason, one.starts_on, one.ends_on, place)
        for place, one in enumerate(sorted(rows, key=lambda one: one.starts_on), start=1)
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(entered(), min_size=1, max_size=8))
def test_case_3_periods_never_overlap_and_never_leave_a_gap(entries: list[Period]) -> None:
    standing = [Period(CaseStatus.ENROLLED, "", FIRST, None, 1)]
    for new in entries:
        sanctioned = [one for one in standing if one.status in HARD]
        standing = after(standing, new)
        assert sum(one.ends_on is None for one in standing) == 1
        for one, following in itertools.pairwise(standing):
            assert one.ends_on is not None
            assert one.starts_on <= one.ends_on == following.starts_on - DAY
        found = of_day(standing, new.starts_on)
        assert found is not None
        assert found.status is new.status
        # Nothing hard begins by itself: its days were hard before, or were entered so.
        for one in standing:
            if one.status in HARD and one.starts_on > TODAY and one.status is not new.status:
                assert any(was.has(one.starts_on) for was in sanctioned)


def test_after_an_exemption_the_case_goes_back_and_never_to_a_sanction() -> None:
    active = Period(CaseStatus.ACTIVE, "", FIRST, date(2026, 3, 31), 1)
    sanction = Period(CaseStatus.SANCTIONED, "", date(2026, 4, 1), None, 2)
    new = Period(CaseStatus.EXEMPT, "", date(2026, 6, 1), date(2026, 7, 31))
    assert lay([active, sanction], new, TODAY).follow[0].status is CaseStatus.ACTIVE
    past = Period(CaseStatus.EXEMPT, "", date(2026, 5, 1), date(2026, 5, 31))
    # Of a sanction that stood on both sides of it, what stood stays.
    assert lay([active, sanction], past, TODAY).follow[0].status is CaseStatus.SANCTIONED


def test_a_review_that_goes_on_is_one_stretch_and_a_break_is_not() -> None:
    spring = Period(CaseStatus.EXEMPT, "age", date(2026, 3, 1), date(2026, 4, 30), 1)
    summer = Period(CaseStatus.EXEMPT, "age", date(2026, 5, 1), None, 2)
    assert since([spring, summer], summer) == date(2026, 3, 1)
    later = Period(CaseStatus.EXEMPT, "age", date(2026, 5, 2), None, 3)
    assert since([spring, later], later) == date(2026, 5, 2)
    assert [(one.starts_on, one.ends_on) for one in not_owed([spring, summer])] == [
        (date(2026, 3, 1), date(2026, 4, 30))
    ]
