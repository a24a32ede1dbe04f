"""The corpus of bad files: each gets words in the person's language, and never an error page.

Every file goes the whole way: sent to the portal over HTTP as the phone's script does, cleaned by
the worker's job, looked at by who sent it. Nothing hidden in it is ever served.
"""

import json
import re
import zlib
from collections.abc import Iterator

import flask
import lxml.html
import pytest

from portal import i18n, resources
from portal.models import Document, Page
from portal.models.documents import PageState
from portal.operations.cases.keys import open_case_key
from portal.policy.documents import MAX_PAGES, DocumentState, RefusalCode
from portal.words.documents import FILES, PAGES
from tests.browser import Browser
from tests.documents.sending import Sender, run_jobs
from tests.files.corpus import everything
from tests.files.corpus.bad import CLEAN, HIDDEN, Bad, jpeg
from tests.files.nursery import nursery

pytestmark = pytest.mark.xdist_group("corpus")  # it is made once

LOCALE = "es"
AT_LEAST = 200
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)


class Phone:
    """A participant's phone that sends whatever it is given, byte by byte as a browser would."""

    def __init__(self, app: flask.Flask) -> None:
        self.sender = Sender(locale=LOCALE)
        self.browser = Browser(app, self.sender.person)
        self.csrf = self.browser.csrf_token()
        self.sent = 0

    def send(self, case: Bad, document: str = "") -> tuple[int, dict[str, str]]:
        """Sends one file as the script does; the status and what was answered."""
        self.sent += 1
        fields = {
            "csrf_token": self.csrf, "operation_key": f"corpus-{self.sent:09d}", "kind": "pay_stub",
            "upload_key": f"{self.sent:032x}", "document": document,
        }  # fmt: skip
        answer = self.browser.client.post(
            "/my/documents/pages", data=body(fields, case), headers={"Accept": "application/json"},
            content_type="multipart/form-data; boundary=EDGE",
        )  # fmt: skip
        return answer.status_code, json.loads(answer.get_data())

    def page(self, path: str) -> str:
        """The text of a page, which must be one."""
        answer = self.browser.client.get(path)
        assert answer.status_code == 200, path
        return answer.get_data(as_text=True)


