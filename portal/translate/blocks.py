"""The block editor: one block of a letter in one language, with what a translator needs."""

from typing import Any

import flask
from flask import request
from wtforms import HiddenField

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.db import new_key
from portal.extensions import htmx
from portal.forms import Form, LongText, Text
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.i18n import ngettext
from portal.models.catalogs import TranslationChange
from portal.operations.catalogs.texts import save_translation, send_drafts, send_to_review
from portal.policy.catalogs import BlockState, CatalogRefusal, ChangeAction
from portal.policy.composing import LARGE_SIZE, NORMAL_SIZE
from portal.policy.lettering import SAMPLES
from portal.policy.plurals import joined
from portal.policy.refusals import Refused
from portal.reports import catalogs
from portal.reports.catalogs import BlockRow, Texts, memory
from portal.reports.catalogs.terms import Rules, TermHit, as_rules, rules_of, terms_of
from portal.translate import workspace
from portal.translate.area import area
from portal.translate.desk import AskForm, desk_of
from portal.translate.scope import Scope, scope, writable
from portal.translate.workspace import Choice, choice
from portal.words import catalogs as words


class FormsText(LongText):
    """A block's text; where its language counts in several ways, of one area for each."""

    def process_formdata(self, typed: list[str]) -> None:
        """Several areas are one text with its forms."""
        super().process_formdata([joined(typed)] if len(typed) > 1 else typed)


class BlockForm(Form):
    """A block's text; `act` is what the pressed button asks for: save, ask, check or look-...."""

    block = HiddenField()
    version = HiddenField(default="0")
    act = HiddenField(default="save")
    text = FormsText(_l("Your text"))
    remark = Text(_l("A note for who reviews it"), limit=1000)


class RestoreForm(Form):
    """One earlier text of a block."""

    block = HiddenField()
    version = HiddenField(default="0")
    change = HiddenField()


@area.get("/<locale:locale>/<letter:kind>")
@requires(Permission.CATALOG_READ)
def blocks_show(locale: str, kind: str) -> flask.Response:
    """The blocks of a letter, one of them open: that of `?block=`, else the next to be done."""
    texts = catalogs.texts_of(kind)
    rows = catalogs.rows_of(texts, locale)
    known = terms_of(locale)
    row = _chosen(rows, request.args.get("block", ""), locale, as_rules(known))
    form = BlockForm(formdata=None, data={
        "block": row.block.context, "version": _version(row), "text": row.text,
    })  # fmt: skip
    return _page(locale, texts, rows, row, form, known=known)


@area.get("/<locale:locale>/<letter:kind>/memory")
@requires(Permission.CATALOG_READ)
def blocks_memory(locale: str, kind: str) -> flask.Response:
    """What published letters said for English close to a block's: it comes after the page."""
    texts = catalogs.texts_of(kind)
    row = _named(catalogs.rows_of(texts, locale), request.args.get("block", ""))
    return pages.render(
        "translate/blocks/memory.html",
        "translate/blocks/_memory.html",
        scope=scope(locale),
        texts=texts,
        row=row,
        matches=memory.matches(row.block.english, locale),
    )


@area.post("/<locale:locale>/<letter:kind>")
@requires(Permission.CATALOG_TRANSLATE)
def blocks_update(locale: str, kind: str) -> flask.typing.ResponseReturnValue:
    """Saves a block and goes on to the next, asks for its review, or only checks it."""
    writable(locale)
    texts = catalogs.texts_of(kind)
    rows = catalogs.rows_of(texts, locale)
    form = BlockForm()
    row = _named(rows, form.block.data or "")
    is_check = (form.act.data or "").partition("-")[0] in ("check", "look")
    if not form.validate_on_submit() or is_check:
        return _page(locale, texts, rows, row, form, 200 if is_check else 422)
    try:
        said = _save(locale, form)
    except Refused as refused:
        return _refused(locale, texts, form, refused)
    return _done(said, locale, texts, _onward(rows, row, locale))


def _onward(rows: list[BlockRow], row: BlockRow, locale: str) -> BlockRow:
    """Where one goes from a block that was saved: to the next of what the list shows."""
    looked = choice()
    if looked.show in (workspace.Show.ALL, workspace.Show.OPEN):
        return workspace.following(rows, row)
    shown = workspace.listed(rows, looked, locale, rules_of(locale))
    return workspace.neighbour(rows, shown, row, 1) or row


@area.post("/<locale:locale>/<letter:kind>/ask")
@requires(Permission.CATALOG_TRANSLATE)
def blocks_ask(locale: str, kind: str) -> flask.typing.ResponseReturnValue:
    """Asks for a second person for every draft that this person wrote in a letter."""
    writable(locale)
    if not AskForm().validate_on_submit():
        flask.abort(404)
    try:
        sent, faulty = send_drafts(actor(), kind=kind, locale=locale, at=clock.now())
    except Refused as refused:
        said = words.refusal_words(next(iter(refused.codes.values())))
    else:
        said = ngettext("%(n)s block sent to review.", "%(n)s blocks sent to review.", sent)
        if faulty:
            said += " " + ngettext("%(n)s still has errors.", "%(n)s still have errors.", faulty)
    return pages.done("translate.blocks_show", said, locale=locale, kind=kind, **choice().query)


