"""What goes its steps on a case, as the handover says it: each with its day and its page."""

from collections.abc import Callable
from typing import Any

from portal import dates, resources
from portal.i18n import gettext as _
from portal.reports.cases.handover_rows import Row, Topic
from portal.words import handings, meetings, noncompliance, staffings
from portal.words import support_decisions as supports
from portal.words.phrases import SERVICES

Item = tuple[str, str, str]  # text, since or by when, address


def running(topics: dict[str, list[Row]], case_key: str) -> list[Item]:
    """Noncompliance, staffings, meetings, referrals, services, closing or transfer and what other
    workers were told, in this order (NOTE-11, CASE-7)."""
    base = f"/staff/cases/{case_key}"
    return [
        (say(row), _when(row), f"{base}{path % {'key': row.key}}")
        for topic, say, path in _TOPICS
        for row in topics[topic]
    ]


def _when(row: Row) -> str:
    if row.topic == Topic.MEETING and row.at:
        return dates.daytime(row.at, resources.timezone())
    if row.on:
        return _("by %(day)s", day=dates.day(row.on))
    return _("since %(moment)s", moment=dates.daytime(row.at, resources.timezone()))


def _staffing(row: Row) -> str:
    return _("Staffing %(number)s in preparation: %(kind)s", number=row.number,
             kind=staffings.KINDS[row.code])  # fmt: skip


def _meeting(row: Row) -> str:
    return _("Meeting: %(kind)s, %(way)s", kind=meetings.KINDS[row.code],
             way=meetings.WAYS[row.state])  # fmt: skip


def _told(row: Row) -> str:
    return _("%(who)s: told, no answer yet", who=supports.RECIPIENTS[row.code])


def _pair(what: dict[str, Any], states: dict[str, Any]) -> Callable[[Row], str]:
    return lambda row: f"{what[row.code]}: {states[row.state]}"


_TOPICS: tuple[tuple[Topic, Callable[[Row], str], str], ...] = (
    (Topic.QUESTION, _pair(noncompliance.ACTS, noncompliance.STATES), "/noncompliance/%(key)s"),
    (Topic.STAFFING, _staffing, "/staffings/%(key)s"),
    (Topic.MEETING, _meeting, "/meetings"),
    (Topic.REFERRAL, _pair(supports.REFERRALS, supports.REFERRAL_STATES),
     "/supports/referrals/%(key)s"),
    (Topic.SERVICE, _pair(SERVICES, supports.SERVICE_STATES), "/supports/services/%(key)s"),
    (Topic.HANDING, _pair(handings.KINDS, handings.STATES), "/handings/%(key)s"),
    (Topic.UPDATE, _told, "/supports/updates/%(key)s"),
)  # fmt: skip
