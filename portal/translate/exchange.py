"""A language's letters as a file (PO, CSV, Excel), out and in: shown before it changes anything."""

import flask

from portal import clock
from portal.access import Permission, actor, requires
from portal.catalog_files import InFile
from portal.i18n import gettext as _
from portal.locales import LocaleSpec
from portal.operations.catalogs.imports import import_catalog
from portal.reports.catalogs.imports import ImportPlan, out_entries, plan_import
from portal.translate import files
from portal.translate.area import area
from portal.translate.scope import language, writable


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
    return files.preview(spec, _place(spec), lambda file: plan_import(file, locale))


@area.post("/<locale:locale>/import/take")
@requires(Permission.CATALOG_TRANSLATE)
def exchange_take(locale: str) -> flask.typing.ResponseReturnValue:
    """Takes the rows that the dry run showed; each waits for a second person."""
    spec = writable(locale)

    def taken(file: InFile) -> ImportPlan:
        return import_catalog(actor(), locale=locale, file=file, at=clock.now())

    return files.take(spec, _place(spec), taken, "translate.catalogs_show")


def _place(spec: LocaleSpec) -> files.Place:
    return files.Place(
        _("Bring letters in"),
        flask.url_for("translate.exchange_preview", locale=spec.tag),
        flask.url_for("translate.exchange_take", locale=spec.tag),
        flask.url_for("translate.catalogs_show", locale=spec.tag),
    )
