"""The rules around the staffing record, at their edges, on both databases: STAFF-4, 11, 13."""

import hashlib
import re
from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import (
    Case,
    Course,
    FiledLetter,
    Letter,
    Meeting,
    Referral,
    StaffingGuest,
    StaffingInvitation,
    TextRequest,
)
from portal.models.accounts import Role
from portal.models.letters import LetterState
from portal.operations.catalogs.translations import answer_request
from portal.operations.letters.leaving import UNDO, let_letters_leave
from portal.operations.letters.sending import send_letter
from portal.operations.staffings import begin_staffing
from portal.operations.staffings.inviting import (
    Gathering,
    invite_participant,
    name_guest,
    take_guest_back,
)
from portal.operations.staffings.results import draft_result_letter
from portal.policy.guests import Guest
from portal.policy.meetings import MeetingWay
from portal.policy.refusals import Refused
from portal.policy.sending import Stop
from portal.policy.staffings import StaffingKind
from tests.browser import Browser
from tests.factories import NOON, TODAY, account, as_actor, case, participant
from tests.house.makers import row
from tests.house.test_planted import Reader, said
from tests.operations.lettering import cast, codes, stored, words
from tests.staffings import Draft, completed, result_tab
from tests.translate.people import translator

DAY = timedelta(days=1)
AT = NOON + 12 * DAY  # the meeting: noon of 2 December
OVER = re.compile(r"/audit|/access|\.ics$|\.po$")


def gathering(**changes: Any) -> Gathering:
    """A meeting in twelve days, with ten to answer."""
    values = {
        "starts_at": AT, "minutes": 60, "way": MeetingWay.IN_PERSON, "place": "Room 4",
        "reply_by": TODAY + 11 * DAY,
    } | changes  # fmt: skip
    return Gathering(**values)


def send(ana: Any, letter: Letter) -> Letter:
    """Sends a letter and lets it leave."""
    made = send_letter(ana.actor, letter=letter, at=NOON)
    let_letters_leave(at=NOON + UNDO)
    return Letter.get_by_id(made.id)


def names_are_kept_until_the_day(who: Any, own: Any, phone: Browser) -> None:
    """On the day of the meeting they still can; the day after it is over. At most ten, each with
    a name, and sealed."""
    rosa = name_guest(who, invitation=own, name="Rosa Lima", relation=Guest.LAWYER, at=AT)
    assert "Rosa" not in StaffingGuest.get_by_id(rosa.id).sealed_name
    assert "Rosa Lima" in phone.get(f"/my/staffings/{own.key}").text
    with pytest.raises(Refused, match="meeting_is_over"):
        name_guest(who, invitation=own, name="Eva", relation=Guest.FRIEND, at=AT + DAY)
    with pytest.raises(Refused, match="meeting_is_over"):
        take_guest_back(who, guest=StaffingGuest.get_own(who, rosa.key), at=AT + DAY)
    with pytest.raises(Refused, match="no_name"):
        name_guest(who, invitation=own, name="  ", relation=Guest.FRIEND, at=AT)
    for number in range(9):
        name_guest(who, invitation=own, name=f"Guest {number}", relation=Guest.OTHER, at=AT)
    with pytest.raises(Refused, match="too_many"):
        name_guest(who, invitation=own, name="One more", relation=Guest.OTHER, at=AT)


