"""A family that was asked for its reason weeks ago, as today's stories find it: all by operations,
each at its own moment."""

from datetime import timedelta

from portal import clock, resources
from portal.models import Case, Letter
from portal.models.accounts import Account
from portal.models.letters import LetterState
from portal.operations.letters import draft_letter
from portal.operations.letters.leaving import UNDO, let_letters_leave
from portal.operations.letters.sending import mark_letter_read, send_letter
from portal.operations.messages.threads import send_own_message
from portal.operations.supports import authorize_service, request_service
from portal.policy.calendar import Month
from portal.policy.staffings import Decision, StaffingKind
from tests.factories import as_actor
from tests.noncompliance import scene
from tests.operations.lettering import cast, release_in
from tests.staffings import Draft

KINDS = ("sanction", "support_ended", "staffing_result")  # letters that go in Spanish


def asked_weeks_ago() -> tuple[Account, Case]:
    """Somebody who reads Spanish was asked 25 days ago and read the letter the same day; what
    they wrote on the tenth day lies unread, and nobody did anything since."""
    ana, of = cast("es", "good_cause")
    for kind in KINDS:
        release_in("es", kind)
    now = clock.now()
    today, asked_at = clock.today(resources.timezone()), now - timedelta(days=25)
    Case.update(enrolled_on=today - timedelta(days=170)).where(Case.id == of.id).execute()
    _bus_pass(ana, of)
    scene.opened(ana, Case.get_by_id(of.id), today - timedelta(days=25))
    letter = draft_letter(ana.actor, case=Case.get_by_id(of.id), kind="good_cause", at=asked_at)
    send_letter(ana.actor, letter=letter, at=asked_at)
    let_letters_leave(at=asked_at + UNDO)
    left = Letter.get_by_id(letter.id)
    assert left.state == LetterState.SENT
    who = as_actor(of.participant)
    mark_letter_read(who, letter=left, at=asked_at + timedelta(hours=1))
    send_own_message(who, case=of, text="El curso no era para mí.", locale="es",
                     at=now - timedelta(days=15))  # fmt: skip
    return ana, Case.get_for(ana.actor, of.key)


def _bus_pass(ana: Account, of: Case) -> None:
    at = clock.now() - timedelta(days=60)
    month = Month.of(at.date())
    made = request_service(ana.actor, case=of, service="bus_pass", month=month,
                           why="Way to the job club.", at=at)  # fmt: skip
    authorize_service(ana.actor, support=made, first=month, months=5, cents=9000, version=1, at=at)


def drafted_staffing(ana: Account, of: Case) -> None:
    """Several people met today and wrote down all that is documented; it is not completed yet."""
    today = clock.today(resources.timezone())
    Draft(ana, of, StaffingKind.BEFORE_SANCTION, clock.now(), today).fill(
        issues={"decision": Decision.PURSUE, "decision_why": "She was heard, and offered more."},
        result={"decisions": ("aid_may_go_down", "more_help")},
    )
