"""Forms that are completed with a participant, by program: picked in a note (NOTE-2).

A note keeps a form's title as it was on the day; a code is never given to another form. Sources:
the policies of the programs name these forms or what they record.
"""

from typing import Any

from portal.i18n import lazy as _l

_ALL: dict[str, Any] = {
    "rights": _l("Rights and responsibilities"),
    "release": _l("Release of information"),
    "language": _l("Language and format preferences"),
}

FORMS: dict[str, dict[str, Any]] = {
    "wtw": _ALL | {
        "plan": _l("Welfare-to-Work plan"),
        "plan_change": _l("Plan amendment"),
        "case_management": _l("42-126 Case management checklist"),
        "support_team": _l("42-176 Program support team meeting"),
        "good_cause": _l("Good cause determination"),
        "compliance": _l("Compliance plan"),
        "exemption": _l("Exemption request"),
        "services": _l("Supportive services request"),
        "attendance": _l("Attendance and progress report"),
        "closing": _l("50-20 Case routing"),
        "calfresh": _l("63-62 CalFresh Employment & Training option to continue"),
    },
    "dw": _ALL | {
        "plan": _l("Individual employment plan"),
        "application": _l("Dislocated Worker application"),
        "assessment": _l("Assessment of skills and interests"),
        "training": _l("Training agreement"),
        "services": _l("Support services request"),
        "job_search": _l("Job search log"),
        "notes_copy": _l("Request for a copy of case notes"),
    },
    "workfirst": _ALL | {
        "plan": _l("Individual responsibility plan"),
        "evaluation": _l("Comprehensive evaluation"),
        "screening": _l("Equal access screening"),
        "good_cause": _l("Good cause determination"),
        "services": _l("Support services request"),
        "attendance": _l("Participation report"),
    },
}  # fmt: skip
