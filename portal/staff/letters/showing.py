"""The pages of one letter of a case: a draft beside its English, and what was frozen of it."""

import json
from typing import Any

import flask
from flask import request
from markupsafe import Markup

from portal import clock, letter_kinds, pages, resources
from portal.access import ROLE_PERMISSIONS, Permission, actor
from portal.formats import english_language
from portal.forms import Form
from portal.i18n import gettext as _
from portal.letter_html import letter_html
from portal.models.cases import Case
from portal.models.letters import Letter, LetterState
from portal.operations.letters.leaving import UNDO
from portal.operations.views import record_view
from portal.policy.calendar import office_date
from portal.policy.preflight import Check, Topic, earliest_on
from portal.policy.sending import Stop
from portal.reports import letters
from portal.reports.formats import offers
from portal.reports.letters.checking import checks_of, notice_days
from portal.reports.letters.frozen import changed_of, events_of
from portal.staff.cases import head
from portal.staff.letters.forms import LetterForm
from portal.words import formats as format_words
from portal.words.letter_checks import all_right
from portal.words.letter_events import KEPT, event_name, ways_named
from portal.words.letters import finding

Line = tuple[str, str]  # "error", "warning" or "", the text


def letter_at(case_key: str, key: str) -> Letter:
    """A letter of the case in the address, with that case. Raises Letter.DoesNotExist."""
    letter = Letter.get_for(actor(), key)
    if letter.case.key != case_key:
        raise Letter.DoesNotExist(key)
    return letter


def viewed(case_key: str, key: str) -> Letter:
    """The same, with the look at it on record."""
    letter = letter_at(case_key, key)
    record_view(actor(), case=letter.case, what="letters", at=clock.now())
    return letter


def done(case: Case, letter: Letter, words: str) -> flask.typing.ResponseReturnValue:
    """On to the letter's page, with a sentence on what was done."""
    return pages.done("staff.letters_show", words, case_key=case.key, letter_key=letter.key)


def may_send() -> bool:
    """Whether who looks may write and send letters."""
    return Permission.LETTER_SEND in ROLE_PERMISSIONS[actor().role]


def draft_page(case: Case, letter: Letter, form: LetterForm, status: int = 200) -> flask.Response:
    """A draft: its fields, both languages beside each other, and the list before sending."""
    leaves_on = office_date(clock.now() + UNDO, resources.timezone())
    prepared = letters.prepare(letter, case, leaves_on)
    parts = prepared.document.parts if prepared.document else ()
    front = prepared.document.front if prepared.document else None
    before = [(front.locale, Markup(front.html))] if front else []  # noqa: S704
    codes = {one.code for one in prepared.findings}
    shown: dict[str, Any] = {
        "letter": letter,
        "kind": letter_kinds.kinds()[letter.kind],
        "form": form,
        "parts": [*before, *((part.locale, Markup(letter_html(part))) for part in parts)],  # noqa: S704
        "release": prepared.release,
        "lines": _lines(checks_of(letter, prepared.raw, prepared.findings), prepared),
        "earliest_on": earliest_on(leaves_on, notice_days(case))
        if Stop.NOTICE_TOO_SHORT in codes
        else None,
        "is_large": request.args.get("size") == "18",
        "can_go": prepared.can_go,
        "may_send": may_send(),
        "note_wait": prepared.note if prepared.note and prepared.note.is_waiting else None,
        "here": f"/staff/cases/{case.key}/letters/{letter.key}",
    }
    return pages.render(
        "staff/letters/draft.html", "staff/letters/_preview.html", status, **shown, **head(case)
    )


def _lines(checks: list[Check], prepared: letters.Prepared) -> list[Line]:
    lines: list[Line] = []
    for check in checks:
        lines += [("error" if one.stops else "warning", finding(one)) for one in check.findings]
        if not check.findings:
            detail = _release(prepared) if check.topic is Topic.LANGUAGE else ""
            lines.append(("", all_right(check.topic, detail)))
    return lines


def _release(prepared: letters.Prepared) -> str:
    release: Any = prepared.release or prepared.english
    by = getattr(release, "publisher", None)
    words = _("%(language)s, release %(number)s", language=english_language(prepared.locale),
              number=release.number)  # fmt: skip
    return f"{words}, {_('published by %(who)s', who=by.name)}" if by is not None else words


def frozen_page(case: Case, letter: Letter) -> flask.Response:
    """A letter as it was frozen: while it waits to leave, and as it was sent."""
    parts = [(letter.locale, letter.html), ("en", letter.html_english)]
    return pages.render(
        "staff/letters/sent.html",
        letter=letter,
        kind=letter_kinds.kinds()[letter.kind],
        form=Form(),
        # What was escaped when it was sent, and is shown as it was kept.
        parts=[(tag, Markup(html)) for tag, html in parts if html],  # noqa: S704
        fonts=json.loads(letter.made_with or "{}"),
        later=letters.replaced_by(letter),
        changed=[str(KEPT[one]) for one in changed_of(letter, case)],
        events=[(event_name(one.kind), one) for one in events_of(letter)],
        ways=ways_named(letter),
        is_waiting=letter.state == LetterState.WAITING,
        formats=offers(letter) if letter.sent_at else {},
        format_words=format_words,
        may_send=may_send(),
        here=f"/staff/cases/{case.key}/letters/{letter.key}",
        **head(case),
    )
