"""The acts around case staffings as the audit trail tells them."""

from typing import Any

from portal.i18n import lazy as _l

AROUND_STAFFINGS: dict[str, Any] = {
    "begin_staffing": _l("began a case staffing"),
    "complete_staffing": _l("completed a case staffing"),
    "discard_staffing": _l("threw the draft of a case staffing away"),
    "remove_staffing_issue": _l("took an issue off a case staffing"),
    "save_staffing_attendees": _l("wrote down the attendees of a case staffing"),
    "save_staffing_case": _l("wrote down the case data of a case staffing"),
    "save_staffing_issues": _l("wrote down what a case staffing came to"),
    "save_staffing_result": _l("wrote down the result of a case staffing"),
    "view_staffing": _l("looked at a case staffing"),
    "view_staffings": _l("looked at the case staffings"),
    "write_staffing_issue": _l("wrote about an issue of a case staffing"),
    "begin_sitting": _l("began a sitting over several cases"),
    "draft_result_letter": _l("drafted the result letter of a staffing"),
    "end_sitting": _l("ended a sitting"),
    "export_staffing_packet": _l("took out the packet for a staffing"),
    "file_letter_copy": _l("filed a letter with the documents"),
    "invite_to_staffing": _l("invited the participant to a staffing"),
    "make_staffing_steps": _l("made tasks of a joint action plan"),
    "name_guest": _l("named who comes along to a meeting"),
    "note_invited": _l("the invitation to a staffing left"),
    "pass_sitting_case": _l("went past a case of a sitting"),
    "take_guest_back": _l("took the name of somebody who comes along back"),
    "take_sitting_case": _l("took up a case of a sitting"),
    "view_sitting": _l("looked at a sitting"),
    "view_sittings": _l("looked at the sittings"),
    "view_staffing_packet": _l("looked at the packet for a staffing"),
}
