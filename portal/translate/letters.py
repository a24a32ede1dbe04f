"""The English of letters on screen: its owner edits it, everybody in the area reads it."""

from functools import lru_cache
from typing import Any

import flask
from flask import request
from wtforms import HiddenField

from portal import clock, letter_kinds, pages
from portal.access import ROLE_PERMISSIONS, Permission, actor, requires
from portal.db import new_key
from portal.forms import Form, LongText
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.comments import BlockComment
from portal.operations.catalogs.english import write_english
from portal.policy.catalogs import changed_words
from portal.policy.english import EnglishRefusal
from portal.policy.lettering import Block, FieldType
from portal.policy.plurals import forms_of, joined
from portal.policy.reading import MOST, reading_grade
from portal.policy.refusals import Refused
from portal.reports import catalogs
from portal.reports.catalogs import Texts, english
from portal.reports.catalogs.comments import comments_on_english, open_counts, open_on_english
from portal.reports.catalogs.english import Draft
from portal.translate.area import area
from portal.translate.catalogs import office_day
from portal.translate.comments import AnswerForm, answered
from portal.translate.samples import sample_values, shown_block
from portal.words import english as words
from portal.words.catalogs import FIELD_TYPES, SECTIONS


class EnglishForm(Form):
    """A block's English; `other` is the form of many of a counted one, `act` save or check."""

    block = HiddenField()
    revision = HiddenField(default="0")
    act = HiddenField(default="save")
    text = LongText(_l("English"))
    other = LongText(_l("English for every other number"))
    reason = LongText(_l("Why it may be harder to read than grade 6"))

    @property
    def whole(self) -> str:
        """The text as it is kept: both forms of a counted one in one."""
        one, other = self.text.data or "", self.other.data or ""
        return joined((one, other)) if other else one


def is_owner() -> bool:
    """Whether this person owns the English of letters."""
    return Permission.CATALOG_OWN in ROLE_PERMISSIONS[actor().role]


@area.get("/letters")
@requires(Permission.CATALOG_READ)
def letters_index() -> flask.Response:
    """Every letter with its English: how hard it is, what is being changed, what was said of it."""
    return _index(AnswerForm(formdata=None))


@area.post("/letters/comments/<key:comment_key>")
@requires(Permission.CATALOG_OWN)
def letters_answer(comment_key: str) -> flask.typing.ResponseReturnValue:
    """The owner answers what a translator said of the English."""
    found = BlockComment.get_for(actor(), comment_key)
    form = AnswerForm()
    if answered(found, form):
        return pages.done("translate.letters_index", _("Answered."))
    return pages.render(
        "translate/comments/again.html", status=422, form=form, english=found.english,
        back=flask.url_for("translate.letters_index"), found=found,
    )  # fmt: skip


@area.get("/letters/<letter:kind>/edit")
@requires(Permission.CATALOG_READ)
def letters_edit(kind: str) -> flask.Response:
    """The English of one letter, one block of it open: that of `?block=`, else the first."""
    texts, draft = catalogs.texts_of(kind), english.draft_of(kind)
    block = _chosen(own_blocks(texts), request.args.get("block", ""))
    row = draft.blocks.get(block.key) if draft else None
    text = row.english if row else block.english
    form = EnglishForm(formdata=None, data={
        "block": block.key, "revision": row.revision if row else 0,
        "reason": row.reason if row else "", **_forms(block, text),
    })  # fmt: skip
    return _page(texts, draft, block, form)


