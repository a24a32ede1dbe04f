"""What a case's line of time tells of clocks of months, assessments and Equal Access."""

from collections.abc import Callable
from datetime import date

from portal import dates
from portal.i18n import gettext as _
from portal.models.cases import EntryKind
from portal.policy.reviews import Progress
from portal.reports.timeline import Row
from portal.staff.timeline.entries import Tag, Telling, Told
from portal.words.assessments import KINDS
from portal.words.reviews import PROGRESS, PROGRESS_TONES
from portal.words.screenings import OUTCOMES
from portal.words.verdicts import STEPS


def _clock(row: Row, telling: Telling, on: date) -> Told:
    # Without its reason: it may tell of health, and the line is read by all who see the case.
    title = _("%(who)s entered an exemption from %(day)s on that stops clocks of months.",
              who=row.by or _("The portal"), day=dates.short_day(row.on))  # fmt: skip
    if row.moment:
        tags: list[Tag] = [(_("taken back or corrected"), "plain")]
        return Told(title, f"{telling.base}/clocks", tags)
    return Told(title, f"{telling.base}/clocks/stops/{row.key}")


def _assessment(row: Row, telling: Telling, on: date) -> Told:
    title = _("%(who)s recorded an assessment of %(day)s: %(kind)s, with %(tool)s.",
              who=row.by or _("The portal"), day=dates.short_day(row.on), kind=KINDS[row.code],
              tool=row.text)  # fmt: skip
    return Told(title, f"{telling.base}/assessments")


def _screening(row: Row, telling: Telling, on: date) -> Told:
    title = _("%(who)s recorded an Equal Access screening of %(day)s.",
              who=row.by or _("The portal"), day=dates.short_day(row.on))  # fmt: skip
    return Told(title, f"{telling.base}/equal-access", [(str(OUTCOMES[row.code]), "plain")])


def _month_step(row: Row, telling: Telling, on: date) -> Told:
    month = dates.month(date.fromisoformat(f"{row.detail}-01"))
    title = _("%(who)s took a step about the hours of %(month)s: %(step)s.",
              who=row.by or _("The portal"), month=month, step=STEPS[row.code])  # fmt: skip
    return Told(title, f"{telling.base}/hours/{row.detail}")


def _progress(row: Row, telling: Telling, on: date) -> Told:
    title = _("%(who)s wrote how %(person)s gets on.", who=row.by, person=telling.person)
    how = Progress(row.code)
    tag: Tag = (str(PROGRESS[how]), PROGRESS_TONES[how])
    return Told(title, f"{telling.base}/referrals", [tag])


TELL_MONTHS: dict[str, Callable[[Row, Telling, date], Told]] = {
    EntryKind.CLOCK: _clock,
    EntryKind.ASSESSMENT: _assessment,
    EntryKind.SCREENING: _screening,
    EntryKind.MONTH_STEP: _month_step,
    EntryKind.PROGRESS: _progress,
}
