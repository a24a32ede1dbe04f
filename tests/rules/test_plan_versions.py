"""The rules of versions and signatures at their edges, on both databases: PLAN-5 and PLAN-6."""

from typing import Any

import flask
import pypdfium2
import pytest

from portal import clock, i18n, jobs, worker
from portal.models import Account, Activity, ActivitySlot, Case, Participant, Plan, PlanSignature
from portal.models.plans import ItemKind, PlanState, Signer
from portal.operations.plans.signing import sign_plan
from portal.operations.plans.versions import amend_plan, offer_plan
from portal.policy.amendments import SignRefusal
from portal.policy.plans import AmendmentCause
from portal.policy.refusals import Refused
from portal.reports.plans import read_plan
from portal.words.phrases import activity_words
from tests.browser import Browser
from tests.factories import NOON, account, as_actor, case, participant
from tests.participant.plans import item, plan


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


def ana() -> Any:
    return Account.get().actor


def offered(draft: Plan) -> Plan:
    return offer_plan(ana(), plan=draft, at=NOON)


def sign(who: Any, version: Plan, locale: str, **values: Any) -> Plan:
    with i18n.use(locale):
        view = read_plan(Case.get(), locale, int(version.number))
    assert view is not None
    return sign_plan(
        who, plan=version, name="A name", locale=locale, shown_digest=view.shown_digest, at=NOON,
        **values,
    )  # fmt: skip


def both(version: Plan) -> Plan:
    sign(ana(), version, "en")
    return sign(as_actor(Participant.get()), version, "es")


def in_pdf(browser: Browser, path: str) -> str:
    sheets = pypdfium2.PdfDocument(browser.get(path).response.data)
    return " ".join(" ".join(one.get_textpage().get_text_range() for one in sheets).split())


def run_jobs() -> None:
    worker.bind()
    jobs.run_waiting()


def check_copies(phone: Browser, desk: Browser, base: str, theirs: str) -> None:
    """Page and file, in both languages, for both of them."""
    assert "Maria Lopez" in phone.get("/my/plan").words(".summary-list")
    assert theirs in in_pdf(phone, "/my/plan/1.pdf")
    assert "English class" in in_pdf(phone, "/my/plan/1.pdf?in=en")
    assert theirs in in_pdf(desk, f"{base}/1.pdf?in=es")
    assert "English class" in in_pdf(desk, f"{base}/1.pdf")


def test_plan_5_worker_and_participant_both_sign_and_a_copy_is_always_there(
    both_databases: flask.Flask,
) -> None:
    made = case(participant("Maria Lopez", "es"), account())
    version = offered(plan(made, state=PlanState.DRAFT))
    phone = Browser(both_databases, Participant.get())
    desk, base = Browser(both_databases, Account.get()), f"/staff/cases/{made.key}/plan"

    # It can be read in one's language, as page and as file, before anything is signed.
    with i18n.use("es"):
        theirs = activity_words("english_class")
    assert theirs in phone.get("/my/plan/1/sign").text
    assert theirs in in_pdf(phone, "/my/plan/1.pdf")

    # One signature is not enough, whichever comes first; the second one puts it in force.
    assert sign(ana(), version, "en").state == PlanState.OFFERED
    page = phone.get("/my/plan/1/sign")
    fields = page.form() | {"read": "read", "name": "Maria Lopez"}
    phone.post("/my/plan/1/sign", fields)
    assert Plan.get().state == PlanState.SIGNED
    phone.post("/my/plan/1/sign", fields)  # a second tap signs nothing more
    signers = [one.signer for one in PlanSignature.select().order_by(PlanSignature.id)]
    assert signers == [Signer.WORKER, Signer.PARTICIPANT]
    with pytest.raises(Refused) as refused:
        sign(as_actor(Participant.get()), version, "es")
    assert refused.value.codes == {"": SignRefusal.SIGNED_ALREADY}

    # The copy is there at once and stays, the files made anew or kept.
    check_copies(phone, desk, base, theirs)
    run_jobs()
    check_copies(phone, desk, base, theirs)
    # Who is employed for enough hours signs as well: nothing is signed for anybody.
    next_one = amend_plan(ana(), case=made, causes=[AmendmentCause.NEW_ACTIVITY], at=NOON)
    full_time = Activity.get(Activity.plan == next_one, Activity.kind == "english_class")
    Activity.update(kind="job", minutes_week=40 * 60).where(Activity.id == full_time.id).execute()
    offered(next_one)
    sign(ana(), next_one, "en")
    assert Plan.get_by_id(next_one.id).state == PlanState.OFFERED
    assert "/my/plan/2/sign" in phone.get("/my/plan").body


