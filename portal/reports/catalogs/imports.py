"""What a file would change, row by row, before anything is changed (LET-7)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from portal.catalog_files import InEntry, InFile, OutEntry
from portal.models.catalogs import Translation
from portal.policy.catalog_rows import REJECTED, RowOutcome
from portal.policy.catalogs import BlockState, Problem, source_hash
from portal.policy.lettering import Block, places
from portal.policy.plurals import forms_of, joined
from portal.reports import catalogs

TEXT_LIMIT = 10_000  # characters a field; contract.md, Limits


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of a file: what becomes of it, and what stands here now. `text` and `now` hold all
    plural forms as one text (policy/plurals.py); `block` is None for a text of the screens."""

    entry: InEntry
    outcome: RowOutcome
    block: Block | None = None
    text: str = ""
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

    @property
    def rejected(self) -> list[PlannedRow]:
        """The rows that are left out although they say something."""
        return [row for row in self.rows if row.is_rejected]


def early_outcome(entry: InEntry, is_known: bool) -> RowOutcome | None:
    """What becomes of a row whatever stands here, or None where that has to be looked at."""
    if entry.has_formula:
        return RowOutcome.FORMULA
    if entry.is_blank:
        return RowOutcome.EMPTY
    if not is_known:
        return RowOutcome.UNKNOWN
    is_long = any(len(form) > TEXT_LIMIT for form in entry.forms)
    return RowOutcome.TOO_LONG if is_long else None


def is_newer(changed_at: datetime, exported_at: datetime | None) -> bool:
    """Whether a text here, of a person, may be newer than a file. Moments are kept to the second:
    one in the second of the export may lie after it."""
    return exported_at is None or changed_at >= exported_at


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
    early = early_outcome(entry, block is not None)
    text = joined(entry.forms) if entry.plural else "".join(entry.forms[:1]).strip()
    if block is None or early is not None:
        return PlannedRow(entry, early or RowOutcome.UNKNOWN, block, text)
    now, version = (row.text, row.version) if row is not None else ("", 0)
    outcome, errors = _looked_at(entry, block, row, text, locale, file)
    return PlannedRow(entry, outcome, block, text, now, version, errors)


def _looked_at(
    entry: InEntry, block: Block, row: Translation | None, text: str, locale: str, file: InFile
) -> tuple[RowOutcome, tuple[Problem, ...]]:
    is_confirmed = row is not None and row.based_on_hash != source_hash(block.english)
    if row is not None and text == row.text and not (is_confirmed and entry.is_sure):
        return RowOutcome.SAME, ()
    english = joined((entry.english, entry.plural)) if entry.plural else entry.english
    if source_hash(english) != source_hash(block.english):
        return RowOutcome.OTHER_ENGLISH, ()
    found = catalogs.problems_of(block, text, locale, ())
    if errors := tuple(problem for problem in found if problem.is_error):
        return RowOutcome.DAMAGED, errors
    if row is not None and _is_work(row) and is_newer(row.changed_at, file.exported_at):
        return RowOutcome.NEWER_HERE, ()
    return RowOutcome.TAKEN, ()


def _is_work(row: Translation) -> bool:
    # A machine's text that nobody approved is nobody's work.
    return not row.is_machine_made or row.state == BlockState.APPROVED


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
    english = forms_of(block.english) if block.counted_by else (block.english,)
    return OutEntry(
        context=block.context,
        english=english[0],
        plural=english[-1] if block.counted_by else "",
        forms=forms_of(text) if block.counted_by else (text,),
        note=block.note,
        state=str(state).replace("_", " "),
        previous=row.based_on if row is not None and is_stale else "",
        is_sure=is_sure and not any(problem.is_error for problem in found),
        flag="python-brace-format" if places(block.english) else "",
    )
