"""The line of time: everything of a case as one story, for those who may read it (NOTE-11)."""

from datetime import date, timedelta
from typing import Any

import flask

from portal.models import (
    Account,
    Assessment,
    Case,
    ClockStop,
    Document,
    HoursWeek,
    Letter,
    LetterEvent,
    Message,
    MonthVerdict,
    Plan,
    Screening,
    StatusPeriod,
    TimelineEntry,
)
from portal.models.accounts import Role
from portal.models.cases import EntryKind
from portal.models.contacts import ReportKind
from portal.models.messages import Author
from portal.models.plans import PlanState
from portal.models.tasks import TaskOwner
from portal.operations.accesses import open_case
from portal.operations.contacts import record_contact
from portal.operations.copies import Wanted as CopyWanted
from portal.operations.copies import ask_for_copy
from portal.operations.documents.requests import request_document
from portal.operations.notes import NoteText, finish_note, save_note
from portal.operations.reports import submit_report
from portal.operations.safety import begin_concern, end_concern
from portal.operations.tasks import add_task, finish_task
from portal.policy.contacts import Direction, Way
from portal.policy.documents import DocumentKind
from portal.policy.safety import OpeningReason
from portal.reports import timeline
from portal.reports.timeline import PARTICIPANT, Wanted
from portal.staff.timeline import GROUPS
from tests.browser import Browser, Page
from tests.factories import NOON, TODAY, account, as_actor, case, participant
from tests.rules.case_facts import rows_of_a_life
from tests.rules.support_facts import rows_of_supports

SECRET = "The clinic on Fifth Street"


def note(who: Account, made: Case, key: str, purpose: str, private_reason: str = "") -> Any:
    """A finished note of this moment."""
    text = NoteText(
        occurred_on=TODAY, way="telephone", direction="from_staff", is_answered=True,
        makes_contact=False, purpose=purpose, results="All well", forms_completed="",
        documents_received="", private_reason=private_reason,
    )  # fmt: skip
    saved = save_note(who.actor, case=made, key=key, version=0, text=text, at=NOON)
    return finish_note(who.actor, case=made, note=saved, at=NOON)


def put(made: Case, kind: EntryKind, ref: int) -> None:
    """An entry on the line of time."""
    TimelineEntry.insert(case=made.id, at=NOON, kind=kind, ref=ref).execute()


def with_everything(ana: Account, colleague: Account) -> Case:
    """A case with an entry of every kind, all of them at the same second."""
    person = participant("Hoa Tran", "vi")
    made, them = case(person, ana, enrolled_on=date(2026, 10, 1)), as_actor(person)
    record_contact(
        ana.actor, case=made, occurred_on=TODAY - timedelta(days=9), way=Way.TELEPHONE,
        direction=Direction.FROM_STAFF, answered=False, summary="No answer", at=NOON,
    )  # fmt: skip
    note(ana, made, "a" * 16, "Ask how it goes")
    submit_report(
        them, case=made, kind=ReportKind.IN_TOUCH, answers={"how": "good"}, locale="vi", at=NOON
    )
    request_document(
        ana.actor, case=made, kind=DocumentKind.PAY_STUB, why="hours", due_on=TODAY, at=NOON
    )
    task = add_task(
        ana.actor, case=made, owner=TaskOwner.WORKER, text="Call again", due_on=TODAY,
        at=NOON,
    )  # fmt: skip
    finish_task(ana.actor, task=task, at=NOON)
    ask_for_copy(them, case=made, wanted=CopyWanted(), at=NOON)
    open_case(colleague.actor, case=made, reason=OpeningReason.STAND_IN, at=NOON)
    begin_concern(ana.actor, case=made, at=NOON)
    end_concern(ana.actor, case=made, at=NOON)
    with_rows(made, ana)
    return Case.get_by_id(made.id)


def with_rows(made: Case, ana: Account) -> None:
    """The entries whose own making is tested elsewhere: their rows, at the same second."""
    document = Document.create(
        case=made, reference="AB12-CD34", kind="pay_stub", opened_at=NOON, received_at=NOON
    )
    plan = Plan.create(
        case=made, number=1, state=PlanState.SIGNED, starts_on=TODAY, created_at=NOON, worker=ana
    )
    letter = Letter.create(
        case=made, letter_no="1", kind="appointment", locale="vi", state="sent", created_at=NOON,
        sent_at=NOON, sent_by=ana,
    )  # fmt: skip
    event = LetterEvent.create(letter=letter, kind="read", at=NOON)
    message = Message.create(
        case=made, author=Author.STAFF, account=ana, text="Good luck", locale="en", sent_at=NOON
    )
    week = HoursWeek.create(case=made, starts_on=TODAY, ends_on=TODAY, sent_at=NOON)
    put_of_months(made, ana)
    for kind, row in (
        (EntryKind.DOCUMENT, document), (EntryKind.PLAN, plan), (EntryKind.PLAN_SIGNED, plan),
        (EntryKind.LETTER, letter), (EntryKind.LETTER_EVENT, event), (EntryKind.MESSAGE, message), (EntryKind.HOURS, week),
        (EntryKind.MONTH_STEP, step_taken(made, ana)),
    ):  # fmt: skip
        put(made, kind, row.id)
    status = StatusPeriod.create(case=made, status="active", starts_on=TODAY, set_at=NOON)
    put(made, EntryKind.STATUS, status.id)


def step_taken(made: Case, ana: Account) -> MonthVerdict:
    """A month that was not met, with the worker's step."""
    return MonthVerdict.create(
        case=made, month="2026-10", verdict="short", cause="month_end", required=60, planned=60,
        counted=0, excused=0, unexcused=60, unproven=0, given_at=NOON, step="amend_plan",
        step_at=NOON, step_by=ana,
    )  # fmt: skip


