"""The only place that reads the clock. Everything else is handed moments and dates."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present moment, aware, in UTC, to the second (what the database keeps)."""
    return datetime.now(UTC).replace(microsecond=0)


def today(timezone: str) -> date:
    """The local date in an office's zone (IANA name): the "today" of requirements.md."""
    return now().astimezone(ZoneInfo(timezone)).date()
