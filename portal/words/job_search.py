"""The words of the log of a job search: ways, results, and why an entry is not taken (CON-12).

A code is never changed or taken away: entries that were sent keep it.
"""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.reports import LogRefusal

WAYS: dict[str, Any] = {
    "visit": _l("I went there"),
    "call": _l("I called"),
    "online": _l("I applied online"),
    "email": _l("I wrote an e-mail"),
    "mail": _l("I sent a letter"),
    "job_fair": _l("At a job fair"),
    "through_someone": _l("Through someone I know"),
}

RESULTS: dict[str, Any] = {
    "applied": _l("I applied"),
    "left_resume": _l("I left my resume"),
    "no_opening": _l("They have no job now"),
    "call_back": _l("They will call me back"),
    "interview_set": _l("I have an interview"),
    "interviewed": _l("I had an interview"),
    "offered": _l("They offered me the job"),
    "not_hired": _l("They chose someone else"),
    "no_answer": _l("No answer yet"),
}

REFUSALS: dict[LogRefusal, Any] = {
    LogRefusal.NOTHING_ENTERED: _l("Please add at least one employer."),
    LogRefusal.TOO_MANY: _l("This is the most we can take at once. Please send these first."),
    LogRefusal.IN_THE_FUTURE: _l("This day has not come yet."),
    LogRefusal.TOO_LONG_AGO: _l("This day is too long ago. Please check the month and year."),
    LogRefusal.DAY_IS_OVER: _l(
        "You could change this on the day you sent it. Please tell your worker what is not right."
    ),
}
