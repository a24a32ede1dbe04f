"""Rule of the house: what is private shows nowhere, to nobody who may not know of it.

One private note, one case in danger and one document of the private file are planted. Everybody
walks every page that they can reach and knocks at every address; what they get holds none of the
planted words, and every page, with its counts, is what it was before anything was planted.
"""

import re
from pathlib import Path
from typing import Any

import flask
import pypdfium2
import pytest
from werkzeug.test import TestResponse

from portal import clock, db
from portal.models import Case, Document, DocumentRequest, NamePiece, Note, Page
from portal.models.accounts import Role
from portal.models.cases import EntryKind
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.notes import NoteText, add_addendum, finish_note, save_note
from portal.operations.safety import begin_concern
from portal.policy.names import folded
from tests.browser import Browser
from tests.browser import Page as Fetched
from tests.factories import NOON, TODAY, account, as_actor, case, participant
from tests.house.addresses import OWNED, PLAIN
from tests.house.makers import World, row
from tests.house.routes import Route, routes
from tests.house.walking import Walker

NOTE = "zephyrine"
FILE = "quassiabark"
SAFE = "vellichor"
NAME, NUMBER, PHONE, ADDRESS = "Vexleyplum", "WTW-66613", "+15105550666", "66613 Larkspur"
CASE = (NAME, NUMBER, "555-0666", "5550666", ADDRESS, SAFE)
TEXTS = ("purpose", "background", "observations", "content", "results", "next_steps")
_FRESH = re.compile(
    r'(name="(csrf_token|operation_key|note_key|csrf-token)" (value|content)=")[^"]*'
    r"|(value=\")[^\"]*(\" name=\"(csrf_token|operation_key|note_key))"
)
# What tells of who did what, or of when it was made; and that a copy of the notes is not for who
# may not read them all, which a supervisor, who may with a reason, is told.
_MAY_DIFFER = re.compile(r"/audit|/access|/open$|\.po$|\.ics$|/notes-copy")


class Planting:
    """A case with nothing private, into which something is planted; and one that is in danger."""

    def __init__(self) -> None:
        self.ana, self.second = account(), account("Bea Second")
        self.plain = case(participant(), self.ana, secondary=self.second)
        # A copy of the notes is made while there is nothing private in them to be decided on.
        before = World(self.plain.participant, self.ana, self.plain)
        self.copies = {self.plain.id: OWNED["copy_key"](before, "")}
        self.hidden: Any = None
        self.note: Any = None
        self.document: Any = None
        self.page: Any = None
        self.request: Any = None

    def plant(self) -> None:
        """Everything that nobody else may see."""
        self.note = self._noted("n", makes_contact=False)
        self.request = row(
            DocumentRequest, case=self.plain, kind="medical_note", why="hours", is_private=True,
            state="sent",
        )  # fmt: skip
        self.document = row(
            Document, case=self.plain, kind="medical_note", reference="D-77123", note=FILE,
            locale="en", received_at=NOON, is_private=True, request=self.request,
        )  # fmt: skip
        self.page = row(
            Page, document=self.document, file_name=f"{FILE}.jpg", media_type="image/jpeg"
        )
        add_to_timeline(self.plain, EntryKind.DOCUMENT, NOON, self.document.id)
        add_to_timeline(self.plain, EntryKind.REQUEST, NOON, self.request.id)
        refresh(self.plain.id, TODAY)
        person = participant(f"Quillon {NAME}", "es", phone=PHONE, address=ADDRESS)
        self.hidden = case(person, self.ana, NUMBER, secondary=self.second)
        self.copies[self.hidden.id] = OWNED["copy_key"](World(person, self.ana, self.hidden), "")
        begin_concern(as_actor(person), case=self.hidden, safe_ways=SAFE, at=clock.now())
        refresh(self.hidden.id, TODAY)

    def _noted(self, key: str, **values: Any) -> Note:
        text = NoteText(
            occurred_on=TODAY, way="telephone", direction="from_staff", is_answered=True,
            forms_completed="", documents_received="", private_reason="hipaa",
            **dict.fromkeys(TEXTS, f"The word is {NOTE}"), **values,
        )  # fmt: skip
        self.plain = Case.get_by_id(self.plain.id)
        at, who = clock.now(), self.ana.actor
        draft = save_note(who, case=self.plain, key=key * 16, version=0, text=text, at=at)
        done = finish_note(who, case=self.plain, note=draft, at=at)
        add_addendum(who, note=Note.get_for(who, done.key), text=f"Also {NOTE}", at=at)
        return done

    def addresses(self, app: flask.Flask, hidden: bool) -> list[str]:
        """Every address to be fetched that names the planted things, or the case in danger."""
        of = self.hidden if hidden else self.plain
        world = World(of.participant, self.ana, of)
        planted = {
            "case_key": of.key, "note_key": self.note.key, "document_key": self.document.key,
            "page_key": self.page.key, "request_key": self.request.key,
            "reference": self.document.reference, "copy_key": self.copies[of.id],
        }  # fmt: skip
        return [
            _address(app, route, world, planted)
            for route in routes(app)
            if route.method == "GET" and any(name in OWNED for name in route.names)
        ]


