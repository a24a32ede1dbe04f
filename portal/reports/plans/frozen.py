"""A version word for word: written once as it is signed, read again as it was (PLAN-5, PLAN-6).

The text is JSON in a fixed order, so that the same words always have the same digest.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal import i18n
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.models.plans import Plan, PlanSignature, PlanText
from portal.policy.hours import Slot
from portal.prepared import Place, Prepared
from portal.reports.personal_texts import Shown
from portal.reports.plans.contents import Contents, PlanActivity, PlanLine

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Frozen:
    """What is kept of a signed version: its texts by language, its signatures, and whether all of
    it is still what was signed."""

    texts: dict[str, Any]
    signatures: list[Any]
    is_intact: bool


_KEPT = Prepared(
    lambda: (
        PlanText.select(PlanText, PlanSignature)
        .join(
            PlanSignature, "LEFT JOIN",
            on=(PlanSignature.plan == PlanText.plan) & (PlanSignature.locale == PlanText.locale),
            attr="signature",
        )
        .where(PlanText.plan == Place("plan"))
        .order_by(PlanSignature.signed_at, PlanText.id)
    )
)  # fmt: skip


def kept_of(plan: Any) -> Frozen:
    """The texts and signatures of a version; none of one that nobody signed. One statement."""
    rows = _KEPT.rows(plan=plan.id)
    texts = {row.locale: row for row in rows}
    signatures = [
        row.signature for row in rows if getattr(row, "signature", None) and row.signature.id
    ]
    return Frozen(texts, signatures, _is_intact(plan, texts, signatures))


def _is_intact(plan: Any, texts: dict[str, Any], signatures: list[Any]) -> bool:
    """Whether every text is the one whose digest is on record and was signed, and every signature
    is as it was given. A signature whose text is gone is seen by the times kept on the version."""
    if any(digest(row.text) != row.sha256 for row in texts.values()):
        return False
    given = {one.signer for one in signatures}
    times = {"worker": plan.signed_by_worker_at, "participant": plan.signed_by_participant_at}
    if texts and {name for name, at in times.items() if at is not None} != given:
        return False
    return all(
        one.shown_sha256 == texts[one.locale].sha256 and one.sha256 == seal(plan, one)
        for one in signatures
    )


def digest(text: str) -> str:
    """SHA-256 of a text, 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def seal(plan: Any, signature: Any) -> str:
    """SHA-256 over everything that a signature says: which version, whose, in which name and
    language, read or heard, on whose screen, when (UTC, seconds), and the words' own digest."""
    at: datetime = signature.signed_at
    said = [
        plan.key, plan.number, signature.signer, signature.name, signature.locale,
        int(bool(signature.was_heard)), signature.witness_id or 0, signature.account_id or 0,
        at.replace(microsecond=0).isoformat(), signature.shown_sha256,
    ]  # fmt: skip
    return digest(json.dumps(said, ensure_ascii=False))


def agreement() -> str:
    """The sentences that a signature agrees to, in the current language (PLAN-5)."""
    return _("This is our plan. I know what is in it and what I will do. I can ask for a change.")


