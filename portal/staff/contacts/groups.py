"""A group contact: who of one's caseload was there, recorded for all in one step (CON-10)."""

import re
from typing import Any

import flask
from flask import request
from wtforms import DateField, SelectMultipleField

from portal import clock, formats, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.i18n import ngettext
from portal.models.contacts import GroupContact
from portal.operations.group_contacts import Gathering, record_group_contact
from portal.operations.views import record_list_view
from portal.policy.names import folded
from portal.policy.reaching import LeftOut
from portal.policy.refusals import Refused
from portal.reports import groups
from portal.reports.groups import Member
from portal.staff.area import area
from portal.words.reaching import GROUP_REFUSALS, LEFT_OUT

MOST = 500  # people of one gathering


class GroupForm(Form):
    """What took place and who was there."""

    title = Text(_l("What it was"), [required()], limit=200)
    occurred_on = DateField(_l("Day"), [required()])
    place = Text(_l("Where"), limit=200)
    summary = LongText(_l("What it was about"))
    present = SelectMultipleField(_l("Who was there"), validate_choice=False)
    numbers = LongText(_l("Case numbers of others who were there"))
    words = Text(_l("Show only names that hold"), limit=80)

    def typed_numbers(self) -> list[str]:
        """The case numbers as they were pasted: parted by blanks, commas or lines."""
        return re.split(r"[\s,;]+", (self.numbers.data or "").strip())[:MOST]


@area.get("/group-contacts/new")
@requires(Permission.CASE_WRITE)
def group_contacts_new() -> flask.Response:
    """The form: what it was, and the caseload to tick."""
    form = GroupForm()
    if form.occurred_on.data is None:
        form.occurred_on.data = clock.today(resources.timezone())
    return _shown(form)


@area.post("/group-contacts")
@requires(Permission.CASE_WRITE)
def group_contacts_create() -> flask.typing.ResponseReturnValue:
    """Records it, or narrows the list of names; whoever is ticked stays ticked."""
    form = GroupForm()
    if request.form.get("act") == "narrow":
        return _shown(form)
    if form.validate_on_submit():
        try:
            made = _record(form)
        except Refused as refused:
            form.refuse(refused, GROUP_REFUSALS.__getitem__)
        else:
            return pages.done("staff.group_contacts_show", group_key=made.key)
    return _shown(form, 422)


def _record(form: GroupForm) -> GroupContact:
    gathering = Gathering(
        form.occurred_on.data, form.title.data, form.place.data or "", form.summary.data or ""
    )
    return record_group_contact(
        actor(), gathering=gathering, keys=(form.present.data or [])[:MOST],
        numbers=form.typed_numbers(), at=clock.now(), operation_key=form.key,
    )  # fmt: skip


def _shown(form: GroupForm, status: int = 200) -> flask.Response:
    record_list_view(actor(), what="caseload", at=clock.now())
    ticked, words = set(form.present.data or []), folded(form.words.data or "").split()
    members = groups.caseload(actor())
    shown = [one for one in members if one.key in ticked or _holds(one, words)]
    return pages.render(
        "staff/group_contacts/new.html", status=status, form=form, ticked=ticked,
        members=_lines(shown), hidden=len(members) - len(shown), recent=groups.recent(actor()),
    )  # fmt: skip


def _holds(one: Member, words: list[str]) -> bool:
    text = folded(f"{one.name} {one.number}")
    return all(word in text for word in words)


def _lines(members: list[Member]) -> list[dict[str, str]]:
    return [
        {"key": one.key, "name": one.name, "number": one.number,
         "language": formats.english_language(one.locale)}
        for one in members
    ]  # fmt: skip


@area.get("/group-contacts/<key:group_key>")
@requires(Permission.CASE_WRITE)
def group_contacts_show(group_key: str) -> flask.Response:
    """What was recorded: for how many, for whom, and who was left out and why."""
    group: Any = GroupContact.get_for(actor(), group_key)
    record_list_view(actor(), what="group_contact", at=clock.now())
    members = groups.recorded(actor(), group)
    return pages.render(
        "staff/group_contacts/show.html", group=group, members=_lines(members),
        left_out=_left_out(group),
        counted=ngettext("Recorded for %(n)s person.", "Recorded for %(n)s people.", len(members)),
    )  # fmt: skip


def _left_out(group: GroupContact) -> list[tuple[str, str]]:
    return [
        (number or _("Somebody who was ticked"), str(LEFT_OUT[LeftOut(why)]))
        for number, why in groups.left_out(group)
    ]
