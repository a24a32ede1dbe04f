"""The scripts against a server that is slow, broken or gone."""

import json
from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.xdist_group("kit-browser")

PHOTO = {"name": "page.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8 small"}
CHOOSE = ".upload-pick input[multiple]"
ROW = ".upload-row:last-child"


def answering(*answers: tuple[int, dict[str, str]] | None) -> Callable[[Any], None]:
    """A route that gives these answers one after the other; None is a cut line."""
    left = list(answers)

    def act(route: Any) -> None:
        answer = left.pop(0) if len(left) > 1 else left[0]
        if answer is None:
            route.abort()
        else:
            route.fulfill(
                status=answer[0], content_type="application/json", body=json.dumps(answer[1])
            )

    return act


def test_a_chosen_file_is_sent_at_once_and_gets_its_receipt(page: Any, site: str) -> None:
    page.goto(f"{site}/en/upload")
    page.route(
        "**/send-one",
        answering((201, {"page": "p1", "name": "page.jpg", "received": "Received 10:45"})),
    )
    page.set_input_files(CHOOSE, PHOTO)
    page.wait_for_selector(f"{ROW}.is-received")
    assert "Received 10:45" in page.inner_text(ROW)
    assert page.get_attribute("[data-upload-done]", "aria-disabled") == "false"
    assert page.inner_text("[data-upload-done]") == "Done"
    assert page.input_value(CHOOSE) == ""


def test_a_cut_line_is_tried_again_with_the_same_key_until_the_receipt_comes(
    page: Any, site: str
) -> None:
    keys: list[str] = []
    page.clock.install()
    page.goto(f"{site}/en/upload")
    received = (201, {"page": "p1", "name": "page.jpg", "received": "Received 10:45"})
    answer = answering(None, (503, {}), received)

    def note_key(route: Any) -> None:
        keys.append(route.request.post_data_buffer.split(b'name="upload_key"')[1][4:36].decode())
        answer(route)

    page.route("**/send-one", note_key)
    page.set_input_files(CHOOSE, PHOTO)
    page.clock.run_for(100)
    page.wait_for_selector("[data-upload-signal]:visible")
    assert page.get_attribute("[data-upload-done]", "aria-disabled") == "true"
    page.clock.run_for(3100)
    page.wait_for_timeout(200)
    page.clock.run_for(5100)
    page.wait_for_selector(f"{ROW}.is-received")
    assert len(keys) == 3
    assert len(set(keys)) == 1
    assert not page.is_visible("[data-upload-signal]")


def test_the_network_coming_back_ends_the_wait(page: Any, site: str) -> None:
    page.goto(f"{site}/en/upload")
    received = (201, {"page": "p1", "name": "page.jpg", "received": "Received 10:45"})
    page.route("**/send-one", answering(None, received))
    page.set_input_files(CHOOSE, PHOTO)
    page.wait_for_selector("[data-upload-signal]:visible")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector(f"{ROW}.is-received", timeout=1500)


def test_a_refused_file_says_why_and_the_others_arrive(page: Any, site: str) -> None:
    page.goto(f"{site}/en/upload")
    received = (201, {"page": "p2", "name": "b.jpg", "received": "Received 10:45"})
    page.route("**/send-one", answering((422, {"error": "This file is empty."}), received))
    page.set_input_files(CHOOSE, [PHOTO, {**PHOTO, "name": "b.jpg"}])
    page.wait_for_selector(f"{ROW}.is-received")
    assert "This file is empty." in page.inner_text(".is-refused")
    assert page.inner_text("#status")


def test_a_large_photo_is_made_smaller_on_the_phone(page: Any, site: str) -> None:
    sizes: list[int] = []
    page.goto(f"{site}/en/upload")

    def weigh(route: Any) -> None:
        sizes.append(len(route.request.post_data_buffer))
        route.fulfill(status=201, content_type="application/json", body='{"received": "Received"}')

    page.route("**/send-one", weigh)
    page.evaluate("""async () => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [4000, 3000];
      const pen = canvas.getContext('2d');
      for (let i = 0; i < 40000; i++) {
        pen.fillStyle = `rgb(${Math.random() * 255},${Math.random() * 255},${Math.random() * 255})`;
        pen.fillRect(Math.random() * 4000, Math.random() * 3000, 40, 40);
      }
      const blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg', 1));
      const chosen = new DataTransfer();
      chosen.items.add(new File([blob], 'large.jpg', {type: 'image/jpeg'}));
      window.wasBytes = blob.size;
      const input = document.querySelector('.upload-pick input[multiple]');
      input.files = chosen.files;
      input.dispatchEvent(new Event('change', {bubbles: true}));
    }""")
    page.wait_for_selector(f"{ROW}.is-received", timeout=15000)
    assert page.evaluate("window.wasBytes") > 3_000_000
    assert sizes[0] < page.evaluate("window.wasBytes") / 2


def test_done_waits_while_a_file_is_on_its_way(page: Any, site: str) -> None:
    page.goto(f"{site}/en/upload")
    page.route("**/send-one", lambda _route: None)
    page.set_input_files(CHOOSE, PHOTO)
    page.click("[data-upload-done]", force=True)
    page.wait_for_selector("#status:not(:empty)")
    assert page.url.endswith("/upload")


def test_one_button_keeps_the_session_and_brings_the_focus_back(page: Any, site: str) -> None:
    page.clock.install()
    page.route("**/stay", answering((200, {"idle_seconds": "1800"})))
    page.goto(f"{site}/en/home")
    page.focus(".tasks a")
    page.clock.run_for(1640 * 1000)
    assert not page.is_visible("#stay-signed-in")
    page.clock.run_for(11 * 1000)
    assert page.is_visible("#stay-signed-in")
    page.click("[data-extend]")
    page.wait_for_selector("#stay-signed-in", state="hidden")
    assert page.evaluate("document.activeElement.closest('.tasks') !== null")
    page.clock.run_for(1640 * 1000)
    assert not page.is_visible("#stay-signed-in")


