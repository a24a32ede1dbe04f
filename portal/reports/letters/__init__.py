"""Letters as they would go out now: values, language, what stops them, and the composed letter."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from peewee import JOIN, ModelSelect

from portal import letter_kinds, letter_values, resources
from portal.locales import LOCALES
from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.catalogs import Release
from portal.models.letters import Letter, LetterState
from portal.models.official_texts import OfficialText
from portal.policy.composing import NORMAL_SIZE, LetterDocument, Wording, compose
from portal.policy.language_help import lines_for
from portal.policy.lettering import LetteringError, LetterKind
from portal.policy.sending import Finding, Stop, Told, rule_for
from portal.prepared import Place
from portal.prepared import Prepared as PreparedQuery
from portal.reports.formats import findings_of_formats
from portal.reports.letters import checking
from portal.reports.letters.official import front_of, official_for
from portal.reports.letters.releases import releases_for
from portal.reports.letters.waits import NoteWait, wait_of_note
from portal.words.letters import phrase

_BLANK = "____"  # where a draft's field holds nothing yet
_DEMO_ADDRESS = "touchpoint.example"


@dataclass(frozen=True)
class Prepared:
    """A letter as it would go out now.

    `locale` is the language it goes in; `release` that language's, `english` the one behind it, or
    the letter's own. `document` is None for a kind that is not in use. `raw` has every value as
    strings (letter_values.py), `note` where the sender's note stands with its translation.
    """

    raw: Mapping[str, str]
    locale: str
    release: Release | None
    english: Release | None
    document: LetterDocument | None
    findings: tuple[Finding, ...]
    note: NoteWait | None = None

    @property
    def can_go(self) -> bool:
        """Whether nothing stops it."""
        return not any(finding.stops for finding in self.findings)


def prepare(letter: Letter, case: Case, on: date) -> Prepared:
    """A draft as it would go out on the office's date `on` (LET-2 to LET-5).

    At most two statements, where the letter's own load brought the case with all that it names.
    """
    wanted = case.participant.written_locale
    raw = values_of(letter, case, on)
    found = releases_for(letter.kind, wanted)
    release, english = found.own, found.behind or found.newest
    if english is None:
        finding = Finding(Stop.NOT_IN_USE)
        return Prepared(raw, "en", None, None, None, (finding,))
    kind = _kind_of(letter.kind, english)
    official = official_for(release)
    told = _told(release, official, wanted)
    if release and official is None and (unsaid := _unsaid(letter.kind, raw, release)):
        told, release = [Finding(Told.WORDS_UNTRANSLATED, detail=unsaid)], None
        english = found.newest or english
        kind = _kind_of(letter.kind, english)
    locale = wanted if release else "en"
    findings = checking.findings_of(kind, raw, case, letter, on)
    translated, note = "", None
    if official is not None and letter.personal_text:
        findings.append(Finding(Stop.NO_PLACE_FOR_NOTE, "personal_text"))
    elif locale != "en" and letter.personal_text:
        note = wait_of_note(letter, locale)
        translated = note.translation if note and not note.is_waiting else ""
        findings += checking.of_note(note, locale, follows=letter.personal_follows)
    wordings = [_wording(kind, raw, english, letter.personal_text)]
    if release is not None and official is None:
        wordings.insert(0, _wording(kind, raw, release, translated))
    document = replace(
        _composed(kind, letter, raw, wordings, reader=wanted),
        front=front_of(official) if official is not None else None,
    )
    findings += checking.of_rights(raw, document)
    findings += findings_of_formats(
        case.participant, letter.kind, locale, is_form=official is not None
    )
    return Prepared(raw, locale, release, english, document, (*findings, *told), note)


def _told(release: Release | None, official: OfficialText | None, wanted: str) -> list[Finding]:
    """What the sender is told of the language that the letter goes in."""
    if official is not None:
        return [Finding(Told.OFFICIAL_TEXT, detail=str(official.form_no))]
    is_there = release is not None or wanted == "en"
    return [] if is_there else [Finding(Told.NO_RELEASE, detail=checking.name(wanted))]


def values_of(letter: Letter, case: Case, on: date) -> dict[str, str]:
    """Every raw value of a draft: what the sender chose, and what case, worker and office give."""
    office, worker, person = case.office, case.worker, case.participant
    kind = letter_kinds.kinds()[letter.kind]
    return {
        "rule": rule_for(kind, case.program),
        **json.loads(letter.fields),
        "letter_no": letter.letter_no,
        "letter_date": on.isoformat(),
        "client_name": person.name,
        # A letter to somebody in danger waits at the office: their address is on no paper (NOTE-6).
        "mailing_address": office.address if case.is_restricted else person.address,
        "case_no": case.number,
        "worker_name": worker.name if worker else "",
        "worker_phone": (worker.phone or office.phone) if worker else "",
        "office_name": office.name,
        "office_address": office.address,
        "office_phone": office.phone,
        "opens_at": str(office.opens_minute),
        "closes_at": str(office.closes_minute),
        "portal_url": portal_address(),
        "replaces_no": letter.supersedes.letter_no if letter.supersedes_id else "",
    }


def portal_address() -> str:
    """Where participants find the portal, without a scheme, as letters print it."""
    hosts = resources.current().config.hosts
    return f"{hosts[0] if hosts else _DEMO_ADDRESS}/my"


@lru_cache(maxsize=64)  # thousands of letters have the texts of a few releases
def _texts(blocks: str) -> Mapping[str, str]:
    found: dict[str, str] = json.loads(blocks)
    return MappingProxyType(found)


def _kind_of(name: str, english: Release) -> LetterKind:
    """The letter's make-up, with the blocks that its release has."""
    texts = _texts(str(english.blocks))
    kind = letter_kinds.kinds()[name]
    return replace(
        kind,
        version=english.version.number,
        blocks=tuple(block for block in kind.blocks if block.context in texts),
        extras=tuple(block for block in kind.extras if block.context in texts),
    )


