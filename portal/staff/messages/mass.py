"""One message to many: the caseload's filters choose to whom, and the names stand on the page."""

import hashlib
from dataclasses import replace
from typing import Any

import flask
from wtforms import HiddenField

from portal import clock, formats, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.i18n import ngettext
from portal.models.messages import MassMessage
from portal.operations.messages.mass import send_to_many
from portal.operations.views import record_list_view
from portal.policy.messages import MOST_RECIPIENTS, MessageRefusal, left_out
from portal.policy.refusals import Refused
from portal.policy.statuses import CaseStatus
from portal.reports import caseload
from portal.reports import messages as reports
from portal.staff.area import area
from portal.staff.caseload import address, filters_asked
from portal.staff.caseload.lists import view_name
from portal.words.cases import STATUSES
from portal.words.messages import LEFT_OUT, REFUSALS, delivery


class ManyForm(Form):
    """The text, and which list of names stood on the page."""

    text = LongText(_l("Your message to all of them"), [required(REFUSALS[MessageRefusal.EMPTY])])
    listed = HiddenField()


@area.get("/messages/new")
@requires(Permission.CASE_WRITE)
def mass_messages_new() -> flask.Response:
    """Who would get it, who not and why, and the place to write."""
    return _page(ManyForm(), _people())


@area.post("/messages/new")
@requires(Permission.CASE_WRITE)
def mass_messages_create() -> flask.typing.ResponseReturnValue:
    """Sends it once to each of those whose names stood on the page."""
    form, people = ManyForm(), _people()
    if form.validate_on_submit():
        to = [one["id"] for one in people if one["why_not"] is None]
        try:
            made = send_to_many(
                actor(), case_ids=to, text=form.text.data or "", at=clock.now(),
                is_same_list=form.listed.data == _digest(people), operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused, REFUSALS.__getitem__)
        else:
            return pages.done("staff.mass_messages_show", _("Sent."), mass_key=made.key)
    return _page(form, people, 422)


@area.get("/messages/<key:mass_key>")
@requires(Permission.CASE_WRITE)
def mass_messages_show(mass_key: str) -> flask.Response:
    """What was sent, to whom, how far the news came, and who answered."""
    mass = MassMessage.get_for(actor(), mass_key)
    record_list_view(actor(), what="mass_message", at=clock.now())
    people = [
        one
        | {
            "language": formats.english_language(one["locale"]),
            "news": delivery(one["delivery"], one["channel"]),
        }
        for one in reports.recipients(actor(), mass)
    ]
    return pages.render("staff/messages/sent.html", mass=mass, people=people)


def _people() -> list[dict[str, Any]]:
    """The cases of the caseload's filters, each with why it gets no message (None: it does)."""
    filters = replace(filters_asked(), size=MOST_RECIPIENTS + 1, page=1)
    rows = caseload.page(actor(), filters, clock.today(resources.timezone()))
    return [
        one
        | {
            "why_not": left_out(
                bool(one["is_own"]), one["status"] == CaseStatus.CLOSED, bool(one["is_restricted"])
            ),
            "language": formats.english_language(one["locale"]),
        }
        for one in reports.by_key(actor(), [row.key for row in rows])
    ]


def _digest(people: list[dict[str, Any]]) -> str:
    """Which people stood on the page: the list may change while one writes."""
    keys = sorted(one["key"] for one in people if one["why_not"] is None)
    return hashlib.sha256(" ".join(keys).encode()).hexdigest()[:32]


def _page(form: ManyForm, people: list[dict[str, Any]], status: int = 200) -> flask.Response:
    record_list_view(actor(), what="mass_message", at=clock.now())
    to = [one for one in people if one["why_not"] is None]
    form.listed.data = _digest(people)
    languages = sorted({one["language"] for one in to if one["locale"] != "en"})
    return pages.render(
        "staff/messages/new.html", status=status, form=form, to=to,
        action=address(filters_asked()).replace("/staff", "/staff/messages/new", 1),
        back=address(filters_asked()), chosen=_chosen(), languages=languages,
        not_to=[one | {"why": LEFT_OUT[one["why_not"]]} for one in people if one["why_not"]],
        earlier=list(MassMessage.newest_of(actor(), 10)),
        button_text=ngettext("Send to %(n)s person", "Send to %(n)s people", len(to)),
    )  # fmt: skip


def _chosen() -> str:
    """The filters in words."""
    filters = filters_asked()
    parts = [view_name(filters.view)]
    if filters.language:
        parts.append(formats.english_language(filters.language))
    if filters.status:
        parts.append(str(STATUSES[CaseStatus(filters.status)]))
    return ", ".join(parts)
