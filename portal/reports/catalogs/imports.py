"""What a PO file would change, row by row, before anything is changed (LET-7)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.catalog_files import InEntry, InFile, OutEntry
from portal.models.catalogs import Translation
from portal.policy.catalogs import BlockState, Problem, source_hash
from portal.policy.lettering import Block
from portal.reports import catalogs


class RowOutcome(StrEnum):
    """What becomes of one row of a file."""

    TAKEN = "taken"
    SAME = "same"
    EMPTY = "empty"
    UNKNOWN = "unknown"
    OTHER_ENGLISH = "other_english"
    DAMAGED = "damaged"
    NEWER_HERE = "newer_here"


TEXT_LIMIT = 10_000  # characters a field; contract.md, Limits
REJECTED = (
    RowOutcome.UNKNOWN, RowOutcome.OTHER_ENGLISH, RowOutcome.DAMAGED, RowOutcome.NEWER_HERE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of a file: what becomes of it, and what stands here now."""

    entry: InEntry
    outcome: RowOutcome
    block: Block | None
    now: str = ""
    version: int = 0
    errors: tuple[Problem, ...] = ()

    @property
    def is_rejected(self) -> bool:
        """Whether the row is left out although it says something."""
        return self.outcome in REJECTED


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All rows of a file in the file's order."""

    rows: tuple[PlannedRow, ...]

    @property
    def counts(self) -> Counter[RowOutcome]:
        """How many rows have which outcome."""
        return Counter(row.outcome for row in self.rows)

    @property
    def taken(self) -> list[PlannedRow]:
        """The rows that change something."""
        return [row for row in self.rows if row.outcome is RowOutcome.TAKEN]


def plan_import(file: InFile, locale: str) -> ImportPlan:
    """What a file would change in a language. Two statements.

    A row is rejected for a key that is not in use, another English than that of now, an error in
    its text, or a text here that a person wrote after the file was made.
    """
    blocks = {block.context: block for texts in catalogs.all_texts() for block in texts.blocks}
    kept = {
        catalogs.context_of(row): row
        for row in Translation.select().where(Translation.locale == locale)
    }
    return ImportPlan(
        tuple(
            _planned(entry, blocks.get(entry.context), kept.get(entry.context), locale, file)
            for entry in file.entries
        )
    )


def _planned(
    entry: InEntry, block: Block | None, row: Translation | None, locale: str, file: InFile
) -> PlannedRow:
    now, version = (row.text, row.version) if row is not None else ("", 0)
    if not entry.text.strip():
        return PlannedRow(entry, RowOutcome.EMPTY, block, now, version)
    if block is None:
        return PlannedRow(entry, RowOutcome.UNKNOWN, block)
    text = entry.text.strip()
    is_confirmed = row is not None and row.based_on_hash != source_hash(block.english)
    if text == now and not (is_confirmed and entry.is_sure):
        return PlannedRow(entry, RowOutcome.SAME, block, now, version)
    if source_hash(entry.english) != source_hash(block.english):
        return PlannedRow(entry, RowOutcome.OTHER_ENGLISH, block, now, version)
    found = catalogs.problems_of(block, text, locale, ())
    errors = tuple(problem for problem in found if problem.is_error)
    if errors or len(text) > TEXT_LIMIT:
        return PlannedRow(entry, RowOutcome.DAMAGED, block, now, version, errors)
    if row is not None and _is_newer(row, file.exported_at):
        return PlannedRow(entry, RowOutcome.NEWER_HERE, block, now, version)
    return PlannedRow(entry, RowOutcome.TAKEN, block, now, version)


def _is_newer(row: Translation, exported_at: datetime | None) -> bool:
    # A machine's text that nobody approved is nobody's work.
    if row.is_machine_made and row.state != BlockState.APPROVED:
        return False
    # Moments are kept to the second: one in the second of the export may lie after it.
    return exported_at is None or bool(row.changed_at >= exported_at)


def out_entries(locale: str) -> list[OutEntry]:
    """A language's catalog for a file: every block in use once, letters first. Two statements."""
    blocks = {block.context: block for texts in catalogs.all_texts() for block in texts.blocks}
    kept = {
        catalogs.context_of(row): row
        for row in Translation.select().where(Translation.locale == locale)
    }
    return [_entry(block, kept.get(context), locale) for context, block in blocks.items()]


def _entry(block: Block, row: Translation | None, locale: str) -> OutEntry:
    state = catalogs.state_of(row, block.english)
    text = row.text if row is not None else ""
    is_stale = state is BlockState.SOURCE_CHANGED
    found = catalogs.problems_of(block, text, locale, ()) if text else []
    is_sure = state in (BlockState.NEEDS_REVIEW, BlockState.APPROVED)
    return OutEntry(
        context=block.context,
        english=block.english,
        text=text,
        note=block.note,
        state=str(state).replace("_", " "),
        previous=row.based_on if row is not None and is_stale else "",
        is_sure=is_sure and not any(problem.is_error for problem in found),
    )