def plan_text(plan: Any, case: Any, contents: Contents, required: int, reads: str) -> str:
    """A version word for word in the current language, as JSON, with what a signer agrees to.

    In: the version, the case with its participant, what stands in it in that language, the
    minutes a week that were required when it was first signed, the language of who reads it.
    """
    told = {
        "format": FORMAT,
        "language": reads,
        "phrases": i18n.current(),
        "case": case.number,
        "person": case.participant.name,
        "version": plan.number,
        "starts_on": plan.starts_on.isoformat(),
        "causes": plan.causes,
        "vision": _said(contents.vision) if contents.vision else None,
        "lines": {
            kind: [_line(one) for one in lines] for kind, lines in contents.lines.items() if lines
        },
        "activities": [_activity(one) for one in contents.activities],
        "required_minutes": required,
        "agreement": agreement(),
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _said(words: Shown) -> dict[str, Any]:
    return {"text": words.text, "lang": words.lang, "original": words.is_original}


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def _line(one: PlanLine) -> dict[str, Any]:
    return {
        "id": one.item_id, "kind": one.kind, **_said(one.words), "due_on": _day(one.due_on),
        "below": [_line(each) for each in one.below],
    }  # fmt: skip


def _activity(one: PlanActivity) -> dict[str, Any]:
    return {
        "series": one.series, "name": one.words, "provider": one.provider, "place": one.place,
        "starts_on": _day(one.starts_on), "ends_on": _day(one.ends_on),
        "minutes_week": one.minutes_week,
        "slots": [[each.weekday, each.starts_minute, each.ends_minute] for each in one.slots],
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A version as it was written down: as its contents are read, and what else stood there."""

    vision: Shown | None
    lines: dict[str, list[PlanLine]]
    activities: list[PlanActivity]
    required_minutes: int
    agreement: str


def read_written(text: str, live: Contents) -> Written:
    """A kept text as it is shown; what was reached since comes from the version as it stands,
    `live`, since that is no part of what was signed. Raises ValueError and KeyError for a text
    that is none of ours."""
    told = json.loads(text)
    done = {one.item_id: one.done_on for lines in live.lines.values() for one in _all(lines)}
    lines: dict[str, list[PlanLine]] = {kind: [] for kind in live.lines}
    for kind, rows in told["lines"].items():
        lines[kind] = [_read_line(row, done) for row in rows]
    vision = told["vision"]
    return Written(
        _read_said(vision) if vision else None, lines,
        [_read_activity(row) for row in told["activities"]],
        int(told["required_minutes"]), str(told["agreement"]),
    )  # fmt: skip


def phrases_in(text: str) -> str:
    """The language in which the phrases of a kept text stand: English for who reads a language
    that the screens do not have."""
    told = json.loads(text)
    return str(told.get("phrases") or told["language"])


def required_in(text: str) -> int:
    """The minutes a week that a kept text says are required."""
    return int(json.loads(text)["required_minutes"])


def says_the_same(written: Written, live: Contents) -> bool:
    """Whether a kept text and the rows that hours are counted by still say the same: activities
    with their weeks, items with their days. Words may have been put better since."""
    return _bare(written.activities, written.lines) == _bare(live.activities, live.lines)


def _bare(activities: list[PlanActivity], lines: dict[str, list[PlanLine]]) -> list[Any]:
    rows = [
        (
            one.series, one.provider, one.place, one.starts_on, one.ends_on, one.minutes_week,
            one.slots,
        )
        for one in activities
    ]  # fmt: skip
    items = [(one.item_id, one.kind, one.due_on) for each in lines.values() for one in _all(each)]
    return [rows, items]


def _all(lines: list[PlanLine]) -> list[PlanLine]:
    return [each for one in lines for each in (one, *_all(one.below))]


def _read_said(row: dict[str, Any]) -> Shown:
    return Shown(row["text"], row["lang"], row["original"])


def _read_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _read_line(row: dict[str, Any], done: dict[int, date | None]) -> PlanLine:
    return PlanLine(
        row["id"], row["kind"], _read_said(row), _read_day(row["due_on"]), done.get(row["id"]),
        [_read_line(each, done) for each in row["below"]],
    )  # fmt: skip


def _read_activity(row: dict[str, Any]) -> PlanActivity:
    return PlanActivity(
        row["series"], row["name"], row["provider"], row["place"],
        date.fromisoformat(row["starts_on"]), _read_day(row["ends_on"]), row["minutes_week"],
        tuple(Slot(*each) for each in row["slots"]),
    )  # fmt: skip


def changed_plans() -> Iterator[tuple[str, int]]:
    """The case number and version of every plan that is not what was signed any more (PLAN-5)."""
    signed = (
        Plan.select(Plan, Case.number)
        .join(Case)
        .where(Plan.id.in_(PlanText.select(PlanText.plan)))
        .order_by(Plan.id)
    )
    for plan in signed.iterator():
        if not kept_of(plan).is_intact:
            yield plan.case.number, plan.number
