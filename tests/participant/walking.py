"""A browser that knows where it stands, for stories of several pages."""

from typing import Any

from tests.browser import Browser, Page


class Walker(Browser):
    """Remembers the address of the last page it fetched."""

    path = ""

    def get(self, path: str, status: int = 200, script: bool = False, **kwargs: Any) -> Page:
        """Fetches a page, checks it, and stands there."""
        self.path = path.partition("?")[0]
        return super().get(path, status, script, **kwargs)
