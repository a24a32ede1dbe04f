"""Signing: what was shown is what is kept; nothing signed can change unseen."""

from datetime import date, timedelta
from typing import Any

import flask
import peewee
import pytest

from portal import db, i18n, jobs, resources, worker
from portal.models import (
    Activity,
    Case,
    OutboxMessage,
    Plan,
    PlanSignature,
    PlanText,
    TextRequest,
    TimelineEntry,
)
from portal.models.cases import EntryKind
from portal.models.catalogs import PersonalText
from portal.models.plans import ItemKind, PlanState, Signer
from portal.operations.cases.keys import open_case_key
from portal.operations.plans.signing import keep_lost_files, sign_plan
from portal.operations.plans.versions import amend_plan, offer_plan
from portal.policy.amendments import SignRefusal
from portal.policy.plans import AmendmentCause
from portal.policy.refusals import Refused
from portal.reports.plans import PlanView, read_plan
from portal.reports.plans.frozen import changed_plans, digest
from tests import factories
from tests.factories import NOON, TODAY, as_actor
from tests.participant.plans import item, plan

LATER = NOON + timedelta(hours=2)


@pytest.fixture
def offered(both_databases: flask.Flask) -> Plan:
    """Maria's first plan, offered to her in Spanish."""
    of = factories.case(worker=factories.account())
    draft = plan(of, state=PlanState.DRAFT)
    item(draft, ItemKind.STEP, text="Ask Mrs. Bell about spring.")
    return offer_plan(staff(), plan=draft, at=NOON)


def staff() -> Any:
    return factories.Account.get().actor


def maria() -> Any:
    return as_actor(factories.Participant.get())


def seen(version: Plan, locale: str = "es") -> PlanView:
    with i18n.use(locale):
        found = read_plan(Case.get(), locale, int(version.number))
    assert found is not None
    return found


def signed_by(who: Any, version: Plan, at: Any = NOON, **values: Any) -> Plan:
    locale = values.pop("locale", "en" if who.is_staff else "es")
    shown = values.pop("shown_digest", seen(version, locale).shown_digest)
    return sign_plan(
        who, plan=version, name=values.pop("name", "Maria Lopez"), locale=locale,
        shown_digest=shown, at=at, **values,
    )  # fmt: skip


def test_with_the_second_signature_the_plan_is_in_force(offered: Plan) -> None:
    first = signed_by(staff(), offered, name="Ana Ruiz")
    assert (first.state, first.signed_by_participant_at) == (PlanState.OFFERED, None)
    done = signed_by(maria(), offered, at=LATER)
    assert (done.state, done.signed_locale) == (PlanState.SIGNED, "es")
    assert (done.signed_by_worker_at, done.signed_by_participant_at) == (NOON, LATER)
    assert Case.get().plan_status == PlanState.SIGNED
    kinds = [row.kind for row in TimelineEntry.select().order_by(TimelineEntry.at)]
    assert kinds == [EntryKind.PLAN, EntryKind.PLAN_SIGNED]


def test_the_words_are_kept_in_english_and_in_the_language_they_were_signed_in(
    offered: Plan,
) -> None:
    shown = seen(offered).text
    signed_by(maria(), offered)
    texts = {one.locale: one for one in PlanText.select()}
    assert set(texts) == {"en", "es"}
    assert texts["es"].text == shown
    assert texts["es"].sha256 == digest(shown)
    made = PlanSignature.get()
    assert (made.name, made.locale, made.signer) == ("Maria Lopez", "es", Signer.PARTICIPANT)
    assert (made.shown_sha256, made.witness_id, made.was_heard) == (digest(shown), None, False)


def test_what_was_signed_stays_word_for_word_when_a_translation_comes_later(
    offered: Plan,
) -> None:
    signed_by(staff(), offered, name="Ana Ruiz")
    signed_by(maria(), offered)
    row = TextRequest.create(
        case=Case.get(), object_kind=PersonalText.PLAN_ITEM, source_locale="en",
        object_id=offered.id, target_locale="es", text="x", asked_at=NOON, due_on=TODAY,
    )  # fmt: skip
    before = seen(offered).text
    TextRequest.update(state="answered", translation="Otra cosa").where(
        TextRequest.id == row.id
    ).execute()
    assert seen(offered).text == before
    assert seen(offered).kept.is_intact


def test_words_that_changed_since_they_were_shown_are_not_signed(offered: Plan) -> None:
    codes = refused(maria(), offered, shown_digest="0" * 64)
    assert codes == {"": SignRefusal.WORDS_CHANGED}
    assert PlanText.select().count() == 0


def refused(who: Any, version: Plan, **values: Any) -> dict[str, Any]:
    with pytest.raises(Refused) as found:
        signed_by(who, version, **values)
    return found.value.codes


def test_a_signature_has_a_name_and_is_given_once(offered: Plan) -> None:
    assert refused(maria(), offered, name=" . ") == {"name": SignRefusal.NO_NAME}
    assert refused(maria(), offered, name="x" * 201) == {"name": SignRefusal.LONG_NAME}
    assert refused(maria(), offered, was_read=False) == {"read": SignRefusal.NOT_READ}
    signed_by(maria(), offered)
    assert refused(maria(), offered) == {"": SignRefusal.SIGNED_ALREADY}


def test_a_double_tap_signs_once(offered: Plan) -> None:
    for _ in range(2):
        signed_by(maria(), offered, operation_key="participant:1:abc")
    assert PlanSignature.select().count() == 1


