"""The glossary of a language: written, confirmed by a second person, checked, out as files and in."""

import io
from typing import Any
from xml.etree import ElementTree

import flask
import pytest

from portal.models import Term
from portal.models.glossary import TermState
from portal.operations.catalogs.glossary import add_term, confirm_term, load_glossaries
from portal.policy.refusals import Refused
from portal.policy.terms import TermRefusal, TermWords
from portal.reports import catalogs
from tests.factories import NOON
from tests.translate.people import BLOCK, reviewer, translator

HERE = "/translate/vi/glossary"
NEW = 'main form[method="post"]'
GOOD_CAUSE = TermWords("good cause", "lý do chính đáng", forbidden=("lý do tốt",))


def term(words: TermWords = GOOD_CAUSE, *, is_confirmed: bool = True) -> Term:
    """A term of Vietnamese that Tam wrote and Minh confirmed."""
    made = add_term(translator(name="Tam Vo").actor, locale="vi", words=words, at=NOON)
    if not is_confirmed:
        return made
    return confirm_term(reviewer().actor, term=made, version=made.version, at=NOON)


def sent(browser: Any, content: bytes, status: int = 200) -> Any:
    """A file handed in for a look."""
    browser.get(f"{HERE}/import")
    return browser.post(f"{HERE}/import", {"file": (io.BytesIO(content), "t.csv")}, status)


def test_a_term_is_added_as_a_draft_and_a_second_person_confirms_it(
    app: flask.Flask, browser_for: Any
) -> None:
    lan, minh = translator(), reviewer()
    browser = browser_for(lan)
    typed = {"english": "Good cause", "text": "lý do chính đáng", "forbidden": "lý do tốt\n"}
    browser.submit(browser.get(HERE), HERE, typed, NEW)
    made = Term.get()
    assert (made.state, made.is_machine_made, made.written_by) == ("draft", False, lan)
    page = browser.get(f"{HERE}/{made.key}")
    assert "Another person must confirm what you wrote." in page.text
    second = browser_for(minh)
    second.submit(second.get(f"{HERE}/{made.key}"), f"{HERE}/{made.key}/confirm", {})
    assert Term.get().state == TermState.CONFIRMED
    assert "Confirmed" in second.get(HERE).text


def test_who_wrote_a_term_does_not_confirm_it(both_databases: flask.Flask) -> None:
    lan = translator()
    made = add_term(lan.actor, locale="vi", words=GOOD_CAUSE, at=NOON)
    with pytest.raises(Refused) as refused:
        confirm_term(lan.actor, term=made, version=1, at=NOON)
    assert refused.value.codes == {"": TermRefusal.SAME_PERSON}


def test_changed_words_wait_for_a_second_person_again(app: flask.Flask, browser_for: Any) -> None:
    made = term()
    browser = browser_for(translator(name="Mai Le"))
    path = f"{HERE}/{made.key}"
    browser.submit(browser.get(path), path, {"text": "lý do hợp lý"})
    kept = Term.get_by_id(made.id)
    assert (kept.text, kept.state, kept.confirmed_by) == ("lý do hợp lý", "draft", None)


def test_two_who_change_a_term_at_once_are_told(app: flask.Flask, browser_for: Any) -> None:
    made = term()
    browser = browser_for(translator(name="Mai Le"))
    path = f"{HERE}/{made.key}"
    page = browser.get(path)
    Term.update(version=9).where(Term.id == made.id).execute()
    again = browser.submit(page, path, {"text": "lý do hợp lý"}, status=422)
    assert "Somebody else changed this term meanwhile." in again.text
    assert again.form()["text"] == "lý do hợp lý"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"english": ""}, "Please write something here."),
        ({"text": "=HYPERLINK(1)"}, "This begins like a formula"),
        ({"text": "\u3042"}, "does not have all of these characters"),
        ({"forbidden": "Lý do chính đáng"}, "A word cannot be right and forbidden."),
    ],
)
def test_a_term_that_cannot_stand_is_refused_at_its_field(
    app: flask.Flask, browser_for: Any, changes: dict[str, str], said: str
) -> None:
    browser = browser_for(translator())
    typed = {"english": "good cause", "text": "lý do chính đáng"} | changes
    page = browser.submit(browser.get(HERE), HERE, typed, NEW, 422)
    assert said in page.text
    assert Term.select().count() == 0


def test_an_english_term_stands_once_whatever_its_case(app: flask.Flask, browser_for: Any) -> None:
    term()
    browser = browser_for(translator())
    page = browser.submit(browser.get(HERE), HERE, {"english": "GOOD CAUSE", "text": "x"}, NEW, 422)
    assert "This English term is there already." in page.text


def test_a_confirmed_term_warns_beside_the_block_and_a_draft_does_not(
    app: flask.Flask, browser_for: Any
) -> None:
    made = term(TermWords("meeting", "buổi họp mặt", forbidden=("buổi gặp",)), is_confirmed=False)
    block = catalogs.block_of(BLOCK)
    text = "Hãy gọi {worker_phone} trước buổi gặp."
    codes = {str(one.code) for one in catalogs.problems_of(block, text, "vi")}
    assert "term" not in codes
    confirm_term(reviewer().actor, term=made, version=1, at=NOON)
    found = {str(one.code): one for one in catalogs.problems_of(block, text, "vi")}
    assert found["term"].detail == "meeting = buổi họp mặt"
    assert found["term_forbidden"].detail == "buổi gặp → buổi họp mặt"
    assert not found["term"].is_error