def _address(app: flask.Flask, route: Route, made: World, planted: dict[str, Any]) -> str:
    values = {
        name: planted[name] if name in planted else (OWNED | PLAIN)[name](made, route.area)
        for name in route.names
    }
    with app.test_request_context():
        return flask.url_for(route.endpoint, **values)


class Reader(Walker):
    """Walks on and keeps what each page said."""

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser, most=2, is_checked=False)
        self.bodies: dict[str, str] = {}

    def _fetch(self, address: str, script: bool = False) -> tuple[TestResponse, Fetched]:
        response, page = super()._fetch(address, script)
        self.bodies[address] = _plain(response)
        return response, page


def said(response: TestResponse) -> str:
    """What an answer says, its headers and, of a PDF, its text among it."""
    body = response.get_data()
    if response.mimetype == "application/pdf":
        pages = pypdfium2.PdfDocument(body)
        body = "".join(page.get_textpage().get_text_bounded() for page in pages).encode()
    headers = [response.headers.get(name, "") for name in ("Location", "Content-Disposition")]
    return " ".join([*headers, body.decode("utf-8", "replace")])


def _plain(response: TestResponse) -> str:
    return _FRESH.sub(r"\1\4\5", said(response))


def others(planted: Planting) -> dict[str, Any]:
    """Everybody with a good account who may not know of what is planted."""
    other = participant("Linh Tran", "vi")
    case(other, account("Ola Far", unit="Unit 2"), number="WTW-1002")
    return {
        "another participant": other,
        "a counselor of the unit": account("Bo Lind"),
        "a specialist of the unit": account("Cy Ng", Role.SPECIALIST),
        "the unit's supervisor": account("Sam Chief", Role.SUPERVISOR),
        "a counselor of another unit": account("Di Vo", unit="Unit 2"),
        "a supervisor of another unit": account("Eli Far", Role.SUPERVISOR, "Unit 2"),
        "a clerk": account("Ed Roe", Role.CLERICAL),
        "a provider": account("Fay Orr", Role.PROVIDER),
        "a translator": account("Gus Kim", Role.TRANSLATOR),
        "a reviewer": account("Ida May", Role.REVIEWER),
        "an administrator": account("Hal Poe", Role.ADMINISTRATOR),
    }


def walked(browser: Browser, is_participant: bool) -> dict[str, str]:
    """Every page that somebody reaches, by its address."""
    reader, starts = Reader(browser), ["/staff", "/staff/search", "/translate/requests"]
    reader.go(*(["/my"] if is_participant else starts))
    return reader.bodies


def words_in(text: str, *planted: str) -> list[str]:
    return [word for word in planted if word.lower() in text.lower()]


def test_nobody_else_finds_what_is_planted_on_any_page_or_in_any_count(
    app: flask.Flask, browser_for: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted, moment = Planting(), clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)  # both walks happen at one moment
    people = others(planted)
    browsers = {name: browser_for(who) for name, who in people.items()}
    before = {name: walked(browsers[name], "participant" in name) for name in people}
    assert len(before["the unit's supervisor"]) > 10
    planted.plant()
    wrong = []
    for name in people:
        after = walked(browsers[name], "participant" in name)
        for address, body in after.items():
            if found := words_in(body, NOTE, FILE, *CASE):
                wrong.append(f"{name}: {address} holds {found}")
            if body != before[name].get(address) and not _MAY_DIFFER.search(address):
                wrong.append(f"{name}: {address} is not what it was")
    assert not wrong, "\n".join(wrong)


