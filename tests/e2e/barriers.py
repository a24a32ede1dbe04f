"""What keeps somebody from using a page: looked for in the browser, on the page that is open."""

from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Response

from portal.config import ROOT

AXE = (ROOT / "tests/vendor/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HEIGHTS = {320: 256, 360: 640, 1280: 900}  # 320 by 256 is a desk's window at 400 %

_SIDEWAYS = """() => {
  const page = document.documentElement;
  return page.scrollWidth > page.clientWidth ? page.scrollWidth - page.clientWidth : 0;
}"""

# Text that ends outside of the window or is cut by its box. What scrolls in a region of its own, and
# what is there for screen readers alone, is not.
_CUT = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  const styles = new Map();
  const style = e => styles.get(e) || styles.set(e, getComputedStyle(e)).get(e);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = walker.nextNode()); ) {
    if (!text.data.trim() || !text.parentElement.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (!box.width) continue;
    for (let e = text.parentElement; e; e = e.parentElement) {
      const s = style(e);
      if (s.clipPath !== 'none' || s.opacity === '0' || e.matches('.skip, option, textarea')) break;
      if (/auto|scroll/.test(s.overflowX + s.overflowY) && e !== document.body) break;
      const hides = /hidden|clip/.test(s.overflowX);
      const edge = e.getBoundingClientRect();
      if ((hides && (box.right > edge.right + 1 || box.left < edge.left - 1)) ||
          (e === document.body && (box.right > wide + 1 || box.left < -1))) {
        found.push(text.data.trim().slice(0, 60));
        break;
      }
    }
  }
  return found;
}"""

# What does nothing unless a script runs, on a page that runs none.
_DEAD = """() => {
  const seen = e => e.checkVisibility();
  const found = [];
  for (const form of document.forms) {
    const sends = [...form.elements].some(e => e.type === 'submit' && form.contains(e));
    if (!sends) found.push('no submit button: form ' + form.getAttribute('action'));
  }
  for (const e of document.querySelectorAll('button, [role=button], a, [onclick], input[type=button]')) {
    const works = e.matches('a[href], button:not([type]), button[type=submit]') && !(e.type === 'submit' && !e.form);
    if (seen(e) && !works) found.push('does nothing: ' + e.outerHTML.slice(0, 100));
  }
  for (const e of document.querySelectorAll('input, select, textarea'))
    if (seen(e) && !e.form) found.push('belongs to no form: ' + e.outerHTML.slice(0, 100));
  return found;
}"""


class Ear:
    """Hears what goes wrong in a browser's page: errors, refused parts, broken policies."""

    def __init__(self, page: Page) -> None:
        self.heard: list[str] = []
        self._page = page
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(f"script: {error}"))
        page.on("response", self._response)
        page.on("requestfailed", lambda one: self.heard.append(f"failed: {one.url} {one.failure}"))

    def _console(self, message: ConsoleMessage) -> None:
        # A page's own status is in the console too; who opens the page looks at that.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.heard.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.heard.append(f"{response.status}: {response.url}")

    def told(self) -> list[str]:
        """What was heard since the last time."""
        heard, self.heard = self.heard, []
        return heard


def found_by_axe(page: Page) -> list[str]:
    """The violations on the page that is open."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found: Any = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [
        f"{one['id']} ({len(one['nodes'])}): {one['nodes'][0]['target']} "
        f"{one['nodes'][0]['html'][:140]}"
        for one in found["violations"]
    ]


def resize(page: Page, width: int) -> None:
    """Gives the window another width, CSS px."""
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})


def barriers(page: Page, widths: tuple[int, ...] = (1280, 360)) -> list[str]:
    """What is wrong with the open page: axe and sideways scroll at each width, then at 400 % zoom
    of a desk's window, then with text twice as large on a phone."""
    wrong = []
    for width in widths:
        resize(page, width)
        # As tall as the page, so that a bar that stays in sight covers nothing.
        height = max(HEIGHTS[width], page.evaluate("() => document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": width, "height": height})
        wrong += [f"at {width} px: {one}" for one in found_by_axe(page)]
        wrong += _scrolls(page, f"at {width} px")
    resize(page, 320)
    wrong += _scrolls(page, "at 400 %") + _cut(page, "at 400 %")
    resize(page, 360)
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    wrong += _scrolls(page, "with large text") + _cut(page, "with large text")
    page.evaluate("() => { document.documentElement.style.fontSize = '' }")
    return wrong


def _scrolls(page: Page, when: str) -> list[str]:
    over = page.evaluate(_SIDEWAYS)
    return [f"{when}: {over} px wider than the window"] if over else []


def _cut(page: Page, when: str) -> list[str]:
    return [f"{when}: cut off: {text}" for text in page.evaluate(_CUT)]


def dead_controls(page: Page) -> list[str]:
    """Controls and forms on the open page that nobody can use without a script."""
    found: list[str] = page.evaluate(_DEAD)
    return found
