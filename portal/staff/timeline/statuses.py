"""What a case's line of time tells of where the case stands."""

from collections.abc import Callable
from datetime import date

from portal import dates
from portal.i18n import gettext as _
from portal.models.cases import EntryKind
from portal.policy.statuses import CaseStatus
from portal.reports.timeline import Row
from portal.staff.timeline.entries import Tag, Telling, Told
from portal.words.cases import STATUSES


def _status(row: Row, telling: Telling, on: date) -> Told:
    # Why stays on its own page: it may tell of health.
    status = STATUSES[CaseStatus(row.code)]
    day, href = dates.short_day(row.on), f"{telling.base}/status/{row.key}"
    tags: list[Tag] = [(_("replaced"), "plain")] if row.moment else []
    if row.by:
        said = _("%(who)s entered: %(status)s from %(day)s.", who=row.by, status=status, day=day)
        return Told(said, href, tags)
    return Told(_("The case stands as: %(status)s from %(day)s.", status=status, day=day), href,
                tags)  # fmt: skip


TELL_STATUSES: dict[str, Callable[[Row, Telling, date], Told]] = {EntryKind.STATUS: _status}
