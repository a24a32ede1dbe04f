"""Letters to many as they come along: how many are made, and which cases were skipped and why."""

from dataclasses import dataclass
from typing import Any

from peewee import fn

from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.letters import Letter, LetterState
from portal.models.printing import BatchLetter, BatchLetterState, LetterBatch
from portal.prepared import Place, Prepared

SHOWN = 200  # skipped cases that a page names
EARLIER = 10


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is; `left` letters have left, of those made."""

    total: int
    made: int
    skipped: int
    left: int

    @property
    def done(self) -> int:
        """Cases that nothing more is done for."""
        return self.made + self.skipped


def progress(batch: LetterBatch) -> Progress:
    """How many letters of a batch are made, skipped, and on their way. One statement."""
    found = {(row["state"], row["letter_state"]): row["count"] for row in _COUNTS.rows(b=batch.id)}
    made = sum(count for (state, _letter), count in found.items() if state == "made")
    skipped = sum(count for (state, _), count in found.items() if state == "skipped")
    left = found.get((BatchLetterState.MADE, LetterState.SENT), 0)
    return Progress(batch.total, made, skipped, left)


def skipped_of(batch: LetterBatch) -> list[dict[str, Any]]:
    """The cases that got no letter and why, in the order of the list; of a case that is private now
    its number alone. One statement."""
    rows = _SKIPPED.rows(b=batch.id, state=BatchLetterState.SKIPPED)
    return [row | ({"name": "", "key": ""} if row["is_restricted"] else {}) for row in rows]


def batches_of(actor: Actor) -> list[dict[str, Any]]:
    """What this person sent to many last, the newest first. One statement."""
    return _EARLIER.rows(account=actor.id)


_COUNTS = Prepared(
    lambda: (
        BatchLetter.select(
            BatchLetter.state,
            Letter.state.alias("letter_state"),
            fn.COUNT(BatchLetter.id).alias("count"),
        )
        .join(Letter, "LEFT JOIN")
        .where(BatchLetter.batch == Place("b"))
        .group_by(BatchLetter.state, Letter.state)
        .dicts()
    )
)
_SKIPPED = Prepared(
    lambda: (
        BatchLetter.select(
            BatchLetter.reason, BatchLetter.field, Case.key, Case.number, Case.is_restricted,
            Case.display_name.alias("name"),
        )
        .join(Case)
        .where(BatchLetter.batch == Place("b"), BatchLetter.state == Place("state"))
        .order_by(BatchLetter.number)
        .limit(SHOWN)
        .dicts()
    )
)  # fmt: skip
_EARLIER = Prepared(
    lambda: (
        LetterBatch.select(
            LetterBatch.key, LetterBatch.kind, LetterBatch.made_at, LetterBatch.total,
            LetterBatch.state,
        )
        .where(LetterBatch.made_by == Place("account"))
        .order_by(LetterBatch.id.desc())
        .limit(EARLIER)
        .dicts()
    )
)  # fmt: skip
