"""A participant's task told as done on a phone without script, and confirmed by the worker: what
the eye sees as a button is what the finger meets."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, PHONE, sign_in_participant, sign_in_staff

OpenBrowser = Callable[..., Page]

pytestmark = pytest.mark.xdist_group("live")
TASK = "Visit a child care place and sign up"  # WTW-1001, by its story


def test_one_tap_on_the_button_tells_the_worker_who_confirms_it(open_browser: OpenBrowser) -> None:
    phone = open_browser(PHONE, script=False)
    sign_in_participant(phone, "1001")
    phone.goto("/my")
    button = phone.locator("main ul.tasks li form button").first
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    phone.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(phone.locator(".notice-success")).to_be_visible()
    assert phone.locator("main ul.tasks li form button").count() == 0

    desk = open_browser(DESK)
    sign_in_staff(desk, "counselor")
    desk.goto("/staff/tasks?whose=told")
    row = desk.locator("tbody tr", has_text=TASK)
    row.locator("button").click()
    expect(desk.locator(".notice-success")).to_be_visible()
    desk.goto("/staff/tasks?whose=told")
    expect(desk.locator("tbody tr", has_text=TASK)).to_have_count(0)
