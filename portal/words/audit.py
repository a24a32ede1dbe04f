"""The audit trail in words: every act that can stand on the trail of a case, and its reason."""

from typing import Any

from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.words.audit_letters import OF_LETTERS
from portal.words.audit_meetings import MEETING_ACTIONS
from portal.words.audit_noncompliance import NONCOMPLIANCE
from portal.words.audit_staffings import AROUND_STAFFINGS
from portal.words.handings import AUDITED
from portal.words.safety import TOLD_REASONS

_OF_OTHERS: dict[str, Any] = {
    "accept_document": _l("accepted a document"),
    "accept_hours": _l("accepted a week of hours"),
    "add_addendum": _l("added to a note"),
    "add_employer_contacts": _l("wrote down contacts with employers"),
    "add_page": _l("sent a page of a document"),
    "amend_plan": _l("began a change of the plan"),
    "answer_pages": _l("asked for pages of a document again"),
    "add_task": _l("added a task"),
    "annotate_report": _l("wrote down what was done about a row of the report"),
    "answer_review": _l("answered a case review"),
    "choose_review": _l("took the case for a review"),
    "draw_review": _l("drew the case for a review"),
    "hold_conference": _l("held a conference on unengaged cases"),
    "save_review": _l("filled in a case review"),
    "send_review": _l("sent a case review"),
    "view_annotations": _l("looked at what was done about rows of the report"),
    "view_conference": _l("looked at unengaged cases"),
    "view_cover": _l("looked at the cases of who is away"),
    "view_management": _l("looked at the case management report"),
    "view_management_file": _l("took out the case management report"),
    "view_referred": _l("looked at a person referred to them"),
    "view_review": _l("looked at a case review"),
    "view_reviews": _l("looked at the case reviews"),
    "view_supervision": _l("looked at the overview of the unit"),
    "write_progress": _l("wrote a progress note"),
    "stop_waiting": _l("did not want a letter to go by itself any more"),
    "wait_for_note": _l("asked for a letter to go when its note is translated"),
    "propose_answer": _l("wrote a translation for a second look"),
    "load_glossary": _l("the portal put the terms that ship into a glossary"),
    "import_terms": _l("brought terms in from a file"),
    "remove_term": _l("took a term out of a glossary"),
    "confirm_term": _l("confirmed a term of a glossary"),
    "change_term": _l("changed a term of a glossary"),
    "add_term": _l("added a term to a glossary"),
    "answer_objection": _l("answered an objection to hours"),
    "answer_for_absent": _l("the portal answered for a worker who is away"),
    "answer_report": _l("answered a report"),
    "answer_request": _l("answered a request"),
    "ask_again": _l("asked for a document again"),
    "ask_for_notes_copy": _l("asked for a copy of the notes"),
    "ask_hours_translation": _l("asked for words about hours in English"),
    "ask_message_translation": _l("asked for a message in English"),
    "ask_plan_change": _l("asked for a change of the plan in time"),
    "ask_report_translation": _l("asked for a report in English"),
    "ask_to_explain": _l("asked to have a letter explained"),
    "ask_to_read_aloud": _l("asked to have a letter read aloud"),
    "ask_translation": _l("asked for a translation"),
    "attach_labor_fact": _l("wrote down facts of the labor market"),
    "begin_clock": _l("entered where a clock of months begins"),
    "begin_concern": _l("made the whole case private: somebody is in danger"),
    "begin_follow_up": _l("wrote down that the participant left the program"),
    "begin_note": _l("began a note"),
    "change_document_kind": _l("changed the kind of a document"),
    "change_task": _l("changed a task"),
    "check_document": _l("said that a document is being checked"),
    "choose_language": _l("chose a language"),
    "close_class": _l("closed a class"),
    "confirm_address": _l("confirmed a new address or phone"),
    "correct_clock_stop": _l("corrected a period that stops clocks of months"),
    "correct_employer_contact": _l("corrected a contact with an employer"),
    "decide_absence": _l("said whether missed hours are excused"),
    "decide_clock_month": _l("decided on a month of a clock"),
    "decline_plan_change": _l("did not change the plan as it was asked"),
    "decline_address": _l("did not take a new address or phone"),
    "delete_original": _l("the portal deleted a file as it was sent"),
    "describe_document": _l("said what a document is"),
    "discard_draft": _l("threw a draft away"),
    "discard_note": _l("threw the draft of a note away"),
    "drop_document": _l("threw away a document that was not sent"),
    "end_referral": _l("ended a place in a class"),
    "end_concern": _l("ended the danger: the case is not private any more"),
    "enter_class": _l("entered the attendance of a class"),
    "enter_hours": _l("entered hours"),
    "export_document": _l("took a document out as one PDF"),
    "export_notes": _l("took the notes out as a file"),
    "export_private_document": _l("took a document of the private file out as one PDF"),
    "export_plan": _l("took the plan out as a file"),
    "finish_document": _l("sent a document"),
    "finish_follow_up": _l("finished what a report asked for"),
    "finish_note": _l("finished a note"),
    "finish_task": _l("finished a task"),
    "give_notes_copy_paper": _l("gave a copy of the notes on paper"),
    "give_verdict": _l("the portal said whether a month's hours are met"),
    "give_verdicts": _l("the portal said whether a month's hours are met"),
    "grant_plan_change": _l("opened an amendment on a request"),
    "import_case": _l("brought the case over from another list"),
    "keep_clean_copy": _l("the portal made a page ready to read"),
    "keep_safe_contact": _l("changed how somebody in danger is reached"),
    "mark_report_seen": _l("marked a report as seen"),
    "mark_thread_read": _l("read the messages"),
    "merge_documents": _l("put two documents together"),
    "move_page": _l("put the pages of a document in another order"),
    "move_task": _l("moved a task to another day"),
    "move_to_private_file": _l("put a document into the private file"),
    "name_on_case": _l("named %(name)s on the private case"),
    "offer_plan": _l("put a plan up for signing"),
    "object_to_hours": _l("said that hours somebody entered are not right"),
    "prove_hours": _l("tied a document to hours that it proves"),
    "record_assessment": _l("recorded an assessment"),
    "record_follow_up": _l("recorded a follow-up contact"),
    "record_screening": _l("recorded an Equal Access screening"),
    "remove_labor_fact": _l("took away facts of the labor market"),
    "answer_update": _l("kept the answer to a status update"),
    "authorize_service": _l("authorized a supportive service"),
    "deny_service": _l("denied a supportive service"),
    "end_service": _l("ended a supportive service"),
    "end_services": _l("ended the supportive services of the case"),
    "issue_month": _l("issued a month of a supportive service"),
    "make_referral": _l("asked for or offered a referral"),
    "request_service": _l("requested a supportive service"),
    "send_update": _l("sent a status update to another worker of the family"),
    "step_referral": _l("wrote down the next step of a referral"),
    "view_supports": _l("looked at the referrals and supportive services"),
    "sign_plan": _l("signed the plan"),
    "keep_plan_files": _l("the portal made the files of a signed plan"),
    "split_document": _l("made a document of its own of some pages"),
    "stop_clocks": _l("entered a period that stops clocks of months"),
    "take_apart": _l("took a PDF apart into its pages"),
    "tie_document": _l("said what a document belongs to"),
    "tie_request": _l("tied a document to what was asked for"),
    "turn_page": _l("turned a page of a document"),
    "untie_document": _l("took back what a document belongs to"),
    "view_assessments": _l("looked at the assessments"),
    "view_clocks": _l("looked at the months used"),
    "view_equal_access": _l("looked at the Equal Access plan"),
    "view_follow_up": _l("looked at the follow-up"),
    "view_languages": _l("looked at the languages of the caseloads"),
    "view_plan_signing": _l("looked at the plan before signing"),
    "open_case": _l("opened the case with a reason"),
    "open_class": _l("opened a class"),
    "open_document": _l("began to send a document"),
    "open_private_notes": _l("opened the private notes with a reason"),
    "open_to_stand_in": _l("opened the case to a stand-in"),
    "queue_message": _l("the portal sent word that there is news"),
    "queue_page": _l("the portal took up a page again"),
    "queue_reminders": _l("the portal sent reminders"),
    "receive_mass_message": _l("a message to many was kept with the case"),
    "record_contact": _l("recorded a contact"),
    "record_group_contact": _l("recorded a group contact"),
    "refer_to_class": _l("referred the participant to a class"),
    "refuse_page": _l("the portal could not read a page"),
    "remove_page": _l("took a page out of a document"),
    "replace_page": _l("sent a page of a document again"),
    "reopen_task": _l("opened a task again"),
    "report_cannot_send": _l("said that they cannot get a document"),
    "report_hours": _l("told of hours"),
    "request_document": _l("asked for a document"),
    "restrict_case": _l("made the whole case private: somebody is in danger"),
    "return_hours": _l("sent a week of hours back"),
    "return_document": _l("asked for a document once more"),
    "review_notes_copy": _l("looked through the notes before their copy is released"),
    "save_draft": _l("saved a draft"),
    "save_note": _l("wrote on a note"),
    "seal_reports": _l("the portal locked what was reported before"),
    "send_message": _l("sent a message"),
    "send_own_message": _l("sent a message"),
    "send_to_many": _l("sent a message to many"),
    "settle_message": _l("the portal noted what became of a message"),
    "settle_request": _l("took a request for a document back"),
    "status_help_offered_before": _l("found that the help was offered before"),
    "status_set": _l("entered where the case stands"),
    "status_turned": _l("the portal put the case where its period leads"),
    "submit_report": _l("sent a report"),
    "take_from_private_file": _l("took a document out of the private file"),
    "take_name_back": _l("took %(name)s off the private case"),
    "take_step": _l("took a step about a month's hours"),
    "tell_task_done": _l("said that a task is done"),
    "treat_phones_as_shared": _l("the portal treats the participant's phones as shared"),
    "take_task_back": _l("took back that a task is done"),
    "undo_sending": _l("took a letter back before it left"),
    "update_wishes": _l("changed how they want to be reached"),
    "view_address": _l("looked at the hidden address and phone"),
    "view_audit": _l("looked at who saw the case"),
    "view_case": _l("looked at the case"),
    "view_contacts": _l("looked at the contacts"),
    "view_document": _l("looked at a document"),
    "view_document_page": _l("looked at a page of a document"),
    "view_class": _l("looked at a class"),
    "view_documents": _l("looked at the list of documents"),
    "view_group_contact": _l("looked at a group contact"),
    "view_handover": _l("looked at the handover"),
    "view_hours": _l("looked at the hours"),
    "view_job_search": _l("looked at the job search"),
    "view_messages": _l("looked at the messages"),
    "view_notes": _l("looked at a note"),
    "view_notes_copies": _l("looked at what was asked of the notes' copies"),
    "view_notes_copy": _l("looked at a copy of the notes"),
    "view_translations": _l("looked at what waits for a translator"),
    "view_personal_text": _l("a translator looked at a text"),
    "view_plan": _l("looked at the plan"),
    "view_private_document": _l("looked at a document of the private file"),
    "view_private_document_page": _l("looked at a page of the private file"),
    "view_private_file": _l("looked at the private file"),
    "view_reason_asked": _l("was asked for a reason"),
    "view_referrals": _l("looked at the places in classes"),
    "view_report": _l("looked at a report"),
    "view_safety": _l("looked at the page on safety"),
    "view_status": _l("looked at where the case stands"),
    "view_task": _l("looked at a task"),
    "view_tasks": _l("looked at the tasks"),
    "view_timeline": _l("looked at the timeline"),
    "withdraw_clock_stop": _l("took back a period that stops clocks of months"),
    "withdraw_plan": _l("took a plan back that was not signed by both"),
    "write_plan": _l("wrote the plan"),
    "begin_plan": _l("began a plan"),
    "write_plan_vision": _l("wrote what the plan is for"),
    "add_plan_items": _l("added to the draft of the plan"),
    "change_plan_item": _l("changed something in the draft of the plan"),
    "move_plan_item": _l("put the draft of the plan in another order"),
    "remove_plan_item": _l("took something out of the draft of the plan"),
    "write_plan_activity": _l("wrote an activity into the draft of the plan"),
    "discard_plan_draft": _l("threw the draft of the plan away"),
    "remove_plan_activity": _l("took an activity out of the draft of the plan"),
}
_OF_TOPICS = MEETING_ACTIONS | NONCOMPLIANCE | AROUND_STAFFINGS | AUDITED
ACTIONS: dict[str, Any] = _OF_TOPICS | OF_LETTERS | _OF_OTHERS

