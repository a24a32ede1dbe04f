"""The glossary as pages and checks ask it: a language's terms, and those that an English text says
(screens.md, section 2, Glossary)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from portal.models.glossary import Term, TermState
from portal.policy.terms import TermRule, terms_said
from portal.prepared import Place, Prepared


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term that an English text says, and how the language says it."""

    english: str
    text: str
    other_forms: tuple[str, ...]
    forbidden: tuple[str, ...]
    note: str
    is_confirmed: bool
    is_machine_made: bool


Rules = tuple[TermRule, ...]


def _terms() -> Any:
    return Term.of(Place("locale")).where(Term.text != "")


_TERMS = Prepared(_terms)


def _hit(row: Any) -> TermHit:
    return TermHit(
        row.english,
        row.text,
        tuple(row.other_forms),
        tuple(row.forbidden_forms),
        row.note,
        row.state == TermState.CONFIRMED,
        bool(row.is_machine_made),
    )


def terms_of(locale: str) -> tuple[TermHit, ...]:
    """Every term that a language has a word for, in the order of their English. One statement."""
    return tuple(_hit(row) for row in _TERMS.rows(locale=locale))


def terms_in(english: str, locale: str, known: Iterable[TermHit] | None = None) -> list[TermHit]:
    """The terms that an English text says, in its order, drafts among them. One statement, none
    where the language's terms are `known`."""
    by_name = {term.english: term for term in (terms_of(locale) if known is None else known)}
    return [by_name[name] for name in terms_said(english, by_name)]


def rules_of(locale: str) -> Rules:
    """What a translation is checked against: what a second person confirmed, no draft (decision
    7). One statement."""
    return as_rules(terms_of(locale))


def rules_for(locales: Collection[str]) -> dict[str, Rules]:
    """The same for each of some languages. One statement, however many."""
    found: dict[str, list[TermHit]] = {locale: [] for locale in locales}
    for row in Term.select().where(Term.locale.in_(list(locales)), Term.text != ""):
        found[row.locale].append(_hit(row))
    return {locale: as_rules(terms) for locale, terms in found.items()}


def as_rules(terms: Iterable[TermHit]) -> Rules:
    """The confirmed ones of some terms as the checks read them."""
    return tuple(
        TermRule(term.english, (term.text, *term.other_forms), term.forbidden)
        for term in terms
        if term.is_confirmed
    )
