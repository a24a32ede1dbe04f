"""The next version of a plan is a copy of the signed one; what was offered never changes."""

from datetime import date
from typing import Any

import flask
import peewee
import pytest

from portal import db
from portal.models import Activity, ActivitySlot, Case, Plan, PlanItem, TextRequest, TimelineEntry
from portal.models.catalogs import PersonalText
from portal.models.plans import ItemKind, PlanState
from portal.operations.plans.versions import amend_plan, offer_plan, withdraw_plan
from portal.policy.amendments import AmendRefusal, OfferRefusal
from portal.policy.plans import AmendmentCause
from portal.policy.refusals import Refused
from tests import factories
from tests.factories import NOON, TODAY
from tests.participant.plans import activity, item, plan

HOURS = [AmendmentCause.HOURS]


@pytest.fixture
def signed(both_databases: flask.Flask) -> Plan:
    """Maria's signed plan."""
    return plan(factories.case(worker=factories.account()))


def worker() -> Any:
    return factories.Account.get().actor


def amended(signed: Plan, causes: Any = HOURS) -> Plan:
    return amend_plan(worker(), case=Case.get(), causes=causes, at=NOON)


def test_an_amendment_is_the_next_version_copied_whole(signed: Plan) -> None:
    words = item(signed, ItemKind.STEP, text="Ask Mrs. Bell about spring.")
    with_translation = TextRequest.create(
        case=signed.case, object_kind=PersonalText.PLAN_ITEM, object_id=words.id, state="answered",
        source_locale="en", target_locale="es", text=words.text, translation="Pregunte.",
        asked_at=NOON, due_on=TODAY,
    )  # fmt: skip
    draft = amended(signed)
    assert (draft.number, draft.state, draft.starts_on) == (2, PlanState.DRAFT, TODAY)
    assert draft.follows_id == signed.id
    old, new = (
        list(PlanItem.select().where(PlanItem.plan == one).order_by(PlanItem.position))
        for one in (signed, draft)
    )
    assert [(one.kind, one.phrase, one.text, one.due_on) for one in new] == [
        (one.kind, one.phrase, one.text, one.due_on) for one in old
    ]
    assert {one.id for one in old}.isdisjoint(one.id for one in new)
    assert new[1].parent_id == new[0].id
    series = [
        [one.series for one in Activity.select().where(Activity.plan == each).order_by(Activity.id)]
        for each in (signed, draft)
    ]
    assert series[0] == series[1]
    assert len(set(series[0])) == 2
    assert ActivitySlot.select().join(Activity).where(Activity.plan == draft).count() == 3
    copied = TextRequest.select().where(TextRequest.object_id == new[-1].id).get()
    assert (copied.translation, copied.state) == ("Pregunte.", "answered")
    assert copied.key != with_translation.key


def test_a_case_has_one_open_draft_and_the_causes_add_up(signed: Plan) -> None:
    first = amended(signed)
    again = amended(signed, [AmendmentCause.PLACE, AmendmentCause.HOURS])
    assert again.id == first.id
    assert Plan.get_by_id(first.id).causes == "hours,place"


def test_there_is_no_amendment_without_a_plan_or_a_cause(both_databases: flask.Flask) -> None:
    of = factories.case(worker=factories.account())
    with pytest.raises(Refused) as refused:
        amend_plan(worker(), case=of, causes=HOURS, at=NOON)
    assert refused.value.codes == {"": AmendRefusal.NO_PLAN}
    plan(of)
    with pytest.raises(Refused) as refused:
        amend_plan(worker(), case=of, causes=[], at=NOON)
    assert refused.value.codes == {"causes": AmendRefusal.NO_CAUSE}


def test_while_a_version_waits_for_signatures_no_other_is_opened(signed: Plan) -> None:
    offered = offer_plan(worker(), plan=amended(signed), at=NOON)
    assert offered.state == PlanState.OFFERED
    assert offered.offered_at == NOON
    assert Case.get().plan_status == PlanState.OFFERED
    assert TimelineEntry.select().where(TimelineEntry.ref == offered.id).count() == 1
    with pytest.raises(Refused) as refused:
        amended(signed)
    assert refused.value.codes == {"": AmendRefusal.WAITS_FOR_SIGNING}