def body(fields: dict[str, str], case: Bad) -> bytes:
    """A form as browsers write it: in a file's name quotes and line ends are escaped."""
    parts = [
        f'--EDGE\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    name = case.file_name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    head = f'--EDGE\r\nContent-Disposition: form-data; name="page"; filename="{name}"\r\n'
    kind = "Content-Type: image/jpeg\r\n\r\n"
    return b"".join([*parts, (head + kind).encode(), case.content, b"\r\n--EDGE--\r\n"])


@pytest.fixture(scope="module")
def cases() -> list[Bad]:
    """The corpus, made once."""
    return list(everything())


@pytest.fixture
def words() -> dict[str, str]:
    """What is said of a refused file, by its code, in the person's language."""
    with i18n.use(LOCALE):
        return {str(code): str(text) for code, text in FILES.items()}


@pytest.fixture
def phone(app: flask.Flask) -> Phone:
    """A phone of a participant who reads Spanish."""
    return Phone(app)


def test_the_corpus_has_two_hundred_cases_and_no_two_alike(cases: list[Bad]) -> None:
    assert len({(case.file_name, case.content) for case in cases}) >= AT_LEAST
    assert len({case.what for case in cases}) == len(cases)
    wanted = {code for case in cases for code in case.gets if len(case.gets) == 1}
    assert wanted >= {"empty", "cut_off", "locked", "wrong_type", "too_many_pages", "bomb", CLEAN}


def test_every_bad_file_gets_words_and_never_an_error_page(
    phone: Phone, cases: list[Bad], words: dict[str, str]
) -> None:
    files = [case for case in cases if not is_about_its_name(case)]
    became = {case.what: told for case, told in sent_and_cleaned(phone, files, words)}
    assert len(became) == len(files)
    wrong = {case.what: became[case.what] for case in files if became[case.what] not in case.gets}
    assert wrong == {}


def test_a_twenty_first_photo_is_refused_and_the_twenty_before_it_stay(
    phone: Phone, words: dict[str, str]
) -> None:
    case = [Bad("", "x.jpg", jpeg() + bytes([number]), frozenset()) for number in range(21)]
    status, first = phone.send(case[0])
    document = str(Page.get(Page.key == first["page"]).document.key)
    answers = [phone.send(one, document) for one in case[1:]]
    assert [status, *(one for one, _told in answers)] == [200] * MAX_PAGES + [422]
    assert answers[-1][1]["error"] == words[RefusalCode.TOO_MANY_PAGES]
    assert Page.select().count() == MAX_PAGES
    phone.page(f"/my/documents/{document}")


def test_no_name_of_a_file_becomes_a_part_of_a_page(phone: Phone, cases: list[Bad]) -> None:
    document = ""
    taken = [case for case in cases if is_about_its_name(case)]
    for number, case in enumerate(taken):
        document = "" if number % MAX_PAGES == 0 else document
        status, told = phone.send(case, document)
        assert status == 200 or "empty" in case.gets, case.what
        if status == 200:
            document = str(Page.get(Page.key == told["page"]).document.key)
    assert len(taken) > 80
    for one in Document.select():
        tree = lxml.html.document_fromstring(phone.page(f"/my/documents/{one.key}"))
        shown = tree.cssselect(".upload-row .upload-name")
        names = [str(name.text_content()).replace("\xa0", " ") for name in shown]
        assert len(names) == len(Page.of_document(one.id)) + 1  # and the row to come
        assert all(len(name) <= 200 and name.isprintable() for name in names), names
        assert not tree.cssselect(".upload-name *, img[onerror], script:not([src])")


def is_about_its_name(case: Bad) -> bool:
    """A good photo under a bad name, which needs no cleaning to be looked at."""
    return case.what.startswith("name ")


def sent_and_cleaned(
    phone: Phone, cases: list[Bad], words: dict[str, str]
) -> Iterator[tuple[Bad, str]]:
    """What became of each case: a code, CLEAN, or what should not have been said."""
    code_of = {text: code for code, text in words.items()}
    taken: dict[str, Bad] = {}
    with nursery():
        for case in cases:
            status, told = phone.send(case)
            if status == 200:
                taken[told["page"]] = case
            else:
                assert status == 422, (case.what, status)
                yield case, code_of.get(told["error"], f"no words: {told}")
        for document in Document.select():
            if Page.of_document(document.id):
                phone.sender.finish(document)
        run_jobs()
    for key, case in taken.items():
        yield case, seen(phone, Page.get(Page.key == key), words)


def seen(phone: Phone, page: Page, words: dict[str, str]) -> str:
    """What who sent a page is shown of it; what is kept of it holds nothing hidden."""
    text = phone.page(f"/my/documents/{page.document.key}")
    if page.state == PageState.REFUSED:
        assert words[page.refusal] in text.replace("&#39;", "'"), page.file_name
        assert page.document.state == DocumentState.RETURNED
        return str(page.refusal)
    assert page.state == PageState.CLEAN, f"{page.file_name} is {page.state}"
    with i18n.use(LOCALE):
        assert str(PAGES[PageState.CLEAN]) in text
    key = open_case_key(page.document.case)
    for name in page.stored_names:
        assert HIDDEN not in unpacked(resources.current().storage.read(name, key)), page.file_name
    return CLEAN


def unpacked(content: bytes) -> bytes:
    """A kept file, with a PDF's streams unpacked."""
    assert content.startswith((b"\xff\xd8\xff", b"%PDF-"))
    found = [content]
    for stream in _STREAM.findall(content) if content.startswith(b"%PDF-") else ():
        try:
            found.append(zlib.decompressobj().decompress(stream, 50_000_000))
        except zlib.error:
            continue
    return b"".join(found)
