"""Somebody tells that they are not safe: the case is private from that moment (NOTE-6)."""

from collections.abc import Mapping
from datetime import datetime

from portal import i18n
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.operations.safety import begin_concern
from portal.words.reports import safe_times, safe_ways


def begin_reported_concern(
    actor: Actor, *, case: Case, answers: Mapping[str, str], at: datetime
) -> None:
    """Begins the concern that a report tells of, inside the running operation: the whole case is
    private at once, and what was said on safe ways and times is kept sealed (NOTE-6; DW CM,
    Privacy 3). The workers read the ways in English, whatever language they were chosen in.
    """
    with i18n.use("en"):
        ways, times = safe_ways(answers), safe_times(answers)
    begin_concern(actor, case=case, safe_ways=ways, safe_times=times, at=at)
