"""What the supervisor of Unit 4 has seen to, and what waits for her Friday; what the provider wrote
of the people in her classes."""

from datetime import timedelta

from portal.demo.cast import Cast
from portal.demo.telling import day, moment
from portal.models import Course, Referral
from portal.models.reviews import CaseReview
from portal.operations.reviews import (
    Filled,
    answer_review,
    choose_review,
    save_review,
    send_review,
)
from portal.operations.reviews.annotating import annotate, hold_conference
from portal.operations.reviews.progress import write_progress
from portal.policy.management_report import Action, Category
from portal.policy.reviews import Finding, Point, Progress, Verdict

_MET: dict[str, str] = dict.fromkeys(map(str, Point), str(Finding.MET)) | {
    str(Point.FAIR_PROCESS): str(Finding.NOT_ASKED)
}


def what_was_done(cast: Cast) -> None:
    """Rows of the report were annotated last month and this month."""
    for number, category, action, text, days_ago, by in (
        ("WTW-1007", Category.DISCONTINUED, Action.ELIGIBILITY_ASKED,
         "Eligibility says the aid ended and is not restored.", 25, "counselor"),
        ("WTW-1007", Category.DISCONTINUED, Action.CLOSING_BEGUN,
         "More than 30 days: the closing form is with the supervisor.", 1, "counselor"),
        ("WTW-1005", Category.GOOD_CAUSE, Action.CALLED,
         "She wants to bring a paper from her son's clinic.", 3, "counselor"),
        ("WTW-1003", Category.NO_UPDATE, Action.ATTENDANCE_ASKED,
         "Asked the school for last month's sheets.", 33, "counselor"),
    ):  # fmt: skip
        annotate(
            cast.staff[by].actor, case=cast.cases[number], category=category, action=action,
            text=text, at=moment(cast, days_ago, 15),
        )  # fmt: skip


def reviews_of_two_months(cast: Cast) -> None:
    """Last month's review was answered; of this month one is sent, one begun, two are owed."""
    before = _taken(cast, "WTW-1001", 35)
    _sent(cast, before, 34, Filled(_MET, {}, Verdict.IN_ORDER, "Good notes, and in time."))
    answer_review(
        cast.staff["counselor"].actor, review=_read(cast, before),
        text="Thank you. Maria's next class starts in spring.", at=moment(cast, 33, 9),
    )  # fmt: skip
    short = _taken(cast, "WTW-1003", 0)
    found = _MET | {str(Point.HOURS): str(Finding.NOT_MET)}
    words = {str(Point.HOURS): "Part of this month's hours has no proof yet."}
    by_on = cast.today + timedelta(days=10)
    _sent(cast, short, 0, Filled(found, words, Verdict.TO_CORRECT, "Please ask once more.", by_on))
    begun = _taken(cast, "WTW-1008", 0)
    save_review(
        cast.staff["supervisor"].actor, review=_read(cast, begun), version=1,
        filled=Filled({str(Point.CONTACT): str(Finding.MET)}, {}), at=moment(cast, 0, 8),
    )  # fmt: skip


def _taken(cast: Cast, number: str, days_ago: int) -> CaseReview:
    return choose_review(
        cast.staff["supervisor"].actor, worker=cast.staff["counselor"], number=number,
        at=moment(cast, days_ago, 8),
    )  # fmt: skip


def _read(cast: Cast, review: CaseReview) -> CaseReview:
    return CaseReview.get_for(cast.staff["supervisor"].actor, str(review.key))


def _sent(cast: Cast, review: CaseReview, days_ago: int, filled: Filled) -> None:
    send_review(
        cast.staff["supervisor"].actor, review=_read(cast, review), filled=filled, version=1,
        at=moment(cast, days_ago, 9),
    )  # fmt: skip


def last_conference(cast: Cast) -> None:
    """The supervisor and the counselor went through the unengaged cases four weeks ago."""
    hold_conference(
        cast.staff["supervisor"].actor, worker=cast.staff["counselor"], held_on=day(cast, 28),
        cases=3, at=moment(cast, 28, 16),
    )  # fmt: skip


def what_the_provider_wrote(cast: Cast) -> None:
    """Maria gets on well; Sokha needs a ride to the welding course."""
    for number, days_ago, progress, text in (
        ("WTW-1001", 9, Progress.GOOD, "Speaks in class without being asked, and helps others."),
        ("WTW-1006", 6, Progress.SLOW, "Missed Wednesday: the bus does not run before six. Good "
         "with his hands; a ride would help."),
    ):  # fmt: skip
        referral = (
            Referral.select(Referral, Course)
            .join(Course)
            .where(Referral.case == cast.cases[number].id)
            .order_by(Referral.id)
            .first()
        )
        who = cast.staff["provider"].actor
        write_progress(
            who, referral=Referral.get_for(who, str(referral.key)), progress=progress, text=text,
            at=moment(cast, days_ago, 16),
        )  # fmt: skip


ALL = (what_was_done, reviews_of_two_months, last_conference, what_the_provider_wrote)
