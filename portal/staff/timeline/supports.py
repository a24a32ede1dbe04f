"""What a case's line of time tells of supportive services, referrals and status updates."""

from collections.abc import Callable
from datetime import date

from portal import dates
from portal.i18n import gettext as _
from portal.models.cases import EntryKind
from portal.policy.supports import ReferralState, ServiceState
from portal.reports.timeline import Row
from portal.staff.timeline.entries import Tag, Telling, Told
from portal.words.support_decisions import (
    ABOUT,
    OUTCOMES,
    RECIPIENTS,
    referral_sentence,
    service_sentence,
)


def _support(row: Row, telling: Telling, on: date) -> Told:
    title = service_sentence(row.state, row.code, row.by or telling.person)
    tags: list[Tag] = []
    if row.state == ServiceState.DISCONTINUED and row.on:
        tags.append((_("until %(day)s", day=dates.short_day(row.on)), "plain"))
    return Told(title, f"{telling.base}/supports", tags)


def _referral(row: Row, telling: Telling, on: date) -> Told:
    title = referral_sentence(row.state, row.code, row.by or telling.person)
    tags: list[Tag] = []
    if row.state == ReferralState.ENDED and row.detail:
        tags.append((str(OUTCOMES[row.detail]), "plain"))
    return Told(title, f"{telling.base}/supports", tags)


def _update(row: Row, telling: Telling, on: date) -> Told:
    href, to = f"{telling.base}/supports", str(RECIPIENTS[row.code])
    if row.state == "answered":
        return Told(_("The %(to)s answered a status update.", to=to.lower()), href)
    title = _("%(who)s sent the %(to)s a status update: %(about)s.", who=row.by or _("The portal"),
              to=to.lower(), about=ABOUT[row.detail])  # fmt: skip
    return Told(title, href)


TELL_SUPPORTS: dict[str, Callable[[Row, Telling, date], Told]] = {
    EntryKind.SUPPORT: _support,
    EntryKind.REFERRAL: _referral,
    EntryKind.UPDATE: _update,
}