def test_staff_4_they_are_told_that_anyone_may_come_and_name_them_on_the_portal(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi", "staffing_invitation")
    staffing = begin_staffing(
        ana.actor, case=of, kind=StaffingKind.BEFORE_SANCTION, at=NOON, held_on=TODAY + 12 * DAY
    )
    made: Any = invite_participant(ana.actor, staffing=staffing, gathering=gathering(), at=NOON)
    # The letter is begun, not sent: nobody was told yet.
    staffing = type(staffing).get_by_id(staffing.id)
    assert staffing.participant_invited_on is None
    sent = send(ana, Letter.get_by_id(made.letter_id))
    pages = "".join(words(stored(of, sent.pdf)))
    assert "You may bring anyone you choose" in " ".join(pages.split())
    assert sent.locale == "vi"
    assert type(staffing).get_by_id(staffing.id).participant_invited_on == TODAY
    # The meeting stands in their appointments, and leads to the page on which they name anyone.
    phone = Browser(both_databases, of.participant)
    assert f"/my/staffings/{made.key}" in phone.get("/my/appointments").body
    page = phone.get(f"/my/staffings/{made.key}")
    assert page.all(f'form[action="/my/staffings/{made.key}/guests"]')
    assert staffing.key not in page.body
    assert len(page.statements) <= 8
    own = StaffingInvitation.get_own(as_actor(of.participant), made.key)
    who = as_actor(of.participant)
    names_are_kept_until_the_day(who, own, phone)
    # Their worker sees whom they bring; somebody else's invitation is not there.
    desk = Browser(both_databases, ana)
    at = f"/staff/cases/{of.key}/staffings/{staffing.key}"
    assert "Rosa Lima" in desk.get(f"{at}/invite").text
    other = participant("Linh Vo", "vi")
    case(other, account("Ola Far", unit="Unit 2"), number="WTW-1002")
    assert Browser(both_databases, other).client.get(f"/my/staffings/{made.key}").status_code == 404


def test_staff_4_another_time_moves_the_meeting_and_corrects_what_was_sent(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi", "staffing_invitation")
    staffing = begin_staffing(ana.actor, case=of, kind=StaffingKind.DIFFICULT, at=NOON)
    first: Any = invite_participant(ana.actor, staffing=staffing, gathering=gathering(), at=NOON)
    later = gathering(starts_at=AT + DAY)
    moved: Any = invite_participant(ana.actor, staffing=staffing, gathering=later, at=NOON)
    assert (moved.id, moved.letter_id) == (first.id, first.letter_id)  # a draft is filled anew
    sent = send(ana, Letter.get_by_id(moved.letter_id))
    again: Any = invite_participant(ana.actor, staffing=staffing, gathering=later, at=NOON)
    assert again.letter_id == sent.id  # it says the same: no second letter
    last: Any = invite_participant(ana.actor, staffing=staffing, gathering=gathering(), at=NOON)
    assert Letter.get_by_id(last.letter_id).supersedes_id == sent.id
    states = [one.state for one in Meeting.select().order_by(Meeting.id)]
    assert states == ["moved", "moved", "planned"]


def test_staff_13_the_result_is_drafted_waits_for_its_words_is_sent_and_filed(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi", "staffing_result")
    draft = Draft(ana, of).fill(result={"personal_text": "Mornings are better for you."})
    letter = Letter.get(Letter.kind == "staffing_result")
    raw = letter.fields
    for piece in ("own_counselor", "health_nurse", "reason_was_good", "visit_child_care@2026-12-04",
                  "2026-12-20"):  # fmt: skip
        assert piece in raw
    draft.complete()
    # The staffing is final; its letter is still looked at, and waits for the worker's own words.
    of = Case.get_for(ana.actor, of.key)
    assert Stop.PERSONAL_WAITING in codes(letter, of).values()
    with pytest.raises(Refused):
        send_letter(ana.actor, letter=letter, at=NOON)
    desk = Browser(both_databases, ana)
    shown = desk.get(f"/staff/cases/{of.key}/letters/{letter.key}").body
    assert 'lang="vi"' in shown
    assert "What we decided at our meeting" in shown
    request = TextRequest.get(TextRequest.object_kind == "letter")
    answer_request(
        translator().actor, request=request, translation="Buổi sáng tốt hơn cho quý vị.", at=NOON
    )
    assert FiledLetter.select().count() == 0
    sent = send(ana, Letter.get_by_id(letter.id))
    assert (sent.state, sent.locale) == (LetterState.SENT, "vi")
    # Its copy is the frozen file itself, among the documents of the case.
    filed = FiledLetter.get()
    assert filed.sha256 == hashlib.sha256(stored(of, sent.pdf)).hexdigest()
    documents = desk.get(f"/staff/cases/{of.key}/documents").body
    assert sent.letter_no in documents
    assert f"/letters/{sent.key}.pdf" in documents
    # What was sent stays; the participant reads it, and nothing else of the staffing.
    assert draft_result_letter(ana.actor, staffing=draft.row, at=NOON).id == sent.id
    assert Letter.get_by_id(sent.id).pdf_sha256 == sent.pdf_sha256
    phone = Browser(both_databases, of.participant)
    assert "Buổi sáng tốt hơn" in phone.get(f"/my/letters/{sent.key}").text


def strangers() -> dict[str, Any]:
    """Everybody with a good account to whom a staffing is nothing."""
    other = participant("Linh Tran", "vi")
    case(other, account("Ola Far", unit="Unit 2"), number="WTW-1002")
    return {
        "another participant": other,
        "a counselor of the unit": account("Bo Lind"),
        "a clerk": account("Ed Roe", Role.CLERICAL),
        "a provider": account("Fay Orr", Role.PROVIDER),
        "a translator": translator("es", name="Gus Kim"),
        "an administrator": account("Hal Poe", Role.ADMINISTRATOR),
    }


def walked(browser: Browser, is_participant: bool) -> dict[str, str]:
    """One page of each kind that somebody reaches, by its address."""
    reader = Reader(browser)
    reader.most = 1
    reader.go(*(["/my"] if is_participant else ["/staff", "/staff/search", "/translate/requests"]))
    return reader.bodies


def addresses(of: Case, staffing: Any, invitation: Any) -> list[str]:
    """Every address of a staffing and of what is around it."""
    at = f"/staff/cases/{of.key}/staffings"
    below = ("", "/invite", "/packet.pdf", "/case", "/attendees", "/issues", "/result")
    return [at, *(f"{at}/{staffing.key}{one}" for one in below),
            f"/my/staffings/{invitation.key}"]  # fmt: skip


def test_staff_11_nobody_but_agency_staff_finds_a_trace_of_a_staffing(
    both_databases: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)  # both walks happen at one moment
    ana = account(phone="(510) 555-0142")
    of = case(participant("Maria Lopez", "es"), ana)
    people = strangers()
    course = row(Course, office=of.office, provider=people["a provider"], kind="english_class")
    row(Referral, course=course, case=of, series="a-series-of-16-c", referred_by=ana)
    browsers = {name: Browser(both_databases, who) for name, who in people.items()}
    draft = Draft(ana, of).fill()  # its letters' kinds are there for everybody before
    draft_key = draft.key
    before = {name: walked(browsers[name], "participant" in name) for name in people}
    staffing = completed(ana, of, StaffingKind.DIFFICULT, case={"household": "zephyrine"})
    invited = invite_participant(
        ana.actor, staffing=draft.row, gathering=gathering(starts_at=moment + 3 * DAY), at=moment
    )
    wrong = []
    for name in people:
        for address, body in walked(browsers[name], "participant" in name).items():
            if re.search(f"zephyrine|{staffing.key}|{draft_key}|{invited.key}", body):
                wrong.append(f"{name}: {address} holds a trace")
            if body != before[name].get(address) and not OVER.search(address):
                wrong.append(f"{name}: {address} is not what it was")
        for address in addresses(of, staffing, invited):
            answer = browsers[name].client.get(address)
            if answer.status_code == 200 or "zephyrine" in said(answer):
                wrong.append(f"{name}: {answer.status_code} {address}")
        if "participant" not in name:
            sent = {"words": "zephyrine", "csrf_token": browsers[name].csrf_token()}
            found = said(browsers[name].client.post("/staff/search", data=sent))
            if staffing.key in found:
                wrong.append(f"{name}: a search finds it")
    assert not wrong, "\n".join(wrong)
    # Its participant reads the letters, and nothing of the record; its worker finds all of it.
    own = walked(Browser(both_databases, of.participant), True)
    assert not [at for at, body in own.items() if "zephyrine" in body or staffing.key in body]
    desk = Browser(both_databases, ana)
    assert "zephyrine" in desk.get(addresses(of, staffing, invited)[1]).text


def test_staff_11_a_clerk_prints_the_letter_and_is_not_told_what_it_is(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi", "staffing_result")
    Draft(ana, of).fill(result=vars_of_result()).complete()
    sent = send(ana, Letter.get(Letter.kind == "staffing_result"))
    queue = Browser(both_databases, account("Ed Roe", Role.CLERICAL)).get("/staff/print").text
    assert sent.letter_no in queue
    assert not re.search("staffing|meeting", queue, re.I)


def vars_of_result() -> dict[str, Any]:
    """The tab of the result as it is filled in."""
    tab = result_tab()
    return {"event_types": tab.event_types, "decisions": tab.decisions}
