"""The concerns for somebody's safety that a case had, for the pages of who sees it."""

from typing import Any

from peewee import ModelSelect

from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.safety import SafetyConcern
from portal.prepared import Place, Prepared


def _concerns() -> ModelSelect:
    ender = Account.alias()
    return (
        SafetyConcern.select(
            SafetyConcern.id, SafetyConcern.began_at, SafetyConcern.ended_at,
            Account.name.alias("began_by"), ender.name.alias("ended_by"),
        )
        .join(Account, "LEFT JOIN", on=(SafetyConcern.began_by == Account.id))
        .join(ender, "LEFT JOIN", on=(SafetyConcern.ended_by == ender.id))
        .where(SafetyConcern.case == Place("case"))
        .order_by(SafetyConcern.id.desc())
        .limit(20)
        .dicts()
    )  # fmt: skip


_CONCERNS = Prepared(_concerns)


def concerns_of(case: Case) -> list[dict[str, Any]]:
    """The concerns of a case, the latest first, at most 20: id, began_at, ended_at (UTC; none
    while it runs), began_by (none: the participant), ended_by. One statement."""
    return _CONCERNS.rows(case=case.id)
