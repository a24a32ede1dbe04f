"""The screens' texts in one language: out and in as files, and approved by a second person."""

import flask
from flask import request
from wtforms import HiddenField

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.catalog_files import InFile
from portal.forms import Form, LongText
from portal.i18n import gettext as _
from portal.i18n import ngettext
from portal.locales import LocaleSpec
from portal.operations.catalogs.screens import (
    approve_screens,
    import_screens,
    keep_current,
    return_screens,
)
from portal.policy.refusals import Refused
from portal.reports.catalogs import screens
from portal.reports.catalogs.imports import ImportPlan
from portal.translate import files
from portal.translate.area import area
from portal.translate.scope import language, scope, writable
from portal.words.catalogs import refusal_words

PAGE = 25  # texts on one page of what waits


class DecisionForm(Form):
    """What a second person says of the texts that they marked."""

    act = HiddenField()
    reason = LongText()


@area.get("/<locale:locale>/screens")
@requires(Permission.CATALOG_READ)
def screens_show(locale: str) -> flask.Response:
    """How far the screens are in a language, their files, and what waits for a second person."""
    return _page(locale)


@area.post("/<locale:locale>/screens")
@requires(Permission.CATALOG_REVIEW)
def screens_update(locale: str) -> flask.typing.ResponseReturnValue:
    """Approves the marked texts, or gives them back."""
    writable(locale)
    form, marked = DecisionForm(), _marked()
    if not form.validate_on_submit() or form.act.data not in ("approve", "return"):
        return _page(locale, " ".join(form.reason.errors), form.reason.data or "")
    if not marked:
        return _page(locale, _("Mark the texts first."), form.reason.data or "")
    try:
        said = _decide(locale, form, marked)
    except Refused as refused:
        said = refusal_words(next(iter(refused.codes.values())))
        return _page(locale, said, form.reason.data or "")
    return pages.done("translate.screens_show", said, locale=locale)


def _decide(locale: str, form: DecisionForm, marked: dict[str, int]) -> str:
    count, reason = len(marked), form.reason.data or ""
    if form.act.data == "return":
        return_screens(actor(), locale=locale, versions=marked, comment=reason, at=clock.now())
        return ngettext("%(n)s text was given back.", "%(n)s texts were given back.", count)
    approve_screens(actor(), locale=locale, versions=marked, at=clock.now())
    keep_current(is_sure=True)
    return ngettext("%(n)s text shows now.", "%(n)s texts show now.", count)


def _marked() -> dict[str, int]:
    """The texts marked on the page, by key with the version that was seen."""
    found = {}
    for mark in request.form.getlist("text")[:PAGE]:
        key, _colon, version = mark.partition(":")
        found[key] = int(version) if version.isdecimal() and len(version) < 10 else 0
    return found


@area.get(f"/<locale:locale>/screens/export.<{files.ENDINGS}:ending>")
@requires(Permission.CATALOG_READ)
def screens_export(locale: str, ending: str) -> flask.Response:
    """All texts of the screens as one file."""
    spec = language(locale)
    return files.sent(screens.out_screens(locale), spec, ending, "screens")


@area.get("/<locale:locale>/screens/import")
@requires(Permission.CATALOG_TRANSLATE)
def screens_import(locale: str) -> flask.Response:
    """Choosing a file."""
    spec = writable(locale)
    return files.import_page(spec, _place(spec))


@area.post("/<locale:locale>/screens/import")
@requires(Permission.CATALOG_TRANSLATE)
def screens_preview(locale: str) -> flask.Response:
    """The dry run: what the file would change, row by row; nothing is changed."""
    spec = writable(locale)
    return files.preview(spec, _place(spec), lambda file: screens.plan_screens(file, locale))


@area.post("/<locale:locale>/screens/import/take")
@requires(Permission.CATALOG_TRANSLATE)
def screens_take(locale: str) -> flask.typing.ResponseReturnValue:
    """Takes the rows that the dry run showed; each waits for a second person."""
    spec = writable(locale)

    def taken(file: InFile) -> ImportPlan:
        return import_screens(actor(), locale=locale, file=file, at=clock.now())

    return files.take(spec, _place(spec), taken, "translate.screens_show")


def _place(spec: LocaleSpec) -> files.Place:
    return files.Place(
        _("Bring texts of the screens in"),
        flask.url_for("translate.screens_preview", locale=spec.tag),
        flask.url_for("translate.screens_take", locale=spec.tag),
        flask.url_for("translate.screens_show", locale=spec.tag),
    )


def _page(locale: str, error: str = "", typed: str = "") -> flask.Response:
    found, progress = scope(locale), screens.progress_of(locale)
    asked = request.args.get("from", "")
    first = int(asked) if asked.isdecimal() and len(asked) < 7 else 0
    first = min(first, max(progress.waiting - 1, 0)) // PAGE * PAGE
    rows = screens.waiting_screens(locale, first, PAGE)
    return pages.render(
        "translate/screens/show.html",
        status=422 if error else 200,
        scope=found,
        progress=progress,
        rows=rows,
        first=first,
        page_size=PAGE,
        own=actor().id,
        texts_of=screens.texts_of,
        shipped=screens.shipped(locale),
        error=error,
        typed=typed,
    )