CHANGES = {
    AmendmentCause.NEW_ACTIVITY: "First meeting and orientation is new: 1 h a week",
    AmendmentCause.CONCURRENT_ACTIVITY: "Counseling is new: 1 h a week",
    AmendmentCause.HOURS: "now 10 h a week. Before: 8 h a week.",
    AmendmentCause.PLACE: "now Oakland Adult School, Room 9. Before: Oakland Adult School,",
    AmendmentCause.START_TIME: "now Monday, Wednesday: 8:00 AM to 12:00 PM. Before: Monday,",
    AmendmentCause.EXEMPT_TO_VOLUNTEER: "You do not have to take part, and want to.",
    AmendmentCause.EXEMPT_TO_MANDATORY: "You take part again.",
}


def add(draft: Plan, kind: str) -> None:
    Activity.create(plan=draft, kind=kind, starts_on=draft.starts_on, minutes_week=60)


def change(draft: Plan, cause: AmendmentCause) -> None:
    """What the worker writes for that cause; a new status of the person changes nothing of it."""
    english = Activity.get(Activity.plan == draft, Activity.kind == "english_class")
    match cause:
        case AmendmentCause.NEW_ACTIVITY:
            add(draft, "orientation")
            club = Activity.get(Activity.plan == draft, Activity.kind == "job_club")
            ActivitySlot.delete().where(ActivitySlot.activity == club).execute()
            Activity.delete().where(Activity.id == club.id).execute()
        case AmendmentCause.CONCURRENT_ACTIVITY:
            add(draft, "counseling")
        case AmendmentCause.HOURS:
            Activity.update(minutes_week=600).where(Activity.id == english.id).execute()
        case AmendmentCause.PLACE:
            Activity.update(place="Room 9").where(Activity.id == english.id).execute()
        case AmendmentCause.START_TIME:
            ActivitySlot.update(start_minute=8 * 60, end_minute=12 * 60).where(
                ActivitySlot.activity == english
            ).execute()
        case _:
            item(draft, ItemKind.STEP, "meet_worker")


def test_plan_6_each_change_is_a_new_version_told_as_a_difference_and_old_ones_stay(
    both_databases: flask.Flask,
) -> None:
    made = case(participant("Maria Lopez", "en"), account())
    both(offered(plan(made, state=PlanState.DRAFT)))
    desk, base = Browser(both_databases, Account.get()), f"/staff/cases/{made.key}/plan"
    phone = Browser(both_databases, Participant.get())
    first = phone.get("/my/plan/1").words("main")
    for cause, told in CHANGES.items():
        before = Plan.get(Plan.state == PlanState.SIGNED)
        draft = amend_plan(ana(), case=made, causes=[cause], at=NOON)
        change(draft, cause)
        version = both(offered(draft))
        # The next version counts; the one before it is followed, and says what it said.
        assert version.number == before.number + 1
        assert cause in str(version.causes).split(",")
        assert Plan.get_by_id(before.id).state == PlanState.SUPERSEDED
        page = phone.get("/my/plan").text.replace("\u00a0", " ")
        assert told.lower() in page.lower()
        assert phone.get(f"/my/plan/{before.number}").words("h1 + .soft")
        assert in_pdf(desk, f"{base}/{before.number}.pdf")
    # What changed and was not named stands among the reasons.
    draft = amend_plan(ana(), case=made, causes=[AmendmentCause.HOURS], at=NOON)
    change(draft, AmendmentCause.PLACE)
    Activity.update(place="Room 10").where(Activity.plan == draft).execute()
    assert offered(draft).causes == "hours,place"
    # The first version reads as on its day, but for the line that it is old.
    for words in ("Work as a nursing assistant", "8 h a week", "1260 8th Ave"):
        assert words in first
        assert words in phone.get("/my/plan/1").words("main")
