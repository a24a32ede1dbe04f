"""A report's free words into English, where its worker asks for them (LANG-4)."""

import json
from datetime import datetime
from typing import Any

from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.catalogs import PersonalText
from portal.models.contacts import Report
from portal.operations import operation, record
from portal.operations.catalogs.translations import ask_translation
from portal.words.reports import is_free


@operation()
def ask_report_translation(actor: Actor, *, report: Report, at: datetime) -> None:
    """Asks a translator for what the participant typed; chosen answers need none.

    The words stay as written beside the translation. Source: LANG-4.
    """
    row: Any = report
    typed = [text for name, text in json.loads(row.answers).items() if text and is_free(name)]
    ask_translation(
        actor, case=Case.get_by_id(row.case_id), object_kind=PersonalText.REPORT,
        object_id=row.id, texts=typed, at=at, source=row.locale, target="en",
    )  # fmt: skip
    record(actor, "ask_report_translation", report, case=row.case_id)
