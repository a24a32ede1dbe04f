"""A letter that an event of the case asks for is put aside, with a reason, and taken up again."""

import flask
from flask import request
from wtforms import RadioField

from portal import clock, letter_kinds, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.letters_aside import LetterAside
from portal.operations.letters.aside import put_letter_aside, take_letter_up
from portal.operations.views import record_view
from portal.policy.letters_aside import NOTICES
from portal.policy.refusals import Refused
from portal.reports.letters.suggestions import Suggestion, suggested
from portal.staff.area import area
from portal.staff.cases import head
from portal.words.letter_events import suggestion
from portal.words.letters_aside import REASONS, REFUSALS


class AsideForm(Form):
    """Why the letter is not written."""

    reason = RadioField(
        _l("Why is this letter not needed?"), validate_choice=False, choices=list(REASONS.items())
    )
    text = LongText(_l("In your words"))


def _asked(case: Case, event: str) -> Suggestion | None:
    """What an event of the case asks for now; an event asks for one letter at most."""
    return next((one for one in suggested(case, clock.now()) if one.event == event), None)


def _gone(case_key: str) -> flask.typing.ResponseReturnValue:
    words = _("Nothing on the case asks for this letter any more.")
    return pages.done("staff.letters_index", words, case_key=case_key)


def _page(case: Case, one: Suggestion, form: AsideForm, status: int = 200) -> flask.Response:
    record_view(actor(), case=case, what="letters", at=clock.now())
    return pages.render(
        "staff/letters/aside.html", status=status, form=form, asked=one,
        name=letter_kinds.kinds()[one.kind].name, why=suggestion(one.event),
        is_notice=one.kind in NOTICES, **head(case),
    )  # fmt: skip


@area.get("/cases/<key:case_key>/letters/aside")
@requires(Permission.LETTER_SEND)
def letters_ask_aside(case_key: str) -> flask.typing.ResponseReturnValue:
    """Why is the letter that an event asks for not needed?"""
    case = Case.get_for(actor(), case_key)
    one = _asked(case, request.args.get("event", ""))
    return _page(case, one, AsideForm()) if one else _gone(case_key)


@area.post("/cases/<key:case_key>/letters/aside")
@requires(Permission.LETTER_SEND)
def letters_put_aside(case_key: str) -> flask.typing.ResponseReturnValue:
    """Puts it aside: the same event asks for it no more."""
    case, form, cause = Case.get_for(actor(), case_key), AsideForm(), request.form.get("cause", "")
    one = _asked(case, cause.partition(":")[0])
    try:
        if not form.validate() and one:
            return _page(case, one, form, 422)
        put_letter_aside(
            actor(), case=case, cause=cause, reason=form.reason.data or "",
            text=form.text.data or "", at=clock.now(), operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        if one is None or "" in refused.codes:
            return _gone(case_key)
        form.refuse(refused, REFUSALS.__getitem__)
        return _page(case, one, form, 422)
    words = _("Put aside. It stands below, with who and why.")
    return pages.done("staff.letters_index", words, case_key=case_key)


@area.post("/cases/<key:case_key>/letters/aside/<key:aside_key>/back")
@requires(Permission.LETTER_SEND)
def letters_take_up(case_key: str, aside_key: str) -> flask.typing.ResponseReturnValue:
    """Takes it back: the event asks for its letter again, where it still stands."""
    aside = LetterAside.get_for(actor(), aside_key)
    if aside.case.key != case_key:
        raise LetterAside.DoesNotExist(aside_key)
    take_letter_up(actor(), aside=aside, at=clock.now())
    words = _("Taken back. The letter is asked for again, if its reason still stands.")
    return pages.done("staff.letters_index", words, case_key=case_key)
