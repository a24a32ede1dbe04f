"""A letter as HTML: the accessible copy, the same in the preview, as it is kept, and on the phone.

Made from the composed letter alone: values are escaped and kept apart from their surroundings
(<bdi>), no text of a screen gets into it (LET-3, LANG-5).
"""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from portal.config import ROOT
from portal.policy.composing import Part


@cache
def _template() -> Template:
    loader = FileSystemLoader(ROOT / "templates")
    made = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return made.get_template("letters/_letter.html")


def letter_html(part: Part) -> str:
    """One language of a letter as an HTML fragment with its `lang` and `dir`; same part, same text.

    Its title is a heading of level 2: the page around it has its own first heading.
    """
    return _template().render(part=part)
