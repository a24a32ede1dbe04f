"""A language's glossary as its page, its files and its import show it."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.glossary_files import TermOut, TermRow
from portal.letter_fonts import coverage
from portal.models.accounts import Account
from portal.models.glossary import Term, TermState, lines_of
from portal.policy.terms import TermOutcome, TermRefusal, TermWords, refusals_to_keep


@dataclass(frozen=True, slots=True)
class PlannedTerm:
    """One row of a file and what becomes of it: `now` is how the language says the term today,
    `refusals` are why it is left out, by column."""

    row: TermRow
    outcome: TermOutcome
    now: TermWords | None = None
    refusals: tuple[tuple[str, TermRefusal], ...] = ()
    is_short: bool = False


def listed(locale: str, words: str = "") -> list[Term]:
    """A language's terms in the order of their English, with who wrote each; those that hold some
    words in English, in the language or among the forbidden ones. One statement."""
    query = Term.of(locale).select(Term, Account.id, Account.name)
    query = query.join(Account, "LEFT JOIN", on=(Term.written_by == Account.id))
    wanted = words.strip().casefold()
    found: list[Term] = list(query)
    if not wanted:
        return found
    return [
        term
        for term in found
        if wanted in f"{term.english}\n{term.text}\n{term.also}\n{term.forbidden}".casefold()
    ]


def words_of(term: Term) -> TermWords:
    """A kept term as the rules read it."""
    return TermWords(
        str(term.english), str(term.text), tuple(term.other_forms), tuple(term.forbidden_forms),
        str(term.note),
    )  # fmt: skip


def typed(english: str, text: str, also: str, forbidden: str, note: str) -> TermWords:
    """What somebody typed, one form a line, as the rules read it."""
    return TermWords(english, text, tuple(lines_of(also)), tuple(lines_of(forbidden)), note)


def out_terms(locale: str) -> list[TermOut]:
    """A language's glossary for a file. One statement."""
    return [TermOut(words_of(term), term.state == TermState.CONFIRMED) for term in Term.of(locale)]


def refusals_of(words: TermWords, locale: str) -> dict[str, TermRefusal]:
    """Why a term cannot be kept in a language, by field (screens.md, section 2)."""
    return refusals_to_keep(words, coverage(locale))


def plan_terms(rows: Iterable[TermRow], locale: str) -> list[PlannedTerm]:
    """What a file would change in a language's glossary, row by row; changes nothing. One
    statement. Source: screens.md, section 2, Glossary import."""
    kept = {str(term.english).casefold(): words_of(term) for term in Term.of(locale)}
    seen: set[str] = set()
    planned = []
    for row in rows:
        planned.append(_planned(row, locale, kept, seen))
        seen.add(row.words.english.casefold())
    return planned


def _planned(row: TermRow, locale: str, kept: dict[str, TermWords], seen: set[str]) -> PlannedTerm:
    name = row.words.english.casefold()
    now = kept.get(name)
    refusals = refusals_of(row.words, locale)
    if name in seen and "english" not in refusals:
        refusals["english"] = TermRefusal.TWICE
    if refusals or row.is_short:
        found = tuple(refusals.items())
        return PlannedTerm(row, TermOutcome.REFUSED, now, found, row.is_short)
    if now is None:
        return PlannedTerm(row, TermOutcome.ADDED)
    is_same = (now.text, now.also, now.forbidden, now.note) == (
        row.words.text, row.words.also, row.words.forbidden, row.words.note,
    )  # fmt: skip
    return PlannedTerm(row, TermOutcome.SAME if is_same else TermOutcome.CHANGED, now)
