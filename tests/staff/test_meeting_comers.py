"""Which provider comes to a support team: chosen by the worker, preset where it is known."""

from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Case, Course, Meeting, Referral
from portal.models.accounts import Account, Role
from portal.operations.meetings import Asked, teams
from portal.policy.refusals import Refused
from tests.factories import NOON, TODAY, account, case, participant
from tests.rules.meeting_facts import plan, provider_of


@pytest.fixture
def maria(app: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> Case:
    """Maria's case with Ana at noon of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    return case(participant(locale="en"), account())


def refer(of: Case, name: str) -> Account:
    """Somebody else to whom a case is referred as well."""
    other = account(name, Role.PROVIDER)
    course = Course.create(
        office=of.office, provider=other, kind="job_club", name="Forklift", made_at=NOON
    )
    Referral.create(
        course=course, case=of, series="b", starts_on=TODAY, referred_by=of.worker,
        referred_at=NOON,
    )  # fmt: skip
    return other


def team_times(**values: str) -> dict[str, Any]:
    """A support team's meeting as it is typed."""
    return {
        "kind": "support_team", "starts_on": "2026-11-30", "starts_at": "10:30", "minutes": "30",
        "way": "telephone", "place": "(510) 555-0142", **values,
    }  # fmt: skip


def test_the_worker_chooses_which_provider_comes_and_the_only_one_is_preset(
    maria: Case, browser_for: Any
) -> None:
    provider = provider_of(maria)
    ana, path = browser_for(maria.worker), f"/staff/cases/{maria.key}/meetings"
    page = ana.get(path)
    here = f"form[action='{path}']"
    assert page.form(here)["provider"] == provider.key
    page = ana.follow(ana.submit(page, path, team_times(), selector=here))
    assert "with Priya Rao" in page.text
    omar = refer(maria, "Omar Aziz")
    page = ana.get(path)
    assert page.form(here)["provider"] == "", "nobody knows which of two"
    assert len(page.statements) <= 8, page.statements
    typed = team_times(starts_at="14:00")
    page = ana.submit(page, path, typed, selector=here, status=422)
    assert "Choose who comes" in page.text
    assert page.form(here)["place"] == "(510) 555-0142"
    ana.submit(page, path, {"provider": omar.key}, selector=here)
    theirs = Meeting.get(Meeting.provider == omar.id)
    browser_for(omar).get(f"/staff/team/meetings/{theirs.key}")
    browser_for(provider).get(f"/staff/team/meetings/{theirs.key}", status=404)
    again = ana.get(path)
    ana.submit(again, path, team_times(starts_at="16:00", provider="nobody"), selector=here)
    assert Meeting.select().where(Meeting.provider.is_null()).count() == 1


def test_who_gave_notice_comes_and_a_provider_of_others_cannot_be_chosen(
    maria: Case, browser_for: Any
) -> None:
    provider = provider_of(maria)
    ana, path = browser_for(maria.worker), f"/staff/cases/{maria.key}/meetings"
    here = f"form[action='{path}']"
    refer(maria, "Omar Aziz")
    teams.give_notice(provider.actor, case=maria, at=NOON)
    assert ana.get(path).form(here)["provider"] == provider.key
    stranger = account("Una Rey", Role.PROVIDER)
    forged = team_times(provider=stranger.key)
    ana.submit(ana.get(path), path, forged, selector=here, status=422)
    with pytest.raises(Refused) as refused:
        plan(maria, asked=Asked(provider=stranger.key))
    assert refused.value.codes == {"provider": "not_their_provider"}
    Case.update(is_restricted=True).where(Case.id == maria.id).execute()
    page = ana.get(path)
    assert page.all("#provider") == [], "its referrals are paused"
    ana.submit(page, path, team_times(), selector=here)
    assert Meeting.get().provider_id is None
