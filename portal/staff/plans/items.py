"""Items of a draft: several chosen at once from the library or said in the worker's own words, each
changed, moved and taken out (PLAN-1, LANG-2, LANG-3)."""

from typing import Any, Literal

import flask
from flask import request
from wtforms import DateField, HiddenField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import Optional

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.plans import PlanItem
from portal.operations.plans import drafts as operations
from portal.operations.plans.drafts import Stale
from portal.operations.views import record_view
from portal.policy.plan_items import NEEDS_ONE_ABOVE, ItemKind, PlanRefusal
from portal.policy.refusals import Refused
from portal.reports.plans import drafts as reports
from portal.staff.area import area
from portal.staff.cases import head
from portal.words import plan_library as library
from portal.words import planning as words
from portal.words.phrases import BANKS, item_words

_KINDS = [(str(kind), name) for kind, name in words.KINDS.items()]


class ItemsForm(Form):
    """Items to add, below another one or below none."""

    kind = SelectField(_l("What"), choices=_KINDS)
    above = SelectField(_l("Below"), validators=[Optional()], validate_choice=False)
    phrases = SelectMultipleField(_l("From the library"), validate_choice=False)
    text = LongText(_l("In your own words"))
    due_on = DateField(_l("By when"), [Optional()])


class ItemForm(Form):
    """One item in other words, with another date or at another place."""

    kind = HiddenField()
    above = SelectField(_l("Below"), validators=[Optional()], validate_choice=False)
    phrase = SelectField(_l("From the library"), validate_choice=False)
    text = LongText(_l("In your own words"))
    due_on = DateField(_l("By when"), [Optional()])
    version = IntegerField(_l("Version"))


@area.get("/cases/<key:case_key>/plan/edit/items/new")
@requires(Permission.CASE_WRITE)
def plans_items_new(case_key: str) -> flask.Response:
    """The library to choose from, for one kind of item at one place."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="plan", at=clock.now())
    asked = request.args
    kind, phrase = _kind(asked.get("kind")), asked.get("phrase", "")[:60]
    form = ItemsForm(formdata=None, kind=kind, above=asked.get("above", "")[:16], phrases=[phrase])
    return _new(case, reports.open_draft(case), form)


@area.post("/cases/<key:case_key>/plan/edit/items")
@requires(Permission.CASE_WRITE)
def plans_items_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Adds what was chosen and typed."""
    case, form = Case.get_for(actor(), case_key), ItemsForm()
    plan = reports.open_draft(case)
    if not form.validate():
        return _new(case, plan, form, 422)
    try:
        _add(plan, form, form.kind.data, form.phrases.data or [], form.text.data or "")
    except Refused as refused:
        form.refuse(refused, words.of_refusal)
        return _new(case, plan, form, 422)
    return _back(case_key, form.above.data or str(form.kind.data))


@area.post("/cases/<key:case_key>/plan/edit/suggested")
@requires(Permission.CASE_WRITE)
def plans_items_suggested(case_key: str) -> flask.typing.ResponseReturnValue:
    """Adds one suggestion of the library with one tap: `add` is its kind, code and place."""
    case, form = Case.get_for(actor(), case_key), ItemsForm()
    plan = reports.open_draft(case)
    kind, _colon, rest = request.form.get("add", "").partition(":")
    code, _colon, above = rest.partition(":")
    form.above.data = above
    try:
        _add(plan, form, kind, [code], "")
    except (Refused, ValueError):
        # Shown where it can be put right: a milestone, for one, needs a date.
        return pages.done(
            "staff.plans_items_new", case_key=case_key, kind=kind, above=above, phrase=code
        )
    return _back(case_key, above)


def _add(plan: Any, form: ItemsForm, kind: str, phrases: list[str], text: str) -> None:
    operations.add_items(
        actor(), plan=plan, kind=ItemKind(kind), phrases=phrases, text=text,
        due_on=form.due_on.data, above=_above(plan, form), at=clock.now(), operation_key=form.key,
    )  # fmt: skip


def _above(plan: Any, form: Form) -> PlanItem | None:
    """The item chosen to stand above. Raises Refused where it is gone meanwhile."""
    key = form["above"].data
    try:
        return reports.item_of(plan, key) if key else None
    except PlanItem.DoesNotExist:
        raise Refused({"above": PlanRefusal.NOT_BELOW_THAT}) from None


def _kind(said: Any) -> ItemKind:
    return ItemKind(said) if said in set(ItemKind) else ItemKind.GOAL_SHORT


@area.get("/cases/<key:case_key>/plan/edit/items/<key:item_key>")
@requires(Permission.CASE_WRITE)
def plans_item(case_key: str, item_key: str) -> flask.Response:
    """One item, to say it in other words, date it, put it elsewhere or take it out."""
    case = Case.get_for(actor(), case_key)
    plan = reports.open_draft(case)
    item: Any = reports.item_of(plan, item_key)
    record_view(actor(), case=case, what="plan", at=clock.now())
    return _one(case, plan, item_key, _filled(item), item.version)


def _filled(item: Any) -> ItemForm:
    above = item.parent.key if item.parent_id else ""
    return ItemForm(
        formdata=None, kind=item.kind, above=above, phrase=item.phrase, text=item.text,
        due_on=item.due_on,
    )  # fmt: skip


