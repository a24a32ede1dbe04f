"""What the audit trail says of meetings and of the support team's paper."""

from typing import Any

from portal.i18n import lazy as _l

MEETING_ACTIONS: dict[str, Any] = {
    "ask_one_on_one": _l("asked to hold an orientation one-on-one"),
    "ask_to_move": _l("asked for another time of a meeting"),
    "cancel_meeting": _l("took a meeting off"),
    "decide_agenda_item": _l("decided on a proposal for an agenda"),
    "decide_one_on_one": _l("decided on a one-on-one orientation"),
    "file_team_summary": _l("filed a support-team summary"),
    "give_team_notice": _l("told that the support team can meet"),
    "initial_team_summary": _l("initialed a support-team summary"),
    "keep_time": _l("kept the time of a meeting"),
    "move_meeting": _l("moved a meeting"),
    "plan_meeting": _l("planned a meeting"),
    "propose_agenda_item": _l("proposed something for an agenda"),
    "record_outcome": _l("told what came of a meeting"),
    "remind_of_meetings": _l("the portal reminded of meetings"),
    "save_team_summary": _l("worked on a support-team summary"),
    "settle_agenda": _l("settled the agenda of a meeting"),
    "sign_team_summary": _l("signed a support-team summary"),
    "view_meetings": _l("looked at the meetings"),
    "view_team": _l("looked at the support team"),
    "view_team_summary": _l("looked at a support-team summary"),
}
