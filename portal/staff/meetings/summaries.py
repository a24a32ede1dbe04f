"""The support team's summary: the worker completes and signs it, the supervisor initials it
(TEAM-3)."""

from typing import Any

import flask
from flask import request
from wtforms import HiddenField

from portal import clock, pages
from portal.access import ROLE_PERMISSIONS, Permission, actor, requires
from portal.forms import Form, LongText, required
from portal.i18n import gettext as _
from portal.models.meetings import SummaryState, TeamSummary
from portal.operations.meetings import teams as operations
from portal.operations.meetings.teams import SummaryTexts
from portal.operations.views import record_view
from portal.policy.meetings import MeetingRefusal
from portal.policy.refusals import Refused
from portal.reports.meetings.team import filed_texts, texts_of
from portal.staff.area import area
from portal.staff.cases import head
from portal.words import meeting_work as words

_WORKED_ON = "/team-summaries/<key:summary_key>"


class SummaryForm(Form):
    """The three parts of a summary."""

    barriers = LongText(words.PARTS["barriers"], [required()])
    goals = LongText(words.PARTS["goals"], [required()])
    recommendations = LongText(words.PARTS["recommendations"], [required()])
    seen = HiddenField()

    def texts(self) -> SummaryTexts:
        """What was typed."""
        parts = (self.barriers, self.goals, self.recommendations)
        return SummaryTexts(*(one.data or "" for one in parts))


@area.get(_WORKED_ON)
@requires(Permission.CASE_READ)
def summaries_show(summary_key: str) -> flask.Response:
    """A summary as filed and as the worker made it."""
    summary: Any = TeamSummary.get_for(actor(), summary_key)
    record_view(actor(), case=summary.case, what="team_summary", at=clock.now())
    return _page(summary)


@area.post(_WORKED_ON)
@requires(Permission.CASE_WRITE)
def summaries_complete(summary_key: str) -> flask.typing.ResponseReturnValue:
    """Keeps what the worker changed, or signs it."""
    summary, form = TeamSummary.get_for(actor(), summary_key), SummaryForm()
    if form.validate():
        try:
            operations.complete_summary(
                actor(), summary=summary, texts=form.texts(), is_signed="sign" in request.form,
                version=_seen(form), at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            return pages.done("staff.summaries_show", _("Saved."), summary_key=summary_key)
        except Refused as refused:
            form.refuse(refused, words.of_meeting)
            is_stale = MeetingRefusal.CHANGED in refused.codes.values()
            return _page(TeamSummary.get_for(actor(), summary_key), form, 422, is_stale)
    return _page(summary, form, 422)


@area.post(f"{_WORKED_ON}/initials")
@requires(Permission.SUPERVISE)
def summaries_initial(summary_key: str) -> flask.typing.ResponseReturnValue:
    """The supervisor's initials."""
    summary = TeamSummary.get_for(actor(), summary_key)
    form = SummaryForm()
    try:
        operations.initial_summary(
            actor(), summary=summary, at=clock.now(), operation_key=form.key
        )  # fmt: skip
    except Refused as refused:
        form = SummaryForm(formdata=None)
        form.refuse(refused, words.of_meeting)
        return _page(summary, form, 422)
    return pages.done("staff.meetings_work", _("Initialed."))


def _seen(form: SummaryForm) -> int:
    typed = str(form.seen.data or "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


def _page(
    summary: Any, form: SummaryForm | None = None, status: int = 200, is_stale: bool = False
) -> flask.Response:
    saved = texts_of(summary)
    if is_stale and form is not None:
        form.seen.data = str(summary.version)
    return pages.render(
        "staff/meetings/summary.html", status=status, summary=summary, saved=saved,
        filed=filed_texts(summary), parts=words.PARTS, state=words.SUMMARIES[summary.state],
        form=form or SummaryForm(formdata=None, seen=str(summary.version), **saved),
        is_filed=summary.state == SummaryState.FILED,
        is_signed=summary.state == SummaryState.SIGNED,
        may_initial=Permission.SUPERVISE in ROLE_PERMISSIONS[actor().role],
        is_stale=is_stale, **head(summary.case),
    )  # fmt: skip
