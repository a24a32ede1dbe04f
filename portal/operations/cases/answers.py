"""How the answers of a report and of a begun one are kept: openly, or sealed."""

from collections.abc import Mapping
from datetime import datetime

from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.contacts import Report, ReportDraft
from portal.operations import record
from portal.operations.cases.keys import case_key
from portal.reports.reports.answers import (
    answers_of,
    is_sealed,
    is_sealed_kind,
    place_of,
    sealed,
    written,
)


def kept_answers(
    actor: Actor, *, case: Case, kind: str, place: str, answers: Mapping[str, str], at: datetime
) -> str:
    """Answers as the column keeps them, inside the running operation: sealed under the case's key
    where somebody is not safe (NOTE-6; safety.md, Encryption).

    In: `place` as reports/reports/answers.py:place_of gives it.
    """
    if not is_sealed_kind(case, kind):
        return written(answers)
    return sealed(case_key(case, at=at, actor=actor), case, place, answers)


def seal_earlier_reports(actor: Actor, *, case: Case, at: datetime) -> None:
    """Seals what the participant had written openly before they were not safe, inside the running
    operation: a place, a number or a class would lead to them (safety.md, Encryption)."""
    key = case_key(case, at=at, actor=actor)
    for table in (Report, ReportDraft):
        for row in table.select().where(table.case == case.id):
            if is_sealed(row):
                continue
            kept = sealed(key, case, place_of(row), answers_of(row, case))
            table.update(answers=kept).where(table.id == row.id).execute()
    record(actor, "seal_reports", case, case=case, fields=["answers"])
