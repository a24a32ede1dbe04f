"""A glossary's CSV coming in: what it would change, line by line, before it changes anything."""

import flask
from flask import request
from wtforms import HiddenField

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.catalog_files import FILE_LIMIT, BrokenFile
from portal.forms import Form
from portal.glossary_files import read_csv
from portal.i18n import gettext as _
from portal.i18n import ngettext
from portal.locales import LocaleSpec
from portal.operations.catalogs.glossary import import_terms
from portal.policy.refusals import Refused
from portal.policy.terms import TermOutcome
from portal.reports.catalogs.glossary import PlannedTerm, plan_terms
from portal.translate.area import area
from portal.translate.scope import writable
from portal.words.catalog_files import fault_words
from portal.words.glossary import COLUMNS, OUTCOMES, REFUSALS, refusal_words

_TAKEN = (TermOutcome.ADDED, TermOutcome.CHANGED)


class TakeForm(Form):
    """A file's text between its dry run and the word to take it."""

    content = HiddenField()


@area.get("/<locale:locale>/glossary/import")
@requires(Permission.CATALOG_TRANSLATE)
def glossary_files_new(locale: str) -> flask.Response:
    """Choosing a file."""
    return _page(writable(locale))


@area.post("/<locale:locale>/glossary/import")
@requires(Permission.CATALOG_TRANSLATE)
def glossary_files_preview(locale: str) -> flask.Response:
    """The dry run: what the file would change, row by row; nothing is changed."""
    spec = writable(locale)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page(spec, error=_("Choose a file first."))
    content = sent.stream.read(FILE_LIMIT + 1)
    try:
        planned = plan_terms(read_csv(content), locale)
    except BrokenFile as broken:
        return _page(spec, error=fault_words(broken))
    form = TakeForm(formdata=None, data={"content": content.decode("utf-8-sig")})
    return _page(spec, planned, form)


@area.post("/<locale:locale>/glossary/import/take")
@requires(Permission.CATALOG_TRANSLATE)
def glossary_files_take(locale: str) -> flask.typing.ResponseReturnValue:
    """Takes the terms that may be taken, decided anew."""
    spec, form = writable(locale), TakeForm()
    if not form.validate_on_submit():
        return _page(spec, error=_("Choose a file first."))
    try:
        rows = read_csv((form.content.data or "").encode())
        planned = import_terms(actor(), locale=locale, rows=rows, at=clock.now())
    except BrokenFile as broken:
        return _page(spec, error=fault_words(broken))
    except Refused as refused:
        return _page(spec, error=refusal_words(next(iter(refused.codes.values()))))
    taken = sum(one.outcome in _TAKEN for one in planned)
    said = ngettext("%(n)s term was taken in.", "%(n)s terms were taken in.", taken)
    return pages.done("translate.glossary_index", said, locale=locale)


def _why(one: PlannedTerm) -> list[str]:
    """Why a row is left out, a sentence a reason."""
    found = [f"{COLUMNS[name]}: {REFUSALS[code]}" for name, code in one.refusals]
    if one.is_short:
        found.append(_("The row has another number of cells than the first row."))
    return found


def _page(
    spec: LocaleSpec, planned: list[PlannedTerm] | None = None, form: TakeForm | None = None,
    error: str = "",
) -> flask.Response:  # fmt: skip
    rows = planned or []
    return pages.render(
        "translate/glossary/import.html",
        status=422 if error else 200,
        spec=spec,
        is_planned=planned is not None,
        rows=[(one, _why(one)) for one in rows if one.outcome is not TermOutcome.SAME],
        counts={code: sum(one.outcome is code for one in rows) for code in TermOutcome},
        can_take=any(one.outcome in _TAKEN for one in rows),
        form=form,
        error=error,
        outcomes=OUTCOMES,
    )
