"""Lines of the line of time on one thing that happens in several steps."""

from datetime import datetime

from portal.models.cases import Case, EntryKind, TimelineEntry
from portal.operations.cases import add_to_timeline


def tell(case: Case, kind: EntryKind, at: datetime, ref: int) -> None:
    """Puts a line on the line of time, in the running operation; two steps at one moment are one
    line, which says where it stands after both."""
    there = TimelineEntry.select(TimelineEntry.ref).where(
        TimelineEntry.case == case.id, TimelineEntry.at == at, TimelineEntry.kind == kind,
        TimelineEntry.ref == ref,
    )  # fmt: skip
    if not there.exists():
        add_to_timeline(case, kind, at, ref)
