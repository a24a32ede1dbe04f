"""What waits for a second person: approved or given back, on a phone as well as at a desk."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import flask
from flask import request
from wtforms import HiddenField

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.formats import english_language
from portal.forms import Form, LongText
from portal.i18n import gettext as _
from portal.models.catalogs import Translation
from portal.operations.catalogs.texts import approve_translation, return_translation
from portal.policy.lettering import Block
from portal.policy.refusals import Refused
from portal.reports import catalogs
from portal.reports.catalogs.history import (
    Before,
    before_of,
    difference,
    waiting,
    waiting_counts,
)
from portal.reports.catalogs.terms import Rules, rules_for
from portal.translate.area import area
from portal.translate.scope import writable
from portal.translate.workspace import cut_at_fields
from portal.words import catalogs as words

PAGE = 10  # blocks on one page of the queue


class ReviewForm(Form):
    """A second person's decision on one block."""

    block = HiddenField()
    version = HiddenField(default="0")
    act = HiddenField()
    back = HiddenField(default="queue")
    reason = LongText()


@dataclass(frozen=True, slots=True)
class Waiting:
    """One block that waits, with what a reviewer looks at."""

    row: Translation
    block: Block
    letter: str
    problems: list[tuple[str, bool]]
    is_own: bool
    since_approved: tuple[tuple[str, str], ...] = ()
    note: str = ""
    error: str = ""
    typed: str = ""


@area.get("/review")
@requires(Permission.CATALOG_REVIEW)
def reviews_index() -> flask.Response:
    """The queue of this person's languages, or of one of them, oldest first."""
    return _queue()


@area.post("/<locale:locale>/<letter:kind>/review")
@requires(Permission.CATALOG_REVIEW)
def reviews_update(locale: str, kind: str) -> flask.typing.ResponseReturnValue:
    """Approves a block or gives it back; 404 for a block of another letter."""
    writable(locale)
    form = ReviewForm()
    context = form.block.data or ""
    if context.partition(".")[0] != kind or form.act.data not in ("approve", "return"):
        flask.abort(404)
    error = ""
    if form.validate_on_submit():
        try:
            said = _decide(locale, context, form)
        except Refused as refused:
            error = words.refusal_words(next(iter(refused.codes.values())))
        else:
            return _back(locale, kind, context, form.back.data, said)
    error = error or " ".join(form.reason.errors)
    if form.back.data == "block":
        flask.flash(error)
        return _back(locale, kind, context, "block", "")
    return _queue(context, error, form.reason.data or "", locale)


def _decide(locale: str, context: str, form: ReviewForm) -> str:
    typed = form.version.data or ""
    values: dict[str, Any] = {
        "locale": locale,
        "context": context,
        "version": int(typed) if typed.isdigit() and len(typed) < 10 else 0,
        "at": clock.now(),
    }
    if form.act.data == "approve":
        approve_translation(actor(), reason=form.reason.data or "", **values)
        return _("Approved.")
    return_translation(actor(), comment=form.reason.data or "", **values)
    return _("Given back to its translator.")


def _back(
    locale: str, kind: str, context: str, place: str | None, said: str
) -> flask.typing.ResponseReturnValue:
    if place == "block":
        return pages.done("translate.blocks_show", said, locale=locale, kind=kind, block=context)
    letter = request.form.get("letter") or None
    return pages.done("translate.reviews_index", said, locale=locale, letter=letter)


def _queue(context: str = "", error: str = "", typed: str = "", locale: str = "") -> flask.Response:
    mine = sorted(catalogs.locales_of(actor()))
    chosen = locale or request.values.get("locale", "")
    chosen = chosen if chosen in mine else ""
    texts = {one.kind: one for one in catalogs.all_texts()}
    letter = request.values.get("letter", "")
    letter = letter if letter in texts else ""
    counts = waiting_counts(mine)
    total = _total(counts, chosen, letter)
    first = min(_number(request.args.get("from", "")), max(total - 1, 0)) // PAGE * PAGE
    rows = waiting([chosen] if chosen else mine, first, PAGE, letter)
    before, terms = before_of(rows), rules_for({row.locale for row in rows})
    return pages.render(
        "translate/reviews/index.html",
        status=422 if error else 200,
        items=[
            _item(row, texts, before, terms, error, typed)
            if catalogs.context_of(row) == context and row.locale == locale
            else _item(row, texts, before, terms)
            for row in rows
        ],
        lost_error=error if context not in map(catalogs.context_of, rows) else "",
        views=_views(mine, counts, chosen, letter),
        letters=[
            (one.kind, one.name, waits)
            for one in texts.values()
            if (waits := _total(counts, chosen, one.kind)) or one.kind == letter
        ],
        chosen=chosen,
        letter=letter,
        first=first,
        page_size=PAGE,
        total=total,
        cut=cut_at_fields,
    )


def _total(counts: Counter[tuple[str, str]], locale: str, kind: str) -> int:
    return sum(
        count
        for (tag, letter), count in counts.items()
        if locale in ("", tag) and kind in ("", letter)
    )


def _item(
    row: Translation,
    names: dict[str, catalogs.Texts],
    before: dict[int, Before],
    terms: dict[str, Rules],
    error: str = "",
    typed: str = "",
) -> Waiting:
    texts, context = names[row.kind], catalogs.context_of(row)
    block = next(block for block in texts.blocks if block.context == context)
    found = catalogs.problems_of(block, row.text, row.locale, terms[row.locale])
    problems = [(words.problem_words(one), one.is_error) for one in found]
    is_own = row.translator_id == actor().id
    kept = before.get(row.id, Before())
    steps = difference(kept.approved, row.text)
    return Waiting(row, block, texts.name, problems, is_own, steps, kept.note, error, typed)


def _views(
    mine: list[str], counts: Counter[tuple[str, str]], chosen: str, letter: str
) -> list[tuple[str, int, str, bool]]:
    tags = [tag for tag in mine if _total(counts, tag, letter) or tag == chosen]
    names = {"": _("All my languages")} | {tag: english_language(tag) for tag in tags}
    return [
        (
            name,
            _total(counts, tag, letter),
            flask.url_for("translate.reviews_index", locale=tag or None, letter=letter or None),
            tag == chosen,
        )
        for tag, name in names.items()
    ]


def _number(typed: str) -> int:
    return int(typed) if typed.isdigit() and len(typed) < 7 else 0
