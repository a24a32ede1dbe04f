"""A plan read and signed on the phone in a language that runs from right to left, without script."""

from pathlib import Path

import pytest

from tests.e2e.test_plan_story import OpenBrowser, read_and_sign

pytestmark = pytest.mark.xdist_group("live")


def test_a_plan_is_read_and_signed_from_right_to_left(
    open_browser: OpenBrowser, shots: Path
) -> None:
    read_and_sign(open_browser, shots, "fa")
