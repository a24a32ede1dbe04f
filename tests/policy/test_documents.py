"""DOC-1 to DOC-3 and the contract's limits for files."""

from datetime import date, timedelta

import pytest

from portal.policy import documents
from portal.policy.documents import (
    DocumentState,
    RefusalCode,
    RemindWhen,
    ReturnReason,
    TransitionRefusal,
    remind_on,
    takes_pages_again,
)

RECEIVED, CHECKED, ACCEPTED, RETURNED, MERGED = DocumentState


@pytest.mark.parametrize(
    ("size", "refusal"),
    [
        (0, RefusalCode.EMPTY),
        (1, None),
        (25_000_001, None),
        (25 * 1024 * 1024, None),
        (25 * 1024 * 1024 + 1, RefusalCode.TOO_LARGE),
    ],
)
def test_a_file_may_have_25_megabytes(size: int, refusal: RefusalCode | None) -> None:
    assert documents.refusal_of_size(size) is refusal


@pytest.mark.parametrize(
    ("pages", "refusal"),
    [(0, RefusalCode.EMPTY), (1, None), (20, None), (21, RefusalCode.TOO_MANY_PAGES)],
)
def test_a_document_may_have_20_pages(pages: int, refusal: RefusalCode | None) -> None:
    assert documents.refusal_of_pages(pages) is refusal


@pytest.mark.parametrize(
    "media_type",
    ["image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "application/pdf"],
)
def test_photos_and_pdf_are_taken(media_type: str) -> None:
    assert documents.refusal_of_type(media_type) is None


@pytest.mark.parametrize("media_type", ["image/svg+xml", "text/html", "image/gif", "", "pdf"])
def test_anything_else_is_the_wrong_type(media_type: str) -> None:
    assert documents.refusal_of_type(media_type) is RefusalCode.WRONG_TYPE


def test_a_picture_of_more_than_50_megapixels_is_a_bomb() -> None:
    assert documents.refusal_of_picture(4000, 3000) is None
    assert documents.refusal_of_picture(10_000, 5_000) is None
    assert documents.refusal_of_picture(50_000_001, 1) is RefusalCode.BOMB
    assert documents.refusal_of_picture(0, 10) is RefusalCode.UNREADABLE


LAWFUL = {
    (RECEIVED, CHECKED),
    (RECEIVED, ACCEPTED),
    (RECEIVED, RETURNED),
    (CHECKED, RECEIVED),
    (CHECKED, ACCEPTED),
    (CHECKED, RETURNED),
    (ACCEPTED, CHECKED),
    (RETURNED, CHECKED),
    (RETURNED, RECEIVED),
    (RECEIVED, MERGED),
    (CHECKED, MERGED),
}


@pytest.mark.parametrize("state", DocumentState)
@pytest.mark.parametrize("to", DocumentState)
def test_a_document_changes_its_state_only_so(state: DocumentState, to: DocumentState) -> None:
    assert documents.may_become(state, to) is ((state, to) in LAWFUL)


@pytest.mark.parametrize("reason", [one for one in ReturnReason if one is not ReturnReason.OTHER])
def test_a_document_is_asked_for_again_with_a_reason(reason: ReturnReason) -> None:
    assert documents.refusals_to_return(RECEIVED, reason) == {}
    assert documents.refusals_to_return(CHECKED, reason) == {}


def test_a_document_is_not_asked_for_again_without_a_reason() -> None:
    missing = TransitionRefusal.REASON_MISSING
    assert documents.refusals_to_return(RECEIVED, None) == {"reason": missing}
    other = ReturnReason.OTHER
    assert documents.refusals_to_return(RECEIVED, other, " ") == {"explanation": missing}
    assert documents.refusals_to_return(RECEIVED, other, "Page two is upside down.") == {}


def test_a_decision_is_reopened_before_it_becomes_its_opposite() -> None:
    not_from_here = {"": TransitionRefusal.NOT_FROM_HERE}
    assert documents.refusals_to_return(ACCEPTED, ReturnReason.BLURRED) == not_from_here
    assert documents.refusals_to_accept(RETURNED) == not_from_here
    assert documents.refusals_to_accept(RECEIVED) == {}
    assert documents.refusals_to_accept(CHECKED) == {}


def test_the_codes_of_documents_are_those_the_screens_have_words_for() -> None:
    assert [str(kind) for kind in documents.DocumentKind] == [
        "pay_stub",
        "attendance_sheet",
        "school_record",
        "medical_note",
        "identity",
        "other",
    ]
    assert [str(choice) for choice in documents.CannotSend] == [
        "cannot_find",
        "cannot_get",
        "does_not_apply",
        "remind_me",
    ]


def test_a_reminder_comes_tomorrow_at_the_earliest_and_the_day_before_it_is_due() -> None:
    today, due_on = date(2026, 2, 26), date(2026, 3, 1)
    days = {when: remind_on(when, today, due_on) for when in RemindWhen}
    assert days == {
        RemindWhen.TOMORROW: date(2026, 2, 27),
        RemindWhen.IN_THREE_DAYS: date(2026, 3, 1),
        RemindWhen.IN_A_WEEK: date(2026, 3, 5),
        RemindWhen.DAY_BEFORE: date(2026, 2, 28),
    }
    for late in (today, today - timedelta(days=9), today + timedelta(days=1)):
        assert remind_on(RemindWhen.DAY_BEFORE, today, late) == date(2026, 2, 27)


def test_a_page_may_come_again_until_the_document_is_decided_on() -> None:
    taken = {state for state in DocumentState if takes_pages_again(state)}
    assert taken == {DocumentState.RETURNED, DocumentState.BEING_CHECKED}
