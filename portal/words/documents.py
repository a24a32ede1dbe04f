"""Words for documents: kinds, states, refused files, reasons to send again, ways not to have it."""

from enum import StrEnum
from typing import Any

from portal.i18n import lazy as _l
from portal.models.documents import PageState, RequestState
from portal.policy.documents import (
    ArrangingRefusal,
    CannotSend,
    DocumentKind,
    DocumentState,
    PageReview,
    RefusalCode,
    RemindWhen,
    RequestRefusal,
    ReturnReason,
    SendingRefusal,
    TransitionRefusal,
)

KINDS: dict[str, Any] = {
    DocumentKind.PAY_STUB: _l("Pay stub"),
    DocumentKind.ATTENDANCE_SHEET: _l("Attendance sheet"),
    DocumentKind.SCHOOL_RECORD: _l("School record"),
    DocumentKind.MEDICAL_NOTE: _l("Note from a doctor or clinic"),
    DocumentKind.IDENTITY: _l("ID or other proof of who you are"),
    DocumentKind.OTHER: _l("Something else"),
}

STATES: dict[str, Any] = {
    DocumentState.RECEIVED: _l("Received"),
    DocumentState.BEING_CHECKED: _l("Being checked"),
    DocumentState.ACCEPTED: _l("Accepted"),
    DocumentState.RETURNED: _l("Please send again"),
    DocumentState.MERGED: _l("Put together with another"),
}

TONES: dict[str, str] = {
    DocumentState.RECEIVED: "info",
    DocumentState.BEING_CHECKED: "info",
    DocumentState.ACCEPTED: "good",
    DocumentState.RETURNED: "warn",
    DocumentState.MERGED: "plain",
}

NEXT: dict[str, Any] = {
    DocumentState.RECEIVED: _l(
        "Your worker looks at it. You will see the answer here. You do not need to send it again."
    ),
    DocumentState.BEING_CHECKED: _l("Your worker is looking at it now. Nothing to do for you."),
    DocumentState.ACCEPTED: _l("It is in order. Nothing more to do."),
    DocumentState.RETURNED: _l("Please send it once more. Below is what to do better."),
    DocumentState.MERGED: _l("Your worker put its pages into another document of yours."),
}

# Each names the fix and blames nobody.
FILES: dict[str, Any] = {
    RefusalCode.EMPTY: _l("This file is empty. Please choose it again or take a new photo."),
    RefusalCode.CUT_OFF: _l("Only a part of this file came in. Please send it again."),
    RefusalCode.LOCKED: _l(
        "This PDF has a password. Please save it without the password, or take a photo of the "
        "pages."
    ),
    RefusalCode.WRONG_TYPE: _l(
        "We cannot open this kind of file. Please send a photo or a PDF instead."
    ),
    RefusalCode.TOO_LARGE: _l(
        "This file is over 25 MB. Please take the photo again, smaller, or send fewer pages in "
        "one PDF."
    ),
    RefusalCode.INFECTED: _l(
        "This file may harm computers, so we did not keep it. Please take a new photo instead."
    ),
    RefusalCode.TOO_MANY_PAGES: _l(
        "One document has 20 pages at most. Please send these pages as another document."
    ),
    RefusalCode.BOMB: _l(
        "This picture is too big for us to open. Please take the photo again with your phone."
    ),
    RefusalCode.UNREADABLE: _l(
        "We could not open this file. Please take the photo again, or save the PDF once more."
    ),
    RefusalCode.NO_SPACE: _l(
        "We cannot take files right now. It is not your fault. Please try again tomorrow, or "
        "bring the paper to your office."
    ),
    SendingRefusal.ALREADY_SENT: _l(
        "The document was already sent. Please send this page as a new document."
    ),
    SendingRefusal.NOT_ASKED_AGAIN: _l("We do not need this page again. Nothing to do for you."),
    SendingRefusal.SAME_AS_BEFORE: _l(
        "This is the same photo that you sent before. Please take a new one."
    ),
    SendingRefusal.KIND_MISSING: _l("Please choose what it is."),
    SendingRefusal.NO_PAGES: _l("Please take a photo or choose a file first."),
}

PAGES: dict[str, Any] = {
    PageState.RECEIVED: _l("Received, being made ready to read"),
    PageState.CLEAN: _l("Received, can be read"),
    PageState.REFUSED: _l("Could not be read"),
}

ANSWERS: dict[str, Any] = {
    PageReview.ACCEPTED: _l("It is fine"),
    PageReview.RETURNED: _l("Please send this page again"),
}
SENT_AGAIN = _l("Sent again, can be read")

