"""A whole letter in one language with sample people, as page and PDF; publishing what was seen."""

import json
from typing import Any

import flask
from flask import request
from wtforms import HiddenField

from portal import clock, pages, pdf
from portal.access import Permission, actor, requires
from portal.forms import Form
from portal.i18n import gettext as _
from portal.models.catalogs import Release
from portal.operations.catalogs import publish_release
from portal.policy.catalogs import CatalogRefusal, PublishRefusal
from portal.policy.composing import LARGE_SIZE, NORMAL_SIZE, LetterDocument
from portal.policy.lettering import SAMPLES, LetterKind
from portal.policy.refusals import Refused
from portal.reports import catalogs
from portal.reports.catalogs import BlockRow
from portal.reports.catalogs.history import difference
from portal.reports.letters.official import NO_BLOCKS
from portal.translate.area import area
from portal.translate.samples import sample_letter, usable_text
from portal.translate.scope import language, scope, writable
from portal.words import catalogs as words


class PublishForm(Form):
    """What was seen in the preview, by its digest."""

    digest = HiddenField()


@area.get("/<locale:locale>/<letter:kind>/preview")
@requires(Permission.CATALOG_READ)
def previews_show(locale: str, kind: str) -> flask.Response:
    """The letter with a sample person, each block outlined by its state, and what is missing."""
    return _page(locale, kind)


@area.get("/<locale:locale>/<letter:kind>/preview.pdf")
@requires(Permission.CATALOG_READ)
def previews_download(locale: str, kind: str) -> flask.Response:
    """The same letter as it will print."""
    language(locale)
    letter = catalogs.letter_kind(kind)
    rows = catalogs.rows_of(catalogs.texts_of(kind), locale)
    try:
        made = pdf.render_letter(_document(letter, rows, locale), at=clock.now())
    except pdf.PdfError:
        return _page(locale, kind, _("A character has no place in the letter's font."))
    response = flask.make_response(made)
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = 'inline; filename="preview.pdf"'
    return response


@area.post("/<locale:locale>/<letter:kind>/publish")
@requires(Permission.CATALOG_PUBLISH)
def previews_publish(locale: str, kind: str) -> flask.typing.ResponseReturnValue:
    """Publishes the letter as it was seen in the preview."""
    writable(locale)
    form = PublishForm()
    if not form.validate_on_submit():
        return _page(locale, kind, _("Please try again."))
    try:
        release = publish_release(
            actor(), kind=kind, locale=locale, previewed_digest=form.digest.data or "",
            at=clock.now(), operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        return _page(locale, kind, _why_not(refused))
    return pages.done(
        "translate.previews_show",
        _("Published as release %(number)s.", number=release.number),
        locale=locale, kind=kind,
    )  # fmt: skip


def _why_not(refused: Refused) -> str:
    code = next(iter(refused.codes.values()))
    if code == CatalogRefusal.NOTHING_CHANGED:
        return _("This is what is published already.")
    if code == CatalogRefusal.CHANGED_MEANWHILE:
        return _("Somebody else publishes this letter at this moment. Look again.")
    if "" in refused.codes:
        return str(words.PUBLISHING[PublishRefusal(refused.codes[""])])
    return _("Some blocks are not ready yet.")


def _choice() -> tuple[int, int]:
    person = request.args.get("person", "1")
    is_large = request.args.get("size") == str(LARGE_SIZE)
    number = int(person) if person in map(str, range(1, SAMPLES + 1)) else 1
    return number, LARGE_SIZE if is_large else NORMAL_SIZE


def _document(letter: LetterKind, rows: list[BlockRow], locale: str) -> LetterDocument:
    person, size = _choice()
    texts = {row.block.context: row.text for row in rows}
    return sample_letter(letter, texts, locale, person - 1, size)


def _renewed(rows: list[BlockRow], release: Release | None) -> list[tuple[str, str, Any]]:
    """The blocks whose text differs from that of the last release: context, name, difference."""
    if release is None or release.blocks == NO_BLOCKS:
        return []
    before: dict[str, str] = json.loads(str(release.blocks))
    return [
        (row.block.context, row.block.key, difference(before.get(row.block.context, ""), row.text))
        for row in rows
        if row.text and row.text != before.get(row.block.context, "")
    ]


def _page(locale: str, kind: str, error: str = "") -> flask.Response:
    found = scope(locale)
    texts = catalogs.texts_of(kind)
    if texts.letter is None:
        flask.abort(404)
    rows = catalogs.rows_of(texts, locale)
    digest = catalogs.digest_of({row.block.context: row.text for row in rows})
    person, size = _choice()
    names = {row.block.context: row.block.key for row in rows}
    missing = [
        (refusal.context, names[refusal.context], words.publish_refusal_words(refusal))
        for refusal in catalogs.refusals_of(rows, locale, is_previewed=True)
    ]
    release = catalogs.current_release(kind, locale)
    return pages.render(
        "translate/previews/show.html",
        status=422 if error else 200,
        scope=found,
        texts=texts,
        document=_document(texts.letter, rows, locale),
        states={row.block.context: row.state for row in rows},
        in_english={
            row.block.context
            for row in rows
            if usable_text(row.block, row.text, texts.fields, locale)[0] == "en"
        },
        words=words,
        missing=missing,
        release=release,
        renewed=_renewed(rows, release),
        digest=digest,
        form=PublishForm(formdata=None, data={"digest": digest}),
        error=error,
        person=person,
        people=range(1, SAMPLES + 1),
        size=size,
        sizes=(NORMAL_SIZE, LARGE_SIZE),
    )
