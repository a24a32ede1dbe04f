"""What a figure is, and how two things are measured in turn."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Size(StrEnum):
    """Full sizes give verdicts; small ones only show that the bench itself works."""

    FULL = "full"
    SMOKE = "smoke"


@dataclass(frozen=True)
class Goal:
    """A bound on a value: at most, or at least, in a unit ("x" is a ratio)."""

    bound: float
    unit: str = "x"
    is_least: bool = False

    def is_met_by(self, value: float) -> bool:
        """True when the value is within the bound."""
        return value >= self.bound if self.is_least else value <= self.bound

    def __str__(self) -> str:
        return f"{'>=' if self.is_least else '<='} {self.bound:g} {self.unit}"


@dataclass(frozen=True)
class Figure:
    """One measured value; `value` is None where it could not be measured, and `note` says why."""

    id: str
    what: str
    goal: Goal | None
    value: float | None
    note: str = ""

    @property
    def verdict(self) -> str:
        """met, missed, measured (no goal) or not measured."""
        if self.value is None:
            return "not measured"
        if self.goal is None:
            return "measured"
        return "met" if self.goal.is_met_by(self.value) else "MISSED"


def cost(work: Callable[[], object], times: int) -> float:
    """Seconds of CPU of this process for one call, over so many calls."""
    started = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - started) / times


def ratio(
    one: Callable[[], object], other: Callable[[], object], *, rounds: int, times: int
) -> float:
    """How much more CPU `one` costs than `other`: the median of the rounds' own ratios, measured
    in turn after a warm-up."""
    cost(one, max(times // 2, 1))
    cost(other, max(times // 2, 1))
    found = []
    for _ in range(rounds):
        found.append(cost(one, times) / max(cost(other, times), 1e-9))
    return statistics.median(found)


def p95(values: list[float]) -> float:
    """The value that 95 of 100 stay under."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