@area.post("/cases/<key:case_key>/plan/edit/items/<key:item_key>")
@requires(Permission.CASE_WRITE)
def plans_item_update(case_key: str, item_key: str) -> flask.typing.ResponseReturnValue:
    """Saves one item; of two people the second sees what the first saved beside what they typed."""
    case, form = Case.get_for(actor(), case_key), ItemForm()
    plan = reports.open_draft(case)
    seen = form.version.data or 0
    if not form.validate():
        return _one(case, plan, item_key, form, seen, 422)
    try:
        _write(plan, item_key, form, seen)
    except Refused as refused:
        form.refuse(refused, words.of_refusal)
        return _one(case, plan, item_key, form, seen, 422)
    except Stale as stale:
        return _changed(case, plan, item_key, form, stale.saved)
    except PlanItem.DoesNotExist:
        return _gone(case, plan, form)
    return _back(case_key, item_key)


def _write(plan: Any, item_key: str, form: ItemForm, seen: int) -> None:
    item = reports.item_of(plan, item_key)
    operations.write_item(
        actor(), item=item, phrase=form.phrase.data or "", text=form.text.data or "",
        due_on=form.due_on.data, above=_above(plan, form), version=seen, at=clock.now(),
        operation_key=form.key,
    )  # fmt: skip


@area.post("/cases/<key:case_key>/plan/edit/items/<key:item_key>/<any(up,down,remove):item_act>")
@requires(Permission.CASE_WRITE)
def plans_item_act(
    case_key: str, item_key: str, item_act: str
) -> flask.typing.ResponseReturnValue:  # fmt: skip
    """Moves an item a place up or down among those beside it, or takes it out."""
    case = Case.get_for(actor(), case_key)
    try:
        item = reports.item_of(reports.open_draft(case), item_key)
    except PlanItem.DoesNotExist:
        return pages.done("staff.plans_edit", _("It was taken out before."), case_key=case_key)
    if item_act == "remove":
        operations.remove_item(actor(), item=item, at=clock.now())
        return pages.done("staff.plans_edit", _("It is taken out."), case_key=case_key)
    way: Literal["up", "down"] = "up" if item_act == "up" else "down"
    operations.move_item(actor(), item=item, way=way, at=clock.now())
    return _back(case_key, item_key)


def _back(case_key: str, where: str) -> flask.typing.ResponseReturnValue:
    """Back to the draft, at the place that was worked on."""
    return pages.done("staff.plans_edit", case_key=case_key, _anchor=f"at-{where}")


def _new(
    case: Case, plan: Any, form: ItemsForm, status: int = 200, is_gone: bool = False
) -> flask.Response:
    kind, reads = _kind(form.kind.data), str(case.participant.written_locale)
    form.above.choices, there = _places(plan, kind)
    offered = library.offered(str(case.program), kind)
    form.phrases.choices = [(code, item_words(kind, code)) for code in offered]
    return pages.render(
        "staff/plans/edit_items.html",
        status=status,
        form=form,
        kind=kind,
        title=words.ADD[kind],
        theirs=_theirs(kind, offered, reads),
        reads_tag=reads,
        there=there,
        is_gone=is_gone,
        **head(case),
    )


def _one(
    case: Case, plan: Any, item_key: str, form: ItemForm, version: int, status: int = 200,
    saved: tuple[str, Any] | None = None,
) -> flask.Response:  # fmt: skip
    kind = _kind(form.kind.data)
    form.above.choices = _places(plan, kind)[0]
    offered = list(library.offered(str(case.program), kind))
    if (kept := form.phrase.data) in BANKS[kind] and kept not in offered:
        offered.append(kept)
    known = [(code, item_words(kind, code)) for code in offered]
    form.phrase.choices = [("", _("My own words")), *known]
    return pages.render(
        "staff/plans/edit_item.html",
        status=status,
        form=form,
        kind=kind,
        title=words.KINDS[kind],
        item_key=item_key,
        version=version,
        saved=saved,
        **head(case),
    )


def _changed(case: Case, plan: Any, item_key: str, form: ItemForm, saved: Any) -> flask.Response:
    """What somebody else saved meanwhile, beside what was typed here."""
    if saved is None:
        return _gone(case, plan, form)
    said = item_words(saved.kind, saved.phrase) if saved.phrase else saved.text
    return _one(case, plan, item_key, form, saved.version, 409, (said, saved.due_on))


def _gone(case: Case, plan: Any, form: ItemForm) -> flask.Response:
    """What was typed for an item that somebody took out: it may be added again."""
    again = ItemsForm(
        formdata=None, kind=_kind(form.kind.data), above=form.above.data,
        phrases=[form.phrase.data], text=form.text.data, due_on=form.due_on.data,
    )  # fmt: skip
    return _new(case, plan, again, 409, is_gone=True)


def _places(plan: Any, kind: ItemKind) -> tuple[list[tuple[str, str]], set[str]]:
    """Where an item of that kind may stand, by itself only where that makes sense; and the
    phrases that stand in the draft already."""
    places, there = reports.places_for(plan, kind)
    return places if kind in NEEDS_ONE_ABOVE else [("", _("By itself")), *places], there


def _theirs(kind: ItemKind, codes: tuple[str, ...], reads: str) -> dict[str, str]:
    """The library's phrases in the participant's language, where it has them."""
    found = {code: library.in_language(kind, code, reads) for code in codes}
    return {code: said for code, said in found.items() if said}
