"""The thread of a case: read, answered, and put into English by a translator."""

from collections.abc import Collection
from datetime import date
from typing import Any

import flask
from flask import request
from wtforms import HiddenField

from portal import clock, dates, formats, pages, resources
from portal.access import Permission, actor, requires
from portal.extensions import htmx
from portal.forms import Form, LongText, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.messages import Author, Message
from portal.operations.messages.threads import (
    ask_message_translation,
    mark_thread_read,
    send_message,
)
from portal.operations.views import record_view
from portal.policy.messages import MessageRefusal, back_on
from portal.policy.refusals import Refused
from portal.reports import messages as reports
from portal.reports.absences import running_for
from portal.reports.working_days import closed_for
from portal.staff.area import area
from portal.staff.caseload import may_write
from portal.staff.cases import head
from portal.words.messages import REFUSALS, automatic_answer, delivery


class MessageForm(Form):
    """What staff write to a participant; `seen` is the newest message that stood on the page."""

    text = LongText(_l("Your message"), [required(REFUSALS[MessageRefusal.EMPTY])])
    seen = HiddenField()


@area.get("/cases/<key:case_key>/messages")
@requires(Permission.CASE_READ)
def messages_index(case_key: str) -> flask.Response:
    """The thread; alone for htmx, which asks for it when one comes back to the window."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="messages", at=clock.now())
    return _page(case, MessageForm())


@area.post("/cases/<key:case_key>/messages")
@requires(Permission.CASE_WRITE)
def messages_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Sends a message to the participant: an attempt (CON-5)."""
    case = Case.get_for(actor(), case_key)
    form = MessageForm()
    if form.validate_on_submit():
        try:
            made = send_message(
                actor(), case=case, text=form.text.data or "", seen=_key(form.seen.data),
                at=clock.now(), operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused, REFUSALS.__getitem__)
        else:
            return _done(case, _sent(case, _key(form.seen.data), made))
    return _page(case, form, 422)


@area.post("/cases/<key:case_key>/messages/read")
@requires(Permission.CASE_WRITE)
def messages_read(case_key: str) -> flask.typing.ResponseReturnValue:
    """What stood on the page is read; it leaves the inbox."""
    case = Case.get_for(actor(), case_key)
    mark_thread_read(actor(), case=case, seen=_key(request.form.get("seen")), at=clock.now())
    return _done(case, _("Marked as read."))


@area.post("/cases/<key:case_key>/messages/<key:message_key>/translation")
@requires(Permission.CASE_WRITE)
def messages_translate(case_key: str, message_key: str) -> flask.typing.ResponseReturnValue:
    """Asks a translator for what the participant wrote (LANG-4)."""
    case = Case.get_for(actor(), case_key)
    message: Any = Message.get_for(actor(), message_key)
    if message.case_id != case.id:
        raise Message.DoesNotExist
    ask_message_translation(actor(), message=message, at=clock.now())
    return _done(case, _("The translation was asked for."))


def _sent(case: Case, seen: str, made: Message) -> str:
    if reports.is_between(case, seen, made):
        return _("Your message is sent. Somebody else wrote meanwhile: look at what they wrote.")
    return _("Your message is sent.")


def _key(typed: str | None) -> str:
    return (typed or "")[:16]


def _done(case: Case, said: str) -> flask.typing.ResponseReturnValue:
    return pages.done("staff.messages_index", said, case_key=case.key)


def _page(case: Any, form: MessageForm, status: int = 200) -> flask.Response:
    shown = _thread(case)
    if not htmx:
        absence: Any = running_for(case, clock.today(resources.timezone()))
        shown |= head(case) | {
            "form": form,
            "is_foreign": case.participant.written_locale != "en",
            "away": "" if absence is None else _away(case, absence),
        }
    return pages.render("staff/messages/index.html", "staff/messages/_thread.html", status, **shown)


def _away(case: Any, absence: Any) -> str:
    closed = closed_for(case.office_id, [absence.ends_on])
    day = dates.day(back_on(absence.ends_on, closed))
    if case.is_restricted:
        return _("The worker of this case is away and is back on %(day)s.", day=day)
    name = absence.stand_in.name
    return _(
        "The worker of this case is away and is back on %(day)s. %(name)s stands in.",
        day=day,
        name=name,
    )


def _thread(case: Any) -> dict[str, Any]:
    before = _key(request.args.get("before"))
    thread = reports.thread(case, before)
    here = f"/staff/cases/{case.key}/messages"
    lines = _lines(case, thread.rows)
    return {
        "case": case, "may_write": may_write(),
        "lines": lines, "newest": thread.newest, "is_older": bool(before), "here": here,
        "own_url": f"{here}?before={before}" if before else here,
        "older_url": f"{here}?before={thread.older}" if thread.older else "",
        "has_unread": any(line["is_unread"] for line in lines),
    }  # fmt: skip


def _lines(case: Any, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each message as written, its translation beside it: of what the participant wrote into
    English, of what staff wrote into the participant's language."""
    reads = case.participant.written_locale
    own = [row for row in rows if row["author"] == Author.PARTICIPANT and row["locale"] != "en"]
    theirs = [row for row in rows if row["author"] == Author.STAFF] if reads != "en" else []
    words = reports.translated(own, "en") if own else {}
    words |= reports.translated(theirs, reads) if theirs else {}
    closed = closed_for(case.office_id, [row["ends_on"] for row in rows])
    return [
        _line(case, row, words.get(row["id"]), reads) | {"automatic": _automatic(row, closed)}
        for row in rows
    ]


def _line(case: Any, row: dict[str, Any], words: Any, reads: str) -> dict[str, Any]:
    is_theirs, is_staff = row["author"] == Author.PARTICIPANT, row["author"] == Author.STAFF
    target = "en" if is_theirs else reads
    is_foreign = (is_theirs or is_staff) and row["locale"] != target
    news = delivery(row["delivery"], row["channel"], case.is_restricted) if is_staff else ("", "")
    return row | {
        "is_theirs": is_theirs,
        "is_staff": is_staff,
        "is_unread": is_theirs and row["read_at"] is None,
        "target": target,
        "target_name": formats.english_language(target),
        "language": formats.english_language(row["locale"]),
        "is_foreign": is_foreign,
        "translation": words.translation if words and not words.is_waiting else "",
        "is_waiting": bool(words and words.is_waiting) and not case.is_restricted,
        "may_ask": is_theirs and is_foreign and words is None and not case.is_restricted,
        "news": news,
        "mass_url": f"/staff/messages/{row['mass_key']}" if row["mass_by"] == actor().id else "",
    }


def _automatic(row: dict[str, Any], closed: Collection[date]) -> str:
    if not row["ends_on"]:
        return ""
    return automatic_answer(row["away"], row["by"] or "", back_on(row["ends_on"], closed), "")
