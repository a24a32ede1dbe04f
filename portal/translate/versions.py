"""A letter's draft and its earlier versions: what changed, who checked it, what it does."""

import flask
from flask import request
from wtforms import BooleanField, HiddenField

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.db import new_key
from portal.forms import Form, LongText
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.operations.catalogs.english import (
    ask_legal_check,
    check_english,
    drop_english,
    publish_english,
    return_english,
)
from portal.policy.english import DraftState
from portal.policy.programs import program
from portal.policy.reading import MOST, reading_grade
from portal.policy.refusals import Refused
from portal.reports import catalogs
from portal.reports.catalogs import Texts, english
from portal.reports.catalogs.english import BlockChange
from portal.translate.area import area
from portal.translate.letters import difference, is_owner
from portal.translate.samples import ShownBlock, shown_block
from portal.words import english as words


class DecisionForm(Form):
    """What becomes of a draft; `act` is what the pressed button asks for."""

    act = HiddenField()
    revision = HiddenField(default="0")
    is_typo = BooleanField(_l("The meaning is the same: a typing mistake was put right"))
    bans_old = BooleanField(_l("The old text must not be used any more: the law changed"))
    comment = LongText(_l("Comment"))


@area.get("/letters/<letter:kind>/versions")
@requires(Permission.CATALOG_READ)
def versions_show(kind: str) -> flask.Response:
    """The draft of a letter's English, or one of its versions (`?number=`), and what it changed."""
    texts = catalogs.texts_of(kind)
    typed = request.args.get("number", "")
    return _version(texts, int(typed)) if typed.isdigit() and len(typed) < 7 else _draft(texts)


@area.post("/letters/<letter:kind>/versions")
@requires(Permission.CATALOG_OWN)
def versions_update(kind: str) -> flask.typing.ResponseReturnValue:
    """Asks for the legal check, gives it, gives the draft back, publishes it or throws it away."""
    texts, form = catalogs.texts_of(kind), DecisionForm()
    if form.act.data not in ("ask", "check", "return", "publish", "drop"):
        flask.abort(404)
    if not form.validate_on_submit():
        return _draft(texts, form, 422)
    try:
        said = _decide(kind, form)
    except Refused as refused:
        form.refuse(refused, words.refusal_words)
        form.operation_key.data = new_key()
        return _draft(texts, form, 422)
    return pages.done("translate.versions_show", said, kind=kind)


def _decide(kind: str, form: DecisionForm) -> str:
    typed = form.revision.data or ""
    revision, who, at = (
        int(typed) if typed.isdigit() and len(typed) < 10 else 0,
        actor(),
        clock.now(),
    )
    comment = form.comment.data or ""
    match form.act.data:
        case "ask":
            ask_legal_check(
                who, kind=kind, revision=revision, is_typo=form.is_typo.data,
                bans_old=form.bans_old.data, at=at, operation_key=form.key,
            )  # fmt: skip
            return _("Another supervisor can check it now.")
        case "check":
            check_english(who, kind=kind, revision=revision, comment=comment, at=at)
            return _("The legal check is done. It can be published.")
        case "return":
            return_english(who, kind=kind, revision=revision, comment=comment, at=at)
            return _("Given back to who writes it.")
        case "publish":
            made = publish_english(who, kind=kind, revision=revision, at=at, operation_key=form.key)
            return _("Version %(number)s is published in English.", number=made.number)
    drop_english(who, kind=kind, revision=revision, at=at)
    return _("The draft is thrown away.")


def _draft(texts: Texts, form: DecisionForm | None = None, status: int = 200) -> flask.Response:
    draft = english.draft_of(texts.kind)
    changes = english.changes_in(draft, texts)
    state = draft.state if draft else DraftState.NONE
    row = draft.version if draft else None
    if form is None:
        form = DecisionForm(formdata=None, data={
            "is_typo": row.is_typo if row else False, "bans_old": row.bans_old if row else False,
        })  # fmt: skip
    form.revision.data = str(row.revision if row else 0)
    return pages.render(
        "translate/letters/versions.html",
        status=status,
        texts=texts,
        draft=draft,
        state=state,
        changes=_shown(changes),
        whole=_whole(texts, changes),
        acts=draft.acts if draft else (),
        languages=english.stale_counts(changes, texts.kind) if changes else 0,
        letters=_letters_with(changes) if texts.letter is None else [],
        rules=_rules(texts),
        versions=english.versions_of(texts.kind),
        version=None,
        form=form,
        is_owner=is_owner(),
        is_writer=draft is not None and actor().id in draft.writer_ids,
        most=MOST,
        words=words,
    )


def _version(texts: Texts, number: int) -> flask.Response:
    versions = english.versions_of(texts.kind)
    version = next((one for one in versions if one.number == number), None)
    if version is None:
        flask.abort(404)
    return pages.render(
        "translate/letters/versions.html",
        texts=texts,
        draft=None,
        state=DraftState.NONE,
        changes=_shown(english.changes_of_version(version, texts.blocks)),
        whole=[],
        acts=english.acts_on(version),
        versions=versions,
        version=version,
        form=None,
        is_owner=is_owner(),
        most=MOST,
        words=words,
    )


def _shown(
    changes: list[BlockChange],
) -> list[tuple[BlockChange, list[tuple[str, str]], float]]:
    """Each change with its difference in words and the grade of its new text."""
    return [(one, difference(one.before, one.after), reading_grade(one.after)) for one in changes]


def _whole(texts: Texts, changes: list[BlockChange]) -> list[tuple[ShownBlock, bool]]:
    """The letter as it would read, for who checks it: each block, and whether it changed."""
    after = {one.block.context: one.after for one in changes}
    blocks = texts.letter.blocks if texts.letter and changes else ()
    return [
        (
            shown_block(block, after.get(block.context, block.english), texts.fields, "en"),
            block.context in after,
        )
        for block in blocks
    ]


def _rules(texts: Texts) -> list[tuple[str, tuple[str, ...]]]:
    """The rules that the letter rests on, by the names of the programs that know it."""
    cited = texts.letter.citations if texts.letter else {}
    return [(program(code).name, rules) for code, rules in cited.items() if rules]


def _letters_with(changes: list[BlockChange]) -> list[str]:
    """The names of the letters that use a changed shared text."""
    contexts = {one.block.context for one in changes}
    return [
        texts.name
        for texts in catalogs.all_texts()
        if texts.letter is not None and contexts & {block.context for block in texts.blocks}
    ]
