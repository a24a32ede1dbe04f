"""Letters on paper: the queue of an office, its print runs counted out and in, letters once more,
and letters that are handed over because their person is in danger."""

from typing import Any

import flask
from wtforms import SelectField, SelectMultipleField

from portal import clock, formats, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.printing import PrintItem, PrintRun
from portal.operations.letters.printing import (
    count_in,
    count_out,
    hand_over,
    print_again,
    record_printing,
)
from portal.operations.views import record_list_view
from portal.policy.mailing import MOST_LETTERS, TO_CHOOSE, PrintRefusal, ReprintReason
from portal.policy.refusals import Refused
from portal.reports import printing as reports
from portal.sealing import SealBrokenError
from portal.serving import print_run_pdf
from portal.staff.area import area
from portal.storage import StorageError
from portal.words.printing import REASONS, REFUSALS, STATES


class AgainForm(Form):
    """A letter that is printed once more, and why."""

    letter_no = Text(_l("Number of the letter"), [required()], limit=20)
    reason = SelectField(
        _l("Why"), choices=[("", _l("Choose")), *((one, REASONS[one]) for one in TO_CHOOSE)],
        validators=[required(_l("Please choose why."))],
    )  # fmt: skip


class CountForm(Form):
    """Which letters of a run are in no envelope."""

    missing = SelectMultipleField(_l("Which letters are missing?"))

    def __init__(self, lines: list[reports.Line]) -> None:
        super().__init__()
        self.missing.choices = [(one.key, one.letter_no) for one in lines if not one.is_held]


@area.get("/print")
@requires(Permission.PRINT_QUEUE)
def printing_index() -> flask.Response:
    """What waits, what is out, and the latest runs."""
    return _queue(AgainForm())


@area.post("/print/runs")
@requires(Permission.PRINT_QUEUE)
def printing_create() -> flask.typing.ResponseReturnValue:
    """Takes what waits out of the queue into one run."""
    form = Form()
    try:
        pile = reports.next_pile(actor().office_id)
        made = count_out(actor(), pile=pile, at=clock.now(), operation_key=form.key)
    except Refused as refused:
        return pages.done("staff.printing_index", _said(refused))
    except (StorageError, SealBrokenError):
        words = _("The letters could not be read. Nothing was printed. Please try again.")
        return pages.done("staff.printing_index", words)
    return pages.done("staff.printing_show", run_key=made.key)


@area.get("/print/runs/<key:run_key>")
@requires(Permission.PRINT_QUEUE)
def printing_show(run_key: str) -> flask.Response:
    """One run: what it holds, its PDF, and the count when the envelopes are closed."""
    run = PrintRun.get_for(actor(), run_key)
    lines = reports.lines_of(run)
    return _run(run, lines, CountForm(lines))


@area.get("/print/runs/<key:run_key>.pdf")
@requires(Permission.PRINT_QUEUE)
def printing_download(run_key: str) -> flask.Response:
    """All letters of the run as one PDF, to print on both sides."""
    run = PrintRun.get_for(actor(), run_key)
    record_printing(actor(), run=run, at=clock.now())
    return print_run_pdf(run)


@area.post("/print/runs/<key:run_key>/count")
@requires(Permission.PRINT_QUEUE)
def printing_count(run_key: str) -> flask.typing.ResponseReturnValue:
    """Counts a run in: what is not missing is in the post."""
    run = PrintRun.get_for(actor(), run_key)
    lines = reports.lines_of(run)
    form = CountForm(lines)
    if not form.validate_on_submit():
        return _run(run, lines, form, 422)
    try:
        counted = count_in(
            actor(), run=run, missing=form.missing.data or [], at=clock.now(),
            operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        return pages.done("staff.printing_show", _said(refused), run_key=run_key)
    words = _("Counted: %(n)s letters are in the post.", n=counted.mailed)
    return pages.done("staff.printing_show", words, run_key=run_key)


@area.post("/print/again")
@requires(Permission.PRINT_QUEUE)
def printing_again() -> flask.typing.ResponseReturnValue:
    """Puts a letter into the queue once more."""
    form = AgainForm()
    if not form.validate_on_submit():
        return _queue(form, 422)
    try:
        print_again(
            actor(), letter_no=form.letter_no.data or "", reason=ReprintReason(form.reason.data),
            at=clock.now(), operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused, REFUSALS.__getitem__)
        return _queue(form, 422)
    return pages.done("staff.printing_index", _("The letter waits to be printed once more."))


@area.get("/print/held")
@requires(Permission.LETTER_SEND)
def printing_held() -> flask.Response:
    """The letters to hand over to people in danger, for those who work on their cases."""
    record_list_view(actor(), what="held_letters", at=clock.now())
    return pages.render("staff/printing/held.html", rows=reports.held_for(actor()), form=Form())


@area.post("/print/held/<key:print_key>")
@requires(Permission.LETTER_SEND)
def printing_hand_over(print_key: str) -> flask.typing.ResponseReturnValue:
    """The letter is in its person's hands."""
    item = PrintItem.to_hand_over(actor(), print_key)
    words = _("Written down: the letter was handed over.")
    try:
        hand_over(actor(), item=item, at=clock.now(), operation_key=Form().key)
    except Refused as refused:
        words = _said(refused)
    return pages.done("staff.printing_held", words)


def _said(refused: Refused) -> str:
    return " ".join(str(REFUSALS[PrintRefusal(code)]) for code in refused.codes.values())


def _queue(form: AgainForm, status: int = 200) -> flask.Response:
    record_list_view(actor(), what="print_queue", at=clock.now())
    office = actor().office_id
    lines = reports.waiting_at(office)
    offices = reports.by_office()
    here = next((one for one in offices if one["id"] == office), {"waiting": 0, "held": 0})
    return pages.render(
        "staff/printing/index.html", status=status, form=form, lines=_shown(lines),
        to_print=here["waiting"] - here["held"], held=here["held"], offices=offices,
        runs=reports.runs_at(office), most=MOST_LETTERS,
    )  # fmt: skip


def _run(
    run: PrintRun, lines: list[reports.Line], form: CountForm, status: int = 200
) -> flask.Response:
    record_list_view(actor(), what="print_queue", at=clock.now())
    return pages.render(
        "staff/printing/run.html",
        status=status,
        run=run,
        lines=_shown(lines),
        form=form,
        out=sum(one.state == "out" and not one.is_held for one in lines),
        held=sum(one.is_held for one in lines),
    )


def _shown(lines: list[reports.Line]) -> list[dict[str, Any]]:
    return [
        {
            "line": one,
            "language": formats.english_language(one.locale) if one.locale else "",
            "reason": REASONS[one.reason] if one.reason else "",
            "state": STATES[one.state],
        }
        for one in lines
    ]