def test_at_the_counter_the_worker_is_the_witness(offered: Plan) -> None:
    signed_by(staff(), offered, locale="es", signer=Signer.PARTICIPANT, heard=True)
    made = PlanSignature.get()
    assert (made.signer, made.witness_id, made.account_id) == ("participant", staff().id, None)
    assert made.was_heard
    assert Plan.get().signed_by_participant_at == NOON


def test_a_draft_and_a_signed_plan_wait_for_nobody(offered: Plan) -> None:
    signed_by(staff(), offered, name="Ana Ruiz")
    signed_by(maria(), offered)
    draft = amend_plan(staff(), case=Case.get(), causes=[AmendmentCause.HOURS], at=NOON)
    with pytest.raises(Refused) as found:
        sign_plan(staff(), plan=offered, name="Ana", locale="en", shown_digest="", at=NOON)
    assert found.value.codes == {"": SignRefusal.SIGNED_ALREADY}
    assert draft.state == PlanState.DRAFT


def both(version: Plan) -> Plan:
    signed_by(staff(), version, name="Ana Ruiz")
    return signed_by(maria(), version)


def test_an_amendment_follows_the_signed_version_and_starts_both_grace_periods(
    offered: Plan,
) -> None:
    first = both(offered)
    assert first.change_until is None
    begins = Activity.get(Activity.plan == offered.id, Activity.kind == "english_class").starts_on
    assert first.reassign_until == begins + timedelta(days=30)
    draft = amend_plan(staff(), case=Case.get(), causes=[AmendmentCause.HOURS], at=NOON)
    item(draft, ItemKind.STEP, "call_worker")
    second = both(offer_plan(staff(), plan=draft, at=NOON))
    assert Plan.get_by_id(first.id).state == PlanState.SUPERSEDED
    # Friday and three working days, without the Thursday after, which is Thanksgiving.
    assert (second.amended_on, second.change_until) == (TODAY, date(2026, 11, 25))
    assert second.reassign_until == first.reassign_until
    assert Case.get().change_until == date(2026, 11, 25)


def tampered(version: Plan, table: str, change: str) -> bool:
    """Whether a page sees that somebody who owns the database changed something in it."""
    trigger = f"{table}_no_update"
    if db.is_sqlite():
        db.database.execute_sql(f"DROP TRIGGER {trigger}")
    else:
        db.database.execute_sql(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
    db.database.execute_sql(f"UPDATE {table} SET {change}")
    return not seen(version).kept.is_intact


def test_one_byte_changed_in_the_kept_text_is_seen(offered: Plan) -> None:
    both(offered)
    assert seen(offered).kept.is_intact
    assert tampered(
        offered, "plan_text", "text = REPLACE(text, '\"version\": 1', '\"version\": 2')"
    )


@pytest.mark.parametrize(
    "change",
    ["name = 'Somebody Else'", "locale = 'en'", "shown_sha256 = 'x'", "signer = 'worker'",
     "was_heard = (1 = 1)", "signed_at = '2026-01-01 00:00:00'", "witness_id = 1"],
)  # fmt: skip
def test_whatever_is_changed_of_a_signature_is_seen(offered: Plan, change: str) -> None:
    signed_by(maria(), offered)
    assert tampered(offered, "plan_signature", change)


def test_the_database_refuses_to_change_a_kept_text_or_a_signature(offered: Plan) -> None:
    both(offered)
    for statement in (
        PlanText.update(text="other"), PlanText.delete(), PlanSignature.update(name="other"),
        PlanSignature.delete(),
    ):  # fmt: skip
        with pytest.raises(peewee.DatabaseError, match="plan is final"), db.database.atomic():
            statement.execute()
    with pytest.raises(peewee.DatabaseError, match="plan is final"), db.database.atomic():
        item(offered, ItemKind.STEP, "call_worker")
    with pytest.raises(peewee.DatabaseError, match="plan is final"), db.database.atomic():
        Plan.update(signed_by_worker_at=LATER).execute()


def test_the_files_are_made_at_once_in_both_languages_and_kept_sealed(offered: Plan) -> None:
    both(offered)
    worker.bind()
    jobs.run_waiting()
    texts = list(PlanText.select())
    assert {one.locale for one in texts} == {"en", "es"}
    for one in texts:
        kept = resources.current().storage.read(one.pdf, open_case_key(Case.get()))
        assert kept.startswith(b"%PDF")
        assert len(one.pdf_sha256) == 64
    assert OutboxMessage.select().count() <= 2


def test_the_doctor_names_the_version_that_is_not_what_was_signed(offered: Plan) -> None:
    both(offered)
    assert list(changed_plans()) == []
    tampered(offered, "plan_text", "text = REPLACE(text, 'Maria', 'Marta')")
    assert list(changed_plans()) == [("WTW-1001", 1)]


def test_files_whose_making_was_cut_off_are_made_later_and_once(offered: Plan) -> None:
    both(offered)
    assert keep_lost_files(NOON + timedelta(minutes=15)) == 0
    assert keep_lost_files(NOON + timedelta(minutes=16)) == 1
    assert PlanText.select().where(PlanText.pdf == "").count() == 0
    assert keep_lost_files(NOON + timedelta(minutes=30)) == 0


@pytest.mark.parametrize(
    ("table", "change"),
    [("activity", "minutes_week = minutes_week + 1"), ("activity_slot", "end_minute = 1000"),
     ("plan_item", "due_on = '2027-02-01'")],
)  # fmt: skip
def test_what_hours_are_counted_by_is_held_against_what_was_signed(
    offered: Plan, table: str, change: str
) -> None:
    both(offered)
    assert seen(offered).is_whole
    tampered(offered, table, change)
    assert not seen(offered).is_whole
