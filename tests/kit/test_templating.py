"""Templates compiled for one language: what they put out is what the library would."""

from collections.abc import Callable

import pytest
from jinja2 import DictLoader
from markupsafe import Markup, escape

from portal.templating import LocaleEnvironment, in_one_piece, put


@pytest.fixture
def made() -> Callable[..., str]:
    """Renders the template `page` of some templates, in English."""

    def render(values: dict[str, object], **sources: str) -> str:
        environment = LocaleEnvironment(None, loader=DictLoader(sources), autoescape=True)  # type: ignore[arg-type]
        environment.locale_tag = "en"
        environment.filters["in_one_piece"] = in_one_piece
        return environment.get_template("page").render(values)

    return render


@pytest.mark.parametrize(
    "value", ["plain", "<b>", "a & b", 'it\'s "quoted"', 7, 2.5, None, Markup("<b>"), ["<"]]
)
def test_a_value_is_put_out_escaped_as_the_library_escapes_it(value: object) -> None:
    written = str(put(value)).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")
    assert written == str(escape(value))


def test_what_a_person_typed_is_no_markup_in_a_loop_a_macro_a_block_or_a_part(
    made: Callable[..., str],
) -> None:
    page = (
        "{% macro said(text) %}<i>{{ text }}</i>{% endmacro %}"
        "{% block main %}{% for one in [typed] %}{{ one }}{{ said(one) }}{% endfor %}"
        "{% include 'part' %}{% endblock %}"
    )
    told = made({"typed": "<script>"}, page=page, part="<p>{{ typed }}</p>")
    assert told == "&lt;script&gt;<i>&lt;script&gt;</i><p>&lt;script&gt;</p>"


def test_what_a_part_sets_stays_in_the_part(made: Callable[..., str]) -> None:
    page = "{% set name = 'page' %}{% include 'part' %}{{ name }}"
    assert made({}, page=page, part="{% set name = 'part' %}{{ name }} ") == "part page"
