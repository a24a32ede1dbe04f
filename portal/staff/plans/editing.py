"""The editor of a draft: what the participant wants, goals and what serves them, chosen from the
program's library or typed, in both languages side by side (PLAN-1, LANG-2, LANG-3)."""

from typing import Any

import flask
from wtforms import DateField, IntegerField

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.plans import Plan
from portal.operations.plans import drafts as operations
from portal.operations.plans.drafts import Stale
from portal.operations.views import record_view
from portal.policy.plan_items import GOALS, ItemKind
from portal.policy.refusals import Refused
from portal.reports.plans import drafts as reports
from portal.reports.plans.drafts import DraftLine, DraftView
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.plans import pictures
from portal.words import plan_library as library
from portal.words import planning as words
from portal.words.phrases import item_words
from portal.words.plans import week_lines


class BeginForm(Form):
    """The first day of the first plan."""

    starts_on = DateField(_l("The plan begins on"), [required()])


class VisionForm(Form):
    """What the participant wants, and from when this version holds."""

    vision = LongText(_l("What the participant wants"))
    starts_on = DateField(_l("The plan begins on"), [required()])
    version = IntegerField(_l("Version"))


@area.get("/cases/<key:case_key>/plan/edit")
@requires(Permission.CASE_WRITE)
def plans_edit(case_key: str) -> flask.Response:
    """The draft to write at, or how one is begun."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="plan", at=clock.now())
    try:
        return page(case, reports.open_draft(case))
    except Plan.DoesNotExist:
        return _none(case, BeginForm())


@area.post("/cases/<key:case_key>/plan/begin")
@requires(Permission.CASE_WRITE)
def plans_begin(case_key: str) -> flask.typing.ResponseReturnValue:
    """Begins the first plan of a case."""
    case, form = Case.get_for(actor(), case_key), BeginForm()
    if form.validate():
        try:
            operations.begin_plan(
                actor(), case=case, starts_on=form.starts_on.data, at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
            return pages.done("staff.plans_edit", _("The draft is begun."), case_key=case_key)
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return _none(case, form, 422)


@area.post("/cases/<key:case_key>/plan/edit/vision")
@requires(Permission.CASE_WRITE)
def plans_vision(case_key: str) -> flask.typing.ResponseReturnValue:
    """Saves what the participant wants and the day on which the version begins."""
    case, form = Case.get_for(actor(), case_key), VisionForm()
    plan = reports.open_draft(case)
    if not form.validate():
        return page(case, plan, form, 422)
    try:
        operations.write_vision(
            actor(), plan=plan, text=form.vision.data or "", starts_on=form.starts_on.data,
            version=form.version.data or 0, at=clock.now(), operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused, words.of_refusal)
        return page(case, plan, form, 422)
    except Stale:
        return page(case, reports.open_draft(case), form, 409)
    return pages.done("staff.plans_edit", _("Saved."), case_key=case_key)


@area.post("/cases/<key:case_key>/plan/edit/discard")
@requires(Permission.CASE_WRITE)
def plans_discard(case_key: str) -> flask.typing.ResponseReturnValue:
    """Throws the draft away; thrown away twice, it is gone."""
    case = Case.get_for(actor(), case_key)
    try:
        operations.discard_draft(actor(), plan=reports.open_draft(case), at=clock.now())
    except Refused as refused:
        said = " ".join(words.of_refusal(code) for code in refused.codes.values())
        return pages.done("staff.plans_edit", said, case_key=case_key)
    except Plan.DoesNotExist:
        return pages.done("staff.plans_show", _("There is no draft any more."), case_key=case_key)
    return pages.done("staff.plans_show", _("The draft is thrown away."), case_key=case_key)


def _none(case: Case, form: BeginForm, status: int = 200) -> flask.Response:
    if form.starts_on.data is None and not form.errors:
        form.starts_on.data = clock.today(resources.timezone())
    has_plan = reports.has_plan(case)
    return pages.render(
        "staff/plans/edit_none.html", status=status, form=form, has_plan=has_plan, **head(case)
    )


def page(
    case: Case, plan: Any, form: VisionForm | None = None, status: int = 200
) -> flask.Response:
    """The editor; `form` is what was sent, where it was not saved."""
    view = reports.read_draft(case, plan)
    own = form or VisionForm(formdata=None, vision=plan.vision, starts_on=plan.starts_on)
    return pages.render(
        "staff/plans/edit.html",
        status=status,
        form=own,
        view=view,
        plan=plan,
        reads_tag=str(case.participant.written_locale),
        parts=_parts(view),
        suggested=_suggestions(view, str(case.program)),
        words=words,
        weeks=pictures.drawn(view.weeks),
        beside=pictures.beside(view.weeks),
        week_lines=week_lines,
        stale=status == 409,
        **head(case),
    )


def _parts(view: DraftView) -> list[tuple[ItemKind, Any, list[DraftLine]]]:
    """The parts of a draft in their order: goals always, the others where something is in them."""
    always = (*GOALS, ItemKind.STEP, ItemKind.MILESTONE)
    return [
        (kind, words.PARTS[kind], view.lines[kind])
        for kind in ItemKind
        if kind in always or view.lines[kind]
    ]


def _suggestions(view: DraftView, program: str) -> dict[str, list[tuple[ItemKind, str, str]]]:
    """What usually serves each goal and objective: kind, code and words, by the item's key."""
    found: dict[str, list[tuple[ItemKind, str, str]]] = {}
    rest = [line for lines in view.lines.values() for line in lines]
    while rest:
        line = rest.pop()
        rest += line.below
        there = [(one.row.kind, one.row.phrase) for one in line.below]
        if line.row.phrase and line.row.key:
            found[line.row.key] = [
                (kind, code, item_words(kind, code))
                for kind, code in library.suggested(program, line.row.phrase, there)
            ]
    return found
