"""Messages with one's worker: one thread, the newest first, and the place to write."""

from collections.abc import Collection
from datetime import date
from typing import Any

import flask
from flask import request
from wtforms import HiddenField

from portal import clock, i18n, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.messages import Author
from portal.operations.messages.threads import mark_thread_read, send_own_message
from portal.participant.area import area, own_case
from portal.policy.messages import MessageRefusal, back_on
from portal.policy.refusals import Refused
from portal.reports import messages as reports
from portal.reports.absences import running_for
from portal.reports.personal_texts import shown
from portal.reports.working_days import closed_for
from portal.words.messages import REFUSALS, automatic_answer


class MessageForm(Form):
    """What one writes to one's worker; `seen` is the newest message that stood on the page."""

    text = LongText(_l("Your message"), [required(REFUSALS[MessageRefusal.EMPTY])])
    seen = HiddenField()


@area.get("/messages")
@requires(Permission.OWN_READ)
def messages_index() -> flask.Response:
    """The thread, and the place to write."""
    return _page(MessageForm())


@area.post("/messages")
@requires(Permission.OWN_WRITE)
def messages_create() -> flask.typing.ResponseReturnValue:
    """Sends a message; it counts as being in touch today (CON-6)."""
    form = MessageForm()
    if not form.validate_on_submit():
        return _page(form, 422)
    try:
        send_own_message(
            actor(), case=own_case(), text=form.text.data or "", locale=i18n.current(),
            seen=_key(form.seen.data), at=clock.now(), operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused, REFUSALS.__getitem__)
        return _page(form, 422)
    return pages.done("participant.messages_index", _("Your message is sent."))


@area.post("/messages/read")
@requires(Permission.OWN_WRITE)
def messages_read() -> flask.typing.ResponseReturnValue:
    """You have read what stood on the page."""
    mark_thread_read(actor(), case=own_case(), seen=_key(request.form.get("seen")), at=clock.now())
    return pages.done("participant.messages_index", _("Your worker sees that you read it."))


def _key(typed: str | None) -> str:
    return (typed or "")[:16]


def _page(form: MessageForm, status: int = 200) -> flask.Response:
    case: Any = own_case()
    today = clock.today(resources.timezone())
    before = _key(request.args.get("before"))
    thread = reports.thread(case, before)
    lines = _lines(case, thread.rows)
    return pages.render(
        "participant/messages/index.html", status=status, form=form, lines=lines,
        newest=thread.newest, older=thread.older, is_older=bool(before),
        is_new=any(line["is_new"] for line in lines),
        away=away_words(case, today),
    )  # fmt: skip


def _lines(case: Any, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each message as its reader sees it: what staff wrote in their language, marked where the
    translation waits (LANG-3); what they wrote themselves as it was written (LANG-4)."""
    reads = case.participant.written_locale
    theirs = [row for row in rows if row["author"] == Author.STAFF]
    words = reports.translated(theirs, reads) if reads != "en" and theirs else {}
    closed = closed_for(case.office_id, [row["ends_on"] for row in rows])
    return [
        row
        | {
            "is_own": row["author"] == Author.PARTICIPANT,
            "is_automatic": row["author"] == Author.AUTOMATIC,
            "is_new": row["author"] == Author.STAFF and row["read_at"] is None,
            "said": _automatic(case, row, closed)
            if row["author"] == Author.AUTOMATIC
            else shown(row["text"], words.get(row["id"]), _reader(row, reads), row["locale"]),
        }
        for row in rows
    ]


def _reader(row: dict[str, Any], reads: str) -> str:
    # One's own words are shown as one wrote them, whatever one reads in.
    return str(row["locale"]) if row["author"] == Author.PARTICIPANT else reads


def _automatic(case: Any, row: dict[str, Any], closed: Collection[date]) -> str:
    phone = str(case.office.phone)
    return automatic_answer(row["away"], row["by"] or "", back_on(row["ends_on"], closed), phone)


def away_words(case: Any, today: date) -> str:
    """Who is away, until when, and who answers for them; "" where the worker is there. One
    statement, and another where somebody is away."""
    absence: Any = running_for(case, today)
    if absence is None:
        return ""
    # Whose case is private is answered by nobody else: a stand-in does not see it.
    stand_in = "" if case.is_restricted else absence.stand_in.name
    day = back_on(absence.ends_on, closed_for(case.office_id, [absence.ends_on]))
    return automatic_answer(case.worker.name, stand_in, day, str(case.office.phone))
