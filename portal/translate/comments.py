"""Comments on a block in two scopes: its English, to the letter's owner; or one language."""

from typing import Any

import flask
from wtforms import HiddenField, RadioField, SelectChoice

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.comments import BlockComment, CommentScope
from portal.operations.catalogs.comments import answer_comment, comment_block
from portal.policy.refusals import Refused
from portal.reports import catalogs
from portal.reports.catalogs.comments import comments_of
from portal.translate.area import area
from portal.translate.scope import writable
from portal.words.english import SCOPES, refusal_words


class CommentForm(Form):
    """One comment on one block."""

    block = HiddenField()
    scope = RadioField(
        _l("What is it about?"),
        choices=[SelectChoice(str(scope), words) for scope, words in SCOPES.items()],
        default=str(CommentScope.TRANSLATION),
    )
    comment = LongText(_l("Comment"), [required(_l("Please write something here."))])


class AnswerForm(Form):
    """The answer that closes a comment."""

    answer = LongText(_l("Answer"), [required(_l("Please write something here."))])


def panel(locale: str, context: str) -> dict[str, Any]:
    """What `translate/comments/_block.html` shows beside a block. One statement."""
    return {
        "comments": comments_of(locale, context),
        "comment_form": CommentForm(formdata=None, data={"block": context, "scope": "translation"}),
        "answer_form": AnswerForm(formdata=None),
    }


@area.post("/<locale:locale>/<letter:kind>/comments")
@requires(Permission.CATALOG_TRANSLATE)
def comments_create(locale: str, kind: str) -> flask.typing.ResponseReturnValue:
    """Says something about a block of a letter."""
    writable(locale)
    form = CommentForm()
    context = form.block.data or ""
    block = catalogs.block_of(context)
    if not form.validate_on_submit():
        return _again(form, block.english, _block_page(locale, kind, context))
    comment_block(
        actor(), locale=locale, context=context, scope=CommentScope(form.scope.data),
        text=form.comment.data or "", at=clock.now(), operation_key=form.key,
    )  # fmt: skip
    flask.flash(_("Your comment is there."))
    return flask.redirect(_block_page(locale, kind, context), 303)


@area.post("/comments/<key:comment_key>")
@requires(Permission.CATALOG_TRANSLATE)
def comments_answer(comment_key: str) -> flask.typing.ResponseReturnValue:
    """Answers a comment among the translators of a language, which closes it."""
    found = BlockComment.get_for(actor(), comment_key)
    form, back = AnswerForm(), _block_page(found.locale, found.kind, f"{found.kind}.{found.block}")
    if not answered(found, form):
        return _again(form, found.english, back, found)
    flask.flash(_("Answered."))
    return flask.redirect(back, 303)


def answered(found: BlockComment, form: AnswerForm) -> bool:
    """Whether the typed answer was taken; why not stands in the form."""
    if not form.validate_on_submit():
        return False
    try:
        answer_comment(
            actor(), comment=found, answer=form.answer.data or "", at=clock.now(),
            operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused, refusal_words)
        return False
    return True


def _block_page(locale: str, kind: str, context: str) -> str:
    return flask.url_for(
        "translate.blocks_show", locale=locale, kind=kind, block=context, _anchor="comments"
    )


def _again(
    form: Form, english: str, back: str, found: BlockComment | None = None
) -> flask.Response:
    """What was typed, with why it was not taken."""
    return pages.render(
        "translate/comments/again.html", status=422, form=form, english=english, back=back,
        found=found,
    )  # fmt: skip
