"""A plan as it is read: goals with what serves them, steps, milestones, the week's activities, its
signatures, and what is different from the version before it."""

from dataclasses import dataclass
from typing import Any

from portal import i18n, resources
from portal.models.cases import Case
from portal.models.plans import Plan, PlanState, Signer
from portal.policy.amendments import Change, changes_between
from portal.policy.planned_weeks import Weekly, usual_weekly_minutes
from portal.prepared import Place, Prepared
from portal.reports.personal_texts import Shown
from portal.reports.plans.contents import Contents, PlanActivity, Rows, contents_in, read_rows
from portal.reports.plans.contents import PlanLine as PlanLine
from portal.reports.plans.frozen import (
    Frozen,
    Written,
    agreement,
    digest,
    kept_of,
    plan_text,
    read_written,
    required_in,
    says_the_same,
)

NOTHING_KEPT = Frozen({}, [], True)


@dataclass(frozen=True, slots=True)
class PlanView:
    """A whole version of a plan. `versions` are all that were ever offered, the newest first.

    `text` is what stands there word for word, and what a signature of it is given to.
    """

    plan: Any
    versions: list[Any]
    vision: Shown | None
    lines: dict[str, list[PlanLine]]  # item kind to its items; those below another are not in it
    activities: list[PlanActivity]
    required_minutes: int  # a week; 0 where the case requires none
    text: str
    agreement: str
    kept: Frozen
    live: Contents
    before: Contents | None  # the version it follows
    has_draft: bool  # the next version is being written
    is_whole: bool  # what is kept of it, and what is counted by it, is what was signed

    @property
    def planned_minutes(self) -> int:
        """Minutes a week that it plans at first; activities that follow one another are not
        added up (PLAN-2)."""
        weekly = [
            Weekly(one.starts_on, one.ends_on, one.minutes_week) for one in self.activities
        ]  # fmt: skip
        return usual_weekly_minutes(weekly, self.plan.starts_on)

    @property
    def newest(self) -> Any:
        """The newest version that was not taken back; this one where all were."""
        standing = [one for one in self.versions if one.state != PlanState.WITHDRAWN]
        return standing[0] if standing else self.plan

    @property
    def is_current(self) -> bool:
        """Whether this is the newest version."""
        return bool(self.plan.id == self.newest.id)

    @property
    def has_english(self) -> bool:
        """Whether some of its words still wait for their translation (LANG-3)."""
        waiting = [line for lines in self.lines.values() for line in lines]
        while waiting:
            line = waiting.pop()
            if line.words.is_original:
                return True
            waiting += line.below
        return self.vision is not None and self.vision.is_original

    @property
    def awaits_signature(self) -> bool:
        """Whether the participant has still to sign this version (PLAN-5)."""
        return bool(
            self.plan.state == PlanState.OFFERED and self.plan.signed_by_participant_at is None
        )

    @property
    def changes(self) -> list[Change]:
        """What is different from the version before it (PLAN-6)."""
        return changes_between(self.before.facts, self.live.facts) if self.before else []

    @property
    def shown_digest(self) -> str:
        """SHA-256 of what stands there: a signature names it (PLAN-5)."""
        return digest(self.text)

    def kept_file(self, locale: str) -> Any:
        """The kept text whose file was made as it was signed, in a language; None where there is
        none, or where it is not what was signed any more."""
        row = self.kept.texts.get(locale) if self.kept.is_intact else None
        return row if row is not None and row.pdf else None

    def signature(self, signer: Signer | str) -> Any:
        """The worker's or the participant's signature with its name and language; None before."""
        return next((one for one in self.kept.signatures if one.signer == signer), None)


_VERSIONS = Prepared(
    lambda: Plan.select().where(Plan.case == Place("case")).order_by(Plan.number.desc())
)


def screen_language(reads: str) -> str:
    """The language of the phrases for who reads `reads`: the same where the screens have it, else
    English; free words come in their own language as far as they are translated (LANG-3)."""
    usable = i18n.usable(resources.current().config.locales)
    return reads if any(spec.tag == reads for spec in usable) else "en"


def read_plan(case: Case, reads: str, number: int | None = None) -> PlanView | None:
    """A version of a case's plan, the newest that was offered where no number is given; drafts
    are the worker's alone. None where there is none.

    In: the case with its participant, the language its participant reads, the version's number.
    Phrases come in the current language. What was signed by somebody who reads that language comes
    word for word as it was signed. At most five statements (PLAN-1, PLAN-2, PLAN-5, PLAN-6,
    LANG-2, LANG-3).
    """
    found = read_version(case, number)
    return in_language(found, reads) if found else None


@dataclass(frozen=True, slots=True)
class VersionRows:
    """A version as it is stored, to be read in one language or in several."""

    case: Case
    plan: Any
    before: Any
    every: list[Any]
    rows: Rows
    kept: Frozen


def read_version(case: Case, number: int | None = None) -> VersionRows | None:
    """What is stored of a version, as `read_plan` chooses it; four statements at most."""
    every: list[Any] = _VERSIONS.rows(case=case.id)
    versions = [one for one in every if one.state != PlanState.DRAFT]
    standing = [one for one in versions if one.state != PlanState.WITHDRAWN]
    chosen = standing[:1] or versions[:1]
    if number is not None:
        chosen = [one for one in versions if one.number == number]
    if not chosen:
        return None
    plan = chosen[0]
    before = next((one for one in versions if one.id == plan.follows_id), None)
    has_signed = plan.signed_by_worker_at or plan.signed_by_participant_at
    kept = kept_of(plan) if has_signed else NOTHING_KEPT
    return VersionRows(case, plan, before, every, read_rows(plan, before), kept)


def in_language(found: VersionRows, reads: str) -> PlanView:
    """A stored version in the current language, as `read_plan` gives it; one statement at most."""
    case, plan, kept = found.case, found.plan, found.kept
    versions = [one for one in found.every if one.state != PlanState.DRAFT]
    live, earlier = contents_in(found.rows, plan, found.before, reads)
    written, text = _as_written(plan, case, live, kept, reads)
    return PlanView(
        plan, versions, written.vision, written.lines, written.activities,
        written.required_minutes, text, written.agreement, kept, live, earlier,
        len(versions) < len(found.every), _is_whole(kept, live),
    )  # fmt: skip


def _is_whole(kept: Frozen, live: Contents) -> bool:
    return kept.is_intact and all(
        says_the_same(read_written(row.text, live), live) for row in kept.texts.values()
    )


def _as_written(
    plan: Any, case: Case, live: Contents, kept: Frozen, reads: str
) -> tuple[Written, str]:
    """What was signed in that language, else the version as it stands; that, too, where
    what was kept is not what was signed."""
    row = kept.texts.get(reads)
    if row is not None and kept.is_intact:
        return read_written(row.text, live), row.text
    required = _required(case, kept)
    text = plan_text(plan, case, live, required, reads)
    as_it_stands = Written(live.vision, live.lines, live.activities, required, agreement())
    return as_it_stands, text


def _required(case: Case, kept: Frozen) -> int:
    """The hours that stood there at the first signature stand there at the second one too."""
    if kept.is_intact:
        for row in kept.texts.values():
            return required_in(row.text)
    return case.weekly_minutes_required
