"""CON-3 to CON-6 and CON-10: what counts as live contact, as an attempt, as neither."""

import pytest

from portal.policy.contacts import (
    Classification,
    ContactReason,
    Direction,
    Standing,
    Way,
    classify,
)

MESSAGES = [Way.EMAIL, Way.TEXT, Way.INSTANT_MESSAGE, Way.SOCIAL_MEDIA]
MASS = [Way.MASS_EMAIL, Way.MASS_TEXT]
CONVERSATIONS = [Way.IN_PERSON, Way.TELEPHONE]
FROM_THEM, FROM_US, BOTH = Direction


def assert_live(contact: Classification) -> None:
    assert (contact.is_live, contact.is_attempt, contact.standing) == (True, True, Standing.LIVE)


def assert_attempt(contact: Classification) -> None:
    assert (contact.is_live, contact.is_attempt) == (False, True)
    assert contact.standing is Standing.ATTEMPT


def assert_neither(contact: Classification) -> None:
    assert (contact.is_live, contact.is_attempt) == (False, False)
    assert contact.standing is Standing.NEITHER


def test_a_voicemail_from_the_participant_is_live_contact() -> None:
    contact = classify(Way.VOICEMAIL, FROM_THEM)
    assert_live(contact)
    assert contact.reason is ContactReason.VOICEMAIL_FROM_PARTICIPANT


def test_a_voicemail_left_by_staff_is_only_an_attempt() -> None:
    contact = classify(Way.VOICEMAIL, FROM_US)
    assert_attempt(contact)
    assert contact.reason is ContactReason.ONLY_FROM_STAFF


@pytest.mark.parametrize("way", CONVERSATIONS)
def test_a_conversation_is_live_whoever_began_it(way: Way) -> None:
    for contact in (
        classify(way, BOTH),
        classify(way, FROM_US, answered=True),
        classify(way, FROM_THEM, answered=True),
    ):
        assert_live(contact)
        assert contact.reason.startswith("conversation")


@pytest.mark.parametrize("way", CONVERSATIONS)
def test_a_call_or_visit_by_staff_that_nobody_answers_is_an_attempt(way: Way) -> None:
    assert_attempt(classify(way, FROM_US))


@pytest.mark.parametrize("way", CONVERSATIONS)
def test_a_call_from_the_participant_that_staff_missed_is_neither(way: Way) -> None:
    contact = classify(way, FROM_THEM)
    assert_neither(contact)
    assert contact.reason is ContactReason.MISSED_BY_STAFF
    assert not contact.is_touch


@pytest.mark.parametrize("way", MESSAGES)
def test_a_message_from_the_participant_is_live_contact(way: Way) -> None:
    contact = classify(way, FROM_THEM)
    assert_live(contact)
    assert contact.reason is ContactReason.MESSAGE_FROM_PARTICIPANT


@pytest.mark.parametrize("way", [*MESSAGES, Way.POSTAL_MAIL, Way.PORTAL])
def test_what_only_staff_sent_is_an_attempt(way: Way) -> None:
    assert_attempt(classify(way, FROM_US))


@pytest.mark.parametrize("way", MESSAGES)
def test_a_message_of_staff_that_was_answered_is_live_contact(way: Way) -> None:
    contact = classify(way, FROM_US, answered=True)
    assert_live(contact)
    assert contact.reason is ContactReason.ANSWERED_BY_PARTICIPANT
    assert classify(way, BOTH) == contact


def test_postal_mail_from_the_participant_is_live_contact() -> None:
    contact = classify(Way.POSTAL_MAIL, FROM_THEM)
    assert_live(contact)
    assert contact.reason is ContactReason.MAIL_FROM_PARTICIPANT


def test_a_report_through_the_portal_is_live_contact() -> None:
    contact = classify(Way.PORTAL, FROM_THEM)
    assert_live(contact)
    assert contact.reason is ContactReason.REPORT_THROUGH_PORTAL


@pytest.mark.parametrize("way", MASS)
def test_a_mass_message_is_neither_contact_nor_attempt(way: Way) -> None:
    contact = classify(way, FROM_US)
    assert_neither(contact)
    assert contact.reason is ContactReason.MASS_MESSAGE
    assert not contact.is_touch


@pytest.mark.parametrize("way", MASS)
def test_the_direct_answer_to_a_mass_message_is_live_contact(way: Way) -> None:
    for contact in (
        classify(way, FROM_US, answered=True),
        classify(way, FROM_THEM),
        classify(way, BOTH),
    ):
        assert_live(contact)
        assert contact.reason is ContactReason.ANSWER_TO_MASS_MESSAGE


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("answered", [True, False])
def test_a_group_is_no_one_to_one_contact_but_touches_the_case(
    direction: Direction, answered: bool
) -> None:
    contact = classify(Way.GROUP, direction, answered)
    assert_neither(contact)
    assert contact.is_touch


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("answered", [True, False])
def test_every_live_contact_is_an_attempt_and_touches_the_case(
    way: Way, direction: Direction, answered: bool
) -> None:
    contact = classify(way, direction, answered)
    assert contact.is_attempt or not contact.is_live
    assert contact.is_touch or not contact.is_attempt