RETURNS: dict[str, Any] = {
    ReturnReason.TOO_DARK: _l("It is too dark. Take the photo again where there is more light."),
    ReturnReason.BLURRED: _l(
        "It is not sharp. Hold the phone still, and tap the paper on the screen first."
    ),
    ReturnReason.CUT_OFF: _l("A part is cut off. Show the whole paper with all four corners."),
    ReturnReason.WRONG_DOCUMENT: _l("It is another paper than the one we need."),
    ReturnReason.PAGE_MISSING: _l("A page is missing. Please send all pages together."),
    ReturnReason.OUT_OF_DATE: _l("It is from an earlier time. Please send the newest one."),
    ReturnReason.NOT_READABLE: _l("We could not read it. Please take the photo again."),
    ReturnReason.SOME_PAGES: _l(
        "We can read the other pages. Please send only the pages below again."
    ),
    ReturnReason.OTHER: _l("Your worker wrote why:"),
}

CANNOT: dict[str, Any] = {
    CannotSend.CANNOT_FIND: _l("I can't find it"),
    CannotSend.CANNOT_GET: _l("I can't get it from someone else"),
    CannotSend.DOES_NOT_APPLY: _l("It has nothing to do with me"),
    CannotSend.REMIND_ME: _l("I will send it later"),
}

REMIND: dict[str, Any] = {
    RemindWhen.TOMORROW: _l("Tomorrow"),
    RemindWhen.IN_THREE_DAYS: _l("In 3 days"),
    RemindWhen.IN_A_WEEK: _l("In a week"),
    RemindWhen.DAY_BEFORE: _l("The day before it is due"),
}

REQUESTS: dict[str, Any] = {
    RequestState.ASKED: _l("Please send it"),
    RequestState.SENT: _l("You sent it"),
    RequestState.SETTLED: _l("Done"),
    RequestState.CANNOT: _l("You told us that you can't get it"),
}

# How staff see the same.
REQUESTS_FOR_STAFF: dict[str, Any] = {
    RequestState.ASKED: _l("Asked for"),
    RequestState.SENT: _l("Sent"),
    RequestState.SETTLED: _l("Settled"),
    RequestState.CANNOT: _l("Needs your answer"),
}

REVIEWS: dict[str, Any] = {
    TransitionRefusal.NOT_FROM_HERE: _l("This was decided already. Look at it again first."),
    TransitionRefusal.REASON_MISSING: _l("Please give the reason, so that the person knows it."),
    TransitionRefusal.CHANGED_MEANWHILE: _l(
        "Somebody else decided on this document while you looked at it. Below is how it stands now."
    ),
    TransitionRefusal.PAGES_WAITING: _l(
        "Some pages are still being made ready to read. Please try again in a minute."
    ),
    TransitionRefusal.NO_PAGE_MARKED: _l(
        "Please mark the pages that should be sent again, or accept the document."
    ),
    ArrangingRefusal.NO_PAGES_CHOSEN: _l("Please choose the pages first."),
    ArrangingRefusal.ALL_PAGES_CHOSEN: _l("One page at least has to stay in this document."),
    ArrangingRefusal.NO_OTHER_CHOSEN: _l("Please choose the other document first."),
    ArrangingRefusal.NOT_TO_MERGE: _l(
        "This document cannot be put in here: somebody decided on it meanwhile."
    ),
    ArrangingRefusal.TOGETHER_TOO_LONG: _l("Together they have more than 20 pages."),
    ArrangingRefusal.NOTHING_CHOSEN: _l("Please choose what the document belongs to."),
    RequestRefusal.IN_THE_PAST: _l("This day is over. Please choose today or a later day."),
    RequestRefusal.SETTLED: _l("This is settled already. Nothing more to do."),
    RequestRefusal.CHOICE_MISSING: _l("Please choose one of the answers."),
}


def of_refusal(code: StrEnum) -> str:
    """A refused file, page, document or decision in words."""
    found = FILES.get(code) or REVIEWS.get(code) or FILES[RefusalCode.UNREADABLE]
    return str(found)


def why_again(page: Any) -> str:
    """Why a page (`state`, `refusal`, `review_reason`) is asked for again; what to do better."""
    if page.state == PageState.REFUSED:
        return str(FILES[page.refusal])
    return str(RETURNS[page.review_reason or ReturnReason.NOT_READABLE])


def of_page(page: Any) -> str:
    """Where one page (`state`, `review`, `replaces_id`) stands."""
    if page.state == PageState.CLEAN and page.review != PageReview.OPEN:
        return str(ANSWERS[page.review])
    if page.state == PageState.CLEAN and page.replaces_id and not page.part:
        return str(SENT_AGAIN)
    return str(PAGES[page.state])
