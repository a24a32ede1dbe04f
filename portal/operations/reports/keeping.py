"""How the answers of a report and of a begun one are kept: openly, or sealed."""

from collections.abc import Mapping
from datetime import datetime

from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.operations.cases.keys import case_key
from portal.reports.report_answers import is_sealed_kind, sealed, written


def kept_answers(
    actor: Actor, *, case: Case, kind: str, place: str, answers: Mapping[str, str], at: datetime
) -> str:
    """Answers as the column keeps them, inside the running operation: sealed under the case's key
    where somebody is not safe (NOTE-6; safety.md, Encryption).

    In: `place` as reports/report_answers.py:place_of gives it.
    """
    if not is_sealed_kind(case, kind):
        return written(answers)
    return sealed(case_key(case, at=at, actor=actor), case, place, answers)
