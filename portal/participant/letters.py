"""Letters, to read on the phone as they were sent, and to keep as a file."""

import flask
from flask import request
from markupsafe import Markup

from portal import pages, resources
from portal.access import Permission, actor, requires
from portal.clock import now
from portal.forms import Form
from portal.i18n import gettext as _
from portal.models.letters import Letter
from portal.operations.letters.sending import ask_to_explain, mark_letter_read
from portal.participant.area import area, own_case
from portal.policy.calendar import office_date
from portal.reports.letters import letters_of, replaced_by
from portal.serving import letter_pdf
from portal.words.letters import kind_name


@area.get("/letters")
@requires(Permission.OWN_READ)
def letters_index() -> flask.Response:
    """Your letters, the latest first."""
    rows = letters_of(own_case(), sent_only=True)
    return pages.render("participant/letters/index.html", rows=rows, kind_name=kind_name)


@area.get("/letters/<key:letter_key>")
@requires(Permission.OWN_READ)
def letters_show(letter_key: str) -> flask.Response:
    """One letter as it was sent; with `copy=en` the English copy behind it."""
    letter = Letter.get_for(actor(), letter_key)
    is_copy = request.args.get("copy") == "en" and bool(letter.html_english)
    return pages.render(
        "participant/letters/show.html",
        letter=letter,
        # What was escaped when it was sent, and is shown as it was kept.
        html=Markup(letter.html_english if is_copy else letter.html),  # noqa: S704
        is_copy=is_copy,
        sent_on=office_date(letter.sent_at, resources.timezone()),
        later=replaced_by(letter),
        form=Form(),
    )


@area.get("/letters/<key:letter_key>.pdf")
@requires(Permission.OWN_READ)
def letters_download(letter_key: str) -> flask.Response:
    """The letter as a file, as it was printed."""
    letter = Letter.get_for(actor(), letter_key)
    return letter_pdf(letter, letter.case, is_large=False)


@area.get("/letters/<key:letter_key>.large.pdf")
@requires(Permission.OWN_READ)
def letters_download_large(letter_key: str) -> flask.Response:
    """The letter in large print (LET-8)."""
    letter = Letter.get_for(actor(), letter_key)
    return letter_pdf(letter, letter.case, is_large=True)


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
    """You do not understand it: your worker is told."""
    letter, form = Letter.get_for(actor(), letter_key), Form()
    ask_to_explain(actor(), letter=letter, at=now(), operation_key=form.key)
    words = _("We told your worker. They will call you and explain this letter.")
    return pages.done("participant.letters_show", words, letter_key=letter_key)
