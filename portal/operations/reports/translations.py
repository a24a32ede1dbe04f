"""A report's free words into English, where its worker asks for them (LANG-4)."""

from datetime import datetime
from typing import Any

from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.catalogs import PersonalText
from portal.models.contacts import Report
from portal.operations import operation, record
from portal.operations.catalogs.translations import ask_translation
from portal.policy.refusals import refuse_if
from portal.policy.reports import refusals_to_translate
from portal.reports.reports.answers import answers_of, is_sealed_kind
from portal.words.reports import is_free


@operation()
def ask_report_translation(actor: Actor, *, report: Report, at: datetime) -> None:
    """Asks a translator for what the participant typed; chosen answers need none.

    The words stay as written beside the translation. Raises Refused for a report that somebody is
    not safe: an interpreter helps on the telephone instead. Source: LANG-4, NOTE-6.
    """
    row: Any = report
    case = Case.get_by_id(row.case_id)
    refuse_if(refusals_to_translate(is_sealed_kind(case, row.kind)))
    typed = [text for name, text in answers_of(row, case).items() if text and is_free(name)]
    ask_translation(
        actor, case=case, object_kind=PersonalText.REPORT,
        object_id=row.id, texts=typed, at=at, source=row.locale, target="en",
    )  # fmt: skip
    record(actor, "ask_report_translation", report, case=row.case_id)