_LOOKED = _l("looked at a part of the case")
_TOOK_OUT = _l("took a part of the case out as a file")
_DID = _l("changed something")

ROLES: dict[str, Any] = {
    "participant": _l("the participant"),
    "counselor": _l("counselor"),
    "specialist": _l("specialist"),
    "supervisor": _l("supervisor"),
    "clerical": _l("clerk"),
    "provider": _l("service provider"),
    "translator": _l("translator"),
    "reviewer": _l("reviewer of translations"),
    "monitor": _l("monitor"),
    "administrator": _l("administrator"),
    "system": _l("the portal"),
}

_PRIVATE: dict[str, Any] = {
    "danger": _l("the participant is in danger"),
    "hipaa": _l("a private note"),
    "health_barrier": _l("a private note"),
}


def line(entry: dict[str, Any], told: dict[int, str]) -> dict[str, Any]:
    """An entry as it is read: at (UTC), who, role, what, why.

    In: the entry, and what was typed for another reason, by the opening's id.
    """
    return {
        "at": entry["at"],
        "who": entry["who"] or "",
        "role": ROLES.get(entry["role"], ROLES["system"]),
        "what": _what(entry),
        "why": _why(entry, told),
    }


def action(code: str) -> Any:
    """An act in words; never its code."""
    if code in ACTIONS:
        return ACTIONS[code]
    if code.startswith("view_"):
        return _LOOKED
    return _TOOK_OUT if code.startswith("export_") else _DID


def _what(entry: dict[str, Any]) -> str:
    text = str(action(entry["action"]))
    if "%(name)s" in text:
        text = _(text, name=entry["other"] or _("somebody"))
    if entry["outcome"] == "repeated":
        return _("%(text)s (once more)", text=text)
    return text


def _why(entry: dict[str, Any], told: dict[int, str]) -> str:
    reason = entry["reason"]
    if reason == "other" and entry["object_id"] in told and entry["object_kind"] == "opening":
        return told[entry["object_id"]]
    return str(TOLD_REASONS.get(reason) or _PRIVATE.get(reason) or "")
