"""The acts around case staffings as the audit trail tells them."""

from typing import Any

from portal.i18n import lazy as _l

AROUND_STAFFINGS: dict[str, Any] = {
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
