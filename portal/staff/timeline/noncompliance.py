"""What a case's line of time tells of a noncompliance."""

from collections.abc import Callable
from datetime import date

from portal import dates
from portal.i18n import gettext as _
from portal.models.cases import EntryKind
from portal.policy.noncompliance import ProcessAct
from portal.reports.timeline import Row
from portal.staff.timeline.entries import Tag, Telling, Told
from portal.words.letters import BANKS
from portal.words.noncompliance import ACTS, ASKED_WAYS, CAUSES, DELIVERY_WAYS, ENDS, STEPS, told

_CODES = {
    ProcessAct.OPENED: ACTS,
    ProcessAct.DELIVERED: DELIVERY_WAYS,
    ProcessAct.ASKED: ASKED_WAYS,
    ProcessAct.FOUND_GOOD: CAUSES,
    ProcessAct.STEP_DONE: STEPS,
    ProcessAct.CURE_DONE: BANKS["cure_step"],
    ProcessAct.SANCTION_ENDED: ENDS,
}


def _noncompliance(row: Row, telling: Telling, on: date) -> Told:
    tags: list[Tag] = []
    if row.on is not None and row.on != on:
        is_ahead = row.state == ProcessAct.SANCTIONED
        day = dates.short_day(row.on)
        tags.append((_("from %(day)s", day=day) if is_ahead else day, "plain"))
    words = _CODES.get(ProcessAct(row.state), {}).get(row.code)
    texts = [("", str(words))] if words else []
    title = told(row.state, row.by or telling.person)
    return Told(title, f"{telling.base}/noncompliance/{row.key}", tags, texts)


TELL_NONCOMPLIANCE: dict[str, Callable[[Row, Telling, date], Told]] = {
    EntryKind.NONCOMPLIANCE: _noncompliance,
}
