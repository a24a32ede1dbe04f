"""Typing mistakes put right in the English: each language's reviewer says that approvals stay."""

import flask
from wtforms import HiddenField

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form
from portal.i18n import gettext as _
from portal.operations.catalogs.typos import confirm_translation
from portal.policy.refusals import Refused
from portal.reports import catalogs
from portal.reports.catalogs.typos import approvals_to_confirm
from portal.translate.area import area
from portal.translate.letters import difference
from portal.translate.scope import writable
from portal.words.english import refusal_words


class ConfirmForm(Form):
    """One text whose approval stays."""

    block = HiddenField()
    version = HiddenField(default="0")


@area.get("/letters/typos")
@requires(Permission.CATALOG_REVIEW)
def typos_index() -> flask.Response:
    """What this person may confirm in their languages."""
    return _page(ConfirmForm(formdata=None))


@area.post("/<locale:locale>/<letter:kind>/confirm")
@requires(Permission.CATALOG_REVIEW)
def typos_update(locale: str, kind: str) -> flask.typing.ResponseReturnValue:
    """Keeps one text's approval; 404 for a block of another letter."""
    writable(locale)
    form = ConfirmForm()
    context, typed = form.block.data or "", form.version.data or ""
    if context.partition(".")[0] != kind or not form.validate_on_submit():
        flask.abort(404)
    try:
        confirm_translation(
            actor(), locale=locale, context=context, at=clock.now(), operation_key=form.key,
            version=int(typed) if typed.isdigit() and len(typed) < 10 else 0,
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused, refusal_words)
        return _page(form, 422)
    return pages.done("translate.typos_index", _("The approval stays."))


def _page(form: ConfirmForm, status: int = 200) -> flask.Response:
    found = approvals_to_confirm(catalogs.locales_of(actor()))
    return pages.render(
        "translate/letters/typos.html",
        status=status,
        found=[(one, difference(one.row.based_on, one.block.english)) for one in found],
        form=form,
    )
