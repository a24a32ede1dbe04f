"""The review of a copy: every note with its passages, and what is decided about each."""

from collections.abc import Iterable, Sequence
from typing import Any

import flask
from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, IntegerField

from portal import pages
from portal.access import actor
from portal.forms import Form
from portal.models.accounts import Account
from portal.models.copies import NoteCopy
from portal.operations.copies import may_review
from portal.policy.notes_copies import WHOLE, Decision, WithholdReason, undecided
from portal.reports import copies as reports
from portal.reports.copies.pdf import period_words
from portal.staff.cases import head
from portal.words.contacts import WAYS
from portal.words.copies import LEFT_OUT, part_name
from portal.words.copy_reviews import WITHHOLD
from portal.words.notes import PRIVATE_REASONS

GIVE = "give"  # the answer that a note or passage goes into the copy


class ReviewForm(Form):
    """The page's version and what it showed; the decisions are its `note:` and `line:` fields."""

    version = IntegerField(default=0)
    seen = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version that the page was made of; 0, which never fits, for what is no number."""
        return self.version.data or 0

    def decisions(self) -> list[Decision]:
        """What was chosen, by note and passage; what was left open is left out."""
        return _chosen(request.form)


def _chosen(fields: MultiDict[str, str]) -> list[Decision]:
    found = []
    for name, value in fields.items():
        kind, _sep, place = name.partition(":")
        if kind not in ("note", "line") or value not in (GIVE, *WithholdReason):
            continue
        note, part, paragraph = _place(kind, place)
        reason = None if value == GIVE else WithholdReason(value)
        # A passage is given unless it is withheld; a note's answer is kept as it was given.
        if note and (kind == "note" or reason is not None):
            found.append(Decision(note, part, paragraph, reason))
    return found


def _place(kind: str, place: str) -> tuple[str, str, int]:
    """Note, part and paragraph of a field's name; an empty note where it is none of ours."""
    if kind == "note":
        return place[:16], "", WHOLE
    parts = place.split(":")
    if len(parts) != 3 or not parts[2].isdigit() or len(parts[1]) > 40 or not parts[1]:
        return "", "", WHOLE
    return parts[0][:16], parts[1], int(parts[2][:5])


def begun_review(copy: Any) -> flask.Response:
    """The page of a review as it was saved last, or as it was sent when the session had run out."""
    held = flask.g.get("held_form")
    if held is None or "seen" not in held:
        return review(copy, ReviewForm(formdata=None))
    is_old = held.get("version") != str(copy.version)
    theirs = reports.decisions_of(copy) if is_old else ()
    return review(copy, ReviewForm(formdata=None), _chosen(held), theirs)


def review(
    copy: Any,
    form: ReviewForm,
    chosen: Iterable[Decision] | None = None,
    theirs: Sequence[Decision] = (),
    status: int = 200,
) -> flask.Response:
    """The page of a review that is not over.

    In: the request with its case, the form, what this reviewer chose (None: what is kept), what
    somebody else saved meanwhile.
    """
    case = copy.case
    notes = reports.read_notes(actor(), case, copy)
    decisions = list(reports.decisions_of(copy) if chosen is None else chosen)
    form.version.data, form.seen.data = copy.version, reports.fingerprint(notes)
    form.version.raw_data = None
    open_notes = undecided([note.key for note in notes if note.private_reason], decisions)
    return pages.render(
        "staff/copies/review.html", status=status, copy=copy, form=form, notes=notes,
        answers=_answers(decisions), theirs=_answers(theirs), open_notes=open_notes,
        may_decide=may_review(actor(), case), reviewer=_reviewer(copy),
        period=period_words(copy), ways=WAYS, part_name=part_name, withhold=WITHHOLD,
        left_out=LEFT_OUT, private_reasons=PRIVATE_REASONS, give=GIVE, **head(case),
    )  # fmt: skip


def _answers(decisions: Iterable[Decision]) -> dict[str, str]:
    """The decisions by the name of their field."""
    return {
        f"note:{one.note}" if one.is_whole else f"line:{one.note}:{one.part}:{one.paragraph}": str(
            one.reason or GIVE
        )
        for one in decisions
    }


def _reviewer(copy: NoteCopy) -> str:
    """Who saved the review last, unless that was the reader; empty where nobody else did."""
    row: Any = copy
    if row.reviewed_by_id in (None, actor().id):
        return ""
    return str(Account.get_by_id(row.reviewed_by_id).name)
