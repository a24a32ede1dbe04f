"""Letters that had to go out in English: the translators' task (LET-4). Counts, no case facts."""

from collections.abc import Collection
from dataclasses import dataclass

from peewee import fn

from portal.models.cases import Case
from portal.models.letters import Letter, LetterState
from portal.models.people import Participant
from portal.reports.catalogs.progress import Matrix


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many letters of a kind went out in English to people who read `locale`."""

    locale: str
    kind: str
    letters: int


def letters_in_english(locales: Collection[str], matrix: Matrix) -> list[Waiting]:
    """Letters sent in English for want of an approved text, the most wanted first; what was
    published after the last of them is done. One statement."""
    rows = (
        Letter.select(
            Participant.written_locale, Letter.kind, fn.COUNT(Letter.id), fn.MAX(Letter.sent_at)
        )
        .join(Case)
        .join(Participant)
        .where(
            Letter.state == LetterState.SENT,
            Letter.locale == "en",
            Participant.written_locale.in_(list(locales)),
        )
        .group_by(Participant.written_locale, Letter.kind)
        .tuples()
    )
    found = []
    for locale, kind, letters, last_at in rows:
        progress = matrix.letters.get((locale, kind))
        released_at = progress.released_at if progress else None
        if released_at is None or released_at < last_at:
            found.append(Waiting(locale, kind, letters))
    return sorted(found, key=lambda one: (-one.letters, one.locale, one.kind))