def test_a_participants_page_is_left_when_the_time_is_over(page: Any, site: str) -> None:
    page.clock.install()
    page.route("**/out", lambda route: route.fulfill(body="<title>out</title>signed out"))
    page.goto(f"{site}/en/home")
    page.clock.run_for(1802 * 1000)
    page.wait_for_url("**/out")


def test_staff_sign_in_again_without_losing_what_they_typed(page: Any, site: str) -> None:
    page.clock.install()
    page.route("**/draft", answering((200, {"saved": "Saved 10:41"})))
    page.goto(f"{site}/en/note")
    page.fill("#about", "She starts on Monday.")
    page.clock.run_for(6000)
    page.wait_for_selector("text=Saved 10:41")
    page.wait_for_timeout(100)
    page.clock.run_for(1840 * 1000)
    assert page.is_visible("#sign-in-again")
    page.click("[data-continue]")
    page.wait_for_selector("#sign-in-again", state="hidden")
    assert page.input_value("#about") == "She starts on Monday."


def test_typing_is_saved_after_five_seconds_and_at_least_every_twenty(page: Any, site: str) -> None:
    saves: list[str] = []
    page.clock.install()

    def save(route: Any) -> None:
        saves.append(route.request.post_data)
        route.fulfill(content_type="application/json", body='{"saved": "Saved 10:42"}')

    page.route("**/draft", save)
    page.goto(f"{site}/en/note")
    page.fill("#about", "one")
    page.clock.run_for(4000)
    assert saves == []
    page.clock.run_for(1500)
    page.wait_for_function(
        "() => document.querySelector('[data-autosave-status]').textContent === 'Saved 10:42'"
    )
    for count in range(8):
        page.fill("#about", f"still typing {count}")
        page.clock.run_for(3000)
    assert len(saves) == 2


def test_a_draft_that_changed_elsewhere_says_so(page: Any, site: str) -> None:
    page.clock.install()
    page.route("**/draft", answering((409, {"error": "This draft was changed in another tab."})))
    page.goto(f"{site}/en/note")
    page.fill("#about", "mine")
    page.clock.run_for(6000)
    page.wait_for_selector("#status:not(:empty)")
    assert page.inner_text("[data-autosave-status]") == "This draft was changed in another tab."
    assert page.input_value("#about") == "mine"


def test_a_double_tap_sends_once(page: Any, site: str) -> None:
    sent: list[Any] = []
    page.goto(f"{site}/en/question")
    page.route("**/en/question", lambda route: sent.append(route))
    is_off = page.evaluate("""() => new Promise(done => {
      const button = document.querySelector('main .actions .button');
      button.click();
      setTimeout(() => button.click(), 30);
      setTimeout(() => done(button.getAttribute('aria-disabled')), 300);
    })""")
    assert is_off == "true"
    assert len(sent) == 1
    sent[0].fulfill(body="sent")


def test_a_failed_swap_offers_to_try_again_and_the_answer_takes_the_focus(
    page: Any, site: str
) -> None:
    page.goto(f"{site}/en/swap")
    page.route("**/part", answering(None, (503, {}), (200, {})))
    page.click("#load")
    page.wait_for_selector("#net-error:visible")
    page.click("[data-retry]")
    page.wait_for_selector("#net-error:visible")
    page.unroute("**/part")
    page.route("**/part", lambda route: route.fulfill(
        content_type="text/html", body='<h2 id="new" data-focus>New part</h2>'))  # fmt: skip
    page.click("[data-retry]")
    page.wait_for_selector("#new:focus")
    assert not page.is_visible("#net-error")


def test_a_swap_that_takes_the_focused_thing_away_leaves_the_focus_near(
    page: Any, site: str
) -> None:
    page.goto(f"{site}/en/swap")
    page.route("**/part", lambda route: route.fulfill(
        content_type="text/html", body='<p id="rest" data-fallback-focus>No more</p>'))  # fmt: skip
    page.click("#gone")
    page.wait_for_selector("#rest:focus")


def test_an_answer_with_mistakes_is_shown_in_place(page: Any, site: str) -> None:
    page.goto(f"{site}/en/swap")
    page.route("**/part", lambda route: route.fulfill(
        status=422, content_type="text/html", body='<p id="new" data-focus>Please check</p>'))  # fmt: skip
    page.click("#load")
    page.wait_for_selector("#new")
    assert not page.is_visible("#net-error")


def test_a_swap_after_the_session_ended_asks_to_sign_in_in_place(page: Any, site: str) -> None:
    page.goto(f"{site}/en/swap")
    page.route("**/part", lambda route: route.fulfill(status=401, headers={"HX-Redirect": "/x"}))
    page.click("#load")
    page.wait_for_selector("#sign-in-again:visible")
    page.wait_for_timeout(200)
    assert page.url.endswith("/swap")
    assert not page.is_visible("#net-error")


def test_a_field_chip_puts_its_field_at_the_cursor(page: Any, site: str) -> None:
    page.goto(f"{site}/en/translator")
    page.focus("#text")
    page.keyboard.press("Control+Home")
    page.click("[data-insert='{reply_date}']")
    assert page.input_value("#text").startswith("{reply_date}")
    page.keyboard.press("Alt+Digit1")
    assert page.input_value("#text").startswith("{reply_date}{worker_name}")