@area.post("/letters/<letter:kind>/edit")
@requires(Permission.CATALOG_OWN)
def letters_update(kind: str) -> flask.typing.ResponseReturnValue:
    """Keeps a block's English in the draft, or only checks it."""
    texts, form = catalogs.texts_of(kind), EnglishForm()
    block = _chosen(own_blocks(texts), form.block.data or "-")
    is_check = form.act.data == "check"
    if not form.validate_on_submit() or is_check:
        return _page(texts, english.draft_of(kind), block, form, 200 if is_check else 422)
    try:
        write_english(
            actor(), kind=kind, block=block.key, text=form.whole, reason=form.reason.data or "",
            revision=_number(form.revision.data), at=clock.now(), operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        return _refused(texts, block, form, refused)
    said = _("Saved in the draft. Nobody gets it in a letter before it is checked and published.")
    return pages.done("translate.letters_edit", said, kind=kind, block=block.key)


def own_blocks(texts: Texts) -> list[Block]:
    """The blocks whose English belongs to this letter alone, or to the shared texts."""
    return [block for block in texts.blocks if block.context.startswith(f"{texts.kind}.")]


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """The way from one text to the other in words, as templates show it."""
    return [(str(change), text) for change, text in changed_words(before, after)]


@lru_cache(maxsize=64)
def _grade(texts: tuple[str, ...]) -> float:
    return reading_grade("\n".join(texts))


def grade_of(texts: Texts) -> float:
    """The school grade that a whole letter asks for, without the phrases and labels around it."""
    blocks = texts.letter.blocks if texts.letter else texts.blocks
    return _grade(tuple(block.english for block in blocks))


def _index(form: AnswerForm) -> flask.Response:
    texts = catalogs.all_texts()
    return pages.render(
        "translate/letters/index.html",
        texts=texts,
        standings=english.standings(),
        grades={one.kind: grade_of(one) for one in texts},
        most=MOST,
        comments=open_on_english(),
        banned=english.banned_languages(),
        names={one.kind: one.name for one in texts},
        english={block.context: block.english for one in texts for block in one.blocks},
        answer_form=form,
        is_owner=is_owner(),
        office_day=office_day,
        may_review=Permission.CATALOG_REVIEW in ROLE_PERMISSIONS[actor().role],
        words=words,
    )


def _refused(texts: Texts, block: Block, form: EnglishForm, refused: Refused) -> flask.Response:
    """The block as it stands now, beside what was typed and why it was not kept."""
    draft = english.draft_of(texts.kind)
    is_late = EnglishRefusal.CHANGED_MEANWHILE in refused.codes.values()
    form.refuse(refused, words.refusal_words)
    row = draft.blocks.get(block.key) if draft else None
    if is_late:
        form.revision.data = str(row.revision if row else 0)
    form.operation_key.data = new_key()  # what was saved under the old one stays saved
    return _page(texts, draft, block, form, 409 if is_late else 422)


def _page(
    texts: Texts, draft: Draft | None, block: Block, form: EnglishForm, status: int = 200
) -> flask.Response:
    row = draft.blocks.get(block.key) if draft else None
    blocks = own_blocks(texts)
    place = blocks.index(block)
    context = _checked(texts, draft, block, form) | {
        "texts": texts,
        "draft": draft,
        "row": row,
        "blocks": blocks,
        "form": form,
        **_chips(texts, block),
        "comments": comments_on_english(block.context),
        "open_counts": open_counts(""),
        "answer_form": AnswerForm(formdata=None),
        "is_owner": is_owner(),
        "is_conflict": status == 409,
        "previous": blocks[place - 1] if place else None,
        "following": blocks[place + 1] if place + 1 < len(blocks) else None,
        "sections": SECTIONS,
        "words": words,
    }
    template = "translate/letters/edit.html"
    return pages.render(template, "translate/letters/_checks.html", status, **context)


def _chips(texts: Texts, block: Block) -> dict[str, list[tuple[str, str, Any, str]]]:
    """The fields that a text may use: name, sample, what it holds in words, and as a code. `chips`
    are those of the block and of this letter alone, `more` those that every letter has."""
    fields = {name: one for name, one in texts.fields.items() if one.type is not FieldType.LIST}
    samples = sample_values(fields, 0, "en")
    own = letter_kinds.own_fields(texts.kind) if texts.letter else frozenset()
    near = [name for name in fields if name in block.places]
    near += [name for name in fields if name in own and name not in near]
    rest = [name for name in fields if name not in near]
    chips = {
        name: (name, samples[name], FIELD_TYPES[one.type], str(one.type))
        for name, one in fields.items()
    }
    return {"chips": [chips[name] for name in near], "more": [chips[name] for name in rest]}


def _checked(texts: Texts, draft: Draft | None, block: Block, form: EnglishForm) -> dict[str, Any]:
    """What the part beside the text shows: grade, findings, difference, the block as it will be."""
    text = form.whole
    found = english.findings_of(texts, block, text, draft)
    return {
        "block": block,
        "grade": reading_grade(text),
        "most": MOST,
        "findings": [(words.finding_words(one), one.is_error) for one in found],
        "difference": difference(block.english, text) if text != block.english else [],
        "shown": shown_block(block, text, texts.fields, "en"),
    }


def _chosen(blocks: list[Block], key: str) -> Block:
    if not key:
        return blocks[0]
    for block in blocks:
        if block.key == key:
            return block
    flask.abort(404)


def _forms(block: Block, text: str) -> dict[str, str]:
    if not block.counted_by:
        return {"text": text}
    one, *others = forms_of(text)
    return {"text": one, "other": "\n".join(others)}


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdigit() and len(typed) < 10 else 0
