"""What a worker typed as something to do: translated once answered, else marked (LANG-3)."""

from datetime import datetime

import flask
import pytest

from portal import clock
from portal.models import Account, Case, Task
from portal.models.accounts import Role, TranslatorLocale
from portal.models.catalogs import PersonalText, TextRequest
from portal.models.tasks import TaskOwner
from portal.operations import operation, record
from portal.operations.catalogs.translations import answer_request, ask_translation
from tests.browser import Browser
from tests.factories import NOON, account, case, participant

TYPED = "Ask Mrs. Bell about the course."


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@operation()
def asks(worker: Account, of: Case, *, at: datetime) -> Task:
    """A task in the worker's own words, whose translation is asked for."""
    made: Task = Task.create(
        case=of, owner=TaskOwner.PARTICIPANT, text=TYPED, created_by=worker, created_at=at
    )
    requests = ask_translation(
        worker.actor, case=of, object_kind=PersonalText.TASK, object_id=made.id, texts=[TYPED],
        at=at,
    )  # fmt: skip
    record(worker.actor, "make_task", requests[0], case=of)
    return made


def told(app: flask.Flask) -> tuple[Browser, Case]:
    """Maria, who reads Spanish, with such a task."""
    ana = account()
    made = case(participant(locale="es"), ana)
    asks(ana, made, at=NOON)
    return Browser(app, made.participant), made


def test_it_stands_in_english_with_how_to_have_it_read(app: flask.Flask) -> None:
    browser, _ = told(app)
    page = browser.get("/my")
    assert page.one("main .tasks a[lang=en]").text_content() == TYPED
    assert len(page.all("main .soft a[href^='tel:']")) == 1


def test_once_answered_it_stands_in_the_persons_language(app: flask.Flask) -> None:
    browser, _ = told(app)
    before = len(browser.get("/my").statements)
    lin = account("Linh Pham", Role.TRANSLATOR)
    TranslatorLocale.create(account=lin, locale="es")
    answer_request(
        lin.actor, request=TextRequest.get(), translation="Pregunte a la señora Bell.", at=NOON
    )
    page = browser.get("/my")
    assert "Pregunte a la señora Bell." in page.text
    assert TYPED not in page.text
    assert not page.all("main .tasks a[lang=en]")
    assert len(page.statements) == before <= 8
