"""A language's catalog as a PO file, out and in: shown before it changes anything."""

import flask
from flask import request
from wtforms import HiddenField

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.catalog_files import FILE_LIMIT, BrokenFile, FileFault, read_po, write_po
from portal.forms import Form
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.i18n import ngettext
from portal.locales import LocaleSpec
from portal.operations.catalogs.imports import import_catalog
from portal.policy.refusals import Refused
from portal.reports.catalogs.imports import ImportPlan, RowOutcome, out_entries, plan_import
from portal.translate.area import area
from portal.translate.scope import language, writable
from portal.words.catalogs import problem_words, refusal_words

FAULTS = {
    FileFault.TOO_LARGE: _l("The file is larger than 1 MiB."),
    FileFault.NOT_UTF8: _l("The file is not UTF-8."),
    FileFault.HIDDEN_CHARACTER: _l("The file has an invisible character that may turn text around"),
    FileFault.NOT_PO: _l("This cannot be read as a PO file."),
    FileFault.OTHER_LANGUAGE: _l("The file says that it is in another language."),
    FileFault.TWICE: _l("A block stands in the file twice."),
}
OUTCOMES = {
    RowOutcome.TAKEN: _l("Will be taken"),
    RowOutcome.SAME: _l("Same as here"),
    RowOutcome.EMPTY: _l("Empty"),
    RowOutcome.UNKNOWN: _l("Left out: no letter has this block"),
    RowOutcome.OTHER_ENGLISH: _l("Left out: made from another English text"),
    RowOutcome.DAMAGED: _l("Left out: has errors"),
    RowOutcome.NEWER_HERE: _l("Left out: the text here is newer"),
}


class ImportForm(Form):
    """A file's text between its dry run and the word to take it."""

    content = HiddenField()


@area.get("/<locale:locale>/export.po")
@requires(Permission.CATALOG_READ)
def exchange_export(locale: str) -> flask.Response:
    """The whole language as one PO file."""
    spec, at = language(locale), clock.now()
    response = flask.make_response(write_po(out_entries(locale), spec, at))
    response.headers["Content-Type"] = "text/x-gettext-translation; charset=utf-8"
    name = f"letters-{spec.folder}.po"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@area.get("/<locale:locale>/import")
@requires(Permission.CATALOG_TRANSLATE)
def exchange_import(locale: str) -> flask.Response:
    """Choosing a file."""
    return _page(writable(locale))


@area.post("/<locale:locale>/import")
@requires(Permission.CATALOG_TRANSLATE)
def exchange_preview(locale: str) -> flask.Response:
    """The dry run: what the file would change, row by row; nothing is changed."""
    spec = writable(locale)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page(spec, error=_("Choose a file first."))
    content = sent.stream.read(FILE_LIMIT + 1)
    try:
        plan = plan_import(read_po(content, spec), locale)
    except BrokenFile as broken:
        return _page(spec, error=_fault(broken))
    form = ImportForm(formdata=None, data={"content": content.decode("utf-8-sig")})
    return _page(spec, plan=plan, form=form)


@area.post("/<locale:locale>/import/take")
@requires(Permission.CATALOG_TRANSLATE)
def exchange_take(locale: str) -> flask.typing.ResponseReturnValue:
    """Takes the rows that the dry run showed; each waits for a second person."""
    spec, form = writable(locale), ImportForm()
    if not form.validate_on_submit():
        return _page(spec, error=_("Choose a file first."))
    try:
        file = read_po((form.content.data or "").encode(), spec)
        plan = import_catalog(actor(), locale=locale, file=file, at=clock.now())
    except BrokenFile as broken:
        return _page(spec, error=_fault(broken))
    except Refused as refused:
        return _page(spec, error=refusal_words(next(iter(refused.codes.values()))))
    taken = plan.counts[RowOutcome.TAKEN]
    said = ngettext("%(n)s text was taken in.", "%(n)s texts were taken in.", taken)
    return pages.done("translate.catalogs_show", said, locale=locale)


def _fault(broken: BrokenFile) -> str:
    said = str(FAULTS[broken.fault])
    if not broken.line:
        return said
    return said + " " + _("Line %(line)s. Nothing was taken.", line=broken.line)


def _page(
    spec: LocaleSpec, plan: ImportPlan | None = None, form: ImportForm | None = None,
    error: str = "",
) -> flask.Response:  # fmt: skip
    return pages.render(
        "translate/exchange/import.html",
        status=422 if error else 200,
        spec=spec,
        plan=plan,
        form=form,
        error=error,
        outcomes=OUTCOMES,
        problem_words=problem_words,
    )
