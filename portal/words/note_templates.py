"""Templates of case notes: for each occasion a prefilled purpose and questions of its own.

A template only asks: nothing that was typed is ever replaced (NOTE-1).
"""

from dataclasses import dataclass, field
from typing import Any

from portal.i18n import lazy as _l
from portal.policy.notes import NoteTemplate


@dataclass(frozen=True)
class Template:
    """An occasion's name, its purpose as it is prefilled, and its questions by field."""

    name: Any
    purpose: Any
    questions: dict[str, Any] = field(default_factory=dict)


TEMPLATES: dict[str, Template] = {
    NoteTemplate.INTAKE: Template(
        _l("Intake"),
        _l("First meeting: to learn what the participant wants and needs, and to begin the case."),
        {
            "background": _l("Household, work and school until now, language, health as far as "
                             "it was told, who helps."),
            "content": _l("What the participant wants; rights explained; what was asked."),
            "results": _l("What was agreed to begin with; what was offered, taken, declined."),
            "next_steps": _l("Papers to bring, assessments, the date of the next meeting."),
        },
    ),
    NoteTemplate.MONTHLY_CONTACT: Template(
        _l("Monthly contact"),
        _l("Monthly contact: how the activities go and what is in the way."),
        {
            "observations": _l("How the participant seemed, in what they said or did."),
            "content": _l("Hours and attendance, what goes well, what is hard, changes at home."),
            "results": _l("Hours that count, help that was offered, what was decided."),
        },
    ),
    NoteTemplate.PLAN_REVIEW: Template(
        _l("Plan review"),
        _l("Review of the plan: what was reached and what should change."),
        {
            "background": _l("The plan in force: goal, activities, hours a week."),
            "content": _l("Goals reached or not, and why; what the participant wants to change."),
            "results": _l("What stays, what changes and from when; the last days to object."),
            "decisions": _l("Each change of an activity, place or hours, with its reason."),
        },
    ),
    NoteTemplate.STAFFING_REVIEW: Template(
        _l("Review of a staffing"),
        _l("Review of the staffing: what became of what was agreed there."),
        {
            "background": _l("The staffing and its day; what was agreed, by whom, by when."),
            "content": _l("Each line of the joint action plan: done or not, and why."),
            "results": _l("Goals reached; what goes on, what is changed or let go."),
            "next_steps": _l("What is left, by whom and by when; whether to meet again."),
        },
    ),
    NoteTemplate.GOOD_CAUSE: Template(
        _l("Good cause talk"),
        _l("To hear why the participant could not take part, before anything is decided."),
        {
            "background": _l("What was missed, when, and how the participant was told."),
            "content": _l("The reason in the participant's own words; what proof there is or "
                          "could be."),
            "results": _l("Good cause or not, on which rule, and what was explained about it."),
            "actions": _l("Help offered so that taking part becomes possible."),
            "next_steps": _l("Proof and by when; the compliance plan, if there is one."),
        },
    ),
    NoteTemplate.JOB_SEARCH: Template(
        _l("Job search review"),
        _l("Review of the job search: employers, answers, what to try next."),
        {
            "content": _l("Employers asked since the last time, by which way, with what answer."),
            "observations": _l("Résumé, interview practice, clothes, transport, confidence."),
            "results": _l("Contacts that count, interviews, offers."),
            "next_steps": _l("How many employers by when; leads given."),
        },
    ),
    NoteTemplate.WORKSHOP: Template(
        _l("Workshop"),
        _l("Workshop or group meeting: what was covered and what this participant took from it."),
        {
            "content": _l("Topic, who led it, how long it was."),
            "observations": _l("How this participant took part; say nothing of the others."),
            "results": _l("What was finished: exercise, certificate, application."),
        },
    ),
}  # fmt: skip