@area.post("/<locale:locale>/<letter:kind>/restore")
@requires(Permission.CATALOG_TRANSLATE)
def blocks_restore(locale: str, kind: str) -> flask.typing.ResponseReturnValue:
    """Puts an earlier text of a block back, as a new draft."""
    writable(locale)
    texts = catalogs.texts_of(kind)
    form = RestoreForm()
    row = _named(catalogs.rows_of(texts, locale), form.block.data or "")
    if row.translation is None or not form.validate_on_submit():
        flask.abort(404)
    try:
        said = _restore(locale, row, form)
    except Refused as refused:
        said = words.refusal_words(next(iter(refused.codes.values())))
    return _done(said, locale, texts, row)


def _done(said: str, locale: str, texts: Texts, row: BlockRow) -> flask.typing.ResponseReturnValue:
    """On to a block, with what was done; whoever types goes on typing."""
    return pages.done(
        "translate.blocks_show", said, locale=locale, kind=texts.kind, block=row.block.context,
        _anchor="text", **choice().query,
    )  # fmt: skip


def _refused(locale: str, texts: Texts, form: BlockForm, refused: Refused) -> flask.Response:
    """The block as it stands now, beside what was typed and why it was not saved."""
    form.refuse(refused, words.refusal_words)
    rows = catalogs.rows_of(texts, locale)
    row = _named(rows, form.block.data or "")
    form.version.data = _version(row)
    form.operation_key.data = new_key()  # what was saved under the old one stays saved
    is_late = CatalogRefusal.CHANGED_MEANWHILE in refused.codes.values()
    return _page(locale, texts, rows, row, form, 409 if is_late else 422)


def _restore(locale: str, row: BlockRow, form: RestoreForm) -> str:
    """Saves an earlier text anew. Raises TranslationChange.DoesNotExist, and Refused."""
    change = TranslationChange.get(
        TranslationChange.id == _number(form.change.data),
        TranslationChange.translation == row.translation,
    )
    save_translation(
        actor(), locale=locale, context=row.block.context, text=change.text,
        version=_number(form.version.data), at=clock.now(), action=ChangeAction.RESTORED,
        operation_key=form.key,
    )  # fmt: skip
    return _("The earlier text is back, as a draft.")


def _save(locale: str, form: BlockForm) -> str:
    context, at = form.block.data or "", clock.now()
    row = save_translation(
        actor(), locale=locale, context=context, text=form.text.data or "",
        version=_number(form.version.data), at=at, comment=form.remark.data or "",
        operation_key=form.key,
    )  # fmt: skip
    if form.act.data == "ask" and row.state == BlockState.DRAFT:
        send_to_review(actor(), locale=locale, context=context, version=row.version, at=at)
        return _("Sent to review.")
    return _("Saved.")


def _page(
    locale: str, texts: Texts, rows: list[BlockRow], row: BlockRow, form: BlockForm,
    status: int = 200, known: tuple[TermHit, ...] | None = None,
) -> flask.Response:  # fmt: skip
    looked, found, text = choice(), scope(locale), form.text.data or ""
    known = terms_of(locale) if known is None else known
    context = _help(texts, rows, row, text, looked, found, as_rules(known)) | {
        "form": form,
        "forms": workspace.forms(row.block, text, found.locale),
        "is_conflict": status == 409,
    }
    if not htmx:
        context |= desk_of(locale, texts, rows, row, looked, known)
    return pages.render(
        "translate/blocks/show.html", "translate/blocks/_checks.html", status, **context
    )


def _help(
    texts: Texts,
    rows: list[BlockRow],
    row: BlockRow,
    text: str,
    looked: Choice,
    where: Scope,
    rules: Rules,
) -> dict[str, Any]:
    """What follows the text while it is typed: findings, and the letter as it will look."""
    locale = where.locale.tag
    found = catalogs.problems_of(row.block, text, locale, rules) if text.strip() else []
    return {
        "scope": where,
        "texts": texts,
        "row": row,
        "looked": looked,
        "problems": [(words.problem_words(one), one.is_error) for one in found],
        "is_blank": not text.strip(),
        "around": workspace.around(texts, rows, row, text, looked, locale),
        "people": range(1, SAMPLES + 1),
        "sizes": (NORMAL_SIZE, LARGE_SIZE),
        "words": words,
        "cut": workspace.cut_at_fields,
    }


def _chosen(rows: list[BlockRow], context: str, locale: str, rules: Rules) -> BlockRow:
    if context:
        return _named(rows, context)
    shown = workspace.listed(rows, choice(), locale, rules) or rows
    return next((row for row in shown if row.state not in workspace.DONE), shown[0])


def _named(rows: list[BlockRow], context: str) -> BlockRow:
    for row in rows:
        if row.block.context == context:
            return row
    flask.abort(404)


def _version(row: BlockRow) -> int:
    return row.translation.version if row.translation else 0


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdigit() and len(typed) < 10 else 0
