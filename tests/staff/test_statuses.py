"""Where a case stands, as staff read and enter it."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import TABLES, Account, Case, ServiceReferral, StatusPeriod
from portal.models.accounts import Role
from portal.operations.accesses import open_case
from portal.policy.calendar import Month
from portal.policy.safety import OpeningReason
from tests.browser import Browser, Page
from tests.factories import account, case, participant

TODAY = clock.today("America/Los_Angeles")
THIS = Month.of(TODAY)
FIRST, LAST = THIS.plus(-5).first_on, THIS.plus(-4).last_on


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The counselor."""
    return account()


@pytest.fixture
def made(ana: Account) -> Case:
    """Her case, enrolled eleven months before this one."""
    return case(participant(), ana, enrolled_on=THIS.plus(-11).first_on)


@pytest.fixture
def browser(app: flask.Flask, ana: Account) -> Browser:
    """Her browser."""
    return Browser(app, ana)


def at(made: Case) -> str:
    return f"/staff/cases/{made.key}/status"


def exempt(browser: Browser, made: Case, status: int = 303, **values: Any) -> Page:
    """Enters an exemption as the form is filled in: what it changes is told first."""
    form = browser.get(f"{at(made)}/enter?status=exempt").form(f"form[action='{at(made)}/enter']")
    given = {
        "reason": "caring", "starts_on": FIRST, "ends_on": LAST, "review_on": "",
        "text": "Doctor's form of the heron clinic",
    }  # fmt: skip
    return entered(browser, made, form | given | values, status)


def entered(browser: Browser, made: Case, form: dict[str, Any], status: int = 303) -> Page:
    """Enters a status: looks at what it changes, then enters it as it was told."""
    first = browser.post(f"{at(made)}/enter", form, 200 if status == 303 else status)
    if status != 303:
        return first
    return browser.submit(first, f"{at(made)}/enter", selector=f"form[action='{at(made)}/enter']")


def test_an_exemption_entered_late_says_on_screen_what_it_changed(
    browser: Browser, made: Case
) -> None:
    exempt(browser, made, offers_help="y")
    period = StatusPeriod.get(StatusPeriod.status == "exempt")
    page = browser.get(f"{at(made)}/{period.key}")
    told = page.words("main")
    for line in (
        "Active, since", "After it: Active, since", "Months of cash aid: 10 used, before it was 12",
        "Months of cash aid: not counted any more:", "Hours owed in", "Doctor's form of the heron",
        "In-home support (IHSS)",
    ):  # fmt: skip
        assert line in told, line
    assert [(one.kind, one.state) for one in ServiceReferral.select()] == [("ihss", "offered")]
    assert len(page.statements) <= 8
    clocks = browser.get(f"/staff/cases/{made.key}/clocks")
    assert clocks.text.count("Stopped by an exemption") == 2
    assert len(clocks.all(f"a[href='{at(made)}/{period.key}']")) == 2


def everything() -> dict[str, set[tuple[Any, ...]]]:
    """Every row of every table."""
    return {table._meta.table_name: set(table.select().tuples()) for table in TABLES}


def test_what_a_status_would_change_is_told_before_it_is_entered_and_nothing_is_written(
    browser: Browser, made: Case
) -> None:
    url, selector = f"{at(made)}/enter", f"form[action='{at(made)}/enter']"
    form = browser.get(f"{url}?status=exempt").form(selector) | {
        "reason": "caring", "starts_on": FIRST, "ends_on": LAST, "text": "The heron clinic",
        "offers_help": "y",
    }  # fmt: skip
    before = everything()
    page = browser.post(url, form, 200)
    assert everything() == before
    told = [one.text_content() for one in page.all(".notice li")]
    for line in ("After it: Active, since", "Months of cash aid: 10 used", "Hours owed in"):
        assert any(line in one for one in told), line
    kept = page.form(selector)
    for name in ("reason", "text", "offers_help", "operation_key"):
        assert kept[name] == form[name]
    # Another day than the one that was told is looked at first; so is the same, when asked to.
    other = browser.post(url, kept | {"ends_on": FIRST}, 200)
    assert [one.text_content() for one in other.all(".notice li")] != told
    assert everything() == before
    assert "Enter it" in browser.post(url, kept | {"look": "1"}, 200).text
    assert everything() == before
    # Entered as it was told, it changed just that; sent twice it is entered once.
    done = browser.post(url, kept)
    period = browser.follow(done)
    assert [one.text_content() for one in period.all("main section section li")] == told
    assert browser.post(url, kept).headers["Location"] == done.headers["Location"]
    assert StatusPeriod.select().where(StatusPeriod.status == "exempt").count() == 1


