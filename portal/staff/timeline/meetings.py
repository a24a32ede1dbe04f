"""What a case's line of time tells of meetings."""

from collections.abc import Callable
from datetime import date

from portal import dates
from portal.i18n import gettext as _
from portal.models.cases import EntryKind
from portal.reports.timeline import Row
from portal.staff.timeline.entries import Telling, Told
from portal.words.meeting_work import KINDS, STATES, TONES


def _planned(row: Row, telling: Telling, on: date) -> Told:
    values = {
        "who": row.by or _("The portal"), "kind": KINDS[row.code], "day": dates.short_day(row.on)
    }  # fmt: skip
    title = (
        _("%(who)s moved a meeting to %(day)s: %(kind)s.", **values)
        if row.number
        else _("%(who)s planned a meeting for %(day)s: %(kind)s.", **values)
    )
    return Told(title, f"{telling.base}/meetings")


def _over(row: Row, telling: Telling, on: date) -> Told:
    title = _("%(who)s told of the meeting of %(day)s: %(kind)s.",
              who=row.by or _("The portal"), kind=KINDS[row.code],
              day=dates.short_day(row.on))  # fmt: skip
    tags = [(str(STATES[row.state]), TONES[row.state])]
    return Told(title, f"{telling.base}/meetings", tags)


TELL_MEETINGS: dict[str, Callable[[Row, Telling, date], Told]] = {
    EntryKind.MEETING: _planned,
    EntryKind.MEETING_OVER: _over,
}
