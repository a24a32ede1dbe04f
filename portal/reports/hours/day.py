"""One activity on one day: everything that was ever told of it, and what proves it (PLAN-9)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import ModelSelect

from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.catalogs import PersonalText, TextRequest
from portal.models.documents import Document
from portal.models.hours import HoursEntry
from portal.prepared import Place, Prepared

_decider: Any = Account.alias()
DOCUMENTS = 30  # the latest of a case, to choose a proof from


def entries_of(case: Case, series: str, on: date) -> list[Any]:
    """Every entry of an activity's day, the latest first, with its document, who entered it and
    who decided on it; the one that stands has no `replaced_at`. One statement."""
    return _ENTRIES.rows(case=case.id, series=series, on=on)


def documents_of(case: Case) -> list[tuple[str, str, str]]:
    """Key, reference and kind of the documents of a case that may prove hours, the latest first;
    what lies in the private file proves nothing to others (NOTE-7). One statement."""
    return _DOCUMENTS.rows(case=case.id)


def english_of(entries: Sequence[Any]) -> dict[str, str]:
    """What participants wrote on these entries, in English: the words as written to the English,
    empty where a translator has not answered yet (LANG-4). One statement, none without words."""
    ids = [one.id for one in entries if one.text or one.objection_text]
    if not ids:
        return {}
    rows = (
        TextRequest.select(TextRequest.text, TextRequest.translation)
        .where(
            TextRequest.object_kind == PersonalText.HOURS,
            TextRequest.object_id.in_(ids),
            TextRequest.target_locale == "en",
        )
        .order_by(TextRequest.id)
        .tuples()
    )
    return dict(rows)


def _entries() -> ModelSelect:
    return (
        HoursEntry.select(
            HoursEntry, Document.id, Document.key, Document.reference, Document.kind,
            Document.state, Document.is_private, Document.received_at, Account.id, Account.name,
            Account.role, _decider.id, _decider.name,
        )
        .join(Document, "LEFT JOIN", on=(HoursEntry.document == Document.id))
        .switch(HoursEntry)
        .join(Account, "LEFT JOIN", on=(HoursEntry.entered_by == Account.id))
        .switch(HoursEntry)
        .join(_decider, "LEFT JOIN", on=(HoursEntry.decided_by == _decider.id), attr="decider")
        .where(
            HoursEntry.case == Place("case"),
            HoursEntry.series == Place("series"),
            HoursEntry.done_on == Place("on"),
        )
        .order_by(HoursEntry.id.desc())
    )  # fmt: skip


def _documents() -> ModelSelect:
    return (
        Document.select(Document.key, Document.reference, Document.kind)
        .where(
            Document.case == Place("case"),
            Document.received_at.is_null(False),
            Document.is_private == False,  # noqa: E712
        )
        .order_by(Document.received_at.desc())
        .limit(DOCUMENTS)
        .tuples()
    )


_ENTRIES = Prepared(_entries)
_DOCUMENTS = Prepared(_documents)
