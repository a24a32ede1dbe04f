"""Personal texts: one text of one person to another, translated without its case (LANG-3)."""

import flask

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.catalogs import TextRequest
from portal.operations.catalogs.translations import AnswerRefusal, answer_request
from portal.operations.views import record_view
from portal.policy.refusals import Refused
from portal.translate.area import area
from portal.words.catalogs import PERSONAL

SHOWN = 100  # waiting texts on one page, the most urgent first
_WHY = {
    AnswerRefusal.BLANK: _l("Please write the translation."),
    AnswerRefusal.ANSWERED_MEANWHILE: _l("Somebody else has answered this meanwhile."),
}


class AnswerForm(Form):
    """The translation of one personal text."""

    translation = LongText(_l("Translation"), [required()])


@area.get("/requests")
@requires(Permission.CATALOG_TRANSLATE)
def requests_index() -> flask.Response:
    """What waits in this person's languages: kind, languages and day, not the text."""
    waiting = TextRequest.waiting_for(actor(), SHOWN)
    return pages.render("translate/requests/index.html", waiting=list(waiting), kinds=PERSONAL)


@area.get("/requests/<key:request_key>")
@requires(Permission.CATALOG_TRANSLATE)
def requests_show(request_key: str) -> flask.Response:
    """One text. That it was opened is on record before the page is sent (R7)."""
    found = TextRequest.get_for(actor(), request_key)
    return _page(found, AnswerForm())


@area.post("/requests/<key:request_key>")
@requires(Permission.CATALOG_TRANSLATE)
def requests_update(request_key: str) -> flask.typing.ResponseReturnValue:
    """Keeps the translation beside the original."""
    found = TextRequest.get_for(actor(), request_key)
    form = AnswerForm()
    if form.validate_on_submit():
        try:
            answer_request(
                actor(), request=found, translation=form.translation.data or "",
                at=clock.now(), operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused, _WHY.__getitem__)
        else:
            return pages.done("translate.requests_index", _("Thank you. The reader sees it now."))
    return _page(TextRequest.get_for(actor(), request_key), form, 422)


def _page(found: TextRequest, form: AnswerForm, status: int = 200) -> flask.Response:
    # The case itself is closed to translators: only its id goes on record.
    record_view(actor(), case=Case(id=found.case_id), what="personal_text", at=clock.now())
    return pages.render(
        "translate/requests/show.html", status=status, found=found, form=form, kinds=PERSONAL
    )
