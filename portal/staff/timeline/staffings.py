"""What a case's line of time tells of case staffings: read by agency staff alone (STAFF-11)."""

from collections.abc import Callable
from datetime import date

from portal import dates
from portal.i18n import gettext as _
from portal.models.cases import EntryKind
from portal.reports.timeline import Row
from portal.staff.timeline.entries import Telling, Told
from portal.words.staffings import KINDS


def _completed(row: Row, telling: Telling, on: date) -> Told:
    title = _("%(who)s completed the case staffing of %(day)s.",
              who=row.by or _("The portal"), day=dates.short_day(row.on))  # fmt: skip
    kind = str(KINDS[row.code])
    return Told(title, f"{telling.base}/staffings/{row.key}", [(kind, "plain")])


TELL_STAFFINGS: dict[str, Callable[[Row, Telling, date], Told]] = {
    EntryKind.STAFFING: _completed,
}
