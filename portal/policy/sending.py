"""Before a letter goes out: what stops it, what its sender is told, and its number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.policy.lettering import Field, FieldType, LetterKind
from portal.policy.letters import EffectiveRefusal, NoticeException, refusals_to_take_effect

# Days that a letter sets somebody: they still lie ahead when it is sent. Other dates lie behind.
AHEAD = frozenset({
    "meeting_on", "reply_by", "due_on", "effective_on", "sign_by", "change_by", "reassign_by",
    "review_on", "check_by", "fix_by", "next_contact_on", "expires_on", "hearing_deadline",
    "keep_benefits_by", "follow_up_until", "ready_until",
})  # fmt: skip
# Days that may lie on either side: what began or ends, as agreed.
EITHER_SIDE = frozenset({"starts_on", "ends_on", "ended_on", "ready_on", "until_on"})
UNDO_MINUTES = 15  # in which a letter that was sent can be taken back; screens.md, 2.2
_PRINTED_LATER = frozenset({"page", "pages"})
_FIRST_NUMBER = 1000


class Stop(StrEnum):
    """Why a letter cannot be sent as it is."""

    MISSING = "missing"
    NO_ADDRESS = "no_address"
    UNREADABLE = "unreadable"
    IN_THE_PAST = "in_the_past"
    IN_THE_FUTURE = "in_the_future"
    NOTICE_TOO_SHORT = "notice_too_short"
    NOT_DRAWABLE = "not_drawable"
    PERSONAL_WAITING = "personal_waiting"
    NOT_IN_USE = "not_in_use"
    NO_PLACE_FOR_NOTE = "no_place_for_note"
    NOT_IN_PROGRAM = "not_in_program"
    ALREADY_SENT = "already_sent"
    NOT_SENT = "not_sent"
    NO_WAY = "no_way"
    REASON_MISSING = "reason_missing"
    NO_RIGHTS = "no_rights"
    NOT_ASKED_FOR = "not_asked_for"
    NO_SUCH_LETTER = "no_such_letter"


class Told(StrEnum):
    """What the sender is told before sending; it stops nothing."""

    NO_RELEASE = "no_release"
    OFFICIAL_TEXT = "official_text"
    WORDS_UNTRANSLATED = "words_untranslated"
    LARGE_PRINT = "large_print"
    FORMAT = "format"
    NEEDS_INTERPRETER = "needs_interpreter"
    ACCOMMODATION = "accommodation"
    SHORT_NOTICE = "short_notice"
    PERSONAL_FOLLOWS = "personal_follows"
    WAITS_AT_OFFICE = "waits_at_office"
    NO_MESSAGE = "no_message"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the list before sending: the code, the field it is about, what it names."""

    code: Stop | Told
    field: str = ""
    detail: str = ""

    @property
    def stops(self) -> bool:
        """Whether the letter waits until this is set right (screens.md, 2.2)."""
        return isinstance(self.code, Stop)


def missing_fields(kind: LetterKind, raw: Mapping[str, str]) -> list[Finding]:
    """The fields that a letter needs, always or for what was chosen, and that hold nothing
    (LET-2, LET-9; screens.md, section 10)."""
    return [
        Finding(Stop.NO_ADDRESS if name == "mailing_address" else Stop.MISSING, name)
        for name, field in kind.fields.items()
        if _is_needed(field, raw) and name not in _PRINTED_LATER and not raw.get(name, "").strip()
    ]


def _is_needed(field: Field, raw: Mapping[str, str]) -> bool:
    condition, codes = field.needed_when
    return not field.optional or bool(condition and raw.get(condition) in codes)


def faulty_dates(
    kind: LetterKind, raw: Mapping[str, str], today: date, notice_days: int, exception: str = ""
) -> list[Finding]:
    """The dates that cannot stand in a letter sent on the local date `today`: a day set that is
    past, a day told of that has not come, an effect before the notice of `notice_days` calendar
    days has ended, save for a listed `exception` (a NoticeException, or "").
    Source: LET-9; screens.md, 2.2 (R6)."""
    found = []
    for name, field in kind.fields.items():
        if field.type is not FieldType.DATE or not raw.get(name):
            continue
        try:
            on = date.fromisoformat(raw[name])
        except ValueError:
            found.append(Finding(Stop.UNREADABLE, name, raw[name]))
            continue
        if name in AHEAD and on < today:
            found.append(Finding(Stop.IN_THE_PAST, name, raw[name]))
        elif name not in AHEAD | EITHER_SIDE and on > today:
            found.append(Finding(Stop.IN_THE_FUTURE, name, raw[name]))
        elif name == "effective_on" and _is_too_soon(on, today, notice_days, exception):
            found.append(Finding(Stop.NOTICE_TOO_SHORT, name, str(notice_days)))
    return found


def _is_too_soon(on: date, today: date, notice_days: int, exception: str) -> bool:
    listed = NoticeException(exception) if exception else None
    refusals = refusals_to_take_effect(on, today, notice_days, listed)
    return EffectiveRefusal.TOO_EARLY in refusals.values()


def stops(findings: Iterable[Finding]) -> dict[str, Stop]:
    """The reason by field ("" for the whole letter) of what stops a letter (screens.md, 2.2)."""
    return {one.field: one.code for one in findings if isinstance(one.code, Stop)}


def letter_number(row: int) -> str:
    """The number of the letter in row `row`, with a check digit: a digit misheard on the
    telephone is noticed (ours; ISO/IEC 7812-1, Luhn)."""
    body = str(_FIRST_NUMBER + row)
    doubled = [
        sum(divmod(int(sign) * (2 if place % 2 == 0 else 1), 10))
        for place, sign in enumerate(reversed(body))
    ]
    return f"{body}-{-sum(doubled) % 10}"


def rule_for(kind: LetterKind, program: str) -> str:
    """The citation that a letter rests on in a program (LET-9). Raises KeyError for a program that
    does not ship."""
    return kind.citations[program][0]
