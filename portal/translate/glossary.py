"""A language's glossary, its files, and what published letters already say."""

from collections.abc import Callable
from typing import Any

import flask
from flask import request
from wtforms import HiddenField

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, Text
from portal.glossary_files import write_csv, write_tbx
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.glossary import Term
from portal.operations.catalogs.glossary import add_term, change_term, confirm_term, remove_term
from portal.policy.refusals import Refused
from portal.policy.terms import TermWords
from portal.reports.catalogs.glossary import listed, out_terms, typed, words_of
from portal.reports.catalogs.memory import concordance
from portal.translate.area import area
from portal.translate.scope import language, scope, writable
from portal.words import glossary as words


class TermForm(Form):
    """One term; other forms and forbidden ones stand one on a line."""

    version = HiddenField(default="0")
    english = Text(_l("English"), limit=80)
    text = Text(_l("Translation"), limit=120)
    also = LongText(_l("Also right"))
    forbidden = LongText(_l("Forbidden"))
    note = Text(_l("Note"), limit=300)


class DecisionForm(Form):
    """A second person's word on a term, or its end."""

    version = HiddenField(default="0")


@area.get("/<locale:locale>/glossary")
@requires(Permission.CATALOG_READ)
def glossary_index(locale: str) -> flask.Response:
    """The terms of a language, or those that hold the words of `?q=`."""
    return _index(locale, TermForm(formdata=None))


@area.post("/<locale:locale>/glossary")
@requires(Permission.CATALOG_TRANSLATE)
def glossary_create(locale: str) -> flask.typing.ResponseReturnValue:
    """Adds a term, as a draft."""
    writable(locale)
    form = TermForm()
    if not form.validate_on_submit():
        return _index(locale, form, 422)
    try:
        add_term(actor(), locale=locale, words=_words(form), at=clock.now(), operation_key=form.key)
    except Refused as refused:
        form.refuse(refused, words.refusal_words)
        return _index(locale, form, 422)
    return pages.done(
        "translate.glossary_index", _("Kept. A second person confirms it."), locale=locale
    )


@area.get("/<locale:locale>/glossary/<key:term_key>")
@requires(Permission.CATALOG_TRANSLATE)
def glossary_edit(locale: str, term_key: str) -> flask.Response:
    """One term, for those who translate its language."""
    term = _term(locale, term_key)
    held = words_of(term)
    form = TermForm(formdata=None, data={
        "version": term.version, "english": held.english, "text": held.text, "note": held.note,
        "also": "\n".join(held.also), "forbidden": "\n".join(held.forbidden),
    })  # fmt: skip
    return _page(term, form)


@area.post("/<locale:locale>/glossary/<key:term_key>")
@requires(Permission.CATALOG_TRANSLATE)
def glossary_update(locale: str, term_key: str) -> flask.typing.ResponseReturnValue:
    """Keeps other words for a term, as a draft."""
    term, form = _term(locale, term_key), TermForm()
    if not form.validate_on_submit():
        return _page(term, form, 422)
    return _decided(term, form, lambda: change_term(
        actor(), term=term, words=_words(form), version=_number(form.version.data),
        at=clock.now(), operation_key=form.key,
    ), _("Kept. A second person confirms it."))  # fmt: skip


@area.post("/<locale:locale>/glossary/<key:term_key>/confirm")
@requires(Permission.CATALOG_REVIEW)
def glossary_confirm(locale: str, term_key: str) -> flask.typing.ResponseReturnValue:
    """A second person confirms a term: translations are checked against it from now on."""
    term, form = _term(locale, term_key), DecisionForm()
    if not form.validate_on_submit():
        flask.abort(422)
    return _decided(term, form, lambda: confirm_term(
        actor(), term=term, version=_number(form.version.data), at=clock.now(),
        operation_key=form.key,
    ), _("Confirmed."))  # fmt: skip


@area.post("/<locale:locale>/glossary/<key:term_key>/remove")
@requires(Permission.CATALOG_TRANSLATE)
def glossary_remove(locale: str, term_key: str) -> flask.typing.ResponseReturnValue:
    """Takes a term out."""
    term, form = _term(locale, term_key), DecisionForm()
    if not form.validate_on_submit():
        flask.abort(422)
    return _decided(term, form, lambda: remove_term(
        actor(), term=term, version=_number(form.version.data), at=clock.now()
    ), _("The term is gone."))  # fmt: skip


@area.get("/<locale:locale>/glossary/export.csv")
@requires(Permission.CATALOG_READ)
def glossary_export(locale: str) -> flask.Response:
    """The glossary as CSV."""
    spec = language(locale)
    return _file(write_csv(out_terms(locale)), "text/csv", f"glossary-{spec.folder}.csv")


@area.get("/<locale:locale>/glossary/export.tbx")
@requires(Permission.CATALOG_READ)
def glossary_export_tbx(locale: str) -> flask.Response:
    """The glossary in the form that translators' programs read."""
    spec = language(locale)
    made = write_tbx(out_terms(locale), spec)
    return _file(made, "application/x-tbx+xml", f"glossary-{spec.folder}.tbx")


@area.get("/<locale:locale>/memory")
@requires(Permission.CATALOG_READ)
def glossary_memory(locale: str) -> flask.Response:
    """Where published letters have the words of `?q=`, in English or in the language."""
    wanted = request.args.get("q", "").strip()[:200]
    found = concordance(wanted, locale) if wanted else []
    return pages.render(
        "translate/glossary/memory.html", "translate/glossary/_found.html",
        scope=scope(locale), wanted=wanted, found=found,
    )  # fmt: skip


def _file(content: str, kind: str, name: str) -> flask.Response:
    response = flask.make_response(content)
    response.headers["Content-Type"] = f"{kind}; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _term(locale: str, key: str) -> Term:
    """The term of an address, for those who translate its language; 404."""
    writable(locale)
    found: Term = Term.get(Term.key == key, Term.locale == locale)
    return found


def _words(form: TermForm) -> TermWords:
    fields = (form.english, form.text, form.also, form.forbidden, form.note)
    return typed(*(field.data or "" for field in fields))


def _decided(
    term: Term, form: Form, act: Callable[[], Any], said: str
) -> flask.typing.ResponseReturnValue:
    """What a button did, or the term's page with why it did not."""
    locale = str(term.locale)
    try:
        act()
    except Refused as refused:
        if isinstance(form, TermForm):
            form.refuse(refused, words.refusal_words)
            return _page(term, form, 422)
        why = words.refusal_words(next(iter(refused.codes.values())))
        return pages.done("translate.glossary_edit", why, locale=locale, term_key=term.key)
    return pages.done("translate.glossary_index", said, locale=locale)


def _index(locale: str, form: TermForm, status: int = 200) -> flask.Response:
    wanted = request.args.get("q", "").strip()[:200]
    found = scope(locale)
    return pages.render(
        "translate/glossary/index.html", "translate/glossary/_terms.html", status,
        scope=found, terms=listed(locale, wanted), wanted=wanted, form=form,
    )  # fmt: skip


def _page(term: Term, form: TermForm, status: int = 200) -> flask.Response:
    return pages.render(
        "translate/glossary/edit.html", status=status, scope=scope(str(term.locale)), term=term,
        form=form,
    )  # fmt: skip


def _number(given: str | None) -> int:
    return int(given) if given and given.isdigit() and len(given) < 10 else 0
