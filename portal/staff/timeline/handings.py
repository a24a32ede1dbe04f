"""What a case's line of time tells of assignments, closings and transfers."""

from collections.abc import Callable
from datetime import date

from portal.i18n import fill
from portal.i18n import gettext as _
from portal.models.cases import EntryKind
from portal.reports.timeline import Row
from portal.staff.timeline.entries import Tag, Telling, Text, Told
from portal.words.handings import BACK, REASONS, STORY


def _assignment(row: Row, telling: Telling, on: date) -> Told:
    if row.number:
        title = _("%(who)s gave the case to %(worker)s.", who=row.by, worker=row.detail)
    else:
        title = _("%(worker)s has the case from now on.", worker=row.detail)
    tags: list[Tag] = [(_("accepted"), "good")] if row.moment else []
    return Told(title, f"{telling.base}/checklist", tags)


def _handing(row: Row, telling: Telling, on: date) -> Told:
    title = fill(str(STORY[row.code, row.state]), {"who": row.by})
    why = BACK.get(row.detail) or REASONS.get(row.detail)
    texts: list[Text] = [(_("Why"), str(why))] if why else []
    return Told(title, f"{telling.base}/handings/{row.key}", texts=texts)


TELL_HANDINGS: dict[str, Callable[[Row, Telling, date], Told]] = {
    EntryKind.ASSIGNMENT: _assignment,
    EntryKind.HANDING: _handing,
}
