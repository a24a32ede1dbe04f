"""What a case's line of time tells of a noncompliance."""

from collections.abc import Callable
from datetime import date

from portal import dates
from portal.i18n import gettext as _
from portal.models.cases import EntryKind
from portal.policy.noncompliance import ProcessAct
from portal.reports.timeline import Row
from portal.staff.timeline.entries import Tag, Telling, Told
from portal.words.noncompliance import detail, told


def _noncompliance(row: Row, telling: Telling, on: date) -> Told:
    tags: list[Tag] = []
    if row.on is not None and row.on != on:
        is_ahead = row.state == ProcessAct.SANCTIONED
        day = dates.short_day(row.on)
        tags.append((_("from %(day)s", day=day) if is_ahead else day, "plain"))
    words = detail(row.state, row.code)
    texts = [("", words)] if words else []
    title = told(row.state, row.by or telling.person)
    return Told(title, f"{telling.base}/noncompliance/{row.key}", tags, texts)


TELL_NONCOMPLIANCE: dict[str, Callable[[Row, Telling, date], Told]] = {
    EntryKind.NONCOMPLIANCE: _noncompliance,
}
