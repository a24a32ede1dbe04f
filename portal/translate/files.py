"""A language's texts as files, out and in: the part that letters and screens have in common.

What was looked at travels with the form to the word to take it, and is read anew there: nothing
of the dry run is believed.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import flask
from flask import request
from wtforms import HiddenField

from portal import clock, pages
from portal.catalog_files import FILE_LIMIT, BrokenFile, FileFault, InFile, OutEntry
from portal.catalog_tables import read_file, write_file
from portal.forms import Form
from portal.i18n import gettext as _
from portal.i18n import ngettext
from portal.locales import LocaleSpec
from portal.policy.catalog_rows import RowOutcome
from portal.policy.refusals import Refused
from portal.reports.catalogs.imports import ImportPlan
from portal.words.catalog_files import OUTCOMES, fault_words
from portal.words.catalogs import problem_words, refusal_words

ENDINGS = "any(po, csv, xlsx)"
SHOWN = 200  # rows of each sort on the page of a dry run
_TYPES = {
    "po": "text/x-gettext-translation; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ImportForm(Form):
    """A file between its dry run and the word to take it."""

    content = HiddenField()
    name = HiddenField()


@dataclass(frozen=True, slots=True)
class Place:
    """Where files of one sort come in: its heading, the addresses to look, take and go back."""

    heading: str
    look_url: str
    take_url: str
    back_url: str


def sent(entries: Iterable[OutEntry], spec: LocaleSpec, ending: str, what: str) -> flask.Response:
    """A language's catalog as a file to keep."""
    response = flask.make_response(write_file(entries, spec, clock.now(), ending, what))
    response.headers["Content-Type"] = _TYPES[ending]
    response.headers["X-Content-Type-Options"] = "nosniff"
    name = f"{what}-{spec.folder}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def preview(spec: LocaleSpec, place: Place, plan: Callable[[InFile], ImportPlan]) -> flask.Response:
    """The dry run of the file that was sent: what `plan` says that it would change, row by row, or
    why it is refused; nothing is changed."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        return import_page(spec, place, error=_none_chosen())
    content, name = upload.stream.read(FILE_LIMIT + 1), upload.filename
    try:
        file = read_file(content, name, spec)
    except BrokenFile as broken:
        return import_page(spec, place, error=broken)
    kept = {"content": b64encode(content).decode(), "name": f"catalog.{name.rpartition('.')[2]}"}
    return import_page(spec, place, plan(file), ImportForm(formdata=None, data=kept))


def take(
    spec: LocaleSpec, place: Place, taken: Callable[[InFile], ImportPlan], back: str
) -> flask.typing.ResponseReturnValue:
    """Lets `taken` do what the dry run showed, and goes to the page `back` of the language; or
    says why the file is refused."""
    form = ImportForm()
    if not form.validate_on_submit():
        return import_page(spec, place, error=_none_chosen())
    try:
        plan = taken(_taken_up(form, spec))
    except BrokenFile as broken:
        return import_page(spec, place, error=broken)
    except Refused as refused:
        said = refusal_words(next(iter(refused.codes.values())))
        return import_page(spec, place, error=said)
    count = plan.counts[RowOutcome.TAKEN]
    said = ngettext("%(n)s text was taken in.", "%(n)s texts were taken in.", count)
    return pages.done(back, said, locale=spec.tag)


def _taken_up(form: ImportForm, spec: LocaleSpec) -> InFile:
    """The file as the form carried it. Raises BrokenFile."""
    try:
        content = b64decode((form.content.data or "").encode(), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise BrokenFile(FileFault.NO_SUCH_KIND) from None
    return read_file(content, form.name.data or "", spec)


def import_page(
    spec: LocaleSpec, place: Place, plan: ImportPlan | None = None,
    form: ImportForm | None = None, error: str | BrokenFile = "",
) -> flask.Response:  # fmt: skip
    """Choosing a file, what it would change, or why it is refused."""
    said = fault_words(error) if isinstance(error, BrokenFile) else error
    return pages.render(
        "translate/exchange/import.html",
        status=422 if said else 200,
        spec=spec,
        place=place,
        plan=plan,
        form=form,
        error=said,
        shown=SHOWN,
        outcomes=OUTCOMES,
        problem_words=problem_words,
    )


def _none_chosen() -> str:
    """What is said where no file came."""
    return _("Choose a file first.")
