"""The block editor: one block of a letter in one language, with what a translator needs."""

from typing import Any

import flask
from flask import request
from wtforms import HiddenField

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.db import new_key
from portal.forms import Form, LongText
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.catalogs import TranslationChange
from portal.operations.catalogs.texts import save_translation, send_to_review
from portal.policy.catalogs import BlockState, CatalogRefusal, ChangeAction, changed_words
from portal.policy.lettering import BlockRole
from portal.policy.refusals import Refused
from portal.reports import catalogs
from portal.reports.catalogs import BlockRow, Texts
from portal.reports.catalogs.history import changes_of
from portal.translate.area import area
from portal.translate.samples import sample_values, shown_block
from portal.translate.scope import scope, writable
from portal.words import catalogs as words

_DONE = (BlockState.APPROVED, BlockState.NEEDS_REVIEW)


class BlockForm(Form):
    """A block's text; `act` is what the pressed button asks for: save, ask or check."""

    block = HiddenField()
    version = HiddenField(default="0")
    act = HiddenField(default="save")
    text = LongText(_l("Your text"))


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
    row = _chosen(rows, request.args.get("block", ""))
    form = BlockForm(formdata=None, data={
        "block": row.block.context, "version": _version(row), "text": row.text,
    })  # fmt: skip
    return _page(locale, texts, rows, row, form)


@area.post("/<locale:locale>/<letter:kind>")
@requires(Permission.CATALOG_TRANSLATE)
def blocks_update(locale: str, kind: str) -> flask.typing.ResponseReturnValue:
    """Saves a block and goes on to the next, asks for its review, or only checks it."""
    writable(locale)
    texts = catalogs.texts_of(kind)
    rows = catalogs.rows_of(texts, locale)
    form = BlockForm()
    row = _named(rows, form.block.data or "")
    is_check = form.act.data == "check"
    if not form.validate_on_submit() or is_check:
        return _page(locale, texts, rows, row, form, 200 if is_check else 422)
    try:
        said = _save(locale, form)
    except Refused as refused:
        return _refused(locale, texts, form, refused)
    return _done(said, locale, texts, _following(rows, row))


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
    """On to a block, with what was done."""
    return pages.done(
        "translate.blocks_show", said, locale=locale, kind=texts.kind, block=row.block.context
    )


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
        version=_number(form.version.data), at=at, operation_key=form.key,
    )  # fmt: skip
    if form.act.data == "ask" and row.state == BlockState.DRAFT:
        send_to_review(actor(), locale=locale, context=context, version=row.version, at=at)
        return _("Sent to review.")
    return _("Saved.")


def _page(
    locale: str, texts: Texts, rows: list[BlockRow], row: BlockRow, form: BlockForm,
    status: int = 200,
) -> flask.Response:  # fmt: skip
    found = scope(locale)
    text = form.text.data or ""
    place = rows.index(row)
    fields = {name: texts.fields[name] for name in row.fields}
    context = _checked(texts, rows, row, text, locale) | {
        "scope": found,
        "texts": texts,
        "rows": rows,
        "row": row,
        "form": form,
        "chips": list(sample_values(fields, 0, locale).items()),
        "changes": changes_of(row.translation),
        "difference": _difference(row),
        "previous": rows[place - 1] if place else None,
        "following": rows[place + 1] if place + 1 < len(rows) else None,
        "is_conflict": status == 409,
        "done": sum(1 for one in rows if one.state is BlockState.APPROVED),
        "words": words,
    }
    return pages.render(
        "translate/blocks/show.html", "translate/blocks/_checks.html", status, **context
    )


def _checked(
    texts: Texts, rows: list[BlockRow], row: BlockRow, text: str, locale: str
) -> dict[str, Any]:
    """What the part beside the text shows: findings, and the section as it will stand."""
    found = catalogs.problems_of(row.block, text, locale) if text.strip() else []
    section = [one for one in rows if one.block.section is row.block.section]
    section.sort(key=lambda one: one.block.role not in (BlockRole.TITLE, BlockRole.HEADING))
    return {
        "problems": [(words.problem_words(one), one.is_error) for one in found],
        "is_blank": not text.strip(),
        "shown": [
            shown_block(one.block, text if one is row else one.text, texts.fields, locale)
            for one in section
        ],
        "row": row,
    }


def _difference(row: BlockRow) -> list[tuple[str, str]]:
    if row.state is not BlockState.SOURCE_CHANGED or row.translation is None:
        return []
    steps = changed_words(row.translation.based_on, row.block.english)
    return [(str(change), text) for change, text in steps]


def _chosen(rows: list[BlockRow], context: str) -> BlockRow:
    if context:
        return _named(rows, context)
    return next((row for row in rows if row.state not in _DONE), rows[0])


def _named(rows: list[BlockRow], context: str) -> BlockRow:
    for row in rows:
        if row.block.context == context:
            return row
    flask.abort(404)


def _following(rows: list[BlockRow], row: BlockRow) -> BlockRow:
    """The next block that is still to be done, else the one after this, else this one."""
    place = rows.index(row)
    later = [*rows[place + 1 :], *rows[:place]]
    open_ones = [one for one in later if one.state not in _DONE]
    return (open_ones or rows[place + 1 : place + 2] or [row])[0]


def _version(row: BlockRow) -> int:
    return row.translation.version if row.translation else 0


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdigit() and len(typed) < 10 else 0
