"""A language's letters as a file (PO, CSV, Excel), out and in: shown before it changes anything."""

import flask

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.catalog_files import BrokenFile
from portal.i18n import gettext as _
from portal.i18n import ngettext
from portal.locales import LocaleSpec
from portal.operations.catalogs.imports import import_catalog
from portal.policy.catalog_rows import RowOutcome
from portal.policy.refusals import Refused
from portal.reports.catalogs.imports import out_entries, plan_import
from portal.translate import files
from portal.translate.area import area
from portal.translate.scope import language, writable
from portal.words.catalogs import refusal_words


@area.get(f"/<locale:locale>/export.<{files.ENDINGS}:ending>")
@requires(Permission.CATALOG_READ)
def exchange_export(locale: str, ending: str) -> flask.Response:
    """The letters of a whole language as one file."""
    spec = language(locale)
    return files.sent(out_entries(locale), spec, ending, "letters")


@area.get("/<locale:locale>/import")
@requires(Permission.CATALOG_TRANSLATE)
def exchange_import(locale: str) -> flask.Response:
    """Choosing a file."""
    spec = writable(locale)
    return files.import_page(spec, _place(spec))


@area.post("/<locale:locale>/import")
@requires(Permission.CATALOG_TRANSLATE)
def exchange_preview(locale: str) -> flask.Response:
    """The dry run: what the file would change, row by row; nothing is changed."""
    spec = writable(locale)
    try:
        file, form = files.looked_at(spec)
    except LookupError:
        return files.import_page(spec, _place(spec), error=files.none_chosen())
    except BrokenFile as broken:
        return files.import_page(spec, _place(spec), error=broken)
    return files.import_page(spec, _place(spec), plan_import(file, locale), form)


@area.post("/<locale:locale>/import/take")
@requires(Permission.CATALOG_TRANSLATE)
def exchange_take(locale: str) -> flask.typing.ResponseReturnValue:
    """Takes the rows that the dry run showed; each waits for a second person."""
    spec, form = writable(locale), files.ImportForm()
    if not form.validate_on_submit():
        return files.import_page(spec, _place(spec), error=files.none_chosen())
    try:
        file = files.taken_up(form, spec)
        plan = import_catalog(actor(), locale=locale, file=file, at=clock.now())
    except BrokenFile as broken:
        return files.import_page(spec, _place(spec), error=broken)
    except Refused as refused:
        said = refusal_words(next(iter(refused.codes.values())))
        return files.import_page(spec, _place(spec), error=said)
    taken = plan.counts[RowOutcome.TAKEN]
    said = ngettext("%(n)s text was taken in.", "%(n)s texts were taken in.", taken)
    return pages.done("translate.catalogs_show", said, locale=locale)


def _place(spec: LocaleSpec) -> files.Place:
    return files.Place(
        _("Bring letters in"),
        flask.url_for("translate.exchange_preview", locale=spec.tag),
        flask.url_for("translate.exchange_take", locale=spec.tag),
        flask.url_for("translate.catalogs_show", locale=spec.tag),
    )
