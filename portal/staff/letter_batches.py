"""One kind of letter to many people of a caseload: chosen, looked at, made by the worker."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import flask
from flask import request
from markupsafe import Markup

from portal import clock, formats, letter_kinds, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form
from portal.letter_html import letter_html
from portal.models.cases import Case
from portal.models.letters import Letter
from portal.models.printing import LetterBatch
from portal.operations.letters.batches import begin_batch, continue_batch, pause_batch
from portal.operations.views import record_list_view
from portal.policy.batches import MOST_CASES, TO_MANY, BatchRefusal, why_skipped
from portal.policy.refusals import Refused
from portal.policy.sending import stops
from portal.policy.statuses import CaseStatus
from portal.reports import batches as reports
from portal.reports import caseload, letters
from portal.reports.letters.starting import starting_values
from portal.reports.messages import by_key
from portal.staff.area import area
from portal.staff.caseload import address, filters_asked
from portal.staff.letters.forms import PREFIX, form_for_many, raw_values
from portal.words import batches as words
from portal.words.letters import finding

NAMED = 100  # people whose names stand on the page; the others are counted


@area.get("/letters/new")
@requires(Permission.LETTER_SEND)
def letter_batches_new() -> flask.Response:
    """Which kind of letter, who gets it, who not and why."""
    kind, people = _kind(), _people()
    return _page(kind, _form(kind, people), people)


@area.post("/letters/new")
@requires(Permission.LETTER_SEND)
def letter_batches_create() -> flask.typing.ResponseReturnValue:
    """Shows one of the letters first; what was seen is begun."""
    kind, people = _kind(), _people()
    form, to = _form(kind, people), _to(people)
    if form is None or not form.validate_on_submit():
        return _page(kind, form, people, 422)
    fields = raw_values(form, kind, TO_MANY[kind])
    seen = _digest([kind, json.dumps(fields, sort_keys=True)])
    if request.form.get("seen") == seen:
        return _begin(kind, form, people, fields)
    parts, faults = _example(kind, fields, to[0])
    for name, said in faults.items():
        form[PREFIX + name].errors = [said]
    return _page(kind, form, people, 422 if faults else 200, parts=parts, seen=seen)


def _begin(
    kind: str, form: Form, people: list[dict[str, Any]], fields: dict[str, str]
) -> flask.typing.ResponseReturnValue:
    to = _to(people)
    try:
        made = begin_batch(
            actor(), kind=kind, case_ids=[one["id"] for one in to], fields=fields,
            chosen=address(filters_asked()), at=clock.now(), operation_key=form.key,
            is_same_list=form["listed"].data == _digest(one["key"] for one in to),
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused, words.REFUSALS.__getitem__)
        return _page(kind, form, people, 422)
    return pages.done("staff.letter_batches_show", batch_key=made.key)


@area.get("/letters/<key:batch_key>")
@requires(Permission.LETTER_SEND)
def letter_batches_show(batch_key: str) -> flask.Response:
    """How far the letters are, and who got none."""
    batch = LetterBatch.get_for(actor(), batch_key)
    record_list_view(actor(), what="letter_batch", at=clock.now())
    skipped = [
        row | {"why": words.why_skipped(row["reason"], row["field"])}
        for row in reports.skipped_of(batch)
    ]
    return pages.render(
        "staff/letter_batches/show.html", "staff/letter_batches/_progress.html", batch=batch,
        name=letter_kinds.kinds()[batch.kind].name, progress=reports.progress(batch),
        state=words.STATES[batch.state], skipped=skipped, form=Form(),
    )  # fmt: skip


@area.post("/letters/<key:batch_key>/pause")
@requires(Permission.LETTER_SEND)
def letter_batches_pause(batch_key: str) -> flask.typing.ResponseReturnValue:
    """Makes no more of them for now."""
    batch = LetterBatch.get_for(actor(), batch_key)
    pause_batch(actor(), batch=batch, at=clock.now(), operation_key=Form().key)
    return pages.done("staff.letter_batches_show", batch_key=batch_key)


@area.post("/letters/<key:batch_key>/continue")
@requires(Permission.LETTER_SEND)
def letter_batches_continue(batch_key: str) -> flask.typing.ResponseReturnValue:
    """Goes on where it stopped."""
    batch = LetterBatch.get_for(actor(), batch_key)
    continue_batch(actor(), batch=batch, at=clock.now(), operation_key=Form().key)
    return pages.done("staff.letter_batches_show", batch_key=batch_key)


def _kind() -> str:
    kind = request.args.get("kind", "")
    return kind if kind in TO_MANY else ""


def _people() -> list[dict[str, Any]]:
    """The cases of the caseload's filters, each with why it gets no letter (None: it does)."""
    filters = replace(filters_asked(), size=MOST_CASES + 1, page=1)
    rows = caseload.page(actor(), filters, clock.today(resources.timezone()))
    return [
        one
        | {
            "why_not": why_skipped(
                is_own=bool(one["is_own"]), is_closed=one["status"] == CaseStatus.CLOSED,
                is_private=bool(one["is_restricted"]),
            ),
            "language": formats.english_language(one["locale"]),
        }
        for one in by_key(actor(), [row.key for row in rows])
    ]  # fmt: skip


