"""The steps that end a cut or make a new start, as letters and the participant's own page say them;
codes are never changed or taken away (WTW 42-7.38, II.A.1, II.I)."""

from typing import Any

from portal.i18n import lazy as _l

CURE_STEPS: dict[str, Any] = {
    "say_yes": _l("Call your counselor. Say that you want to take part again."),
    "meet_counselor": _l("Meet with your counselor about your plan."),
    "sign_the_plan": _l("Sign your plan."),
    "start_again": _l("Start what your plan says."),
    "four_weeks": _l("Take part for four weeks in a row."),
    "show_reason": _l("Tell us your good reason."),
    "show_job": _l("Show us that you have a job."),
    "show_excused": _l("Show us why you may be excused from hours."),
}
