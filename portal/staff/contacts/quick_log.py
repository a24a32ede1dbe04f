"""What the quick log of a case shows: the form, or what was saved and what comes next."""

import json
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from wtforms import DateField, SelectField

from portal import dates, i18n, resources
from portal.forms import Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.contacts import Contact
from portal.policy.calendar import office_date
from portal.policy.contacts import ContactReason, Way, classify, days_late, is_late_entry
from portal.policy.programs import program
from portal.policy.reaching import Reachable, ways_to_try
from portal.reports.notes.of_contacts import Told
from portal.staff.contacts.outcomes import OUTCOMES, SIDES, WAYS_TO_RECORD, Outcome, outcome_of
from portal.words.contacts import WAYS, standing


class ContactForm(Form):
    """One contact or attempt."""

    way = SelectField(_l("How"), choices=WAYS_TO_RECORD)
    outcome = SelectField(_l("How it went"), choices=OUTCOMES)
    occurred_on = DateField(_l("Day"), [required()])
    summary = Text(_l("In short"), limit=500)


class AgainForm(Form):
    """The day of the next attempt."""

    due_on = DateField(_l("Try again on"), [required()])


def named(form: Form, case: Case) -> Form:
    """A form whose inputs have ids of their own: the rows of several cases may be open at once."""
    for field in form:
        field.id = f"{field.id}-{case.key}"
    return form


def opened(case: Case, form: ContactForm, today: date) -> dict[str, Any]:
    """The form in its row, with what its choices count as and how late the day is (NOTE-10)."""
    limit = program(str(case.program)).late_entry.value
    on = form.occurred_on.data
    return {
        "is_saved": False,
        "form": named(form, case),
        "case_key": case.key,
        "standings": _standings(i18n.current()),
        "standing": _standing_of(form),
        "today": today.isoformat(),
        "days": days_late(on, today) if on else 0,
        "is_late": bool(on and is_late_entry(on, today, limit)),
        "limit": limit,
    }


def _standing_of(form: ContactForm) -> str:
    way, outcome = form.way.data or WAYS_TO_RECORD[0][0], form.outcome.data or OUTCOMES[0][0]
    try:
        return _explained(Way(way), Outcome(outcome))
    except ValueError:  # the field says that it is no choice
        return ""


def _explained(way: Way, outcome: Outcome) -> str:
    direction, is_answered = SIDES[outcome]
    return standing(classify(way, direction, is_answered).reason)


@lru_cache(maxsize=8)
def _standings(_tag: str) -> str:
    """What every way and outcome count as, as JSON: the sentences, and which of them by "way
    outcome"; so that the page says it while one chooses, without asking the server."""
    chosen = {
        f"{way} {outcome}": _explained(Way(way), Outcome(outcome))
        for way, _way in WAYS_TO_RECORD
        for outcome, _outcome in OUTCOMES
    }
    said = sorted(set(chosen.values()))
    places = {both: said.index(text) for both, text in chosen.items()}
    return json.dumps([said, places], separators=(",", ":"))


def saved(case: Case, made: Contact, today: date, again: AgainForm | None = None) -> dict[str, Any]:
    """What was saved: what it counts as, how late it was entered, the note it still needs (CON-7)
    and, where nobody was reached, what to try next (CON-1)."""
    row: Any = made
    limit = program(str(case.program)).late_entry.value
    entered_on = office_date(row.entered_at, resources.timezone())
    is_failed = row.is_attempt and not row.is_live
    return {
        "is_saved": True,
        "case_key": case.key,
        "contact_key": row.key,
        "standing": standing(ContactReason(row.reason)),
        "happened": dates.day(row.occurred_on),
        "days": days_late(row.occurred_on, entered_on),
        "is_late": is_late_entry(row.occurred_on, entered_on, limit),
        "limit": limit,
        "is_failed": is_failed,
        "is_unsafe": bool(case.is_restricted),
        "next_ways": _next_ways(case, Way(row.way)) if is_failed else [],
        "again": named(again or again_form(today), case) if is_failed else None,
        "again_said": "",
        "needs_note": True,
        "note": None,
    }


def told(made: Contact, note: Told) -> dict[str, Any]:
    """What stands on the page of a contact beyond that: how it went, when it was entered, and the
    note that tells of it."""
    row: Any = made
    outcome = outcome_of(row.direction, row.is_answered)
    return {
        "way": str(WAYS[Way(row.way)]),
        "outcome": "" if row.way == Way.GROUP else str(dict(OUTCOMES)[outcome]),
        "summary": row.summary,
        "entered_at": row.entered_at,
        "by": row.account.name if row.account_id else "",
        "note": note if note.note_key else None,
        "needs_note": note.is_owed,
    }


def again_form(today: date) -> AgainForm:
    """The form of the next attempt: the next day that is no weekend is proposed."""
    proposed = today + timedelta(days=1)
    while proposed.weekday() > 4:
        proposed += timedelta(days=1)
    return AgainForm(formdata=None, due_on=proposed)


def _next_ways(case: Case, tried: Way) -> list[tuple[str, str]]:
    """The other ways this person has, with their words. None for somebody in danger: how to reach
    them is agreed with them, and stands in the case (NOTE-6)."""
    if case.is_restricted:
        return []
    person: Any = case.participant
    known = Reachable(
        bool(person.phone), person.wants_text_messages, bool(person.email), bool(person.address)
    )
    return [(str(way), str(WAYS[way])) for way in ways_to_try(tried, known)]


def said(made: Contact) -> str:
    """What is read aloud once it is saved."""
    reason: Any = made.reason
    return _("Contact saved.") + " " + standing(ContactReason(reason))
