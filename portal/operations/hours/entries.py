"""One entry stands for an activity and a day: how a new one takes its place."""

from datetime import datetime
from typing import Any

from peewee import IntegrityError

from portal import db
from portal.models.hours import HoursEntry
from portal.policy.attendance import HoursRefusal
from portal.policy.refusals import Refused


def put_entry(standing: HoursEntry | None, field: str, at: datetime, **told: Any) -> HoursEntry:
    """Adds an entry, in the place of the one that stands, if any, inside the caller's operation.

    The earlier one is kept as it was told, with `replaced_at` (UTC). Raises Refused at `field`
    where somebody else changed the day meanwhile.
    """
    if standing is not None:
        ended = HoursEntry.update(replaced_at=at).where(
            HoursEntry.id == standing.id, HoursEntry.replaced_at.is_null()
        )
        if not ended.execute():
            raise Refused({field: HoursRefusal.CHANGED_MEANWHILE})
    try:
        with db.database.atomic():
            made: HoursEntry = HoursEntry.create(replaces=standing, entered_at=at, **told)
    except IntegrityError:
        raise Refused({field: HoursRefusal.CHANGED_MEANWHILE}) from None
    return made
