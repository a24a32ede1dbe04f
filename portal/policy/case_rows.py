"""A row of a file of cases, read and checked: texts in, a case or reason codes out (ours)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.policy.hours import FamilyType
from portal.policy.programs import ProgramCode
from portal.policy.statuses import CaseStatus

OLDEST_YEARS = 120  # of age: a birth date before is a slip (ours)
AHEAD_DAYS = 60  # a case may be entered before it begins, by so many calendar days (ours)

# Column to its greatest length in characters; what is required comes first.
REQUIRED = {
    "number": 20, "program": 20, "given_name": 100, "family_name": 100, "birth_on": 10,
    "office": 100, "enrolled_on": 10,
}  # fmt: skip
OPTIONAL = {
    "unit": 100, "worker": 254, "written_language": 10, "spoken_language": 10, "phone": 40,
    "email": 254, "address": 500, "family_type": 20, "youngest_child_born_on": 10, "status": 20,
}  # fmt: skip
LENGTHS = REQUIRED | OPTIONAL
_DATES = ("birth_on", "enrolled_on", "youngest_child_born_on")
_FORMS = ("%Y-%m-%d", "%m/%d/%Y")


class RowRefusal(StrEnum):
    """Why a cell cannot be taken."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    CONTROL_CHARACTER = "control_character"
    NO_DATE = "no_date"
    IN_FUTURE = "in_future"
    TOO_OLD = "too_old"
    NO_PROGRAM = "no_program"
    NO_LANGUAGE = "no_language"
    NO_FAMILY_TYPE = "no_family_type"
    NO_STATUS = "no_status"
    NO_PHONE = "no_phone"
    NO_EMAIL = "no_email"
    NO_WORKER = "no_worker"
    NUMBER_TWICE = "number_twice"
    OTHER_PERSON = "other_person"
    SEVERAL_PEOPLE = "several_people"
    IS_PRIVATE = "is_private"
    STATUS_BY_STEPS = "status_by_steps"
    TRANSFERRED_BY_STEPS = "transferred_by_steps"


@dataclass(frozen=True)
class CaseRow:
    """A case as a file tells it; local dates. An empty text says nothing of what is known."""

    number: str
    program: str
    given_name: str
    family_name: str
    birth_on: date
    office: str
    enrolled_on: date
    unit: str = ""
    worker: str = ""
    written_language: str = ""
    spoken_language: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    family_type: str = ""
    youngest_child_born_on: date | None = None
    status: str = ""


def read_case(
    cells: Mapping[str, str], today: date, languages: Collection[str]
) -> tuple[CaseRow | None, dict[str, RowRefusal]]:
    """The case of a row's cells by column, or what is wrong, by column.

    In: texts as the file holds them, the local date, the tags of the languages there are. Dates
    are 2026-11-22 or 11/22/2026. Source: ours.
    """
    texts = {name: cells.get(name, "").strip() for name in LENGTHS}
    wrong = {name: code for name, text in texts.items() if (code := _wrong_text(name, text))}
    dates = {name: _date(texts[name]) for name in _DATES}
    for name, on in dates.items():
        if texts[name] and name not in wrong and (code := _wrong_date(name, on, today)):
            wrong[name] = code
    choices: dict[str, tuple[Collection[str], RowRefusal]] = {
        "program": (set(ProgramCode), RowRefusal.NO_PROGRAM),
        "written_language": (languages, RowRefusal.NO_LANGUAGE),
        "spoken_language": (languages, RowRefusal.NO_LANGUAGE),
        "family_type": (set(FamilyType), RowRefusal.NO_FAMILY_TYPE),
        "status": (set(CaseStatus), RowRefusal.NO_STATUS),
    }
    for name, (known, code) in choices.items():
        if texts[name] and texts[name] not in known:
            wrong.setdefault(name, code)
    if wrong:
        return None, wrong
    plain = {name: text for name, text in texts.items() if name not in _DATES}
    return CaseRow(**plain, **dates), {}  # type: ignore[arg-type]


def _wrong_text(name: str, text: str) -> RowRefusal | None:
    if not text:
        return RowRefusal.MISSING if name in REQUIRED else None
    if len(text) > LENGTHS[name]:
        return RowRefusal.TOO_LONG
    return None if text.isprintable() else RowRefusal.CONTROL_CHARACTER


def _date(text: str) -> date | None:
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  a local date
        except ValueError:
            continue
    return None


def _wrong_date(name: str, on: date | None, today: date) -> RowRefusal | None:
    if on is None:
        return RowRefusal.NO_DATE
    ahead = timedelta(days=AHEAD_DAYS if name == "enrolled_on" else 0)
    if on > today + ahead:
        return RowRefusal.IN_FUTURE
    return RowRefusal.TOO_OLD if on.year < today.year - OLDEST_YEARS else None
