"""Personal texts: one text of one person to another, translated without its case (LANG-3, R7)."""

from dataclasses import dataclass

import flask
from wtforms import BooleanField

from portal import clock, letter_kinds, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.catalogs import RequestState, TextRequest
from portal.operations.catalogs.translations import answer_request
from portal.operations.views import record_view
from portal.policy.calendar import office_date
from portal.policy.lettering import LetterKind
from portal.policy.personal_texts import AnswerRefusal, Wait, wait_of
from portal.policy.refusals import Refused
from portal.reports.personal_texts import kind_of_letter, problems_of_answer
from portal.reports.working_days import AGENCY, holidays_of
from portal.translate.area import area
from portal.words.catalogs import PERSONAL, problem_words

SHOWN = 100  # waiting texts on one page, the most urgent first
_WHY = {
    AnswerRefusal.BLANK: _l("Please write the translation."),
    AnswerRefusal.ANSWERED_MEANWHILE: _l("Somebody else has answered this meanwhile."),
    AnswerRefusal.NOT_DRAWABLE: _l("The letters' font cannot draw all of this. See below."),
    AnswerRefusal.WARNINGS: _l("Please look at what was found, and say that it is right."),
}


class AnswerForm(Form):
    """The translation of one personal text."""

    translation = LongText(_l("Translation"), [required()])
    is_sure = BooleanField(_l("I looked at what was found. The translation is right."))
    second_look = BooleanField(_l("Another translator is to look at it first"))


@dataclass(frozen=True, slots=True)
class Waiting:
    """One text of the queue: how long it waits, and whether it is to be looked at a second time."""

    request: TextRequest
    wait: Wait
    wants_look: bool
    is_own: bool


@area.get("/requests")
@requires(Permission.CATALOG_TRANSLATE)
def requests_index() -> flask.Response:
    """What waits in this person's languages: kind, languages, age and day, not the text."""
    today, closed = clock.today(resources.timezone()), holidays_of(AGENCY)
    rows = [
        Waiting(
            row,
            wait_of(office_date(row.asked_at, resources.timezone()), row.due_on, today, closed),
            bool(row.proposed),
            row.proposed_by_id == actor().id,
        )
        for row in TextRequest.waiting_for(actor(), SHOWN)
    ]
    return pages.render("translate/requests/index.html", rows=rows, kinds=PERSONAL)


@area.get("/requests/<key:request_key>")
@requires(Permission.CATALOG_TRANSLATE)
def requests_show(request_key: str) -> flask.Response:
    """One text. That it was opened is on record before the page is sent (R7)."""
    found = TextRequest.get_for(actor(), request_key)
    form = AnswerForm(formdata=None, data={"translation": found.proposed})
    return _page(found, form)


@area.post("/requests/<key:request_key>")
@requires(Permission.CATALOG_TRANSLATE)
def requests_update(request_key: str) -> flask.typing.ResponseReturnValue:
    """Keeps the translation beside the original, or for a second look."""
    found = TextRequest.get_for(actor(), request_key)
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(found, form, 422)
    try:
        answered = answer_request(
            actor(), request=found, translation=form.translation.data or "",
            is_sure=form.is_sure.data, wants_second_look=form.second_look.data,
            at=clock.now(), operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused, _WHY.__getitem__)
        return _page(TextRequest.get_for(actor(), request_key), form, 422)
    is_done = answered.state == RequestState.ANSWERED
    said = _("Thank you. The reader sees it now.") if is_done else _("It waits for a second look.")
    return pages.done("translate.requests_index", said)


def _page(found: TextRequest, form: AnswerForm, status: int = 200) -> flask.Response:
    # The case itself is closed to translators: only its id goes on record.
    record_view(actor(), case=Case(id=found.case_id), what="personal_text", at=clock.now())
    typed = form.translation.data or ""
    problems = problems_of_answer(found, typed) if typed.strip() and status != 200 else []
    return pages.render(
        "translate/requests/show.html", status=status, found=found, form=form, kinds=PERSONAL,
        letter=_letter_kind(found), today_wait=_wait(found),
        problems=[(problem_words(one), one.is_error) for one in problems],
        asks_if_sure=bool(problems) and not any(one.is_error for one in problems),
    )  # fmt: skip


def _wait(found: TextRequest) -> Wait:
    zone = resources.timezone()
    asked_on = office_date(found.asked_at, zone)
    return wait_of(asked_on, found.due_on, clock.today(zone), holidays_of(AGENCY))


def _letter_kind(found: TextRequest) -> LetterKind | None:
    """The kind of letter that the text stands in: what the letter says, without whom it is to."""
    return letter_kinds.kinds().get(kind_of_letter(found))
