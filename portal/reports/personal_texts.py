"""Personal texts in the reader's language, where a translator has answered (LANG-3, LANG-4)."""

from collections.abc import Collection
from dataclasses import dataclass

from peewee import ModelSelect

from portal.letter_fonts import coverage
from portal.models.cases import Case
from portal.models.catalogs import PersonalText, RequestState, TextRequest
from portal.models.letters import Letter
from portal.policy.findings import Problem
from portal.policy.personal_texts import answer_problems
from portal.policy.terms import term_problems
from portal.prepared import Many, Place, Prepared
from portal.reports.catalogs.terms import rules_of

CASE_TEXTS = 100  # of one case on one page, the newest first


@dataclass(frozen=True, slots=True)
class PersonalWords:
    """What stands for one row's personal text: the translation, or that it still waits."""

    translation: str
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A personal text as a page shows it: its words, their language, and whether it is the
    original because the translation still waits."""

    text: str
    lang: str
    is_original: bool


def _requests(count: int) -> ModelSelect:
    return (
        TextRequest.select(TextRequest.object_id, TextRequest.translation, TextRequest.state)
        .where(
            TextRequest.object_kind == Place("kind"),
            TextRequest.object_id.in_(Many(count).places),
            TextRequest.target_locale == Place("locale"),
        )
        .order_by(TextRequest.id)
    )


_REQUESTS = Prepared(_requests)


def texts_for(kind: PersonalText, ids: Collection[int], locale: str) -> dict[int, PersonalWords]:
    """The newest request of each row into a language; rows without one are not in it.

    One statement, however many rows.
    """
    if not ids:
        return {}
    many = Many.filled(list(ids))
    rows = _REQUESTS.tuples(len(many), kind=str(kind), locale=locale, **many)
    return {
        row_id: PersonalWords(translation, state != RequestState.ANSWERED)
        for row_id, translation, state in rows
    }


def shown(text: str, words: PersonalWords | None, locale: str, source: str = "en") -> Shown:
    """One personal text for a reader: translated where that was answered, else as it was written.

    In: the text, what `texts_for` knows of it, the reader's language, the text's own language.
    """
    if words is not None and not words.is_waiting:
        return Shown(words.translation, locale, False)
    return Shown(text, source, locale != source)


def problems_of_answer(request: TextRequest, translation: str) -> list[Problem]:
    """What is found in a translation of somebody's words, errors first; the glossary where it goes
    out of English. At most one statement. Source: LANG-3; screens.md, 2.1."""
    original, target = str(request.text), str(request.target_locale)
    terms: list[Problem] = []
    if request.source_locale == "en":
        terms = term_problems(original, translation, rules_of(target), target)
    return answer_problems(
        original, translation, locale=target, coverage=coverage(target), terms=terms
    )


def asked_of(case: Case) -> list[TextRequest]:
    """What translators were asked for a case, without the words: what waits first, the most urgent
    on top, then the newest; at most 100. One statement. Source: LANG-3, LANG-4."""
    is_open = TextRequest.state == RequestState.WAITING
    query = TextRequest.select(
        TextRequest.object_kind, TextRequest.source_locale, TextRequest.target_locale,
        TextRequest.state, TextRequest.asked_at, TextRequest.due_on, TextRequest.answered_at,
    ).where(TextRequest.case == case.id)  # fmt: skip
    found = list(query.order_by(is_open.desc(), TextRequest.id.desc()).limit(CASE_TEXTS))
    waiting = [row for row in found if row.state == RequestState.WAITING]
    return sorted(waiting, key=lambda row: row.due_on) + found[len(waiting) :]


def kind_of_letter(request: TextRequest) -> str:
    """The kind of the letter that a text stands in; "" for a text that stands elsewhere. At most
    one statement: nothing else of the letter is read (R7)."""
    if request.object_kind != PersonalText.LETTER:
        return ""
    rows = Letter.select(Letter.kind).where(Letter.id == request.object_id).tuples()
    return next((str(kind) for (kind,) in rows), "")
