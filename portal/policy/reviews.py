"""Case reviews: how many are owed, which cases are drawn, what the form asks (SUP-2); and what
a provider says of somebody's progress."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from portal.policy.statuses import CaseStatus

REVIEWS_A_MONTH = 4  # a worker; WTW 42-7.38, III.B.3


class Way(StrEnum):
    """How a case came to be reviewed."""

    DRAWN = "drawn"
    CHOSEN = "chosen"


class ReviewState(StrEnum):
    """Where a review stands."""

    OPEN = "open"
    SENT = "sent"


class Stratum(StrEnum):
    """The kinds of cases among which a draw is spread (ours: each asks other work of a worker)."""

    ENGAGED = "engaged"
    WITHOUT_PLAN = "without_plan"
    FAIR_PROCESS = "fair_process"
    EXEMPT = "exempt"
    LEAVING = "leaving"


class Point(StrEnum):
    """What the form looks at, in its order. Source: WTW 42-7.38, II.C, III.A; the choice is
    ours."""

    CONTACT = "contact"
    NOTES = "notes"
    PLAN = "plan"
    ACTIVITY = "activity"
    HOURS = "hours"
    DOCUMENTS = "documents"
    SUPPORTS = "supports"
    FAIR_PROCESS = "fair_process"
    MONTHS = "months"
    LANGUAGE = "language"


class Finding(StrEnum):
    """What was found on a point."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_ASKED = "not_asked"  # does not apply to this case


class Verdict(StrEnum):
    """What a review comes to."""

    IN_ORDER = "in_order"
    TO_CORRECT = "to_correct"


class ReviewRefusal(StrEnum):
    """Why something about a review is refused."""

    NOT_LOOKED_AT = "not_looked_at"
    SAY_WHY = "say_why"
    NO_VERDICT = "no_verdict"
    NO_DAY = "no_day"
    DAY_PAST = "day_past"
    NOTHING_TO_DRAW = "nothing_to_draw"
    REVIEWED_THIS_MONTH = "reviewed_this_month"
    NOT_THEIR_CASE = "not_their_case"
    NO_WORDS = "no_words"
    ANSWERED_ONCE = "answered_once"
    SENT_ALREADY = "sent_already"


class Progress(StrEnum):
    """How somebody gets on, as a provider says (WTW 42-7.38, II.C: satisfactory progress)."""

    GOOD = "good"
    SLOW = "slow"
    STUCK = "stuck"


class Chance(Protocol):
    """Where chance comes from; it is handed in, so that a rule gives the same for the same."""

    def random(self) -> float:
        """A number from 0 up to 1."""

    def shuffle(self, x: list[Any]) -> None:
        """Puts a list in another order."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that may be drawn: its id, kind, and the last month ("yyyy-mm") it was reviewed."""

    case_id: int
    stratum: Stratum
    last_month: str = ""


def owed(open_cases: int) -> int:
    """How many reviews a month are owed for a worker with so many open cases: four, or as many as
    there are. Source: SUP-2; WTW 42-7.38, III.B.3."""
    return min(REVIEWS_A_MONTH, open_cases)


def stratum_of(status: CaseStatus, has_plan: bool) -> Stratum:
    """Which kind of case it is for the draw; `has_plan` is whether both have signed one. Source:
    SUP-2; the kinds are ours."""
    match status:
        case CaseStatus.GOOD_CAUSE | CaseStatus.NONCOMPLIANCE | CaseStatus.SANCTIONED:
            return Stratum.FAIR_PROCESS
        case CaseStatus.EXEMPT | CaseStatus.VOLUNTEER:
            return Stratum.EXEMPT
        case CaseStatus.DISCONTINUED | CaseStatus.FOLLOW_UP | CaseStatus.CLOSED:
            return Stratum.LEAVING
        case _:
            return Stratum.ENGAGED if has_plan else Stratum.WITHOUT_PLAN


def draw(candidates: Iterable[Candidate], count: int, chance: Chance) -> list[int]:
    """The ids of at most `count` cases, drawn by chance and spread over the kinds there are.

    Kinds take turns in an order drawn anew; of a kind, what was reviewed longest ago or never goes
    first, among equals chance decides. So no case is out of reach and none can be foreseen.
    Source: SUP-2; WTW 42-7.38, III.B.3.
    """
    by_kind: dict[Stratum, list[tuple[str, float, int]]] = {}
    for one in candidates:
        place = (one.last_month, chance.random(), one.case_id)
        by_kind.setdefault(one.stratum, []).append(place)
    turns = [sorted(places, reverse=True) for _kind, places in sorted(by_kind.items())]
    chance.shuffle(turns)
    drawn: list[int] = []
    while len(drawn) < count and any(turns):
        for places in turns:
            if places and len(drawn) < count:
                drawn.append(places.pop()[2])
    return drawn


def refusals_to_send(
    findings: Mapping[str, str], notes: Mapping[str, str], verdict: str,
    correct_by_on: date | None, today: date,
) -> dict[str, ReviewRefusal]:  # fmt: skip
    """What a review lacks to be sent, by field; empty when it may go.

    Every point is looked at, what is not met is told, and where something is to be corrected the
    last local date for it is given. Source: SUP-2; the limits are ours.
    """
    found: dict[str, ReviewRefusal] = {}
    for point in Point:
        if findings.get(point) not in set(Finding):
            found[f"finding_{point}"] = ReviewRefusal.NOT_LOOKED_AT
        elif findings[point] == Finding.NOT_MET and not notes.get(point, "").strip():
            found[f"note_{point}"] = ReviewRefusal.SAY_WHY
    if verdict not in set(Verdict):
        found["verdict"] = ReviewRefusal.NO_VERDICT
    elif verdict == Verdict.TO_CORRECT and correct_by_on is None:
        found["correct_by_on"] = ReviewRefusal.NO_DAY
    elif verdict == Verdict.TO_CORRECT and correct_by_on is not None and correct_by_on < today:
        found["correct_by_on"] = ReviewRefusal.DAY_PAST
    return found


def months_before(month: str, count: int) -> Sequence[str]:
    """The `count` months ("yyyy-mm") that end with `month`, the latest first. Source: SUP-1 (what
    was annotated is kept month to month)."""
    number = int(month[:4]) * 12 + int(month[5:7]) - 1
    return [f"{(number - n) // 12:04d}-{(number - n) % 12 + 1:02d}" for n in range(count)]


class ProgressRefusal(StrEnum):
    """Why a progress note is not taken."""

    NO_CHOICE = "no_choice"
    NO_WORDS = "no_words"


def refusals_to_note_progress(progress: str, text: str) -> dict[str, ProgressRefusal]:
    """What a progress note lacks, by field: how it goes, and words. Source: requirements, WHO;
    WTW 42-7.38, II.C (satisfactory progress)."""
    found: dict[str, ProgressRefusal] = {}
    if progress not in set(Progress):
        found["progress"] = ProgressRefusal.NO_CHOICE
    if not text.strip():
        found["text"] = ProgressRefusal.NO_WORDS
    return found
