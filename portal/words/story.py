"""The line of time in sentences: who reached whom how, and what became of it (NOTE-11)."""

from portal.i18n import fill
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.policy.contacts import ContactReason, Direction, Way
from portal.words.contacts import WAYS

_BOTH = (ContactReason.CONVERSATION_IN_PERSON, ContactReason.CONVERSATION_BY_TELEPHONE)
_WROTE = {
    Way.EMAIL: (
        _l("%(person)s sent an e-mail."),
        _l("%(who)s sent %(person)s an e-mail."),
        _l("%(who)s sent %(person)s an e-mail and had an answer."),
    ),
    Way.TEXT: (
        _l("%(person)s sent a text message."),
        _l("%(who)s sent %(person)s a text message."),
        _l("%(who)s sent %(person)s a text message and had an answer."),
    ),
    Way.INSTANT_MESSAGE: (
        _l("%(person)s sent an instant message."),
        _l("%(who)s sent %(person)s an instant message."),
        _l("%(who)s sent %(person)s an instant message and had an answer."),
    ),
    Way.SOCIAL_MEDIA: (
        _l("%(person)s wrote on social media."),
        _l("%(who)s wrote to %(person)s on social media."),
        _l("%(who)s wrote to %(person)s on social media and had an answer."),
    ),
    Way.POSTAL_MAIL: (
        _l("%(person)s sent mail."),
        _l("%(who)s sent %(person)s mail."),
        _l("%(who)s sent %(person)s mail and had an answer."),
    ),
    Way.VOICEMAIL: (
        _l("%(person)s left a voicemail."),
        _l("%(who)s left %(person)s a voicemail."),
        _l("%(who)s left %(person)s a voicemail and had an answer."),
    ),
    Way.PORTAL: (
        _l("%(person)s wrote through the portal."),
        _l("%(who)s wrote to %(person)s through the portal."),
        _l("%(who)s wrote to %(person)s through the portal and had an answer."),
    ),
    Way.MASS_EMAIL: (
        _l("%(person)s answered a mass e-mail."),
        _l("%(who)s sent an e-mail to many, %(person)s among them."),
        _l("%(who)s sent an e-mail to many, and %(person)s answered."),
    ),
    Way.MASS_TEXT: (
        _l("%(person)s answered a mass text message."),
        _l("%(who)s sent a text message to many, %(person)s among them."),
        _l("%(who)s sent a text message to many, and %(person)s answered."),
    ),
}
# From the participant, from staff, from both; then in vain: by staff, by the participant.
_MET = {
    Way.IN_PERSON: (
        _l("%(person)s came by and met %(who)s."),
        _l("%(who)s met %(person)s in person."),
        _l("%(who)s and %(person)s met in person."),
        _l("%(who)s came to meet %(person)s and did not find them."),
        _l("%(person)s came by and found nobody."),
    ),
    Way.TELEPHONE: (
        _l("%(person)s called and spoke with %(who)s."),
        _l("%(who)s called %(person)s, and they spoke."),
        _l("%(who)s and %(person)s spoke by telephone."),
        _l("%(who)s called %(person)s and reached nobody."),
        _l("%(person)s called and reached nobody."),
    ),
}
_ANSWERED = (ContactReason.ANSWERED_BY_PARTICIPANT, ContactReason.ANSWER_TO_MASS_MESSAGE)


def contact_sentence(
    way: str, direction: str, reason: str, who: str, person: str, group: str = ""
) -> str:
    """A contact as a sentence. In: its codes, the names of the member of staff and of the
    participant; nobody of the staff is the empty name; what a group's contact was called."""
    known = Way(way)
    if known is Way.GROUP and group:
        return _("%(person)s took part in “%(group)s” with %(who)s.", who=who, person=person,
                 group=group)  # fmt: skip
    if known is Way.GROUP:
        return _("%(person)s took part in a group with %(who)s.", who=who, person=person)
    found = _met(known, direction, reason) or _wrote(known, direction, reason)
    if found is None or (not who and direction != Direction.FROM_PARTICIPANT):
        return _("A contact was recorded: %(way)s.", way=WAYS[known])
    return fill(str(found), {"who": who, "person": person})


def _met(way: Way, direction: str, reason: str) -> object:
    sentences = _MET.get(way)
    if sentences is None:
        return None
    if reason in _BOTH or reason in _ANSWERED:
        return sentences[list(_SIDES).index(Direction(direction))]
    return sentences[4 if reason == ContactReason.MISSED_BY_STAFF else 3]


def _wrote(way: Way, direction: str, reason: str) -> object:
    sentences = _WROTE.get(way)
    if sentences is None:
        return None
    if direction == Direction.FROM_PARTICIPANT:
        return sentences[0]
    return sentences[2 if reason in _ANSWERED else 1]


_SIDES = (Direction.FROM_PARTICIPANT, Direction.FROM_STAFF, Direction.TWO_WAY)
