"""What staff alone read of reaching people: groups, and the next attempt."""

from typing import Any

from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.policy.contacts import Way
from portal.policy.reaching import GroupRefusal, LeftOut
from portal.words.contacts import WAYS

GROUP_REFUSALS: dict[GroupRefusal, Any] = {
    GroupRefusal.IN_THE_FUTURE: _l("This day has not come yet."),
    GroupRefusal.NOBODY_THERE: _l("Nobody of your caseload is left to record it for."),
}

LEFT_OUT: dict[LeftOut, Any] = {
    LeftOut.NOT_IN_CASELOAD: _l("not a case of your caseload"),
    LeftOut.BEFORE_ENROLLMENT: _l("the case began after this day"),
}


def try_again_words(way: Way) -> str:
    """What stands in the task to try again after a way failed."""
    return _("Try again: %(way)s", way=WAYS[way])
