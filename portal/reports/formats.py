"""Formats of letters: who wishes for which, what is there of a letter, which voices were heard."""

from dataclasses import dataclass
from typing import Any

from peewee import JOIN, ModelSelect, fn

from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.formats import LetterFile, VoiceApproval
from portal.models.letters import Letter
from portal.models.people import Participant
from portal.policy.formats import (
    FileState,
    FormatRefusal,
    LetterFormat,
    has_language,
    why_not,
)
from portal.policy.sending import Finding, Told
from portal.prepared import Place, Prepared
from portal.words.formats import before_sending


@dataclass(frozen=True, slots=True)
class FormatOffer:
    """A letter in one format: the file and its state where it was asked for, else whether it can
    be asked for, and why not."""

    format: LetterFormat
    file: LetterFile | None
    refusal: FormatRefusal | None

    @property
    def is_ready(self) -> bool:
        """Whether its reader can have the file now."""
        there = self.file is not None and self.file.state == FileState.READY
        return there and self.refusal is None

    @property
    def is_coming(self) -> bool:
        """Whether it is being made."""
        return self.file is not None and self.file.state == FileState.WAITING


def wanted_formats(person: Participant) -> list[LetterFormat]:
    """The formats besides print in which somebody wishes for letters (LET-8)."""
    wishes = {LetterFormat.BRAILLE: person.wants_braille, LetterFormat.AUDIO: person.wants_audio}
    return [letter_format for letter_format, is_wanted in wishes.items() if is_wanted]


def is_approved(kind: str, locale: str) -> bool:
    """Whether a person listened to a kind of letter in a language's voice. One statement."""
    return bool(_APPROVED.rows(kind=kind, locale=locale))


def findings_of_formats(
    person: Participant, kind: str, locale: str, *, is_form: bool = False
) -> list[Finding]:
    """For the list before sending: each format that the reader of a letter wishes for, and what is
    done where they cannot have it in the language that the letter goes in (LET-8).

    At most one statement, and none for who wishes for nothing special.
    """
    is_theirs = locale == person.written_locale
    found = []
    for one in wanted_formats(person):
        why = _why_not(one, kind, locale, is_form) if is_theirs else FormatRefusal.NOT_TRANSLATED
        found.append(Finding(Told.FORMAT, detail=before_sending(one, why)))
    return found


def offers(letter: Letter) -> dict[LetterFormat, FormatOffer]:
    """What a sent letter is to be had in besides print, by format. One statement."""
    rows: list[dict[str, Any]] = _FILES.rows(letter=letter.id)
    is_heard = any(row.pop("is_heard") for row in rows)
    files = {row["format"]: LetterFile(**row) for row in rows if row["id"]}
    locale, form = str(letter.locale), is_form(letter)
    return {
        one: FormatOffer(
            one, files.get(one), why_not(one, locale, is_approved=is_heard, is_form=form)
        )
        for one in (LetterFormat.BRAILLE, LetterFormat.AUDIO)
    }


def letter_sent(letter_id: int) -> Letter:
    """A letter with its case and its reader, as the worker's jobs need it."""
    found: Letter = (
        Letter.select(Letter, Case, Participant)
        .join(Case)
        .join(Participant)
        .where(Letter.id == letter_id)
        .get()
    )
    return found


def approvals() -> dict[tuple[str, str], VoiceApproval]:
    """Every voice that a person listened to, by kind of letter and language, with who it was.
    One statement."""
    rows: list[Any] = list(VoiceApproval.select(VoiceApproval, Account).join(Account))
    return {(row.kind, row.locale): row for row in rows}


def is_form(letter: Letter) -> bool:
    """Whether a sent letter is a form of the state: its page holds no text of ours."""
    return bool(letter.html) and "<section" not in letter.html


def _why_not(
    letter_format: LetterFormat, kind: str, locale: str, is_form: bool
) -> FormatRefusal | None:
    is_voice = letter_format is LetterFormat.AUDIO and has_language(letter_format, locale)
    is_heard = not is_voice or is_approved(kind, locale)
    return why_not(letter_format, locale, is_approved=is_heard, is_form=is_form)


def _approved() -> ModelSelect:
    is_it = (VoiceApproval.kind == Place("kind")) & (VoiceApproval.locale == Place("locale"))
    return VoiceApproval.select(VoiceApproval.id).where(is_it).tuples()


def _files() -> ModelSelect:
    """A letter's files, or one row without one, each with whether its voice was approved."""
    of_kind = (VoiceApproval.kind == Letter.kind) & (VoiceApproval.locale == Letter.locale)
    is_heard = fn.EXISTS(VoiceApproval.select(VoiceApproval.id).where(of_kind))
    files = Letter.select(LetterFile, is_heard.alias("is_heard"))
    files = files.join(LetterFile, JOIN.LEFT_OUTER, on=(LetterFile.letter == Letter.id))
    return files.where(Letter.id == Place("letter")).dicts()


_APPROVED = Prepared(_approved)
_FILES = Prepared(_files)