def test_an_empty_draft_or_one_that_overlaps_is_not_offered(both_databases: flask.Flask) -> None:
    of = factories.case(worker=factories.account())
    draft = Plan.create(case=of, number=1, starts_on=TODAY, created_at=NOON)
    assert refusals(draft) == {"": OfferRefusal.NOTHING_IN_IT}
    activity(draft, "english_class", 240, days=(0,), start=9 * 60, end=13 * 60)
    late = activity(draft, "job", 240, days=(0,), start=12 * 60, end=16 * 60)
    item(draft, ItemKind.MILESTONE, "class_started")
    assert refusals(draft) == {"items": OfferRefusal.NO_DATES, "activities": OfferRefusal.OVERLAP}
    ActivitySlot.update(start_minute=13 * 60).where(ActivitySlot.activity == late).execute()
    PlanItem.update(due_on=date(2027, 1, 4)).execute()
    offer_plan(worker(), plan=draft, at=NOON)
    assert refusals(draft) == {"": OfferRefusal.NOT_A_DRAFT}


def refusals(draft: Plan) -> dict[str, Any]:
    with pytest.raises(Refused) as refused:
        offer_plan(worker(), plan=draft, at=NOON)
    return refused.value.codes


def test_an_amendment_does_not_begin_before_what_it_amends(signed: Plan) -> None:
    draft = amended(signed)
    Plan.update(starts_on=date(2026, 11, 1)).where(Plan.id == draft.id).execute()
    assert refusals(draft) == {"starts_on": OfferRefusal.BEFORE_THE_LAST}


def test_an_offer_taken_back_stays_readable_and_its_copy_is_changed(signed: Plan) -> None:
    offered = offer_plan(worker(), plan=amended(signed), at=NOON)
    draft = withdraw_plan(worker(), plan=offered, at=NOON)
    assert Plan.get_by_id(offered.id).state == PlanState.WITHDRAWN
    assert (draft.number, draft.state, draft.causes) == (3, PlanState.DRAFT, "hours")
    assert draft.follows_id == signed.id
    assert Case.get().plan_status == PlanState.SIGNED
    with pytest.raises(Refused) as refused:
        withdraw_plan(worker(), plan=offered, at=NOON)
    assert refused.value.codes == {"": AmendRefusal.NOT_OFFERED}


def test_the_database_itself_refuses_to_change_what_was_offered(signed: Plan) -> None:
    offered = offer_plan(worker(), plan=amended(signed), at=NOON)
    for version in (signed, offered):
        of_items, of_activities = PlanItem.plan == version.id, Activity.plan == version.id
        ids = [one.id for one in Activity.select().where(of_activities)]
        for statement in (
            Plan.update(vision="Other").where(Plan.id == version.id),
            Plan.update(state=PlanState.DRAFT).where(Plan.id == version.id),
            Plan.update(starts_on=TODAY.replace(day=1)).where(Plan.id == version.id),
            Plan.delete().where(Plan.id == version.id),
            PlanItem.update(phrase="other").where(of_items),
            PlanItem.delete().where(of_items),
            Activity.update(minutes_week=1).where(of_activities),
            Activity.delete().where(of_activities),
            ActivitySlot.update(end_minute=1).where(ActivitySlot.activity.in_(ids)),
            ActivitySlot.delete().where(ActivitySlot.activity.in_(ids)),
        ):
            refused(statement)
        PlanItem.update(done_on=TODAY).where(of_items).execute()  # what was reached is told later


def refused(statement: Any) -> None:
    with pytest.raises(peewee.DatabaseError, match="plan is final"), db.database.atomic():
        statement.execute()


def test_words_that_wait_for_their_translation_wait_in_the_copy_too(signed: Plan) -> None:
    words = item(signed, ItemKind.STEP, text="Ask Mrs. Bell.")
    TextRequest.create(
        case=signed.case, object_kind=PersonalText.PLAN_ITEM, object_id=words.id,
        source_locale="en", target_locale="es", text=words.text, asked_at=NOON, due_on=TODAY,
    )  # fmt: skip
    draft = amended(signed)
    copied = PlanItem.get(PlanItem.plan == draft, PlanItem.text == words.text)
    assert TextRequest.get(TextRequest.object_id == copied.id).state == "waiting"
