"""Whom a participant brings to a meeting, in words for them and for staff."""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.guests import Guest, GuestRefusal

RELATIONS: dict[Guest, Any] = {
    Guest.FAMILY: _l("Family"),
    Guest.FRIEND: _l("A friend"),
    Guest.LAWYER: _l("A lawyer"),
    Guest.HELPER: _l("Somebody who helps me"),
    Guest.FAITH: _l("Somebody from my church, mosque or temple"),
    Guest.INTERPRETER: _l("Somebody who interprets for me"),
    Guest.OTHER: _l("Somebody else"),
}

REFUSALS: dict[Any, Any] = {
    GuestRefusal.NO_NAME: _l("Please write a name."),
    GuestRefusal.NAME_TOO_LONG: _l("This is too long. Please make it shorter."),
    GuestRefusal.TOO_MANY: _l(
        "We can keep ten names here. If more people come, please tell your worker."
    ),
    GuestRefusal.MEETING_IS_OVER: _l("The day of this meeting is over."),
}