def test_nobody_else_gets_what_is_planted_at_any_address(
    app: flask.Flask, browser_for: Any
) -> None:
    planted = Planting()
    people = others(planted)
    planted.plant()
    wrong = []
    for name, who in people.items():
        client = browser_for(who).client
        for is_hidden in (False, True):
            for address in planted.addresses(app, is_hidden):
                answer = client.get(address)
                body = said(answer)
                if found := words_in(body, NOTE, FILE, *CASE):
                    wrong.append(f"{name}: {answer.status_code} {address} holds {found}")
                if is_hidden and planted.hidden.key in address and answer.status_code != 404:
                    wrong.append(f"{name}: {answer.status_code} {address} is there")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "typed", [NAME, NAME[:5], f"Quillon {NAME}", NUMBER, NUMBER[4:], PHONE, NOTE, FILE, SAFE]
)
def test_no_search_finds_it(app: flask.Flask, browser_for: Any, typed: str) -> None:
    planted = Planting()
    people = others(planted)
    planted.plant()
    wrong = []
    for name, who in people.items():
        browser = browser_for(who)
        sent = {"words": typed, "csrf_token": browser.csrf_token()}
        answer = browser.client.post("/staff/search", data=sent)
        body = re.sub(r"<input[^>]*>", "", said(answer)).replace(typed, "", 2)
        if found := words_in(body, NOTE, FILE, *CASE):
            wrong.append(f"{name}: {found}")
        if answer.status_code in (302, 303) and planted.hidden.key in answer.headers["Location"]:
            wrong.append(f"{name}: sent on to the case")
    assert not wrong, "\n".join(wrong)


def test_its_workers_and_monitors_find_it(app: flask.Flask, browser_for: Any) -> None:
    """Else the walks of the others would prove nothing."""
    planted = Planting()
    planted.plant()
    for who in (planted.ana, planted.second, account("Mona Tor", Role.MONITOR)):
        client = browser_for(who).client
        seen = "".join(
            said(client.get(address))
            for is_hidden in (False, True)
            for address in planted.addresses(app, is_hidden)
        )
        assert words_in(seen, NOTE, FILE, NAME, NUMBER, SAFE) == [NOTE, FILE, NAME, NUMBER, SAFE]
        listed = said(client.get("/staff"))
        assert words_in(listed, NAME, NUMBER) == [NAME, NUMBER]


def test_where_somebody_in_danger_lives_is_on_no_page_of_their_workers(
    app: flask.Flask, browser_for: Any
) -> None:
    planted = Planting()
    planted.plant()
    shown = []
    for who in (planted.ana, planted.hidden.participant):
        client = browser_for(who).client
        for address in [*planted.addresses(app, True), "/my/profile"]:
            found = words_in(said(client.get(address)), ADDRESS, "555-0666", "5550666")
            shown += [(address, found)] if found else []
    assert shown == []


def test_a_reason_opens_the_case_and_neither_its_private_notes_nor_its_private_file(
    app: flask.Flask, browser_for: Any
) -> None:
    planted = Planting()
    planted.plant()
    for role in (Role.COUNSELOR, Role.SPECIALIST):
        browser = browser_for(account(f"Bo {role}", role, email=f"{role}@demo.example"))
        browser.post(f"/staff/cases/{planted.plain.key}/open", {"reason": "stand_in"})
        for address in planted.addresses(app, False):
            assert words_in(said(browser.client.get(address)), NOTE, FILE) == [], address
        browser.get(f"/staff/cases/{planted.plain.key}")
        browser.get(f"/staff/cases/{planted.plain.key}/private-file", 404)


def test_the_database_and_the_search_index_hold_no_word_of_a_private_note(
    app: flask.Flask, tmp_path: Path
) -> None:
    planted = Planting()
    planted.plant()
    pieces = {bytes(one.piece).decode("utf-8", "replace") for one in NamePiece.select()}
    assert not [piece for piece in pieces if piece and piece in folded(NOTE)]
    db.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    for path in tmp_path.rglob("*"):
        if path.is_file():
            raw = path.read_bytes().lower()
            assert NOTE.encode() not in raw, path
            assert SAFE.encode() not in raw, path
