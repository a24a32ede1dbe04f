"""The night notes which notices were delivered: read on the portal, handed over, explained, or in
the mail long enough and not come back (CASE-4)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from peewee import fn

from portal.models.accounts import SYSTEM
from portal.models.cases import Case
from portal.models.letters import Letter, LetterEvent, LetterEventKind, LetterState
from portal.models.noncompliance import Noncompliance
from portal.models.people import Participant
from portal.operations.noncompliance.asking import NOTICE, note_delivery
from portal.operations.noncompliance.story import today_of
from portal.policy.noncompliance import MAIL_DAYS, UNDECIDED, DeliveryWay
from portal.policy.refusals import Refused

_WAYS = {
    LetterEventKind.READ: DeliveryWay.READ,
    LetterEventKind.DELIVERED: DeliveryWay.HANDED,
    LetterEventKind.MAILED: DeliveryWay.MAILED,
}


def note_deliveries(today: date, at: datetime) -> Iterator[int]:
    """Notes the delivery of each notice that reached its person up to the office's date of today
    in a language of theirs; the days run from that day, not from this night. Gives a number for
    each. Source: CASE-4; WTW 42-7.38, II.C."""
    seen: set[int] = set()
    for event in _reached(at - timedelta(days=MAIL_DAYS)):
        found: Any = Noncompliance.open_of(event.letter.case_id)
        if found is None or found.id in seen or found.is_told:
            continue
        on = max(today_of(event.at), found.since_on)
        try:
            note_delivery(
                SYSTEM, noncompliance=found, letter=event.letter, on=on, at=at,
                way=_WAYS[LetterEventKind(event.kind)],
            )  # fmt: skip
        except Refused:
            continue  # in the mail for fewer days than it needs, or of the question before
        seen.add(found.id)
        yield 1


def _reached(mailed_before: datetime) -> list[Any]:
    """What happened to notices that nobody noted as delivered, the earliest first; mail that came
    back reached nobody. One statement."""
    back = LetterEvent.alias()
    came_back = back.select(back.id).where(
        back.letter == Letter.id, back.kind == LetterEventKind.RETURNED
    )
    is_mail = LetterEvent.kind == LetterEventKind.MAILED
    understood = (Letter.locale == Participant.written_locale) | (
        Letter.locale == Participant.spoken_locale
    )
    query = (
        LetterEvent.select(LetterEvent, Letter)
        .join(Letter)
        .join(Case)
        .join(Participant)
        .switch(Case)
        .join(Noncompliance, on=(Noncompliance.case == Case.id))
        .where(
            Noncompliance.ended_at.is_null(), Noncompliance.state.in_(sorted(UNDECIDED)),
            Noncompliance.delivered_on.is_null()
            | (Noncompliance.delivered_on < Noncompliance.broken_on),
            Letter.kind == NOTICE, Letter.state == LetterState.SENT,
            Letter.sent_at >= Noncompliance.opened_at, understood,
            LetterEvent.kind.in_(list(_WAYS)),
            ~is_mail | ((LetterEvent.at <= mailed_before) & ~fn.EXISTS(came_back)),
        )
        .order_by(LetterEvent.at, LetterEvent.id)
    )  # fmt: skip
    return list(query)
