"""The answers of a report or of a begun one, whether they lie open or sealed: the one way to read
them. What somebody wrote while they are not safe is sealed under the case's key, and tied to its
report (safety.md, Encryption)."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from portal import sealing
from portal.models.cases import Case
from portal.models.contacts import Report, ReportDraft, ReportKind
from portal.reports.case_keys import open_case_key

_MARK = "sealed:"


def is_sealed_kind(case: Case, kind: str) -> bool:
    """Whether what a report of this kind says is sealed: that somebody is not safe, and all that
    is written while the case is private (NOTE-6)."""
    return kind == ReportKind.SAFETY or bool(case.is_restricted)


def answers_of(row: Report | ReportDraft | Any, case: Case | None = None) -> dict[str, str]:
    """Question name to answer, as typed.

    In: the report or draft; its case, where it was not read with it. Raises SealBrokenError when
    the sealed text was changed or moved, or its key is gone.
    """
    of_case, kept = case or row.case, str(row.answers)
    if is_sealed(row):
        raw = base64.urlsafe_b64decode(kept.removeprefix(_MARK))
        kept = sealing.open_text(open_case_key(of_case), raw, _place(of_case, place_of(row)))
    found: dict[str, str] = json.loads(kept)
    return found


def is_sealed(row: Report | ReportDraft | Any) -> bool:
    """Whether the answers of a report or draft lie sealed."""
    return str(row.answers).startswith(_MARK)


def place_of(row: Report | ReportDraft | Any) -> str:
    """What sealed answers are tied to: a report, or the one draft of its kind on a case."""
    return f"draft-{row.kind}" if isinstance(row, ReportDraft) else str(row.key)


def written(answers: Mapping[str, str]) -> str:
    """Answers as a column keeps them openly."""
    return json.dumps(answers, ensure_ascii=False)


def sealed(case_key: bytes, case: Case, place: str, answers: Mapping[str, str]) -> str:
    """Answers as a column keeps them sealed, tied to `place` as `place_of` gives it."""
    made = sealing.seal_text(case_key, written(answers), _place(case, place))
    return _MARK + base64.urlsafe_b64encode(made).decode()


def _place(case: Case, place: str) -> str:
    return f"report/{place}/{case.key}"
