"""What was done about the rows of the case management report, month by month (SUP-1)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import ModelSelect

from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.reviews import Annotation
from portal.policy.management_report import Category
from portal.policy.reviews import months_before
from portal.prepared import Many, Place, Prepared
from portal.reports.cases.sealed_texts import opened

MONTHS = 3  # shown beside a row: this month and those before
MOST = 100  # of one case


@dataclass(frozen=True, slots=True)
class Noted:
    """One annotation: month (yyyy-mm), an Action's code, the words, who, and when (UTC)."""

    category: str
    month: str
    action: str
    text: str
    by: str
    at: datetime


def _of_rows(count: int) -> ModelSelect:
    return (
        Annotation.select(Annotation, Account.name.alias("by_name"))
        .join(Account, on=(Annotation.by == Account.id))
        .where(
            Annotation.case.in_(Many(count).places),
            Annotation.category == Place("category"),
            Annotation.month >= Place("month"),
        )
        .order_by(Annotation.at.desc(), Annotation.id.desc())
        .objects()
    )


_OF_ROWS = Prepared(_of_rows)


def beside(cases: Sequence[Case], category: Category, month: str) -> dict[int, list[Noted]]:
    """The annotations of some cases on one list, of `month` ("yyyy-mm") and the two before it, the
    latest first, by the case's id. One statement."""
    by_id: dict[int, Case] = {int(str(one.id)): one for one in cases}
    found: dict[int, list[Noted]] = defaultdict(list)
    if not by_id:
        return found
    ids = Many.filled(list(by_id))
    first = months_before(month, MONTHS)[-1]
    for row in _OF_ROWS.rows(len(ids), **ids, category=category, month=first):
        found[row.case_id].append(_noted(by_id[row.case_id], row))
    return found


_OF_CASE = Prepared(
    lambda: (
        Annotation.select(Annotation, Account.name.alias("by_name"))
        .join(Account, on=(Annotation.by == Account.id))
        .where(Annotation.case == Place("case"))
        .order_by(Annotation.at.desc(), Annotation.id.desc())
        .limit(MOST)
        .objects()
    )
)


def of_case(case: Case) -> list[Noted]:
    """Everything that was annotated on a case, the latest first; at most MOST. One statement."""
    return [_noted(case, row) for row in _OF_CASE.rows(case=case.id)]


def _noted(case: Case, row: Any) -> Noted:
    text = opened(case, f"annotation/{row.key}/text", row.sealed_text)
    return Noted(row.category, row.month, row.action, text, row.by_name, row.at)