def put_of_months(made: Case, ana: Account) -> None:
    """A period that stops clocks, an assessment and an Equal Access screening."""
    rows = {
        EntryKind.CLOCK: ClockStop.create(
            case=made, reason="caring", starts_on=TODAY, entered_at=NOON, entered_by=ana
        ),
        EntryKind.ASSESSMENT: Assessment.create(
            case=made, kind="skills", tool="A talk", taken_on=TODAY, entered_at=NOON, entered_by=ana
        ),
        EntryKind.SCREENING: Screening.create(
            case=made, screened_on=TODAY, outcome="not_needed", entered_at=NOON, entered_by=ana
        ),
    }
    for kind, row in (rows | rows_of_supports(made, ana) | rows_of_a_life(made, ana)).items():
        put(made, kind, row.id)


def walk(who: Account, made: Case, wanted: Wanted, size: int) -> list[tuple[str, int]]:
    """Kind and number of all entries, read in pages of a size."""
    found, before = [], ""
    while True:
        page = timeline.page(who.actor, made, wanted, before, size)
        assert len(page.rows) <= size
        found += [(row.kind, row.ref) for row in page.rows]
        before = page.older
        if not before:
            return found


def pages(browser: Browser, path: str) -> list[Page]:
    """A page and those that its link to older entries leads to, one after the other."""
    found = [browser.get(path)]
    while older := found[-1].all("#older"):
        found.append(browser.get(older[0].get("href")))
    return found


def told(found: list[Page]) -> list[str]:
    """The sentences on pages, in their order."""
    titles = [title for page in found for title in page.all(".entry-title")]
    return [" ".join(one.text_content().split()) for one in titles]


def check_order(ana: Account, made: Case) -> list[tuple[str, int]]:
    """At the same second the order is the same at every look and every size of page."""
    whole = walk(ana, made, Wanted(), 100)
    assert whole == sorted(whole, reverse=True)
    for size in (1, 2, len(whole) - 1, len(whole), len(whole) + 1):
        assert walk(ana, made, Wanted(), size) == whole
    assert timeline.page(ana.actor, made, size=len(whole)).older == ""
    return whole


def check_filters(ana: Account, made: Case, colleague: Account) -> None:
    """By each kind, by who wrote, by day; the first and the last day count."""
    whole = walk(ana, made, Wanted(), 100)
    for kind in EntryKind:
        alone = walk(ana, made, Wanted((kind,)), 3)
        assert {one for one, _ref in alone} == {kind}
    theirs = {kind for kind, _ref in walk(ana, made, Wanted(by=PARTICIPANT), 9)}
    assert theirs == {
        EntryKind.REPORT, EntryKind.DOCUMENT, EntryKind.COPY, EntryKind.HOURS,
        EntryKind.LETTER_EVENT, EntryKind.SUPPORT, EntryKind.REFERRAL,
    }  # fmt: skip
    opened = walk(ana, made, Wanted(by=str(colleague.key)), 9)
    assert [kind for kind, _ref in opened] == [EntryKind.OPENING]
    day = timedelta(days=1)
    assert walk(ana, made, Wanted(from_on=TODAY, to_on=TODAY), 9) == whole
    assert walk(ana, made, Wanted(to_on=TODAY - day), 9) == []
    assert walk(ana, made, Wanted(from_on=TODAY + day), 9) == []


def check_pages(browser: Browser, path: str, sees: bool) -> None:
    """The page, the paper and what is found say the same, and the secret to its readers alone."""
    screen, paper = pages(browser, f"{path}?full=1"), browser.get(f"{path}/timeline/print?full=1")
    assert any(SECRET in page.text for page in screen) is (SECRET in paper.text) is sees
    assert told(screen) == told([paper])
    found = browser.post(f"{path}/timeline", {"words": "fifth STREET"}, status=200)
    assert len(found.all(".entry")) == (2 if sees else 0)


def test_note_11_one_line_of_time_tells_everything_in_order_to_those_who_may_read_it(
    both_databases: flask.Flask,
) -> None:
    ana, colleague = account(), account("Lee Park")
    chief, watch = account("Sam Chief", Role.SUPERVISOR), account("Mona Tor", Role.MONITOR)
    made = with_everything(ana, colleague)
    whole = check_order(ana, made)
    assert {kind for kind, _ref in whole} == set(EntryKind), "every kind stands on it"
    assert sorted(kind for group in GROUPS.values() for kind in group) == sorted(EntryKind)
    check_filters(ana, made, colleague)

    # A private note is missing for who may not read it, with what it led to, in every count.
    hidden = note(ana, made, "b" * 16, SECRET, "hipaa")
    add_task(
        ana.actor, case=made, owner=TaskOwner.WORKER, text=SECRET, due_on=None,
        note=hidden, at=NOON,
    )  # fmt: skip
    concern, path = {EntryKind.DANGER, EntryKind.DANGER_OVER}, f"/staff/cases/{made.key}"
    for who, sees in ((ana, True), (watch, True), (chief, False)):
        seen = walk(who, made, Wanted(), 4)
        assert (
            len(seen) == len(whole) + 2
            if sees
            else seen == [one for one in whole if one[0] not in concern]
        )
        check_pages(Browser(both_databases, who), path, sees)
    told_late = "of Nov 11, 2026, entered 9 days later"
    assert any(told_late in page.text for page in pages(Browser(both_databases, ana), path))