def test_terms_are_found_and_their_pages_cost_the_same_for_many(
    app: flask.Flask, browser_for: Any
) -> None:
    term()
    browser = browser_for(translator())
    few = browser.get(f"{HERE}?q=CHÍNH")
    assert "lý do chính đáng" in few.text
    assert "No term has these words." in browser.get(f"{HERE}?q=xyz").text
    Term.insert_many([
        {"key": f"{n:016}", "locale": "vi", "english": f"term {n}", "text": f"từ {n}",
         "changed_at": NOON}
        for n in range(200)
    ]).execute()  # fmt: skip
    many = browser.get(HERE)
    assert len(many.statements) == len(few.statements) <= 8


def test_another_languages_translator_reads_and_does_not_write(
    app: flask.Flask, browser_for: Any
) -> None:
    made, browser = term(), browser_for(translator("es", name="Eva Sol"))
    page = browser.get(HERE)
    assert "lý do chính đáng" in page.text
    assert page.all("form[method=post][action*=glossary]") == []
    browser.get(f"{HERE}/{made.key}", 404)
    browser.post(f"{HERE}/{made.key}", {"text": "x"}, 404)
    browser.post(HERE, {"english": "x", "text": "x"}, 404)
    browser.get(f"{HERE}/import", 404)


def test_the_terms_that_ship_are_drafts_and_come_in_once(both_databases: flask.Flask) -> None:
    load_glossaries(at=NOON)
    for locale in ("es", "vi", "ru", "zh-Hant", "zh-Hans", "ko", "km", "lo", "so", "ar"):
        rows = list(Term.of(locale))
        assert len(rows) >= 25, locale
        assert all(row.is_machine_made and row.state == "draft" for row in rows)
    before = Term.select().count()
    load_glossaries(at=NOON)
    assert Term.select().count() == before


def test_a_file_is_shown_line_by_line_before_it_changes_anything(
    app: flask.Flask, browser_for: Any
) -> None:
    term()
    browser = browser_for(translator())
    content = (
        "english,translation,also right,forbidden,note\n"
        "good cause,lý do chính đáng,,lý do tốt; cớ,\n"
        "hearing,buổi điều trần,,,\n"
        "plan,=1+1,,,\n"
        "deadline,,,,\n"
        "Hearing,phiên xử,,,\n"
        "short,ngắn\n"
    )
    page = sent(browser, content.encode())
    cells = [[cell.text_content() for cell in row] for row in page.all("tbody tr")]
    texts = [" ".join(" ".join(row).split()) for row in cells]
    rows = {text.split()[0]: text for text in texts}
    assert sorted(rows) == ["2", "3", "4", "5", "6", "7"]
    assert "Changed" in rows["2"]
    assert "New" in rows["3"]
    assert "This begins like a formula" in rows["4"]
    assert "Translation: Please write something here." in rows["5"]
    assert "This English term is there already." in rows["6"]
    assert "another number of cells" in rows["7"]
    assert Term.select().count() == 1
    browser.submit(page, f"{HERE}/import/take", {})
    kept = {row.english: (row.text, row.state) for row in Term.select()}
    assert kept == {
        "good cause": ("lý do chính đáng", "draft"),
        "hearing": ("buổi điều trần", "draft"),
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "The file is not UTF-8."),
        (b"a,b\n1,2\n", "Line 1."),
        (b'english,translation\n"open', "Line 2."),
        ("english,translation\nplan,\u202ex\n".encode(), "Line 2."),
        (b"english,translation\n" + b"x" * (1024 * 1024), "more than 1 MiB"),
        (b"", "Line 1."),
    ],
)
def test_a_broken_file_is_refused_whole_with_its_line(
    app: flask.Flask, browser_for: Any, content: bytes, said: str
) -> None:
    browser = browser_for(translator())
    page = sent(browser, content, 422)
    assert said in page.text


def test_what_goes_out_as_csv_comes_in_the_same(app: flask.Flask, browser_for: Any) -> None:
    term(TermWords("good cause", "lý do chính đáng", ("lý do",), ("lý do tốt",), "Not an excuse."))
    browser = browser_for(translator())
    out = browser.client.get(f"{HERE}/export.csv")
    assert "good cause,lý do chính đáng,lý do,lý do tốt,Not an excuse.,confirmed" in out.text
    page = sent(browser, out.data)
    assert "There is nothing to take." in page.text


def test_the_tbx_says_what_is_right_and_what_is_not(app: flask.Flask, browser_for: Any) -> None:
    term(TermWords("A & B", "lý do <x>", (), ("tốt",)))
    out = browser_for(translator()).client.get(f"{HERE}/export.tbx")
    space = {"t": "urn:iso:std:iso:30042:ed-2"}
    root = ElementTree.fromstring(out.text)
    terms = [one.text for one in root.iterfind(".//t:term", space)]
    notes = [one.text for one in root.iterfind(".//t:termNote", space)]
    assert terms == ["A & B", "lý do <x>", "tốt"]
    assert notes[1:] == ["preferredTerm-admn-sts", "deprecatedTerm-admn-sts"]


def test_what_is_fetched_while_typing_is_that_part_of_the_page(
    app: flask.Flask, browser_for: Any
) -> None:
    term()
    browser = browser_for(translator())
    page, part = browser.get(f"{HERE}?q=good"), browser.get(f"{HERE}?q=good", script=True)
    assert part.body.strip() in page.body
    assert 'id="terms"' in part.body
