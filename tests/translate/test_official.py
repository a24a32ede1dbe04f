"""The state's own translation of a letter: brought in, approved by a second person, sent with our
English behind it (LET-7)."""

import hashlib
import io
from datetime import timedelta
from typing import Any

import flask
import lxml.html
import pikepdf
import pytest

from portal import i18n, resources
from portal.models import Letter, OfficialText, Release
from portal.models.official_texts import OfficialState
from portal.operations.catalogs.official import approve_official, bring_official, return_official
from portal.operations.documents.sweeping import named_files
from portal.operations.letters.sending import send_letter
from portal.policy.catalogs import ApprovalRefusal, CatalogRefusal
from portal.policy.refusals import Refused
from portal.policy.sending import Stop, Told
from portal.reports.letters import prepare
from portal.reports.letters.official import file_key, front_of, official_texts
from portal.storage import StorageError
from tests.factories import NOON, TODAY
from tests.operations.lettering import cast, draft, stored
from tests.translate.people import KIND, reviewer, translator

LATER = NOON + timedelta(hours=1)


def state_pdf(pages: int = 2) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _number in range(pages):
            made.add_blank_page(page_size=(500, 700))
        made.save(out)
    return out.getvalue()


def brought(who: Any, locale: str = "vi") -> OfficialText:
    kept = resources.current().storage.put_bytes(state_pdf(), file_key())
    return bring_official(
        who.actor, kind=KIND, locale=locale, form_no="NA 840 (VN)", stored=kept, pages=2, at=NOON
    )


def approved(locale: str = "vi") -> OfficialText:
    lan, minh = translator(locale), reviewer(locale)
    return approve_official(minh.actor, official=brought(lan, locale), at=LATER)


def test_a_second_person_lets_it_stand_as_the_languages_release(
    both_databases: flask.Flask,
) -> None:
    lan, minh = translator(), reviewer()
    waiting = brought(lan)
    with pytest.raises(Refused) as own:
        approve_official(lan.actor, official=waiting, at=LATER)
    assert own.value.codes == {"": ApprovalRefusal.SAME_PERSON}
    assert not Release.select().where(Release.locale == "vi").exists()
    done = approve_official(minh.actor, official=waiting, at=LATER)
    assert (done.release.locale, done.release.digest) == ("vi", waiting.sha256)
    with pytest.raises(Refused) as again:
        approve_official(minh.actor, official=OfficialText.get_by_id(waiting.id), at=LATER)
    assert again.value.codes == {"": CatalogRefusal.NOT_WAITING}
    assert official_texts(KIND, "vi")[0].decided_by.name == "Minh Tran"


def test_what_is_given_back_is_no_release_and_says_why(app: flask.Flask) -> None:
    lan, minh = translator(), reviewer()
    waiting = brought(lan)
    with pytest.raises(Refused):
        return_official(minh.actor, official=waiting, comment=" ", at=LATER)
    return_official(minh.actor, official=waiting, comment="An old form.", at=LATER)
    kept = OfficialText.get_by_id(waiting.id)
    assert (kept.state, kept.comment, kept.release_id) == (
        OfficialState.RETURNED, "An old form.", None,
    )  # fmt: skip


@pytest.fixture
def letter(app: flask.Flask) -> Letter:
    """A draft to somebody who reads Vietnamese, whose state has a form of its own."""
    official = approved()
    ana, case = cast("vi")
    made = draft(ana, case, KIND)
    assert official.form_no == "NA 840 (VN)"
    return made


def test_a_letter_goes_out_as_the_states_form_with_our_english_behind_it(letter: Letter) -> None:
    case = letter.case
    prepared = prepare(letter, case, TODAY)
    assert prepared.can_go, prepared.findings
    assert Told.OFFICIAL_TEXT in {one.code for one in prepared.findings}
    sent = send_letter(case.worker.actor, letter=letter, at=NOON)
    assert (sent.locale, sent.release.locale, sent.release_english.locale) == ("vi", "vi", "en")
    assert "NA 840 (VN)" in sent.html
    assert 'lang="en"' in sent.html_english
    plain = stored(case, sent.pdf)
    assert hashlib.sha256(plain).hexdigest() == sent.pdf_sha256
    with pikepdf.open(io.BytesIO(plain)) as made:
        sizes = [tuple(round(float(side)) for side in page.mediabox[2:]) for page in made.pages]
    assert sizes[:2] == [(500, 700)] * 2
    assert len(sizes) > 3
    assert set(sizes[2:]) == {(612, 792)}


def test_a_screen_says_what_it_is_in_the_readers_language_or_in_english(letter: Letter) -> None:
    official = OfficialText.get()
    OfficialText.update(locale="uk").execute()
    english = said_of(OfficialText.get(), "en")
    words = ("Mở tập tin để đọc.", "Thư tiếng Anh ở phía sau.")
    i18n.overlay("vi", {text: (word,) for text, word in zip(english, words, strict=True)})
    try:
        assert said_of(official, "vi") == words
    finally:
        i18n.overlay("vi", {})


def said_of(official: OfficialText, tag: str) -> tuple[str, ...]:
    """The two sentences, where the part says that it is in this language."""
    part = lxml.html.fragment_fromstring(front_of(official).html)
    assert part.get("lang") == tag
    return tuple(one.text_content() for one in part.cssselect("p"))[:2]


def test_the_states_form_has_no_place_for_a_note(letter: Letter) -> None:
    Letter.update(personal_text="See you soon.").where(Letter.id == letter.id).execute()
    found = prepare(Letter.get_by_id(letter.id), letter.case, TODAY).findings
    assert Stop.NO_PLACE_FOR_NOTE in {one.code for one in found}


def test_a_form_that_is_not_the_approved_one_stops_the_letter(letter: Letter) -> None:
    OfficialText.update(sha256="0" * 64).execute()
    with pytest.raises(StorageError):
        send_letter(letter.case.worker.actor, letter=letter, at=NOON)
    assert Letter.get_by_id(letter.id).state == "draft"


def test_its_file_is_not_swept_away(app: flask.Flask) -> None:
    assert approved().file in named_files()


def test_it_comes_in_and_is_approved_on_its_page(app: flask.Flask, browser_for: Any) -> None:
    lan, minh = browser_for(translator()), browser_for(reviewer())
    page = lan.get("/translate/vi/appointment/official")
    here = "/translate/vi/appointment/official"
    for wrong in (b"no PDF", b"%PDF-1.7 cut off", b"%PDF-" + bytes(5 * 1024 * 1024)):
        file = {"form_no": "NA 840", "file": (io.BytesIO(wrong), "na840.pdf")}
        assert "This cannot be taken" in lan.post(here, page.form() | file, 422).text
    file = {"form_no": "NA 840", "file": (io.BytesIO(state_pdf()), "na840.pdf")}
    lan.post(here, page.form() | file)
    lan.post(here, page.form() | {"form_no": ""}, 422)
    made = OfficialText.get()
    assert (made.form_no, made.pages) == ("NA 840", 2)
    seen = minh.get(here)
    assert len(seen.statements) <= 8
    minh.submit(seen, f"{here}/{made.key}", {"act": "return"}, "section.card form", 422)
    minh.submit(seen, f"{here}/{made.key}", {"act": "approve"}, "section.card form")
    assert "Stands as a release" in lan.get(here).text
    answer = lan.get(f"{here}/{made.key}.pdf")
    assert "attachment" in answer.headers["Content-Disposition"]
    lan.get(f"/translate/es/appointment/official/{made.key}.pdf", 404)
    lan.post("/translate/es/appointment/official", {}, 404)
