"""What is found at a letter before it goes: fields, dates, signs, address, what was agreed."""

from collections.abc import Mapping
from datetime import date

from portal.letter_fonts import missing_glyphs
from portal.locales import LOCALES
from portal.models.cases import Case
from portal.models.letters import Letter, LetterWay
from portal.policy import preflight
from portal.policy.composing import LetterDocument
from portal.policy.lettering import FieldType, LetterKind, Section
from portal.policy.preflight import Check, Topic
from portal.policy.programs import program
from portal.policy.screenings import Accommodation, read
from portal.policy.sending import Finding, Stop, Told, faulty_dates, missing_fields
from portal.policy.statuses import good_cause_last_on
from portal.reports.letters.waits import NoteWait
from portal.words import equal_access

# Of what was agreed with somebody, what concerns their letters.
_ON_LETTERS = (
    Accommodation.EXPLAIN_LETTERS, Accommodation.CALL_BEFORE, Accommodation.COPY_TO_PERSON,
)  # fmt: skip
LEAST_REPLY_DAYS = 10  # calendar days to answer a letter that asks for a good reason (ours)
_TYPED = (FieldType.NAME, FieldType.ADDRESS, FieldType.TEXT)


def takes_away(raw: Mapping[str, str]) -> bool:
    """Whether a letter with these raw values takes something away from a day on (LET-9)."""
    return bool(raw.get("effective_on", "").strip())


def notice_days(case: Case) -> int:
    """Calendar days of notice in the case's program (LET-9)."""
    return program(case.program).notice.value


def good_cause_days(case: Case) -> int:
    """Calendar days in which somebody may give a good reason: those of the case's program, never
    fewer than a letter gives for any answer. Source: CASE-4; WTW 42-7.38, II.C; the least is of
    the design of letters, L06."""
    own = program(case.program).good_cause
    return max(own.value if own else 0, LEAST_REPLY_DAYS)


def findings_of(
    kind: LetterKind, raw: Mapping[str, str], case: Case, letter: Letter, on: date
) -> list[Finding]:
    """What the letter's values, its person and its ways give, where it leaves on the office's
    date `on` (screens.md, 2.2)."""
    found = [
        one for one in missing_fields(kind, raw)
        if one.code is not Stop.NO_ADDRESS or letter.goes_by(LetterWay.PRINT)
    ]  # fmt: skip
    exception = str(letter.exception)
    days, dated = notice_days(case), faulty_dates(kind, raw, on, notice_days(case), exception)
    found += dated
    if takes_away(raw) and not any(one.field == "effective_on" for one in dated):
        effective_on, reason = date.fromisoformat(raw["effective_on"]), str(letter.exception_reason)
        found += preflight.of_notice(effective_on, on, days, exception, reason)
    for name, field in kind.fields.items():
        if field.type in _TYPED and (signs := missing_glyphs(raw.get(name, ""))):
            found.append(Finding(Stop.NOT_DRAWABLE, name, " ".join(signs)))
    if signs := missing_glyphs(letter.personal_text):
        found.append(Finding(Stop.NOT_DRAWABLE, "personal_text", " ".join(signs)))
    if kind.kind == "good_cause" and not any(one.field == "reply_by" for one in found):
        last_on = good_cause_last_on(on, good_cause_days(case))
        if date.fromisoformat(raw["reply_by"]) < last_on:
            found.append(Finding(Stop.NOTICE_TOO_SHORT, "reply_by", str(good_cause_days(case))))
    return found + _of_ways(case, letter) + _of_person(case, letter)


def _of_ways(case: Case, letter: Letter) -> list[Finding]:
    person, on_paper = case.participant, letter.goes_by(LetterWay.PRINT)
    if not on_paper and not letter.goes_by(LetterWay.PORTAL):
        return [Finding(Stop.NO_WAY)]
    if on_paper:
        return [Finding(Told.WAITS_AT_OFFICE)] if case.is_restricted else []
    by_message = (person.phone and person.wants_text_messages) or person.email
    return [] if by_message else [Finding(Told.NO_MESSAGE)]


def _of_person(case: Case, letter: Letter) -> list[Finding]:
    found = [Finding(Told.LARGE_PRINT)] if letter.is_large_print else []
    if case.participant.needs_interpreter:
        found.append(Finding(Told.NEEDS_INTERPRETER, detail=name(case.participant.spoken_locale)))
    agreed = [one for one in read(case.accommodations) if one in _ON_LETTERS]
    words = [str(equal_access.ACCOMMODATIONS[one]) for one in agreed]
    return found + ([Finding(Told.ACCOMMODATION, detail="; ".join(words))] if words else [])


def of_note(answer: NoteWait | None, locale: str, *, follows: bool) -> list[Finding]:
    """What the sender's own note gives in the reader's language: it waits for its translation, or
    goes as one that follows (LET-5)."""
    if answer is None or answer.is_waiting:
        code = Told.PERSONAL_FOLLOWS if follows else Stop.PERSONAL_WAITING
        return [Finding(code, detail=name(locale))]
    signs = missing_glyphs(answer.translation)
    return [Finding(Stop.NOT_DRAWABLE, "personal_text", " ".join(signs))] if signs else []


def of_rights(raw: Mapping[str, str], document: LetterDocument) -> list[Finding]:
    """A letter that takes something away says its rule and how to disagree (LET-9)."""
    there = {section.section for section in document.parts[0].sections}
    is_told = {Section.RULE, Section.DISAGREE} <= there
    return [Finding(Stop.NO_RIGHTS)] if takes_away(raw) and not is_told else []


def checks_of(letter: Letter, raw: Mapping[str, str], findings: tuple[Finding, ...]) -> list[Check]:
    """The list before sending: all that concerns this letter, in its order (screens.md, 5.6)."""
    topics = set(Topic)
    if not letter.personal_text:
        topics.discard(Topic.PERSONAL)
    if not takes_away(raw):
        topics.discard(Topic.RIGHTS)
    return preflight.checklist(findings, topics)


def name(locale: str) -> str:
    """A language's English name."""
    return LOCALES[locale].english_name if locale in LOCALES else locale
