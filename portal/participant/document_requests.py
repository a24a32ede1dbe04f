"""What the participant is asked for: why, by when, how to send it, or that it cannot be had."""

import flask
from wtforms import RadioField

from portal import i18n, pages
from portal.access import Permission, actor, requires
from portal.clock import now
from portal.dates import day
from portal.forms import Form, LongText
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.documents import DocumentRequest
from portal.operations.documents.requests import report_cannot_send
from portal.participant.area import area
from portal.policy.documents import CannotSend, RemindWhen
from portal.policy.refusals import Refused
from portal.reports import documents as lists
from portal.words import documents as words
from portal.words.phrases import WHY_ASKED


class CannotForm(Form):
    """ "I can't get it": four answers, and words of one's own."""

    choice = RadioField(_l("What fits best?"), choices=list(words.CANNOT.items()))
    remind = RadioField(
        _l("If you will send it later: when shall we remind you?"),
        choices=list(words.REMIND.items()), default=RemindWhen.TOMORROW,
    )  # fmt: skip
    text = LongText(_l("Anything your worker should know?"))


@area.get("/documents/requests/<key:request_key>")
@requires(Permission.OWN_READ)
def documents_request(request_key: str) -> flask.Response:
    """What is asked, why, by when, and the two ways on."""
    return _page(DocumentRequest.get_for(actor(), request_key), CannotForm())


@area.post("/documents/requests/<key:request_key>")
@requires(Permission.OWN_WRITE)
def documents_cannot(request_key: str) -> flask.typing.ResponseReturnValue:
    """Takes "I can't get it" to the worker."""
    wanted, form = DocumentRequest.get_for(actor(), request_key), CannotForm()
    if form.validate():
        try:
            _report(wanted, form)
            return pages.done(
                "participant.documents_request", _told(wanted), request_key=request_key
            )
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return _page(wanted, form, 422)


def _report(wanted: DocumentRequest, form: CannotForm) -> None:
    report_cannot_send(
        actor(), request=wanted, choice=CannotSend(form.choice.data),
        remind=RemindWhen(form.remind.data), text=form.text.data or "", locale=i18n.current(),
        at=now(), operation_key=form.key,
    )  # fmt: skip


def _told(wanted: DocumentRequest) -> str:
    if wanted.remind_on is None:
        return _("Your worker knows it now and will help you.")
    return _("It stays on your list. We will remind you on %(day)s.", day=day(wanted.remind_on))


def _page(wanted: DocumentRequest, form: CannotForm, status: int = 200) -> flask.Response:
    return pages.render(
        "participant/documents/request.html",
        status=status,
        wanted=wanted,
        again_key=lists.came_back(wanted),
        why=WHY_ASKED.get(wanted.why, ""),
        form=form,
        words=words,
    )
