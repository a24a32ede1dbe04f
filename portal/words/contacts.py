"""Contacts in words: ways, who reached out, and why a contact counts as it does."""

from typing import Any

from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.policy.contacts import Classification, ContactReason, RecordRefusal, Way

WAYS: dict[Way, Any] = {
    Way.TELEPHONE: _l("Telephone"),
    Way.IN_PERSON: _l("In person"),
    Way.VOICEMAIL: _l("Voicemail"),
    Way.TEXT: _l("Text message"),
    Way.EMAIL: _l("E-mail"),
    Way.INSTANT_MESSAGE: _l("Instant message"),
    Way.SOCIAL_MEDIA: _l("Social media"),
    Way.POSTAL_MAIL: _l("Postal mail"),
    Way.PORTAL: _l("Through this portal"),
    Way.GROUP: _l("Group or workshop"),
    Way.MASS_EMAIL: _l("Mass e-mail"),
    Way.MASS_TEXT: _l("Mass text message"),
}

REASONS: dict[ContactReason, Any] = {
    ContactReason.CONVERSATION_IN_PERSON: _l("you spoke with each other in person"),
    ContactReason.CONVERSATION_BY_TELEPHONE: _l("you spoke with each other by telephone"),
    ContactReason.VOICEMAIL_FROM_PARTICIPANT: _l("the participant left the voicemail"),
    ContactReason.MESSAGE_FROM_PARTICIPANT: _l("the participant wrote the message"),
    ContactReason.MAIL_FROM_PARTICIPANT: _l("the participant sent the mail"),
    ContactReason.REPORT_THROUGH_PORTAL: _l("the participant wrote through the portal"),
    ContactReason.ANSWERED_BY_PARTICIPANT: _l("the participant answered"),
    ContactReason.ANSWER_TO_MASS_MESSAGE: _l("the participant answered the mass message"),
    ContactReason.ONLY_FROM_STAFF: _l("there was no answer from the participant"),
    ContactReason.MISSED_BY_STAFF: _l("the participant tried and reached nobody"),
    ContactReason.MASS_MESSAGE: _l("a mass message is not one-to-one"),
    ContactReason.GROUP_CONTACT: _l("a group is not one-to-one"),
}

REFUSALS: dict[RecordRefusal, Any] = {
    RecordRefusal.IN_THE_FUTURE: _l("This day has not come yet."),
    RecordRefusal.BEFORE_ENROLLMENT: _l("This day is before the case began."),
}


def standing(reason: ContactReason) -> str:
    """What a contact counts as and why, as one sentence (CON-3 to CON-5)."""
    found, why = Classification(reason), str(REASONS[reason])
    if found.is_live:
        return _("Counts as live contact because %(why)s.", why=why)
    if found.is_attempt:
        return _("Counts as an attempt, not as live contact, because %(why)s.", why=why)
    return _("Counts neither as live contact nor as an attempt, because %(why)s.", why=why)


def short_standing(is_live: bool, is_attempt: bool) -> str:
    """What a contact counts as, in a word or two."""
    if is_live:
        return _("Live contact")
    return _("Attempt") if is_attempt else _("Not one-to-one")
