"""A noncompliance led step by step, for tests of its rules and its pages."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from portal.models import Account, Case, Letter, Noncompliance, Participant, Staffing
from portal.operations import noncompliance as acts
from portal.policy.noncompliance import AskedWay, DeliveryWay, MissedAct
from portal.policy.staffings import Decision, StaffingKind
from tests import factories

OPENED = date(2026, 10, 1)  # a Thursday; delivered on the same day: until October 21
UNTIL = date(2026, 10, 21)
ENROLLED = date(2026, 3, 2)


def noon(on: date) -> datetime:
    """Noon in Los Angeles of a local date, as a UTC moment."""
    return datetime.combine(on, time(19), tzinfo=UTC)


def case_of(name: str = "Denise Carter", locale: str = "es", **values: Any) -> tuple[Account, Case]:
    """A worker and a case of theirs in the middle of its plan."""
    ana = Account.get_or_none(Account.name == "Ana Ruiz") or factories.account()
    person: Participant = factories.participant(name, locale)
    number = values.pop("number", f"WTW-{person.id + 100}")
    return ana, factories.case(person, ana, number=number, enrolled_on=ENROLLED, **values)


def opened(ana: Account, of: Case, on: date = OPENED) -> Noncompliance:
    """Opened: what happened is asked."""
    return acts.open_noncompliance(
        ana.actor, case=of, act=MissedAct.ACTIVITY, missed_on=on, activity="job_club",
        what="Not there on Thursday.", at=noon(on),
    )  # fmt: skip


def notice(of: Case, on: date = OPENED, locale: str = "", **values: Any) -> Letter:
    """A sent L06 in a language, where none is given in theirs."""
    locale, count = locale or of.locale, Letter.select().count()
    return Letter.create(
        case=of, kind=values.pop("kind", "good_cause"), locale=locale, letter_no=f"N-{count}", state="sent",
        sent_at=noon(on), created_at=noon(on), **values,
    )  # fmt: skip


def delivered(ana: Account, found: Noncompliance, on: date = OPENED, **values: Any) -> Any:
    """The notice read on the portal on that day."""
    letter = values.pop("letter", None) or notice(found.case, on)
    return acts.note_delivery(
        ana.actor, noncompliance=found, letter=letter, way=values.pop("way", DeliveryWay.READ),
        on=on, at=noon(values.pop("at_on", on)), **values,
    )  # fmt: skip


def asked(ana: Account, found: Noncompliance, on: date, locale: str = "", **values: Any) -> Any:
    """Asked for the reason by telephone."""
    return acts.ask_cause(
        ana.actor, noncompliance=found, on=on, way=AskedWay.TELEPHONE,
        locale=locale or found.case.locale,
        at=noon(on), **values,
    )  # fmt: skip


def no_cause(ana: Account, found: Noncompliance, on: date) -> Any:
    """Decided: there was no good cause."""
    return acts.determine_cause(
        ana.actor, noncompliance=found, is_good=False, why="Nobody heard of a reason.", at=noon(on)
    )


def to_no_cause(ana: Account, of: Case) -> Any:
    """All the way to the finding, on the day after the last one."""
    found = asked(ana, delivered(ana, opened(ana, of)), OPENED + timedelta(days=3))
    return no_cause(ana, found, UNTIL + timedelta(days=1))


def checked(ana: Account, found: Noncompliance, on: date) -> Any:
    """The supports looked at."""
    return acts.check_supports(
        ana.actor, noncompliance=found, services=["child_care"], why="Child care is paid.",
        at=noon(on),
    )  # fmt: skip


def staffed(of: Case, on: date, decision: str = Decision.PURSUE, **values: Any) -> Staffing:
    """A completed staffing before sanction."""
    number = Staffing.select().count() + 1
    return Staffing.create(
        case=of, number=number, kind=values.pop("kind", StaffingKind.BEFORE_SANCTION),
        state=values.pop("state", "completed"), held_on=on, completed_on=on,
        completed_at=noon(on), decision=decision, sealed_issues="sealed", begun_at=noon(on),
        **values,
    )  # fmt: skip


def to_gate(ana: Account, of: Case) -> Any:
    """Everything done that must be done before a sanction, on October 26."""
    found = checked(ana, to_no_cause(ana, of), date(2026, 10, 23))
    staffed(of, date(2026, 10, 26))
    return found


def sanctioned(ana: Account, of: Case, today: date = date(2026, 10, 26), **values: Any) -> Any:
    """A sanction entered, from ten days later on."""
    found = values.pop("found", None) or to_gate(ana, of)
    return acts.enter_sanction(
        ana.actor, noncompliance=found, steps=values.pop("steps", ["say_yes", "sign_the_plan"]),
        effective_on=values.pop("effective_on", today + timedelta(days=10)), at=noon(today),
    )  # fmt: skip
