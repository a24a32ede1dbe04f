"""A case driven through random lawful and unlawful acts by everybody: nothing is taken before its
gate, nothing that was completed changes, no two statuses share a day, the clocks are what the story
says, and nothing changes without an entry in the audit trail (STAFF-3, STAFF-10, CASE-3 to 6)."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import flask
import hypothesis.strategies as st
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from portal import db
from portal.models import AuditEntry, Case, Noncompliance, Staffing, StatusPeriod
from portal.operations import trail
from portal.operations.cases import refresh
from portal.operations.contacts import record_contact
from portal.operations.staffings.completing import digest_of
from portal.operations.statuses.entering import set_status, version_of
from portal.operations.statuses.turning import turn_statuses
from portal.policy.contacts import Direction, Way
from portal.policy.refusals import Refused
from portal.policy.status_periods import BY_WORKER, StatusReason
from portal.policy.statuses import CaseStatus
from portal.reports.statuses import periods_of
from tests import factories
from tests.handing import Hands
from tests.life import attacks, steps
from tests.life.remembered import DAY, Remembered, shares_a_day
from tests.noncompliance.scene import noon

BEGINS = date(2026, 10, 1)
ENROLLED = date(2026, 3, 2)
LIVE_DAYS = 30  # WTW program file: a live contact every 30 days
NO_LIVE = {"exempt", "discontinued", "follow_up", "closed"}
CODES = {name: tuple(sorted(map(str, reasons))) for name, reasons in BY_WORKER.items()}


_OFTEN = (
    *["days"] * 5, *["step"] * 12, *["sanction"] * 3, *["hands"] * 3, "contact", "status", "status",
    "others", "past", "raw", "raw",
)  # fmt: skip
_HANDS = ("begin", "hand_on", "approve", "route")


class LifeOfACase(RuleBasedStateMachine):
    """One case; Ana works it, Sue supervises, Ed is the clerk, Bo works elsewhere."""

    hands: Hands
    came: Counter[str]
    why: dict[str, Any]  # the latest act was refused

    @initialize(story=st.uuids())
    def a_new_case(self, story: UUID) -> None:
        """Maria's case, enrolled in March, in the middle of its plan; what becomes of it."""
        self.chance = Random(str(story))
        self.person = factories.participant(f"Maria Lopez {Case.select().count()}")
        self.case = factories.case(
            self.person, self.hands.ana, number=f"L-{self.person.id}", enrolled_on=ENROLLED
        )
        self.know = Remembered(BEGINS)
        self.done_by_hands: list[str] = []
        self.refreshed()

    # What everybody tries.

    def tried(self, name: str, act: Callable[[], Any]) -> Any:
        """What an act gave, or None where it was refused: then nothing at all has changed; else
        it is in the audit trail."""
        before, entries = steps.picture(self.case), AuditEntry.select().count()
        try:
            made = act()
        except Refused as refused:
            self.why = refused.codes
            assert steps.picture(self.case) == before
            assert AuditEntry.select().count() == entries
            self.came[f"no {name}"] += 1
            return None
        assert AuditEntry.select().count() > entries
        self.came[name] += 1
        return made

    def refreshed(self) -> None:
        """The night between two days."""
        list(turn_statuses(self.know.today, noon(self.know.today)))
        refresh(self.case.id, self.know.today)

    @property
    def now(self) -> Any:
        """The case as the database has it."""
        return Case.get_by_id(self.case.id)

    @property
    def open(self) -> Any:
        """The open noncompliance."""
        return Noncompliance.open_of(self.case)

    def days_pass(self, days: int) -> None:
        """Some days later."""
        self.know.today += days * DAY
        self.refreshed()

    def ana_telephones(self, back: int, answered: bool) -> None:
        """A call, entered on the day or later."""
        on = self.know.today - back * DAY
        made = self.tried("contact", lambda: record_contact(
            self.hands.ana.actor, case=self.now, occurred_on=on, way=Way.TELEPHONE,
            direction=Direction.FROM_STAFF, answered=answered, summary="Called.",
            at=noon(self.know.today),
        ))  # fmt: skip
        assert (made is not None) == (ENROLLED <= on <= self.know.today)
        if made is not None:
            self.know.contacts.append((on, answered, True))

    def ana_enters_a_status(
        self, status: CaseStatus, pick: int, back: int, length: int | None, told: bool
    ) -> None:
        """A status from the form, in time or back-dated, with or without a reason that fits."""
        if pick % 4 == 0 and self.know.question is None:  # the end of aid, told late
            status, pick, back, length = CaseStatus.DISCONTINUED, 0, abs(back), None
        reasons = CODES.get(status) or ("missed", "no_cause", "aid_ended")
        starts_on = self.know.today - back * DAY
        self.tried(str(status), lambda: set_status(
            self.hands.ana.actor, case=self.now, status=status,
            reason=StatusReason(reasons[pick % len(reasons)]), starts_on=starts_on,
            ends_on=None if length is None else starts_on + length * DAY,
            review_on=starts_on + 30 * DAY if told else None, text="Seen." if told else "",
            at=noon(self.know.today), version=version_of(periods_of(self.now)),
        ))  # fmt: skip

    def a_step_of_noncompliance(self, step: str, right: bool, lucky: int) -> None:
        """A step, in or out of its turn; now and then the one that is next."""
        if lucky:
            step = steps.next_step(self.know)
        if step == "wait":
            self.days_pass(7)
            return
        self.tried(step, lambda: steps.take(self, step, right or lucky > 1))

    def ana_enters_a_sanction(self, ahead: int) -> None:
        """With all that must be done before done, or not: the portal agrees with the rules."""
        found, today, case = self.open, self.know.today, self.now
        if found is None:
            return
        asked = self.know.question
        assert asked is not None
        lacking = self.know.lacks(
            str(case.status), str(case.status_reason), steps.stands_since(case, today)
        )
        effective_on = today + timedelta(days=ahead)
        made = self.tried("sanction", lambda: steps.enter(self, found, effective_on))
        is_lawful = not lacking and asked.sanctioned_from is None and ahead >= 10
        assert (made is not None) == is_lawful, (lacking, found.state, ahead, self.why)
        if made is not None:
            asked.sanctioned_from = effective_on
            self.know.sanctions.add(effective_on)
            asked.steps_left = 2

    def hands_close_the_case(self, pick: str, who: int, lucky: bool) -> None:
        """A step of the closing by anybody; only the three hands, each in its turn, come through."""
        hands = _HANDS
        turn = hands[len(self.done_by_hands) % 4]
        actor = (self.hands.ana, self.hands.sue, self.hands.ed, self.hands.bo)[who]
        if lucky:
            pick = turn
            actor = dict(zip(hands, (self.hands.ana, self.hands.ana, self.hands.sue,
                                     self.hands.ed), strict=True))[pick]  # fmt: skip
        made = self.tried(pick, lambda: steps.close(self, pick, actor))
        if made is not None:
            assert pick == turn
            rights = {"begin": 0, "hand_on": 0, "approve": 1, "route": 2}
            people = (self.hands.ana, self.hands.sue, self.hands.ed)
            assert actor.id == people[rights[pick]].id
            self.done_by_hands.append(pick)

    # What nobody may do.

    def a_sanction_past_the_gate(self) -> None:
        """By code that forgot the gate; one that a staffing decided on has its own act above."""
        found = self.know.last_staffing
        if found is None or not found[1]:
            assert self.tried("past", lambda: attacks.past_the_gate(self)) is None

    @rule()
    def something_is_done(self) -> None:
        """One act of the case's life, of those that come often more often."""
        draw = self.chance
        kind, status = draw.choice(_OFTEN), draw.choice(list(CaseStatus))
        back, pick, right = draw.randint(-20, 60), draw.randrange(1000), draw.random() < 0.5
        length = draw.choice((None, draw.randint(-1, 50)))
        if right and self.now.status == CaseStatus.DISCONTINUED:
            kind = draw.choice(("hands", "hands", "days"))
        match kind:
            case "days":
                self.days_pass(1 + pick % 12)
            case "contact":
                self.ana_telephones(back, right)
            case "status":
                self.ana_enters_a_status(status, pick, back, length, right)
            case "step":
                self.a_step_of_noncompliance(steps.STEPS[pick % len(steps.STEPS)], right, pick % 9)
            case "sanction":
                self.ana_enters_a_sanction(pick % 21)
            case "hands":
                self.hands_close_the_case(_HANDS[pick % 4], pick % 4, right)
            case "others":
                attacks.open_as_another(self, pick)
            case "past":
                self.a_sanction_past_the_gate()
            case "raw":
                attacks.raw_sql(self, pick, right)

    # What always holds.

    @invariant()
    def no_two_statuses_share_a_day(self) -> None:
        """And the case stands where the period of the day puts it."""
        rows = list(StatusPeriod.select().where(
            StatusPeriod.case == self.case.id, StatusPeriod.replaced_at.is_null()
        ))  # fmt: skip
        assert not shares_a_day([(row.starts_on, row.ends_on) for row in rows])
        today = self.know.today
        now = [row.status for row in rows if row.starts_on <= today
               and (row.ends_on is None or today <= row.ends_on)]  # fmt: skip
        assert now in ([], [self.now.status])
        begun = {row.starts_on for row in rows if row.status == CaseStatus.SANCTIONED}
        assert begun <= self.know.sanctions
        closed = [row for row in rows if row.status == CaseStatus.CLOSED]
        assert bool(closed) == (self.done_by_hands[-1:] == ["route"])

    @invariant()
    def the_clocks_are_what_the_story_says(self) -> None:
        """The days kept on the case are those that its contacts and statuses give."""
        case = self.now
        live, attempt = self.know.last(True), self.know.last(False)
        assert (case.last_live_on, case.last_attempt_on) == (live, attempt)
        due_on = None if case.status in NO_LIVE else (live or ENROLLED) + LIVE_DAYS * DAY
        assert case.live_due_on == due_on
        asked = self.know.question
        if asked is not None and asked.delivered_on and not asked.found_none_on and not asked.plan:
            assert case.good_cause_until == asked.until
        kept = case.__data__
        again = refresh(self.case.id, self.know.today).__data__
        assert {name for name in kept if kept[name] != again[name]} == set()

    @invariant()
    def completed_staffings_are_what_they_were(self) -> None:
        """Every column of them and of what belongs to them."""
        for key, digest in self.know.locked.items():
            assert Staffing.get_by_id(key).is_completed
            assert digest_of(key) == digest

    def teardown(self) -> None:
        """The chain of the audit trail holds."""
        assert next(iter(trail.broken_links()), None) is None


# The acts are the same at each run: what one finds, the next one finds again.
_FEW = settings(
    derandomize=True, deadline=None, stateful_step_count=90,
    suppress_health_check=list(HealthCheck), phases=[Phase.generate],
)  # fmt: skip


def _lived(lives: int) -> None:
    LifeOfACase.hands, LifeOfACase.came = Hands(), Counter()
    run_state_machine_as_test(LifeOfACase, settings=settings(_FEW, max_examples=lives))


def test_whatever_anybody_does_nothing_is_taken_before_its_gate(
    both_databases: flask.Flask,
) -> None:
    _lived(25 if db.is_sqlite() else 8)
    missed = {"sanction", "no sanction", "cure", "staff", "no staff", "route", "no route"}
    # A run that never came so far would prove nothing.
    assert not missed - LifeOfACase.came.keys() or not db.is_sqlite(), LifeOfACase.came
