"""The glossary of a language: terms written, confirmed by a second person, brought in by a file."""

from datetime import datetime
from typing import Any

from peewee import IntegrityError

from portal import db
from portal.glossary_files import TermRow, read_csv
from portal.letter_kinds import LETTERS
from portal.locales import LOCALES, PSEUDO
from portal.models.accounts import SYSTEM, Actor
from portal.models.glossary import Term, TermState
from portal.operations import operation, record
from portal.operations.catalogs import require_locale
from portal.policy.refusals import Refused, refuse_if
from portal.policy.terms import TermOutcome, TermRefusal, TermWords
from portal.reports.catalogs.glossary import PlannedTerm, plan_terms, refusals_of

GLOSSARIES = LETTERS / "glossaries"


@operation(result=Term)
def add_term(
    actor: Actor,
    *,
    locale: str,
    words: TermWords,
    at: datetime,
    operation_key: str | None = None,
) -> Term:
    """Keeps a new term of a language as a draft: it is shown from now on, and checked once a
    second person confirmed it.

    Raises Refused by field where it cannot be kept or is there already; Translation.DoesNotExist
    for a language that is not this person's. Source: screens.md, section 2, Glossary.
    """
    require_locale(actor, locale)
    refuse_if(refusals_of(words, locale))
    if any(str(term.english).casefold() == words.english.casefold() for term in Term.of(locale)):
        raise Refused({"english": TermRefusal.TWICE})
    made = _added(locale, words, at, written_by=actor.id)
    record(actor, "add_term", made, fields=[locale])
    return made


@operation(result=Term)
def change_term(
    actor: Actor,
    *,
    term: Term,
    words: TermWords,
    version: int,
    at: datetime,
    operation_key: str | None = None,
) -> Term:
    """Keeps other words for a term, as a draft of this person; what stays the same stays confirmed.

    `version` is that of the term which the person had before them. Raises Refused by field, also
    where somebody else changed it meanwhile; Translation.DoesNotExist for another's language.
    """
    locale = str(term.locale)
    require_locale(actor, locale)
    refuse_if(refusals_of(words, locale))
    others = Term.of(locale).where(Term.id != term.id)
    if any(str(other.english).casefold() == words.english.casefold() for other in others):
        raise Refused({"english": TermRefusal.TWICE})
    changed = _written(term, version, **_columns(words), **_draft_of(actor, at))
    record(actor, "change_term", changed, fields=[locale])
    return changed


@operation(result=Term)
def confirm_term(
    actor: Actor, *, term: Term, version: int, at: datetime, operation_key: str | None = None
) -> Term:
    """A second person says that a term is right: translations are checked against it from now on.
    A machine's draft has no first person.

    Raises Refused for whoever wrote it, for one that is confirmed or was changed meanwhile;
    Translation.DoesNotExist for another's language. Source: LET-6; decision 7 of screens.md.
    """
    require_locale(actor, str(term.locale))
    row: Any = term
    if term.state == TermState.CONFIRMED:
        raise Refused({"": TermRefusal.NOT_WAITING})
    if row.written_by_id == actor.id:
        raise Refused({"": TermRefusal.SAME_PERSON})
    changed = _written(
        term, version, state=TermState.CONFIRMED, confirmed_by=actor.id, changed_at=at
    )
    record(actor, "confirm_term", changed, fields=[term.locale])
    return changed


@operation()
def remove_term(actor: Actor, *, term: Term, version: int, at: datetime) -> None:
    """Takes a term out of a language's glossary. Raises Refused where it was changed meanwhile;
    Translation.DoesNotExist for another's language."""
    require_locale(actor, str(term.locale))
    gone = Term.delete().where(Term.id == term.id, Term.version == version).execute()
    refuse_if({} if gone else {"": TermRefusal.CHANGED_MEANWHILE})
    record(actor, "remove_term", term, fields=[term.locale])


@operation()
def import_terms(
    actor: Actor, *, locale: str, rows: list[TermRow], at: datetime
) -> list[PlannedTerm]:
    """Takes the rows of a file that may be taken, as drafts of whoever brings it; decided anew in
    the transaction that writes, so that sent twice it changes nothing the second time.

    Gives what became of each row. Raises Translation.DoesNotExist for another's language, Refused
    where a term was changed in this very moment: then nothing of the file is taken.
    """
    require_locale(actor, locale)
    kept = {str(term.english).casefold(): term for term in Term.of(locale)}
    planned = plan_terms(rows, locale)
    for one in planned:
        words = one.row.words
        if one.outcome is TermOutcome.ADDED:
            _added(locale, words, at, written_by=actor.id)
        elif one.outcome is TermOutcome.CHANGED:
            term = kept[words.english.casefold()]
            columns = _columns(words) | {"english": term.english}
            _written(term, int(term.version), **columns, **_draft_of(actor, at))
    taken = sum(one.outcome in (TermOutcome.ADDED, TermOutcome.CHANGED) for one in planned)
    record(actor, "import_terms", fields=[locale, str(taken)])
    return planned


def load_glossaries(at: datetime) -> None:
    """Puts the machine-made terms that ship into languages that have no term yet, as drafts that
    nobody confirmed. Called at each start (screens.md, decision 7)."""
    kept = {locale for (locale,) in Term.select(Term.locale).distinct().tuples()}
    for locale in LOCALES:
        path = GLOSSARIES / f"{locale}.csv"
        if locale not in (*PSEUDO, *kept) and path.exists():
            _load(SYSTEM, locale=locale, rows=read_csv(path.read_bytes()), at=at)


@operation()
def _load(actor: Actor, *, locale: str, rows: list[TermRow], at: datetime) -> None:
    for one in plan_terms(rows, locale):
        if one.outcome is not TermOutcome.ADDED:
            raise ValueError(f"{locale}.csv, line {one.row.line}: {one.refusals}")
    made = [
        {**_columns(row.words), "key": db.new_key(), "locale": locale, "is_machine_made": True,
         "changed_at": at}
        for row in rows
    ]  # fmt: skip
    Term.insert_many(made).execute()
    record(actor, "load_glossary", fields=[locale])


def _columns(words: TermWords) -> dict[str, Any]:
    return {
        "english": words.english,
        "text": words.text,
        "also": "\n".join(words.also),
        "forbidden": "\n".join(words.forbidden),
        "note": words.note,
    }


def _draft_of(actor: Actor, at: datetime) -> dict[str, Any]:
    return {
        "state": TermState.DRAFT, "is_machine_made": False, "written_by": actor.id,
        "confirmed_by": None, "changed_at": at,
    }  # fmt: skip


def _added(locale: str, words: TermWords, at: datetime, **more: Any) -> Term:
    try:
        with db.database.atomic():
            made: Term = Term.create(locale=locale, changed_at=at, **_columns(words), **more)
        return made
    except IntegrityError:
        raise Refused({"english": TermRefusal.TWICE}) from None


def _written(term: Term, version: int, **values: Any) -> Term:
    try:
        with db.database.atomic():
            done = (
                Term.update(version=Term.version + 1, **values)
                .where(Term.id == term.id, Term.version == version)
                .execute()
            )
    except IntegrityError:
        raise Refused({"english": TermRefusal.TWICE}) from None
    refuse_if({} if done else {"": TermRefusal.CHANGED_MEANWHILE})
    kept: Term = Term.get_by_id(term.id)
    return kept
