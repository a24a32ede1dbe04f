"""What pages weigh and how many statements they send is exact, so it is held here."""

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from portal.bench import browsing
from portal.bench.pages import pages_of, statements
from portal.bench.weights import KB, visit, weight
from portal.models import Case


@pytest.fixture(scope="module")
def made() -> Iterator[browsing.Portal]:
    """A portal with the cast and a counselor who has a hundred cases."""
    with browsing.portal(100, with_cast=True) as one:
        yield one


@pytest.fixture
def own(made: browsing.Portal) -> FlaskClient:
    return made.client_of(made.participant_of(Case.get(Case.number == "WTW-1001")))


@pytest.mark.parametrize("path", ["/", "/my/start", "/my"])
def test_a_first_page_needs_one_round_trip_to_be_painted(
    made: browsing.Portal, own: FlaskClient, path: str
) -> None:
    client = own if path == "/my" else made.app.test_client()
    assert visit(client, path).to_paint <= 10 * KB


@pytest.mark.parametrize("path", ["/", "/my/start", "/my"])
def test_a_first_visit_with_scripts_is_small_and_takes_four_requests(
    made: browsing.Portal, own: FlaskClient, path: str
) -> None:
    client = own if path == "/my" else made.app.test_client()
    first = visit(client, path)
    assert first.whole <= 30 * KB
    assert first.requests <= 4


def test_the_second_page_of_every_participant_is_small(made: browsing.Portal) -> None:
    too_heavy = {
        f"{case.number} {path}": size
        for case in _cast()
        for client, path in pages_of(made, case.number)
        if path.startswith("/my") and (size := weight(client, path)) > 6 * KB
    }
    assert too_heavy == {}


def test_a_caseload_of_eighty_rows_is_small(made: browsing.Portal) -> None:
    staff = made.client_of(made.worker().actor)
    assert staff.get("/staff?size=80").get_data(as_text=True).count("<tbody") == 80
    assert weight(staff, "/staff?size=80") <= 30 * KB


def test_no_page_of_the_cast_sends_more_than_eight_statements(made: browsing.Portal) -> None:
    too_many = {}
    for case in _cast():
        for client, path in pages_of(made, case.number):
            if (sent := len(statements(client, path))) > 8:
                too_many[f"{case.number} {re.sub('[A-Za-z0-9_-]{16}', '<key>', path)}"] = sent
    assert too_many == {}


def test_the_caseload_sends_the_same_statements_for_more_rows(made: browsing.Portal) -> None:
    staff = made.client_of(made.worker().actor)
    counted = {size: len(statements(staff, f"/staff?size={size}")) for size in (25, 80)}
    assert counted[25] == counted[80] <= 8


def _cast() -> list[Case]:
    return list(Case.select().where(~Case.number.startswith("P")).order_by(Case.number))
