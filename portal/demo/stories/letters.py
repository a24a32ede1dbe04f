"""The letters of the cast: sent, read, and waiting for a language."""

import json
from datetime import date, timedelta

from portal.demo.cast import Cast
from portal.demo.telling import day, moment
from portal.models import Case, Letter
from portal.models.letters import LetterEventKind
from portal.operations.letters import correct_letter, draft_letter, save_letter_fields
from portal.operations.letters.aside import put_letter_aside
from portal.operations.letters.leaving import UNDO, let_letters_leave
from portal.operations.letters.returned import note_outcome
from portal.operations.letters.sending import send_letter
from portal.policy.calendar import is_working_day
from portal.policy.letters_aside import AsideReason
from portal.reports.letters.suggestions import Event, suggested

_OFFICE = "6955 Foothill Boulevard, Suite 100, Oakland, CA 94605"


def _drafted(
    cast: Cast, number: str, days_ago: int, kind: str, personal: str = "", **fields: str
) -> Letter:
    worker = cast.staff["counselor"].actor
    case = Case.get_for(worker, cast.cases[number].key)
    letter = draft_letter(worker, case=case, kind=kind, at=moment(cast, days_ago, 13))
    values = json.loads(letter.fields) | fields
    return save_letter_fields(
        worker, letter=letter, fields=values, personal_text=personal,
        at=moment(cast, days_ago, 13, 5),
    )  # fmt: skip


def _sent(cast: Cast, number: str, days_ago: int, kind: str, **fields: str) -> Letter:
    letter = _drafted(cast, number, days_ago, kind, **fields)
    at = moment(cast, days_ago, 13, 20)
    sent = send_letter(cast.staff["counselor"].actor, letter=letter, at=at)
    let_letters_leave(at=at + UNDO)
    left: Letter = Letter.get_by_id(sent.id)
    return left


def _came_back(cast: Cast, letter: Letter) -> None:
    """Returned mail, noted by the worker; the letter that replaces it is begun."""
    worker = cast.staff["counselor"].actor
    note_outcome(
        worker, letter=letter, kind=LetterEventKind.RETURNED, at=moment(cast, 1, 10, 5),
        detail="The post office says: no such number.",
    )  # fmt: skip
    correct_letter(worker, letter=letter, at=moment(cast, 1, 10, 10))


def _put_aside(cast: Cast) -> None:
    """A letter that a paper asked for, and that nobody needs: it was said at the desk."""
    worker, at = cast.staff["counselor"].actor, moment(cast, 0, 9)
    case = Case.get_for(worker, cast.cases["WTW-1003"].key)
    (one,) = (one for one in suggested(case, at) if one.event == Event.DOCUMENT_RECEIVED)
    put_letter_aside(
        worker, case=case, cause=one.cause, reason=AsideReason.TOLD, at=at,
        text="She stood at my desk when I opened the paper.",
    )  # fmt: skip


def _workday(on: date) -> str:
    while not is_working_day(on, frozenset()):
        on += timedelta(days=1)
    return on.isoformat()


def tell_all(cast: Cast) -> None:
    """Sent in their languages, one came back, one had none; one waits for its language, one for words added."""
    _sent(cast, "WTW-1001", 7, "appointment", meeting_kind="check_in",
          meeting_on=_workday(day(cast, -5)), meeting_at="630", place=_OFFICE,
          bring_list="pay_stub")  # fmt: skip
    _sent(cast, "WTW-1002", 1, "documents_needed", items="school_record",
          due_on=day(cast, -6).isoformat(), reason="enroll_class")  # fmt: skip
    back = _sent(cast, "DW-2001", 4, "appointment", meeting_kind="plan_meeting",
                 meeting_on=_workday(day(cast, -8)), meeting_at="540", place=_OFFICE)  # fmt: skip
    _came_back(cast, back)
    _sent(cast, "WTW-1008", 3, "appointment", meeting_kind="plan_signing",
          meeting_on=_workday(day(cast, -3)), meeting_at="870", place=_OFFICE,
          bring_list="identity")  # fmt: skip
    # No person approved this letter in Khmer yet: it went in English, with a call to make.
    _sent(cast, "WTW-1006", 2, "contact_due_soon", due_on=day(cast, -6).isoformat())
    _drafted(cast, "DW-2002", 0, "no_contact_30_days")
    _drafted(
        cast, "WF-3002", 2, "appointment",
        personal="You said that mornings are better. We moved the class for you.",
        meeting_kind="plan_meeting", meeting_on=_workday(day(cast, -9)), meeting_at="570",
        place=_OFFICE,
    )  # fmt: skip
    _put_aside(cast)


ALL = (tell_all,)