def test_what_somebody_else_entered_after_the_look_is_told(browser: Browser, made: Case) -> None:
    url, selector = f"{at(made)}/enter", f"form[action='{at(made)}/enter']"
    form = browser.get(f"{url}?status=exempt").form(selector) | {
        "reason": "caring", "starts_on": FIRST, "ends_on": LAST, "text": "Form",
    }  # fmt: skip
    looked = browser.post(url, form, 200).form(selector)
    exempt(browser, made, ends_on=LAST + timedelta(days=9))
    late = browser.post(url, looked, 422)
    assert "Somebody else entered a status meanwhile" in late.words(".error-summary")
    assert late.form(selector)["text"] == "Form"
    assert not late.all(".notice li")


def test_what_cannot_be_entered_is_said_at_its_field_and_everything_typed_stays(
    browser: Browser, made: Case
) -> None:
    for values, told in (
        ({"text": ""}, "Say what shows it"),
        ({"ends_on": FIRST - timedelta(days=1)}, "The last day is before the first one"),
        ({"starts_on": made.enrolled_on - timedelta(days=1)}, "before the case was enrolled"),
        ({"ends_on": ""}, "Say by when it is looked at again"),
        ({"review_on": LAST + timedelta(days=1)}, "does not lie between"),
        ({"version": "1"}, "Somebody else entered a status meanwhile"),
    ):  # fmt: skip
        StatusPeriod.get_or_create(
            case=made, status="active", starts_on=made.enrolled_on,
            defaults={"set_at": clock.now(), "id": 7},
        )  # fmt: skip
        page = exempt(browser, made, 422, **values)
        assert told in page.words(".error-summary"), told
        assert page.form(f"form[action='{at(made)}/enter']")["reason"] == "caring"
    assert StatusPeriod.select().count() == 1


def test_the_page_lists_every_period_and_costs_the_same_with_many(
    browser: Browser, made: Case
) -> None:
    exempt(browser, made)
    few = browser.get(at(made))
    for months in range(2, 9):
        day = THIS.plus(-months).first_on
        exempt(browser, made, starts_on=day, ends_on=day + timedelta(days=5))
    page = browser.get(at(made))
    assert len(page.statements) == len(few.statements) <= 8
    assert len(page.all("main tbody tr")) == StatusPeriod.select().where(
        StatusPeriod.replaced_at.is_null()
    ).count()  # fmt: skip
    assert "replaced" in page.text


def test_why_is_read_by_who_reads_the_private_file(
    app: flask.Flask, browser: Browser, made: Case
) -> None:
    exempt(browser, made)
    period = StatusPeriod.get(StatusPeriod.status == "exempt")
    other = account("Omar Said", Role.COUNSELOR, email="omar@demo.example")
    open_case(other.actor, case=made, reason=OpeningReason.STAND_IN, text="", at=clock.now())
    for path in (at(made), f"{at(made)}/{period.key}"):
        page = Browser(app, other).get(path)
        assert "An exemption" in page.text
        assert "Caring" not in page.text
        assert "heron" not in page.text


def test_an_exemption_that_is_looked_at_again_is_one_stretch(browser: Browser, made: Case) -> None:
    exempt(browser, made, ends_on=TODAY + timedelta(days=20))
    page = browser.get(at(made))
    assert "Exempt to" in page.words("header.facts-bar")
    link = next(a for a in page.all("main a.button") if "Look at it again" in a.text_content())
    form = browser.get(link.get("href")).form(f"form[action='{at(made)}/enter']")
    assert (form["starts_on"], form["reason"]) == (FIRST.isoformat(), "caring")
    later = TODAY + timedelta(days=200)
    entered(browser, made, form | {"ends_on": later, "text": "Form of November"})
    held = StatusPeriod.select().where(StatusPeriod.replaced_at.is_null())
    assert [(one.status, one.ends_on) for one in held.order_by(StatusPeriod.starts_on)] == [
        ("active", FIRST - timedelta(days=1)), ("exempt", later), ("active", None),
    ]  # fmt: skip
    of: Any = Case.get_by_id(made.id)
    assert (of.status, of.status_since_on, of.status_review_on) == ("exempt", FIRST, later)
    assert of.worker_id == made.worker_id


def test_a_counselor_of_another_unit_finds_no_such_page(app: flask.Flask, made: Case) -> None:
    nadia = account("Nadia Rahman", unit="Unit 7", email="nadia@demo.example")
    Browser(app, nadia).get(at(made), 404)
