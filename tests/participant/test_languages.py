"""Every page of the area in the pseudo-language and mirrored: nothing stays untranslated."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from portal import clock, create_app, db, i18n
from portal.config import Config
from portal.models import Case, DocumentRequest, Participant, Report, Task
from portal.models.contacts import ReportKind
from portal.models.plans import ItemKind, PlanState
from portal.models.tasks import TaskOwner
from portal.operations.reports import answer_report, save_draft, submit_report
from portal.pdf import render_document
from portal.reports.plans import read_plan
from portal.reports.plans.pdf import plan_document
from tests.factories import NOON, TODAY, account, as_actor, case, participant
from tests.participant.plans import item, plan
from tests.participant.reporting import begin, send
from tests.participant.walking import Walker

ANSWERS = {
    ReportKind.IN_TOUCH: {"how": "good", "about": "", "call_me": "yes", "call_when": "any"},
    ReportKind.ADDRESS: {
        "changed": "address,phone,email", "new_address": "1", "new_phone": "5550199",
        "new_email": "m@mail.com", "since": "2026-11-20",
    },
    ReportKind.PROBLEM: {"what": "sick", "since": "2026-11-20", "can_come": "no", "about": ""},
    ReportKind.JOB: {
        "job_change": "new_job", "employer": "1", "hours_week": "20", "since": "2026-11-20",
        "about": "",
    },
    ReportKind.PLAN_CHANGE: {"plan_part": "hours", "about": "1"},
}  # fmt: skip


@pytest.fixture(params=["en-XA", "ar-XB"])
def maria(
    request: pytest.FixtureRequest, config: Config, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Walker]:
    """Maria with a full case, reading a test language."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    app = create_app(replace(config, locales=("en", "en-XA", "ar-XB")))
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    _story(request.param)
    yield Walker(app, Participant.get())
    db.database.close()


def _story(tag: str) -> None:
    ana = account(phone="(510) 555-0142")
    person = participant(locale=tag, phone="555 0100")
    made = case(person, ana, enrolled_on=TODAY - timedelta(days=28))
    plan(made, 1, PlanState.SUPERSEDED)
    offered = plan(made, 2, PlanState.OFFERED, change_until=TODAY, reassign_until=TODAY)
    item(offered, ItemKind.STEP, text="Bring the pink form.")
    DocumentRequest.create(
        case=made, kind="pay_stub", why="count_hours", due_on=TODAY, asked_at=NOON
    )
    Task.create(case=made, owner=TaskOwner.PARTICIPANT, phrase="see_doctor", created_at=NOON)
    who = as_actor(person)
    for kind in (ReportKind.PROBLEM, ReportKind.ADDRESS):
        report = submit_report(
            who, case=made, kind=kind, answers=ANSWERS[kind], locale="en", at=NOON
        )
    answer_report(ana.actor, report=report, reply="Thank you.", at=NOON)
    save_draft(who, case=made, kind=ReportKind.PROBLEM, answers=ANSWERS[ReportKind.PROBLEM],
               step=4, at=NOON)  # fmt: skip


def test_every_page_is_whole_in_a_test_language(maria: Walker) -> None:
    pages = ["/my", "/my/contacts", "/my/contacts/new", "/my/plan", "/my/plan/1", "/my/profile"]
    pages += [f"/my/contacts/{report.key}" for report in Report.select()]
    for path in pages:
        page = maria.get(path)
        assert page.tree.get("lang") == Participant.get().written_locale


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_question_is_whole_in_a_test_language(maria: Walker, kind: str) -> None:
    answers = ANSWERS[ReportKind(kind)]
    who = as_actor(Participant.get())
    save_draft(who, case=Case.get(), kind=ReportKind(kind), answers=answers, step=0, at=NOON)
    for name in answers:
        path = f"/my/contacts/new/{kind}/{name}"
        page = maria.get(path)
        empty = {"answer": []} if page.all("fieldset") else {"answer": ""}
        is_free = name == "about" and kind != ReportKind.PLAN_CHANGE
        maria.submit(page, path, empty, status=303 if is_free else 422)
    sent = maria.submit(maria.get(f"/my/contacts/new/{kind}/check"), maria.path)
    maria.follow(sent)
    maria.get(f"/my/contacts/new/{kind}/check")


@pytest.mark.parametrize("kind", [ReportKind.SAFETY, ReportKind.JOB_SEARCH])
def test_the_reports_with_ways_of_their_own_are_whole_in_a_test_language(
    maria: Walker, kind: ReportKind
) -> None:
    maria.submit(begin(maria, kind), maria.path, {}, status=422)
    receipt = send(maria, kind)
    assert receipt.tree.get("lang") == Participant.get().written_locale


WITHOUT_LETTER_FONT = ("my", "ar-XB")


@pytest.mark.parametrize("tag", [tag for tag in i18n.LOCALES if tag not in WITHOUT_LETTER_FONT])
def test_the_plan_is_a_file_in_every_language_with_a_letter_font(config: Config, tag: str) -> None:
    create_app(config)
    _story(tag)
    made = Case.of_participant(as_actor(Participant.get()))
    with i18n.use(tag):
        view = read_plan(made, tag)
        assert view is not None
        assert view.has_english is (tag != "en")
        file = render_document(plan_document(made, view, "Eastmont"), at=NOON)
    assert file.startswith(b"%PDF-")
    db.database.close()


def test_without_a_letter_font_the_file_is_in_english(maria: Walker) -> None:
    file = maria.get("/my/plan/2.pdf")
    tag = "en" if Participant.get().written_locale == "ar-XB" else "en-XA"
    assert file.headers["Content-Disposition"] == f'attachment; filename="plan-2-{tag}.pdf"'
