"""Letters in Braille and as speech: asked for as a letter leaves, made by the worker, frozen like
the letter; and who wants them is remembered (LET-8).

Where a letter cannot be had in the format that somebody reads, their worker reads it to them.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from portal import braille, clock, jobs, processes, resources, speech
from portal.letter_text import lines_of, to_be_spoken
from portal.models.accounts import SYSTEM, Actor
from portal.models.cases import Case
from portal.models.formats import LetterFile, VoiceApproval
from portal.models.letters import Letter, LetterWay
from portal.models.people import Participant
from portal.operations import operation, record
from portal.operations.cases.keys import case_key
from portal.operations.letters.events import add_worker_task
from portal.policy.formats import FileState, FormatRefusal, LetterFormat, why_not
from portal.policy.refusals import Refused
from portal.reports.formats import is_approved, is_form, letter_sent, wanted_formats
from portal.words.formats import emboss_task, read_task

LOST_AFTER = timedelta(minutes=15)  # a making that was asked for so long ago was cut off
TRIES = 5


def make_formats(actor: Actor, *, letter: Letter, at: datetime) -> None:
    """Asks for a letter that leaves in the formats that its reader wishes for; belongs inside the
    operation that lets it leave (UTC moment).

    Large print is made with the letter itself. Where a language has no such format, or no person
    has listened to its voice, the reader's worker gets a task: read it to them. Nothing is made of
    a letter that goes in English to who reads another language: it is read to them anyway (LET-4).
    Source: LET-8; DW CM, last line.
    """
    person = letter.case.participant
    wanted = wanted_formats(person) if letter.locale == person.written_locale else []
    for letter_format in wanted:
        refusal = _refusal(letter, letter_format)
        if refusal in (None, FormatRefusal.NOT_APPROVED):
            _ask(letter, letter_format, at)
        if refusal is not None:
            _let_somebody_read(actor, letter, letter_format, at)
    if wanted:
        record(actor, "make_formats", letter, case=letter.case_id, fields=list(wanted))


@operation(result=LetterFile)
def ask_for_format(
    actor: Actor, *, letter: Letter, letter_format: LetterFormat, at: datetime,
    operation_key: str | None = None,
) -> LetterFile:  # fmt: skip
    """Asks for a sent letter in Braille or as speech, also again where it could not be made.

    Raises Refused (FormatRefusal) for a draft, and where its language does not have the format.
    """
    if not letter.html or letter.sent_at is None:
        raise Refused({"": FormatRefusal.NOT_SENT})
    if (refusal := _refusal(letter, letter_format)) is not None:
        raise Refused({"": refusal})
    asked = _ask(letter, letter_format, at)
    record(actor, "ask_for_format", letter, case=letter.case_id, fields=[letter_format])
    return asked


@operation(result=VoiceApproval)
def approve_voice(
    actor: Actor, *, kind: str, locale: str, at: datetime, operation_key: str | None = None
) -> VoiceApproval:
    """A person listened to a kind of letter in a language's voice and found it good: participants
    hear it from now on. The first approval stays. Raises Refused for a language without a voice.
    Source: LET-8; screens.md, decision 7.
    """
    if (refusal := why_not(LetterFormat.AUDIO, locale)) is not None:
        raise Refused({"": refusal})
    made: VoiceApproval | None = VoiceApproval.get_or_none(
        VoiceApproval.kind == kind, VoiceApproval.locale == locale
    )
    is_new = made is None
    if made is None:
        made = VoiceApproval.create(
            kind=kind, locale=locale, made_with=json.dumps(_versions(LetterFormat.AUDIO)),
            approved_by=actor.id, approved_at=at,
        )  # fmt: skip
    record(actor, "approve_voice", made, outcome="done" if is_new else "unchanged")
    return made


@operation()
def withdraw_voice(actor: Actor, *, kind: str, locale: str, at: datetime) -> None:
    """Takes an approval back: participants do not hear that kind of letter any more."""
    VoiceApproval.delete().where(
        VoiceApproval.kind == kind, VoiceApproval.locale == locale
    ).execute()
    record(actor, "withdraw_voice", fields=[kind, locale])


@operation()
def remember_formats(
    actor: Actor, *, case: Case, large_print: bool, braille: bool, audio: bool, at: datetime
) -> list[str]:
    """Keeps how a participant reads letters, told to their worker; holds for each letter from now
    on. Gives the names of what changed. Source: LET-8; DW CM, last line.
    """
    wished = {"wants_large_print": large_print, "wants_braille": braille, "wants_audio": audio}
    person: Any = Participant.get_by_id(case.participant_id)
    changed = {name: value for name, value in wished.items() if getattr(person, name) != value}
    if changed:
        Participant.update(**changed).where(Participant.id == person.id).execute()
    outcome = "done" if changed else "unchanged"
    record(actor, "remember_formats", person, case=case, fields=list(changed), outcome=outcome)
    return list(changed)


def make_letter_file(file_id: int) -> None:
    """The worker's job: makes one file outside of any transaction; keeps it or says why not."""
    row: Any = LetterFile.get_or_none(LetterFile.id == file_id)
    if row is None or row.state != FileState.WAITING:
        return
    letter_format = LetterFormat(row.format)
    try:
        content, media_type = _made(letter_sent(row.letter_id), letter_format)
    except processes.ProgramMissing:
        give_up(SYSTEM, file_id=file_id, refusal=FormatRefusal.NOT_INSTALLED, at=clock.now())
    except (braille.BrailleError, speech.SpeechError, processes.ProgramFailed):
        give_up(SYSTEM, file_id=file_id, refusal=FormatRefusal.UNREADABLE, at=clock.now())
    else:
        keep_letter_file(
            SYSTEM, file_id=file_id, content=content, media_type=media_type, at=clock.now()
        )


