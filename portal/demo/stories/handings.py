"""Three hands: a closing that the supervisor reviews, a transfer that waits for the clerk, and a
new case that its worker has not accepted yet."""

import json
from datetime import datetime

from portal.demo.cast import Cast
from portal.demo.telling import moment
from portal.models import Case, Letter
from portal.models.accounts import Actor
from portal.operations import handings, operation, record
from portal.operations.checklists import mark_parts
from portal.operations.handings import Destination, reviewing
from portal.operations.handings.assigning import assigned
from portal.operations.letters import draft_letter, save_letter_fields
from portal.operations.letters.leaving import UNDO, let_letters_leave
from portal.operations.letters.sending import send_letter
from portal.policy.checklists import Checklist, Part
from portal.policy.handings import Step


def closing(cast: Cast) -> None:
    """WTW-1007: aid ended 31 days ago; the worker's steps are done, the supervisor reviews."""
    worker = cast.staff["counselor"].actor
    case = Case.get_for(worker, cast.cases["WTW-1007"].key)
    _closing_letter(cast, worker, case)
    begun = handings.begin_closing(
        worker, case=case, reason="aid_closed", has_calfresh=True, at=moment(cast, 0, 8, 20)
    )
    handings.hand_on(
        worker, handing=begun, version=begun.version, at=moment(cast, 0, 8, 40),
        done=[Step.AID_ENDED, Step.STATE_STATUS],
        text="Works 38 hours at the dental office; aid ended by her income. CalFresh goes on.",
    )  # fmt: skip


def _closing_letter(cast: Cast, worker: Actor, case: Case) -> None:
    letter = draft_letter(worker, case=case, kind="case_closing", at=moment(cast, 5, 14))
    told = json.loads(letter.fields) | {
        "stays": "stays_food\nstays_health", "food_training": "offered", "reasons": "has_a_job",
        "legal_aid_phone": "(510) 555-0177",
    }  # fmt: skip
    ready: Letter = save_letter_fields(
        worker, letter=letter, fields=told, personal_text="", at=moment(cast, 5, 14, 5)
    )
    send_letter(worker, letter=ready, at=moment(cast, 5, 14, 10))
    let_letters_leave(at=moment(cast, 5, 14, 10) + UNDO)


def transfer(cast: Cast) -> None:
    """WTW-1002: goes to a worker who speaks Vietnamese; approved, the clerk routes the file."""
    worker = cast.staff["counselor"].actor
    case = Case.get_for(worker, cast.cases["WTW-1002"].key)
    begun = handings.begin_transfer(
        worker, case=case, reason="language", to=Destination(cast.staff["counselor3"]),
        at=moment(cast, 1, 15),
    )  # fmt: skip
    answered = [
        Step.WAITING, Step.ACTIVITY_STATUS, Step.SUPPORTS_MONTH, Step.PAPERS, Step.HANDOVER,
        Step.TOLD,
    ]  # fmt: skip
    handed_on = handings.hand_on(
        worker, handing=begun, version=begun.version, done=answered, at=moment(cast, 1, 15, 20),
        text="Hoa asked for somebody who speaks Vietnamese. Her course starts on Monday.",
    )  # fmt: skip
    reviewing.approve(
        cast.staff["supervisor"].actor, handing=handed_on, version=handed_on.version,
        done=[Step.REVIEWED, Step.DESTINATION], text="", at=moment(cast, 0, 8, 5),
    )  # fmt: skip


def new_case(cast: Cast) -> None:
    """WF-3004: given yesterday by the supervisor; nothing is done yet."""
    case = Case.get_by_id(cast.cases["WF-3004"].id)
    _give(cast.staff["supervisor"].actor, case=case, cast=cast, at=moment(cast, 1, 16))
    mark_parts(
        cast.staff["counselor"].actor, case=cast.cases["WTW-1001"], checklist=Checklist.MANAGEMENT,
        done=[Part.ACTIVITY_STATUS, Part.FUTURE], at=moment(cast, 0, 8),
    )  # fmt: skip


@operation()
def _give(supervisor: Actor, *, case: Case, cast: Cast, at: datetime) -> None:
    assigned(supervisor, case, cast.staff["counselor"], at)
    record(supervisor, "assign_case", case, case=case)


ALL = (closing, transfer, new_case)
