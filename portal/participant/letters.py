"""Letters, to read on the phone as they were sent: what, by when and what to do come first."""

import json
from typing import Any

import flask
from flask import request
from flask_login import current_user
from markupsafe import Markup

from portal import clock, i18n, pages, resources
from portal.access import Permission, actor, requires
from portal.clock import now
from portal.forms import Form, LongText
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.letter_text import in_short, lines_of
from portal.locales import LOCALES
from portal.models.letters import Letter
from portal.operations.letters.explaining import ask_to_explain
from portal.operations.letters.sending import mark_letter_read
from portal.participant.area import area, own_case
from portal.participant.messages import away_words
from portal.policy.calendar import office_date
from portal.policy.formats import days_set
from portal.reports.formats import offers
from portal.reports.letters import letters_of, replaced_by
from portal.words.letters import kind_name


class ExplainForm(Form):
    """What is not understood of a letter, in one's own words or none."""

    words = LongText(_l("What is not clear?"))


@area.get("/letters")
@requires(Permission.OWN_READ)
def letters_index() -> flask.Response:
    """Your letters: first those that you have not read, the latest on top."""
    rows = letters_of(own_case(), sent_only=True)
    rows.sort(key=lambda row: row["read_at"] is not None or bool(row["replaced_by"]))
    return pages.render("participant/letters/index.html", rows=rows, kind_name=kind_name)


@area.get("/letters/<key:letter_key>")
@requires(Permission.OWN_READ)
def letters_show(letter_key: str) -> flask.Response:
    """One letter as it was sent; with `copy=en` the English copy behind it."""
    return _page(Letter.get_for(actor(), letter_key), ExplainForm())


def _page(letter: Letter, form: ExplainForm, status: int = 200) -> flask.Response:
    case: Any = own_case()
    is_copy = request.args.get("copy") == "en" and bool(letter.html_english)
    today = clock.today(resources.timezone())
    # What was escaped when it was sent, and is shown as it was kept.
    html = Markup(letter.html_english if is_copy else letter.html)  # noqa: S704
    return pages.render(
        "participant/letters/show.html",
        status=status,
        letter=letter,
        html=html,
        short=in_short(lines_of(html)),
        spec=LOCALES["en" if is_copy else str(letter.locale)],
        is_copy=is_copy,
        sent_on=office_date(letter.sent_at, resources.timezone()),
        later=replaced_by(letter, on_portal=True),
        files=offers(letter),
        days=[on for on in days_set(json.loads(letter.fields)) if on >= today],
        away=away_words(case, today),
        is_large=case.participant.wants_large_print,
        is_seen=case.is_restricted or current_user.person.is_shared,
        form=form,
    )


@area.post("/letters/<key:letter_key>/read")
@requires(Permission.OWN_WRITE)
def letters_read(letter_key: str) -> flask.typing.ResponseReturnValue:
    """You have read it."""
    letter, form = Letter.get_for(actor(), letter_key), Form()
    mark_letter_read(actor(), letter=letter, at=now(), operation_key=form.key)
    words = _("Thank you. Your worker sees that you read it.")
    return pages.done("participant.letters_index", words)


@area.post("/letters/<key:letter_key>/explain")
@requires(Permission.OWN_WRITE)
def letters_explain(letter_key: str) -> flask.typing.ResponseReturnValue:
    """You do not understand it: your worker gets a message."""
    letter, form = Letter.get_for(actor(), letter_key), ExplainForm()
    if not form.validate_on_submit():
        return _page(letter, form, 422)
    ask_to_explain(
        actor(), letter=letter, words=form.words.data or "", locale=i18n.current(), at=now(),
        operation_key=form.key,
    )  # fmt: skip
    words = _("We told your worker. They will call you and explain this letter.")
    return pages.done("participant.letters_show", words, letter_key=letter_key)
