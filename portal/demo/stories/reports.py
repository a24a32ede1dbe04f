"""What the cast reported by phone: somebody who is not safe, a job search, wishes and a new job."""

from portal.demo.cast import Cast
from portal.demo.telling import answer, day, moment, report, seen
from portal.models.contacts import ReportKind
from portal.operations.reports.following_up import finish_follow_up
from portal.reports.reports.job_search import LogEntry, answers_with


def mai_vang(cast: Cast) -> None:
    """DW-2003: her own report made the case private; yesterday she told of other times."""
    first = report(
        cast, "DW-2003", 21, ReportKind.SAFETY,
        {
            "danger_now": "not_now", "may_contact": "some", "safe_ways": "office,portal",
            "safe_times": "morning,weekdays", "hold_letters": "yes",
            "about": "Nws paub qhov chaw kuv kawm ntawv. Thov txhob hu rau tom tsev.",
        },
        hour=9,
    )  # fmt: skip
    seen(cast, first, 20)
    report(
        cast, "DW-2003", 1, ReportKind.SAFETY,
        {
            "danger_now": "not_now", "may_contact": "some", "safe_ways": "portal",
            "safe_times": "afternoon", "hold_letters": "yes", "about": "",
        },
        hour=14,
    )  # fmt: skip


def mei_ling_chen(cast: Cast) -> None:
    """WTW-1003: two shifts are gone, so she looks for a second job and writes down where."""
    weeks = (
        (8, (("東方超級市場", 11, "visit", "applied"), ("金門茶餐廳", 10, "visit", "no_opening"),
             ("灣區托兒中心", 9, "call", "call_back"))),
        (0, (("灣區托兒中心", 4, "visit", "interview_set"),
             ("Lake Merritt Hotel", 3, "online", "no_answer"))),
    )  # fmt: skip
    for sent_days_ago, found in weeks:
        entries = [LogEntry(who, day(cast, ago), way, came) for who, ago, way, came in found]
        report(
            cast, "WTW-1003", sent_days_ago, ReportKind.JOB_SEARCH, answers_with(entries), hour=7
        )  # fmt: skip


def karen_olson(cast: Cast) -> None:
    """DW-2001: she wrote two days before they met last."""
    sent = report(
        cast, "DW-2001", 29, ReportKind.IN_TOUCH,
        {
            "how": "good", "call_me": "no",
            "about": "The course goes well. I made my first part on the new machine today.",
        },
    )  # fmt: skip
    answer(cast, sent, 28, "That is good to read. Bring it along when we meet.")


def hoa_tran(cast: Cast) -> None:
    """WTW-1002: she asks for other hours while the plan may still be changed."""
    report(
        cast, "WTW-1002", 0, ReportKind.PLAN_CHANGE,
        {
            "plan_part": "hours",
            "about": "Em xin học buổi sáng, vì buổi chiều em phải đón con.",
        },
        hour=8,
    )  # fmt: skip


def ji_woo_park(cast: Cast) -> None:
    """WTW-1007: she told of her new job herself; the dental office confirmed it."""
    sent = report(
        cast, "WTW-1007", 53, ReportKind.JOB,
        {
            "job_change": "new_job", "employer": "Temescal Dental", "hours_week": "38",
            "since": day(cast, 55).isoformat(), "about": "다음 주부터 하루 종일 일합니다.",
        },
    )  # fmt: skip
    finish_follow_up(cast.staff["counselor"].actor, report=sent, at=moment(cast, 50, 15))


FIRST = (mai_vang,)  # before what her worker wrote down of it
ALL = (mei_ling_chen, karen_olson, hoa_tran, ji_woo_park)
