"""Documents: limits, kinds, states, and the reason codes of every refusal and return."""

from datetime import date, timedelta
from enum import StrEnum

# People are told "25 MB"; counting in binary megabytes refuses nobody who was told they fit.
MAX_FILE_BYTES = 25 * 1024 * 1024
MAX_PAGES = 20
# A picture with more pixels, or a PDF with more pages, is refused before it is opened whole.
MAX_PIXELS = 50_000_000
MAX_PDF_PAGES_OPENED = 100


class FileType(StrEnum):
    """What may be sent, by media type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"
    HEIF = "image/heif"
    PDF = "application/pdf"


class DocumentKind(StrEnum):
    """Kinds of document, in the participant's words."""

    PAY_STUB = "pay_stub"
    ATTENDANCE_SHEET = "attendance_sheet"
    SCHOOL_RECORD = "school_record"
    MEDICAL_NOTE = "medical_note"
    IDENTITY = "identity"
    OTHER = "other"


# On health, and on mental health: they belong to the private file (NOTE-7; DW CM, Privacy).
PRIVATE_KINDS = (DocumentKind.MEDICAL_NOTE,)


class RefusalCode(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    CUT_OFF = "cut_off"
    LOCKED = "locked"
    WRONG_TYPE = "wrong_type"
    TOO_LARGE = "too_large"
    INFECTED = "infected"
    TOO_MANY_PAGES = "too_many_pages"
    BOMB = "bomb"
    UNREADABLE = "unreadable"
    NO_SPACE = "no_space"


class RemindWhen(StrEnum):
    """When somebody who will send a paper later wants to hear of it again."""

    TOMORROW = "tomorrow"
    IN_THREE_DAYS = "in_three_days"
    IN_A_WEEK = "in_a_week"
    DAY_BEFORE = "day_before"  # the day before the last day


class DocumentState(StrEnum):
    """Where a document stands: "please send again" is RETURNED."""

    RECEIVED = "received"
    BEING_CHECKED = "being_checked"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    MERGED = "merged"  # its pages were put into another document; there it goes on


class PageReview(StrEnum):
    """The answer to one page of a document."""

    OPEN = ""
    ACCEPTED = "accepted"
    RETURNED = "returned"


class ReturnReason(StrEnum):
    """Why a document is asked for again."""

    TOO_DARK = "too_dark"
    BLURRED = "blurred"
    CUT_OFF = "cut_off"
    WRONG_DOCUMENT = "wrong_document"
    PAGE_MISSING = "page_missing"
    OUT_OF_DATE = "out_of_date"
    NOT_READABLE = "not_readable"
    SOME_PAGES = "some_pages"  # each page that is asked for again has its own reason
    OTHER = "other"


# What can be said of one page; a page that is missing is none.
PAGE_REASONS = (
    ReturnReason.TOO_DARK,
    ReturnReason.BLURRED,
    ReturnReason.CUT_OFF,
    ReturnReason.NOT_READABLE,
    ReturnReason.WRONG_DOCUMENT,
    ReturnReason.OUT_OF_DATE,
    ReturnReason.OTHER,
)


class CannotSend(StrEnum):
    """The four answers to "I can't get it"."""

    CANNOT_FIND = "cannot_find"
    CANNOT_GET = "cannot_get"
    DOES_NOT_APPLY = "does_not_apply"
    REMIND_ME = "remind_me"


class TransitionRefusal(StrEnum):
    """Why a document cannot change its state so."""

    NOT_FROM_HERE = "not_from_here"
    REASON_MISSING = "reason_missing"
    CHANGED_MEANWHILE = "changed_meanwhile"
    PAGES_WAITING = "pages_waiting"
    NO_PAGE_MARKED = "no_page_marked"


class ArrangingRefusal(StrEnum):
    """Why a document cannot be split, merged or tied so."""

    NO_PAGES_CHOSEN = "no_pages_chosen"
    ALL_PAGES_CHOSEN = "all_pages_chosen"
    NO_OTHER_CHOSEN = "no_other_chosen"
    NOT_TO_MERGE = "not_to_merge"
    TOGETHER_TOO_LONG = "together_too_long"
    NOTHING_CHOSEN = "nothing_chosen"


class SendingRefusal(StrEnum):
    """Why a document cannot be sent, or take a page, as it is."""

    KIND_MISSING = "kind_missing"
    NO_PAGES = "no_pages"
    ALREADY_SENT = "already_sent"
    NOT_ASKED_AGAIN = "not_asked_again"
    SAME_AS_BEFORE = "same_as_before"


class RequestRefusal(StrEnum):
    """Why a request for a document cannot be made or answered so."""

    IN_THE_PAST = "in_the_past"
    SETTLED = "settled"
    CHOICE_MISSING = "choice_missing"


# A decision can be taken back to "being checked", never straight into its opposite, so that
# the record shows that somebody looked again.
LAWFUL_TRANSITIONS: dict[DocumentState, frozenset[DocumentState]] = {
    DocumentState.RECEIVED: frozenset(
        {
            DocumentState.BEING_CHECKED,
            DocumentState.ACCEPTED,
            DocumentState.RETURNED,
            DocumentState.MERGED,
        }
    ),
    DocumentState.BEING_CHECKED: frozenset(
        {
            DocumentState.RECEIVED,
            DocumentState.ACCEPTED,
            DocumentState.RETURNED,
            DocumentState.MERGED,
        }
    ),
    DocumentState.ACCEPTED: frozenset({DocumentState.BEING_CHECKED}),
    # The last bad page was sent again, or somebody looks at it once more.
    DocumentState.RETURNED: frozenset({DocumentState.BEING_CHECKED, DocumentState.RECEIVED}),
    DocumentState.MERGED: frozenset(),
}


def refusal_of_size(size_bytes: int) -> RefusalCode | None:
    """Why a file of `size_bytes` bytes is refused, or None (DOC-1; contract, Limits)."""
    if size_bytes <= 0:
        return RefusalCode.EMPTY
    return RefusalCode.TOO_LARGE if size_bytes > MAX_FILE_BYTES else None


def refusal_of_pages(pages: int) -> RefusalCode | None:
    """Why a document of `pages` pages in all its files is refused, or None (contract, Limits)."""
    if pages <= 0:
        return RefusalCode.EMPTY
    return RefusalCode.TOO_MANY_PAGES if pages > MAX_PAGES else None


def refusal_of_type(media_type: str) -> RefusalCode | None:
    """Why a file whose content is of `media_type` is refused, or None (DOC-1; contract, Limits)."""
    return None if media_type in set(FileType) else RefusalCode.WRONG_TYPE


def refusal_of_picture(width: int, height: int) -> RefusalCode | None:
    """Why a picture of that many pixels is refused before it is loaded, or None.

    Source: DOC-5; contract, Limits (bomb); the figure is ours.
    """
    if width <= 0 or height <= 0:
        return RefusalCode.UNREADABLE
    return RefusalCode.BOMB if width * height > MAX_PIXELS else None


# A document whose pages were sent and never finished is closed after this many minutes, so that
# nothing that was acknowledged is lost (DOC-5; the figure is ours).
UNFINISHED_MINUTES = 60

REQUEST_DAYS = 10  # days until a document is due, as forms suggest it (DOC-4; the figure is ours)


_REMIND_DAYS = {RemindWhen.TOMORROW: 1, RemindWhen.IN_THREE_DAYS: 3, RemindWhen.IN_A_WEEK: 7}


def remind_on(when: RemindWhen, today: date, due_on: date) -> date:
    """The local date of a reminder that somebody asks for on `today` of a paper due on `due_on`.

    Tomorrow at the earliest. A day after the last one is given as it was asked for: a paper that
    comes late is better than none (DOC-4; the choices are ours).
    """
    if when is RemindWhen.DAY_BEFORE:
        return max(due_on - timedelta(days=1), today + timedelta(days=1))
    return today + timedelta(days=_REMIND_DAYS[when])


def may_become(state: DocumentState, to: DocumentState) -> bool:
    """Whether a document may go from `state` to `to` (DOC-2, DOC-3)."""
    return to in LAWFUL_TRANSITIONS[state]


def takes_pages_again(state: DocumentState) -> bool:
    """Whether a page that was asked for again may still come: until the document is decided on,
    also while staff look at the others (DOC-2; ours)."""
    return state in (DocumentState.RETURNED, DocumentState.BEING_CHECKED)


def refusals_to_return(
    state: DocumentState, reason: ReturnReason | None, explanation: str = ""
) -> dict[str, TransitionRefusal]:
    """Why a document cannot be asked for again; empty when it can.

    A reason is mandatory; OTHER needs an `explanation` (DOC-2, DOC-3).
    """
    if not may_become(state, DocumentState.RETURNED):
        return {"": TransitionRefusal.NOT_FROM_HERE}
    if reason is None:
        return {"reason": TransitionRefusal.REASON_MISSING}
    if reason is ReturnReason.OTHER and not explanation.strip():
        return {"explanation": TransitionRefusal.REASON_MISSING}
    return {}


def refusals_to_answer_pages(
    state: DocumentState, reasons: dict[str, ReturnReason | None], explanation: str = ""
) -> dict[str, TransitionRefusal]:
    """Why a document's pages cannot be answered so; empty when they can.

    In: each page's name with why it is asked for again, None for one that is in order. At least
    one page is asked for again; OTHER needs an `explanation` (DOC-2, DOC-3).
    """
    if not may_become(state, DocumentState.RETURNED):
        return {"": TransitionRefusal.NOT_FROM_HERE}
    if not any(reasons.values()):
        return {"pages": TransitionRefusal.NO_PAGE_MARKED}
    if ReturnReason.OTHER in reasons.values() and not explanation.strip():
        return {"explanation": TransitionRefusal.REASON_MISSING}
    return {}


def refusals_to_accept(state: DocumentState) -> dict[str, TransitionRefusal]:
    """Why a document cannot be accepted; empty when it can (DOC-3)."""
    return (
        {} if may_become(state, DocumentState.ACCEPTED) else {"": TransitionRefusal.NOT_FROM_HERE}
    )