def _unsaid(kind: str, raw: Mapping[str, str], release: Release) -> str:
    """The phrases, in English, that the letter inserts and that its release does not have: no
    person approved them (decision 7)."""
    codes = letter_values.unsaid(letter_kinds.kinds()[kind], raw, _texts(str(release.blocks)))
    return ", ".join(phrase(code, "en") for code in codes)


def _composed(
    kind: LetterKind, letter: Letter, raw: Mapping[str, str], wordings: list[Wording], reader: str
) -> LetterDocument:
    # A letter that had to go in English has the reader's own language on top of its help sheet.
    return compose(
        kind,
        wordings,
        choices=letter_values.choices_of(kind, raw),
        help_lines=lines_for(letter_kinds.help_sheet(), reader),
        size=NORMAL_SIZE,
        qr_url=f"https://{portal_address()}/letters/{letter.key}",
        english_counts=resources.current().config.english_counts,
    )


def _wording(kind: LetterKind, raw: Mapping[str, str], release: Release, personal: str) -> Wording:
    tag = str(release.locale)
    texts = _texts(str(release.blocks))
    said = letter_values.phrases_of(kind, texts)
    values = {}
    for name, field in kind.fields.items():
        try:
            words = letter_values.in_words(field, raw.get(name, ""), tag, said)
        except LetteringError:
            words = ""
        # A letter that stays on the portal needs no address.
        is_left = field.optional or name == "mailing_address"
        values[name] = words or ("" if is_left else _BLANK)
    spec = LOCALES[tag]
    return Wording(tag, spec.direction, texts, values, personal, spec.rule)


def _letters(sent_only: bool) -> ModelSelect:
    later = Letter.alias()
    is_later = (later.supersedes == Letter.id) & (later.state == LetterState.SENT)
    query = (
        Letter.select(
            Letter.key, Letter.letter_no, Letter.kind, Letter.locale, Letter.state,
            Letter.created_at, Letter.sent_at, Letter.read_at, Letter.is_large_print,
            Letter.pdf_large, Account.name.alias("by"), later.letter_no.alias("replaced_by"),
        )
        .join(Account, JOIN.LEFT_OUTER, on=(Account.id == Letter.sent_by))
        .switch(Letter)
        .join(later, JOIN.LEFT_OUTER, on=is_later)
        .where(Letter.case == Place("case"))
    )  # fmt: skip
    if sent_only:
        query = query.where(Letter.is_on_portal())
    return query.order_by(Letter.id.desc()).limit(200).dicts()


_LETTERS = PreparedQuery(_letters)


def letters_of(case: Case, *, sent_only: bool = False) -> list[dict[str, Any]]:
    """The letters of a case, the latest first, with who sent each and the letter that replaced it;
    `sent_only` are those that their person reads on the portal. One statement, at most 200."""
    return _LETTERS.rows(sent_only, case=case.id)


def replaced_by(letter: Letter, *, on_portal: bool = False) -> Letter | None:
    """The sent letter that corrects this one, if there is one; `on_portal` only where its person
    can read it there."""
    is_sent = Letter.is_on_portal() if on_portal else Letter.state == LetterState.SENT
    found: Letter | None = (
        Letter.select()
        .where(Letter.supersedes == letter.id, is_sent)
        .order_by(Letter.id.desc())
        .first()
    )
    return found