def _to(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in people if one["why_not"] is None]


def _form(kind: str, people: list[dict[str, Any]]) -> Form | None:
    """The form of what is the same for all; None where no kind is chosen or nobody gets one."""
    to = _to(people)
    if not kind or not to:
        return None
    return form_for_many(kind, TO_MANY[kind], Case.get_for(actor(), to[0]["key"]))


def _digest(parts: Any) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _example(
    kind: str, fields: dict[str, str], person: dict[str, Any]
) -> tuple[list[tuple[str, Markup]], dict[str, str]]:
    """The letter as the first of them would get it, and what is wrong with what all share."""
    case, today = Case.get_for(actor(), person["key"]), clock.today(resources.timezone())
    known = starting_values(letter_kinds.kinds()[kind], case, today)
    chosen = {name: value for name, value in fields.items() if value}
    letter = Letter(
        key="", letter_no="0000-0", case=case, kind=kind, fields=json.dumps({**known, **chosen})
    )
    prepared = letters.prepare(letter, case, today)
    wrong = stops(prepared.findings)
    said = {one.field: finding(one) for one in prepared.findings if wrong.get(one.field)}
    faults = {name: text for name, text in said.items() if name in TO_MANY[kind]}
    parts = prepared.document.parts if prepared.document else ()
    return [(part.locale, Markup(letter_html(part))) for part in parts], faults  # noqa: S704


def _page(
    kind: str, form: Form | None, people: list[dict[str, Any]], status: int = 200, **shown: Any
) -> flask.Response:
    record_list_view(actor(), what="letter_batch", at=clock.now())
    to, query = _to(people), address(filters_asked()).removeprefix("/staff")
    if form:
        form["listed"].data = _digest(one["key"] for one in to)  # the names that stand on the page
    counted: dict[str, int] = {}
    for one in to:
        counted[one["language"]] = counted.get(one["language"], 0) + 1
    kinds = letter_kinds.kinds()
    return pages.render(
        "staff/letter_batches/new.html", status=status, kind=kind, form=form, to=to, named=NAMED,
        kinds=[(name, kinds[name].name) for name in TO_MANY],
        languages=sorted(counted.items(), key=lambda pair: -pair[1]),
        not_to=[one | {"why": words.SKIPPED[one["why_not"]]} for one in people if one["why_not"]],
        here="/staff/letters/new" + query, joint="&" if query else "?", back="/staff" + query,
        fields=[form[PREFIX + name] for name in TO_MANY[kind]] if form else [],
        nobody=words.REFUSALS[BatchRefusal.NOBODY], earlier=reports.batches_of(actor()), **shown,
    )  # fmt: skip
