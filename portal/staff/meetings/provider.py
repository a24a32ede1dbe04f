"""A provider's pages of the support team: who was referred, notices, summaries and agendas of
their own, and nothing else of a case (TEAM-2 to TEAM-4; safety.md, Who sees what)."""

from typing import Any

import flask

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.models.meetings import Meeting
from portal.models.referrals import Referral
from portal.operations.meetings import teams as operations
from portal.operations.views import record_list_view, record_view
from portal.policy.refusals import Refused
from portal.reports.meetings.team import filed_texts, own_team, own_team_of
from portal.staff.area import area
from portal.staff.meetings import line
from portal.staff.meetings.one import ProposalForm, agenda_lines, put_on_agenda
from portal.staff.meetings.summaries import SummaryForm
from portal.words import meeting_work as words


@area.get("/team")
@requires(Permission.MEETING_PROVIDE)
def team_index() -> flask.Response:
    """Everybody who is referred to the provider, and where their support team stands."""
    record_list_view(actor(), what="team", at=clock.now())
    people = [_shown(one) for one in own_team(actor())]
    return pages.render("staff/meetings/team.html", people=people)


@area.get("/team/<key:referral_key>")
@requires(Permission.MEETING_PROVIDE)
def team_show(referral_key: str) -> flask.Response:
    """One person: give notice, file the summary, what was filed before."""
    referral: Any = Referral.get_for(actor(), referral_key)
    record_view(actor(), case=referral.case, what="team", at=clock.now())
    return _page(referral)


@area.post("/team/<key:referral_key>/notice")
@requires(Permission.MEETING_PROVIDE)
def team_notice(referral_key: str) -> flask.typing.ResponseReturnValue:
    """Tells the worker that the support team can meet."""
    referral, form = Referral.get_for(actor(), referral_key), SummaryForm()
    try:
        operations.give_notice(
            actor(), case=referral.case, at=clock.now(), operation_key=form.key
        )  # fmt: skip
    except Refused as refused:
        shown = SummaryForm(formdata=None)
        shown.refuse(refused, words.of_meeting)
        return _page(referral, shown, 422)
    said = _("The worker knows it, and schedules the meeting within a week.")
    return pages.done("staff.team_show", said, referral_key=referral_key)


@area.post("/team/<key:referral_key>")
@requires(Permission.MEETING_PROVIDE)
def team_file(referral_key: str) -> flask.typing.ResponseReturnValue:
    """Files the summary."""
    referral, form = Referral.get_for(actor(), referral_key), SummaryForm()
    if form.validate():
        try:
            operations.file_summary(
                actor(), case=referral.case, texts=form.texts(), at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
            said = _("The summary is with the worker.")
            return pages.done("staff.team_show", said, referral_key=referral_key)
        except Refused as refused:
            form.refuse(refused, words.of_meeting)
    return _page(referral, form, 422)


@area.get("/team/meetings/<key:meeting_key>")
@requires(Permission.MEETING_PROVIDE)
def team_meeting(meeting_key: str) -> flask.Response:
    """A support-team meeting with its agenda."""
    meeting: Any = Meeting.get_for(actor(), meeting_key)
    record_view(actor(), case=meeting.case, what="team", at=clock.now())
    return _meeting_page(meeting, ProposalForm(formdata=None))


@area.post("/team/meetings/<key:meeting_key>")
@requires(Permission.MEETING_PROVIDE)
def team_propose(meeting_key: str) -> flask.typing.ResponseReturnValue:
    """Proposes something for the agenda; the worker decides."""
    meeting, form = Meeting.get_for(actor(), meeting_key), ProposalForm()
    if form.validate():
        try:
            put_on_agenda(meeting, form)
            said = _("Proposed. The worker decides on the agenda.")
            return pages.done("staff.team_meeting", said, meeting_key=meeting_key)
        except Refused as refused:
            form.refuse(refused, words.of_meeting)
    return _meeting_page(meeting, form, 422)


def _shown(found: Any) -> dict[str, Any]:
    return {
        "referral": found.referral,
        "notice": found.notice,
        "meetings": [line(one) for one in found.meetings],
        "summaries": [(one, words.SUMMARIES[one.state]) for one in found.summaries],
        "may_file": found.may_file,
    }


def _page(referral: Any, form: SummaryForm | None = None, status: int = 200) -> flask.Response:
    found = own_team_of(actor(), referral)
    return pages.render(
        "staff/meetings/team_one.html", status=status, one=_shown(found),
        filed=[(summary, filed_texts(summary)) for summary in found.summaries], parts=words.PARTS,
        form=form or SummaryForm(formdata=None),
    )  # fmt: skip


def _meeting_page(meeting: Any, form: ProposalForm, status: int = 200) -> flask.Response:
    return pages.render(
        "staff/meetings/team_meeting.html", status=status, one=line(meeting), case=meeting.case,
        agenda=agenda_lines(meeting.case, meeting), form=form,
    )  # fmt: skip
