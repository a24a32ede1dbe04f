"""The copy of one's case notes: asked for, waited for, read and kept (NOTE-9)."""

from typing import Any

import flask
from wtforms import BooleanField, RadioField

from portal import clock, i18n, pages, resources
from portal.access import Permission, actor, is_fresh, requires
from portal.forms import DateParts, Form, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.copies import NoteCopy
from portal.operations.copies import Wanted, ask_for_copy, ask_to_read_aloud
from portal.operations.views import record_view
from portal.participant.area import area, own_case
from portal.policy.calendar import office_date
from portal.policy.notes_copies import copy_due_on
from portal.policy.programs import program
from portal.policy.refusals import Refused
from portal.reports.copies import read_frozen
from portal.reports.copies.pdf import period_words
from portal.reports.working_days import holidays_of
from portal.serving import notes_copy_pdf
from portal.words.contacts import WAYS
from portal.words.copies import LEFT_OUT, REFUSALS, part_name

FORMS = {"portal": (False, True), "paper": (True, False), "both": (True, True)}


class AskForm(Form):
    """Which notes, and in which form."""

    span = RadioField(
        _l("Which notes do you want?"),
        [required(_l("Please choose one."))],
        choices=[("all", _l("All notes")), ("part", _l("Only notes from a certain time"))],
        default="all",
    )
    from_on = DateParts(_l("From this day"))
    until_on = DateParts(_l("To this day"))
    form = RadioField(
        _l("How do you want to get them?"),
        [required(_l("Please choose one."))],
        choices=[
            ("portal", _l("Here, to read and save")),
            ("paper", _l("On paper")),
            ("both", _l("Both")),
        ],
        default="portal",
    )
    large_print = BooleanField(_l("In large print"))

    def wanted(self) -> Wanted:
        """What was asked for; days count only where a certain time was chosen."""
        on_paper, on_portal = FORMS[self.form.data]
        is_part = self.span.data == "part"
        return Wanted(
            self.from_on.data if is_part else None,
            self.until_on.data if is_part else None,
            on_paper, on_portal, bool(self.large_print.data),
        )  # fmt: skip


def _page(form: AskForm, status: int = 200) -> flask.Response:
    case = own_case()
    rows: list[Any] = list(NoteCopy.of_case(case))
    today = clock.today(resources.timezone())
    days = program(str(case.program)).notes_copy.value
    return pages.render(
        "participant/notes_copy/index.html",
        status=status,
        form=form,
        waiting=next((row for row in rows if not row.is_released), None),
        released=[row for row in rows if row.is_released],
        would_be_due=copy_due_on(today, days, holidays_of(case.office_id)),
        period_words=period_words,
    )


def _form() -> AskForm:
    return AskForm(large_print=own_case().participant.wants_large_print)


@area.get("/notes-copy")
@requires(Permission.OWN_READ)
def notes_copy_index() -> flask.Response:
    """What was asked for, where it stands, and the form that asks."""
    return _page(_form())


@area.post("/notes-copy")
@requires(Permission.OWN_WRITE)
def notes_copy_create() -> flask.typing.ResponseReturnValue:
    """Asks for a copy."""
    form = AskForm()
    if form.validate():
        try:
            ask_for_copy(
                actor(), case=own_case(), wanted=form.wanted(), at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused, lambda code: REFUSALS[code])
        else:
            return pages.done("participant.notes_copy_index", _("We got your request."))
    return _page(form, 422)


@area.get("/notes-copy/<key:copy_key>")
@requires(Permission.OWN_READ)
def notes_copy_show(copy_key: str) -> flask.typing.ResponseReturnValue:
    """The released copy, to read."""
    copy: Any = _released(copy_key)
    if not is_fresh():
        return _ask_again(copy_key)
    record_view(actor(), case=copy.case, what="notes_copy", at=clock.now())
    return pages.render(
        "participant/notes_copy/show.html", copy=copy, notes=read_frozen(copy, copy.case),
        period=period_words(copy), ways=WAYS, left_out=LEFT_OUT, part_name=part_name,
        released_on=office_date(copy.released_at, resources.timezone()), form=Form(),
        reads_english=copy.case.participant.spoken_locale == i18n.current() == "en",
    )  # fmt: skip


@area.get("/notes-copy/<key:copy_key>.pdf")
@requires(Permission.OWN_READ)
def notes_copy_download(copy_key: str) -> flask.typing.ResponseReturnValue:
    """The released copy as a file."""
    copy: Any = _released(copy_key)
    if not is_fresh():
        return _ask_again(copy_key)
    record_view(actor(), case=copy.case, what="notes_copy", at=clock.now())
    return notes_copy_pdf(copy, copy.case)


@area.post("/notes-copy/<key:copy_key>/read-aloud")
@requires(Permission.OWN_WRITE)
def notes_copy_read_aloud(copy_key: str) -> flask.typing.ResponseReturnValue:
    """Asks the worker to read them out."""
    copy = _released(copy_key)
    ask_to_read_aloud(actor(), copy=copy, at=clock.now(), operation_key=Form().key)
    words = _("We told your worker. They will call you and read the notes to you.")
    return pages.done("participant.notes_copy_index", words)


def _released(copy_key: str) -> NoteCopy:
    """A released copy of one's own. Raises NoteCopy.DoesNotExist."""
    copy = NoteCopy.get_for(actor(), copy_key)
    if not copy.is_released:
        raise NoteCopy.DoesNotExist
    return copy


def _ask_again(copy_key: str) -> flask.typing.ResponseReturnValue:
    """Who signed in a while ago proves once more that it is them, then comes back here
    (safety.md, Sessions: fresh factor)."""
    flask.flash(_("Your notes are private. Please sign in once more to read them."))
    here = flask.url_for("participant.notes_copy_show", copy_key=copy_key)
    return flask.redirect(flask.url_for("auth.participant_sign_in", next=here), 303)
