"""Each case's story as its line in contract.md tells it, one function a case."""

from portal.demo.stories import (
    catalogs,
    copies,
    dislocated,
    documents,
    groups,
    letters,
    messages,
    notes,
    plans,
    privacy,
    reports,
    tasks,
    translations,
    welfare,
    workfirst,
)

ALL = (
    *catalogs.ALL,
    *welfare.ALL,
    *reports.FIRST,
    *dislocated.ALL,
    *workfirst.ALL,
    *groups.ALL,
    *notes.ALL,
    *tasks.ALL,
    *plans.ALL,
    *documents.ALL,
    *privacy.ALL,
    *reports.ALL,
    *letters.ALL,
    *copies.ALL,
    *messages.ALL,
    *translations.ALL,
)
