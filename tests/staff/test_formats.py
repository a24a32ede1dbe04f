"""How a participant reads letters, for their worker: kept on a page of the case, files on the letter's."""

import flask
import pytest

from portal import braille, jobs, speech, worker
from portal.models import LetterFile, Participant, TranslatorLocale
from portal.models.accounts import Role
from portal.speech import Recording
from tests.browser import Browser
from tests.factories import account
from tests.operations.lettering import cast, draft, send


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in for what is perhaps not installed."""
    worker.bind()
    monkeypatch.setattr(braille, "brf", lambda _lines, _tag: b"  ,XIN")
    monkeypatch.setattr(braille, "made_with", lambda: "3.24")
    monkeypatch.setattr(speech, "is_possible", lambda: True)
    monkeypatch.setattr(speech, "record", lambda text, _tag: Recording(text.encode(), speech.WAV))
    monkeypatch.setattr(speech, "made_with", dict)


def test_a_worker_keeps_how_somebody_reads_and_the_next_letter_has_its_file(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    browser = Browser(both_databases, ana)
    page = browser.get(f"/staff/cases/{of.key}/formats")
    assert len(page.statements) <= 8
    back = browser.submit(page, f"/staff/cases/{of.key}/formats", {"braille": "y"})
    assert "Braille" in browser.follow(back).text
    assert Participant.get_by_id(of.participant_id).wants_braille
    letter = send(ana, draft(ana, of))
    here = f"/staff/cases/{of.key}/letters/{letter.key}"
    assert "is being made" in browser.get(here).words("#formats")
    jobs.run_waiting()
    page = browser.get(here)
    assert len(page.statements) <= 8
    assert LetterFile.get().sha256[:16] in page.words("#formats")
    file = browser.get(f"{here}/formats/braille")
    assert file.response.data == b"  ,XIN"
    assert f"letter-{letter.letter_no}.brf" in file.headers["Content-Disposition"]
    browser.get(f"{here}/formats/audio", status=404)


def test_a_worker_asks_for_a_format_later_and_is_told_where_there_is_none(app: flask.Flask) -> None:
    ana, of = cast("so")
    letter = send(ana, draft(ana, of))
    here = f"/staff/cases/{of.key}/letters/{letter.key}"
    browser = Browser(app, ana)
    assert "is not made in this language" in browser.get(here).words("#formats")
    told = browser.follow(browser.post(f"{here}/formats/braille"))
    assert "Braille is not made in this language." in told.text


def test_a_translator_listens_and_approves_in_their_own_languages_alone(app: flask.Flask) -> None:
    cast("vi")
    linh = account("Linh Pham", Role.TRANSLATOR)
    TranslatorLocale.create(account=linh, locale="vi")
    browser = Browser(app, linh)
    page = browser.get("/translate/voices")
    assert [part.text_content() for part in page.all("details h2 bdi")] == ["English", "Tiếng Việt"]
    assert len(page.statements) <= 8
    one = "/translate/voices/vi/no_contact_30_days"
    said = browser.get(f"{one}/sound").response
    assert "Xin hãy liên lạc" in said.get_data(as_text=True)
    part = browser.get(f"{one}/sound", status=206, headers={"Range": "bytes=0-3"}).response
    assert part.headers["Content-Range"].startswith("bytes 0-3/")
    assert "Participants can hear" in browser.follow(browser.post(one)).text
    assert "Linh Pham" in browser.get("/translate/voices").words("main")
    browser.post(f"{one}/withdraw")
    assert "Linh Pham" not in browser.get("/translate/voices").words("main")
    for strange in ("es/no_contact_30_days", "km/no_contact_30_days", "vi/nothing_of_it"):
        browser.post(f"/translate/voices/{strange}", status=404)
        browser.get(f"/translate/voices/{strange}/sound", status=404)
