"""The lines of a joint action plan in words, as tasks say them."""

from typing import Any

from portal.i18n import gettext as _
from portal.words.phrases import STEPS


def follow_up(line: Any) -> str:
    """What a line says as a task: of somebody else's, who is to do it (STAFF-8). In: a line of
    reports/staffings/contents.ActionLine."""
    what = line.what or (str(STEPS[line.phrase]) if line.phrase in STEPS else line.phrase)
    return _("%(who)s: %(what)s", who=line.who, what=what) if line.who else str(what)
