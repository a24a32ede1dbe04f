"""Who saw and changed what in a case, for its unit's supervisor and for monitors.

What lies in the private file is not told to who may not know that it is there: neither the
document, nor its pages, nor that somebody looked (NOTE-7).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from peewee import ModelSelect, fn

from portal.models.accounts import Account, Actor, Role
from portal.models.audit import AuditEntry
from portal.models.cases import Case, Opening
from portal.models.documents import Document, DocumentRequest, Page
from portal.prepared import Place, Prepared

PAGE = 50  # entries

_OF_PRIVATE_FILE = (
    "view_private_file", "view_private_document", "view_private_document_page",
    "export_private_document", "move_to_private_file", "take_from_private_file",
)  # fmt: skip
# What the portal itself does to run, and tells nobody who did what in a case.
_INNER = ("make_case_key", "rewrap_case_key", "rotate_keys", "refresh_cases")


class Shown(StrEnum):
    """Which entries are shown: all, who looked, who changed something, who was let in."""

    ALL = ""
    SEEN = "seen"
    CHANGED = "changed"
    ACCESS = "access"


ACCESS_ACTIONS = (
    "open_case", "open_private_notes", "name_on_case", "take_name_back", "begin_concern",
    "end_concern", "open_to_stand_in",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A page of the trail: the account (0: everybody), what is shown, the entry it begins before
    (0: the newest)."""

    account: int = 0
    shown: Shown = Shown.ALL
    before: int = 0


def page(actor: Actor, case: Case, asked: Asked) -> tuple[list[dict[str, Any]], int]:
    """A page of entries, the latest first; the reader's own looks at the trail are left out. And
    the entry that the next page begins before (0:
    there is none): id, at (UTC), role, who, action, reason, outcome, fields, object_kind,
    object_id, other (whom an opening is for). One statement."""
    rows = _PAGE.rows(
        is_read_with_private_file(actor, case), bool(asked.account), asked.shown,
        bool(asked.before), case=case.id, account=asked.account, before=asked.before,
        reader=actor.id,
    )  # fmt: skip
    return rows[:PAGE], rows[PAGE - 1]["id"] if len(rows) > PAGE else 0


def is_read_with_private_file(actor: Actor, case: Case) -> bool:
    """Whether this reader of the trail may know what lies in the private file."""
    row: Any = case
    return actor.role is Role.MONITOR or actor.id in (row.worker_id, row.secondary_id)


def _hidden() -> list[Any]:
    """The conditions that leave out what belongs to the private file."""
    private = (Document.case == Place("case")) & (Document.is_private == True)  # noqa: E712
    documents = Document.select(Document.id).where(private)
    pages = Page.select(Page.id).join(Document).where(private)
    requests = DocumentRequest.select(DocumentRequest.id).where(
        DocumentRequest.case == Place("case"),
        DocumentRequest.is_private == True,  # noqa: E712
    )
    hidden = (("document", documents), ("page", pages), ("document_request", requests))
    return [
        AuditEntry.action.not_in(_OF_PRIVATE_FILE),
        *(
            (AuditEntry.object_kind != kind) | AuditEntry.object_id.not_in(ids)
            for kind, ids in hidden
        ),
    ]


def _shown(shown: Shown) -> Any:
    looked = AuditEntry.action.startswith("view_") | AuditEntry.action.startswith("export_")
    return {
        Shown.SEEN: looked,
        Shown.CHANGED: ~looked,
        Shown.ACCESS: AuditEntry.action.in_(ACCESS_ACTIONS),
    }.get(shown)


def _page(with_private: bool, has_account: bool, shown: Shown, has_edge: bool) -> ModelSelect:
    is_staff = AuditEntry.role.not_in([Role.PARTICIPANT, Role.SYSTEM])
    is_opening = AuditEntry.object_kind == Opening._meta.table_name
    other = Account.alias()
    query = (
        AuditEntry.select(
            AuditEntry.id, AuditEntry.at, AuditEntry.role, AuditEntry.action, AuditEntry.reason,
            AuditEntry.outcome, AuditEntry.fields, AuditEntry.object_kind, AuditEntry.object_id,
            Account.name.alias("who"), other.name.alias("other"),
        )
        .join(Account, "LEFT JOIN", on=((AuditEntry.actor_id == Account.id) & is_staff))
        .switch(AuditEntry)
        .join(Opening, "LEFT JOIN", on=((AuditEntry.object_id == Opening.id) & is_opening))
        .join(other, "LEFT JOIN", on=(Opening.account == other.id))
        .where(
            AuditEntry.case_id == Place("case"), AuditEntry.action.not_in(_INNER),
            (AuditEntry.action != "view_audit") | (AuditEntry.actor_id != Place("reader")),
        )
    )  # fmt: skip
    if not with_private:
        query = query.where(*_hidden())
    if has_account:
        query = query.where(AuditEntry.actor_id == Place("account"), is_staff)
    if (wanted := _shown(shown)) is not None:
        query = query.where(wanted)
    if has_edge:
        query = query.where(AuditEntry.id < Place("before"))
    return query.order_by(AuditEntry.id.desc()).limit(PAGE + 1).dicts()


_PAGE = Prepared(_page)


def _people() -> ModelSelect:
    acted = AuditEntry.select(AuditEntry.actor_id).where(
        AuditEntry.case_id == Place("case"),
        AuditEntry.role.not_in([Role.PARTICIPANT, Role.SYSTEM]),
    )
    return (
        Account.select(Account.id, Account.key, Account.name)
        .where(Account.id.in_(acted))
        .order_by(fn.LOWER(Account.name), Account.id)
        .tuples()
    )


_PEOPLE = Prepared(_people)


def people(case: Case) -> list[tuple[int, str, str]]:
    """The accounts that did or saw something of a case: id, key, name; by name. One statement."""
    return _PEOPLE.rows(case=case.id)


LOOKS = 200  # entries of a participant's page


def _looks(has_edge: bool) -> ModelSelect:
    query = AuditEntry.select(
        AuditEntry.id, AuditEntry.at, AuditEntry.role, AuditEntry.actor_id
    ).where(
        AuditEntry.case_id == Place("case"),
        AuditEntry.role.not_in([Role.PARTICIPANT, Role.SYSTEM]),
    )
    if has_edge:
        query = query.where(AuditEntry.id < Place("before"))
    return query.order_by(AuditEntry.id.desc()).limit(LOOKS + 1).dicts()


_LOOKS = Prepared(_looks)


def looks_at(case: Case, before: int = 0) -> tuple[list[dict[str, Any]], int]:
    """When staff looked at a case or worked on it, for its participant (safety.md, Who sees what:
    own case, when and role): at (UTC), role, actor_id, the latest first; and the entry that the
    next page begins before (0: there is none). One statement."""
    rows = _LOOKS.rows(bool(before), case=case.id, before=before)
    return rows[:LOOKS], rows[LOOKS - 1]["id"] if len(rows) > LOOKS else 0
