"""A small site that shows every component and the main layouts, for a real browser to look at."""

import re
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import flask
import jinja2
import pytest
from werkzeug.serving import make_server
from wtforms import (
    BooleanField,
    Form,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from portal import headers, i18n
from portal.config import ROOT

HERE = Path(__file__).parent
PAGES = sorted(path.stem for path in (HERE / "pages").glob("*.html"))
LANGUAGES = [("en", "English"), ("es", "Español"), ("vi", "Tiếng Việt"), ("ru", "Русский"),
             ("so", "Soomaali"), ("ar", "العربية")]  # fmt: skip
AREAS = {"note": "staff", "viewer": "staff", "letter-preview": "staff",
         "swap": "staff", "translator": "translate",
         "sign-in": "public"}  # fmt: skip


class ExampleForm(Form):  # type: ignore[misc]
    """One field of each kind that the components know."""

    name = StringField("Your name", [InputRequired("Please write your name.")])
    born_on = StringField("Your birth date", [InputRequired("Please give your birth date.")])
    about = TextAreaField("What happened?")
    kind = SelectField("How", choices=[("phone", "Phone"), ("visit", "Visit")])
    reached = RadioField("Did you talk?", [InputRequired("Please choose one of the answers.")],
                         choices=[("yes", "Yes, we talked"), ("no", "No, I tried")])  # fmt: skip
    needs = SelectMultipleField(
        "What do you need?", choices=[("bus", "Bus fare"), ("care", "Child care")]
    )
    agreed = BooleanField("I read or heard it")


def build_site() -> flask.Flask:
    """The example site: /<locale>/<page>; state=empty|errors in the query."""
    site = flask.Flask(__name__, static_folder=str(ROOT / "static"), template_folder=None)
    site.config.update(SECRET_KEY="kit", IS_DEMO=True)
    site.jinja_loader = jinja2.ChoiceLoader([
        jinja2.FileSystemLoader(ROOT / "templates"), jinja2.FileSystemLoader(HERE / "pages"),
    ])  # type: ignore[assignment]  # fmt: skip
    site.jinja_env.globals.update(
        _=i18n.gettext, ngettext=i18n.ngettext, csrf_token=lambda: "kit-token",
        address=flask.url_for,
        static_url=lambda path: f"/static/{path}",
    )  # fmt: skip
    site.add_url_rule("/language", "auth.set_language", lambda: "", methods=["POST"])
    site.add_url_rule("/<locale>/<page>", "page", show)
    site.after_request(headers.put)
    return site


def show(locale: str, page: str) -> str:
    """One example page in one language."""
    area = AREAS.get(page, "my")
    typed = flask.request.args.get("state") == "errors"
    form = ExampleForm(data={"name": "Maria", "born_on": date(1990, 1, 15)})
    if typed:
        form = ExampleForm(None)
        form.validate()
    context: dict[str, Any] = {
        "locale": locale, "direction": i18n.direction(locale), "area": area, "form": form,
        "locales": LANGUAGES, "config_name": "Touchpoint", "help_phone": "(510) 555-0100", "notices": [],
        "catalog_is_draft": locale != "en", "actor": None if area == "public" else {"name": "Ana Ruiz"},
        "sign_out_url": "" if area == "public" else "/out",
        "worker": {"name": "Ana Ruiz", "phone": "555 0142"} if area == "my" else None,
        "nav": NAVIGATION.get(area, []), "session_clock": CLOCK if area != "public" else None,
    }  # fmt: skip
    with i18n.use(locale):
        return flask.render_template(f"{page}.html", **context)


CLOCK = {"idle_seconds": 1800, "warn_seconds": 150, "extend_url": "/stay",
         "signed_out_url": "/out", "sign_in_url": "/staff/sign-in"}  # fmt: skip
NAVIGATION = {
    "my": [("/my", "What to do", True), ("#2", "Tell us something", False), ("#3", "Send a document", False),
           ("#4", "My plan", False), ("#5", "Letters", False), ("#6", "My profile", False)],
    "staff": [("/staff", "Caseload", True), ("#2", "Inbox (5)", False), ("#3", "Letters", False)],
    "translate": [("/translate", "Languages", True), ("#2", "Review (3)", False)],
}  # fmt: skip


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the running example site."""
    server = make_server("127.0.0.1", 0, build_site(), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def stylesheet_rules(text: str) -> str:
    """CSS without comments, blanks and quotes' kind: what is left are its rules."""
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\s+|;(?=\s*})", "", bare.replace('"', "'"))
