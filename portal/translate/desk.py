"""A translator's desk when a block is opened: list, source, past, glossary and memory."""

from typing import Any

from flask import request

from portal.access import actor
from portal.forms import Form
from portal.models.catalogs import TranslationChange
from portal.policy.catalogs import BlockState, ChangeAction
from portal.reports.catalogs import BlockRow, Texts
from portal.reports.catalogs.history import ALL, SHOWN, changes_of
from portal.reports.catalogs.history import difference as since
from portal.reports.catalogs.progress import words_left
from portal.reports.catalogs.terms import TermHit, as_rules, terms_in
from portal.translate import workspace
from portal.translate.comments import panel
from portal.translate.samples import sample_values
from portal.translate.workspace import Choice
from portal.words.catalogs import FIELD_TYPES


class AskForm(Form):
    """Asking for a second person for a letter's drafts."""


def desk_of(
    locale: str,
    texts: Texts,
    rows: list[BlockRow],
    row: BlockRow,
    looked: Choice,
    known: tuple[TermHit, ...],
) -> dict[str, Any]:
    """What stands there when the page comes: the list, the source, the past and the glossary."""
    shown = workspace.listed(rows, looked, locale, as_rules(known))
    fields = {name: texts.fields[name] for name in row.fields}
    states = [one.state for one in rows]
    return {
        "rows": rows,
        "shown": shown,
        "shows": workspace.SHOWS,
        "ask_form": AskForm(formdata=None),
        "chips": [
            (name, sample, FIELD_TYPES[fields[name].type], fields[name].type)
            for name, sample in sample_values(fields, looked.person - 1, locale).items()
        ],
        "difference": workspace.difference(row),
        "english_forms": workspace.english_forms(row.block),
        "previous": workspace.neighbour(rows, shown, row, -1),
        "following": workspace.neighbour(rows, shown, row, 1),
        "states": [(state, states.count(state)) for state in BlockState if state in states],
        "drafts": _own_drafts(rows),
        "words_left": words_left(rows),
        "terms": terms_in(row.block.english, locale, known),
        **_past(row),
        **panel(locale, row.block.context),
    }


def _past(row: BlockRow) -> dict[str, Any]:
    """What was done to a block, the latest of it or all, and what a reviewer compares it with."""
    is_whole = "history" in request.args
    changes = changes_of(row.translation, ALL if is_whole else SHOWN)
    approvals = [one.change for one in changes if one.change.action == ChangeAction.APPROVED]
    return {
        "changes": changes if is_whole else changes[:SHOWN],
        "has_older": len(changes) > SHOWN and not is_whole,
        "since_approved": since(approvals[0].text, row.text) if approvals else (),
        "returned": _returned(row, changes),
    }


def _returned(row: BlockRow, changes: list[Any]) -> TranslationChange | None:
    """The comment with which a draft was given back, while nobody wrote since."""
    if row.state is not BlockState.DRAFT or not changes:
        return None
    last: TranslationChange = changes[0].change
    return last if last.action == ChangeAction.RETURNED else None


def _own_drafts(rows: list[BlockRow]) -> int:
    who = actor().id
    drafts = [row.translation for row in rows if row.state is BlockState.DRAFT]
    return sum(1 for kept in drafts if kept is not None and kept.translator_id == who)
