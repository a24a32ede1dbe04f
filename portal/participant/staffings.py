"""The invitation to a meeting of several people on one's own case, and whom one brings: anyone
(STAFF-4). Of the staffing itself nothing is here (STAFF-11)."""

from typing import Any

import flask
from wtforms import SelectField

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.sittings import StaffingGuest, StaffingInvitation
from portal.operations.staffings.inviting import name_guest, take_guest_back
from portal.participant.area import area
from portal.policy.guests import LONGEST_NAME, Guest
from portal.policy.refusals import Refused
from portal.reports.staffings.invitations import shown_to_participant
from portal.words.guests import REFUSALS, RELATIONS


class GuestForm(Form):
    """One person who comes along."""

    name = Text(_l("Name"), [required(_l("Please write a name."))], limit=LONGEST_NAME)
    relation = SelectField(_l("Who is it?"), choices=list(RELATIONS.items()))


@area.get("/staffings/<key:invitation_key>")
@requires(Permission.OWN_READ)
def staffings_show(invitation_key: str) -> flask.Response:
    """When and where, that anyone may come along, and who was named."""
    found = StaffingInvitation.get_own(actor(), invitation_key)
    return _page(found, GuestForm(formdata=None, relation=Guest.FAMILY))


@area.post("/staffings/<key:invitation_key>/guests")
@requires(Permission.OWN_WRITE)
def staffings_name(invitation_key: str) -> flask.typing.ResponseReturnValue:
    """Names one person who comes along."""
    found, form = StaffingInvitation.get_own(actor(), invitation_key), GuestForm()
    if not form.validate_on_submit():
        return _page(found, form, 422)
    try:
        name_guest(
            actor(), invitation=found, name=form.name.data or "",
            relation=Guest(form.relation.data), at=clock.now(), operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused, REFUSALS.__getitem__)
        return _page(found, form, 422)
    words = _("Thank you. We know now who comes with you.")
    return pages.done("participant.staffings_show", words, invitation_key=invitation_key)


@area.post("/staffings/guests/<key:guest_key>/remove")
@requires(Permission.OWN_WRITE)
def staffings_take_back(guest_key: str) -> flask.typing.ResponseReturnValue:
    """Takes a name back."""
    guest: Any = StaffingGuest.get_own(actor(), guest_key)
    key = guest.invitation.key
    try:
        take_guest_back(actor(), guest=guest, at=clock.now())
    except Refused as refused:
        words = " ".join(str(REFUSALS[code]) for code in refused.codes.values())
        return pages.done("participant.staffings_show", words, invitation_key=key)
    words = _("The name is gone from the list.")
    return pages.done("participant.staffings_show", words, invitation_key=key)


def _page(found: StaffingInvitation, form: GuestForm, status: int = 200) -> flask.Response:
    today = clock.today(resources.timezone())
    return pages.render(
        "participant/staffings/show.html", status=status, form=form, relations=RELATIONS,
        shown=shown_to_participant(found, today), invitation=found,
    )  # fmt: skip
