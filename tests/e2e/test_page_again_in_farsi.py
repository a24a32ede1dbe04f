"""Only the bad page is sent again, on a phone whose language runs from right to left."""

from pathlib import Path

import pytest

from tests.e2e.test_page_again import OpenBrowser, send_again

pytestmark = pytest.mark.xdist_group("live")


def test_only_the_bad_page_is_sent_again_from_right_to_left(
    open_browser: OpenBrowser, shots: Path
) -> None:
    send_again(open_browser, shots, "fa")