@operation()
def keep_letter_file(
    actor: Actor, *, file_id: int, content: bytes, media_type: str, at: datetime
) -> bool:
    """Keeps a file that was made, sealed as all files of a case, with its SHA-256; whether it was
    still waited for. From then on it stays as it is."""
    row = _locked(file_id)
    letter = letter_sent(row.letter_id)
    is_wanted = row.state == FileState.WAITING
    if is_wanted:
        key = case_key(letter.case, at=at, actor=actor)
        stored = resources.current().storage.put_bytes(content, key)
        LetterFile.update(
            state=FileState.READY, stored=stored.name, sha256=stored.sha256, refusal="",
            media_type=media_type, made_at=at,
            made_with=json.dumps(_versions(LetterFormat(row.format))),
        ).where(LetterFile.id == row.id).execute()  # fmt: skip
        if row.format == LetterFormat.BRAILLE and letter.goes_by(LetterWay.PRINT):
            _let_emboss(actor, letter, at)
    outcome = "done" if is_wanted else "not waiting"
    record(actor, "keep_letter_file", row, case=letter.case_id, fields=["stored"], outcome=outcome)
    return is_wanted


@operation()
def give_up(actor: Actor, *, file_id: int, refusal: FormatRefusal, at: datetime) -> None:
    """A file cannot be made: said, and the worker reads the letter to its reader instead."""
    row = _locked(file_id)
    letter = letter_sent(row.letter_id)
    if row.state == FileState.WAITING:
        LetterFile.update(state=FileState.FAILED, refusal=refusal).where(
            LetterFile.id == row.id
        ).execute()
        _let_somebody_read(actor, letter, LetterFormat(row.format), at)
    record(actor, "give_up_letter_file", row, case=letter.case_id, reason=refusal)


@operation()
def sweep_letter_files(actor: Actor = SYSTEM, *, at: datetime) -> int:
    """Asks again for files whose making was cut off; after several tries a person reads the
    letter. How many were waiting. Can run at any time, twice, or be cut off itself."""
    lost = list(
        LetterFile.select().where(
            LetterFile.state == FileState.WAITING, LetterFile.asked_at < at - LOST_AFTER
        )
    )
    for row in lost:
        if row.tries >= TRIES:
            give_up(actor, file_id=row.id, refusal=FormatRefusal.CUT_OFF, at=at)
            continue
        LetterFile.update(tries=LetterFile.tries + 1).where(LetterFile.id == row.id).execute()
        jobs.enqueue("make_letter_file", row.id)
    record(actor, "sweep_letter_files")
    return len(lost)


def _refusal(letter: Letter, letter_format: LetterFormat) -> FormatRefusal | None:
    locale = str(letter.locale)
    is_heard = letter_format is LetterFormat.AUDIO and is_approved(str(letter.kind), locale)
    return why_not(letter_format, locale, is_approved=is_heard, is_form=is_form(letter))


def _ask(letter: Letter, letter_format: LetterFormat, at: datetime) -> LetterFile:
    """The file's row, made once; one that failed is tried anew."""
    LetterFile.insert(
        key=LetterFile.key.default(), letter=letter.id, format=letter_format,
        locale=letter.locale, asked_at=at,
    ).on_conflict_ignore().execute()  # fmt: skip
    is_it = (LetterFile.letter == letter.id) & (LetterFile.format == letter_format)
    LetterFile.update(state=FileState.WAITING, refusal="", tries=0, asked_at=at).where(
        is_it, LetterFile.state == FileState.FAILED
    ).execute()
    found: LetterFile = LetterFile.get(is_it)
    if found.state == FileState.WAITING:
        jobs.enqueue("make_letter_file", found.id)
    return found


def _locked(file_id: int) -> Any:
    """The row, held against others until the running operation ends: of two, one waits."""
    LetterFile.update(tries=LetterFile.tries).where(
        LetterFile.id == file_id, LetterFile.state != FileState.READY
    ).execute()
    return LetterFile.get_by_id(file_id)


def _made(letter: Letter, letter_format: LetterFormat) -> tuple[bytes, str]:
    lines, locale = lines_of(str(letter.html)), str(letter.locale)
    if letter_format is LetterFormat.BRAILLE:
        return braille.brf(lines, locale), braille.MEDIA_TYPE
    said = speech.record(to_be_spoken(lines), locale)
    return said.content, said.media_type


def _versions(letter_format: LetterFormat) -> dict[str, str]:
    if letter_format is LetterFormat.BRAILLE:
        return {"liblouis": braille.made_with()}
    return speech.made_with()


def _let_emboss(actor: Actor, letter: Letter, at: datetime) -> None:
    """On paper as well, for who reads Braille: printers do not emboss, a person has it done."""
    if letter.case.participant.wants_braille:
        is_mailed = not letter.case.is_restricted
        add_worker_task(actor, letter.case, emboss_task(str(letter.letter_no), is_mailed), at)


def _let_somebody_read(
    actor: Actor, letter: Letter, letter_format: LetterFormat, at: datetime
) -> None:
    text = read_task(
        str(letter.letter_no), letter_format, str(letter.case.participant.spoken_locale)
    )
    add_worker_task(actor, letter.case, text, at)
