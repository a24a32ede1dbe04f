"""Referrals, supportive services and status updates of the cast (CASE-8 to CASE-11)."""

import json
from datetime import datetime

from portal.demo.cast import Cast
from portal.demo.telling import day, moment, participant_of
from portal.models import Case
from portal.models.accounts import Actor
from portal.models.letters import Letter
from portal.models.supports import ServiceReferral, SupportiveService, SupportMonth
from portal.operations.letters import discard_letter, save_letter_fields
from portal.operations.letters.leaving import UNDO, let_letters_leave
from portal.operations.letters.sending import send_letter
from portal.operations.supports import (
    authorize_service,
    deny_service,
    issue_month,
    request_service,
)
from portal.operations.supports.referrals import ask_referral, offer_referral, take_step
from portal.operations.supports.updates import answer_update, send_update
from portal.policy.calendar import Month
from portal.policy.supports import (
    ReferralKind,
    ReferralOutcome,
    ReferralState,
    UpdateAbout,
    UpdateTo,
)


def tell_all(cast: Cast) -> None:
    """What runs, waits, was denied; referrals at each step; other workers told and answering."""
    _running(cast)
    _waiting(cast)
    _referred(cast)
    _private(cast)
    _told(cast)


def _running(cast: Cast) -> None:
    bus = _granted(cast, "WTW-1001", "bus_pass", 160, 9000, months=8, why="Way to class and store.")
    care = _granted(
        cast, "WTW-1001", "child_care", 158, 42000, months=8, why="Sofia, 4, while mother works."
    )
    for months_ago in (5, 4, 3, 2, 1):
        _issued(cast, bus, months_ago, 9000)
        _issued(cast, care, months_ago, 39000 + months_ago * 400)
    # Before the sanction: it ends them with a notice.
    _granted(cast, "WTW-1006", "bus_pass", 110, 9000, months=4, why="Way to the job club.")
    _granted(cast, "WTW-1006", "child_care", 108, 38000, months=4, why="Two children after school.")
    # Her closing is not begun: it will end this with a notice.
    _granted(cast, "WTW-1009", "bus_pass", 70, 9000, months=4, why="Way to the bakery.")
    coat = _granted(cast, "DW-2001", "work_clothes", 40, 18000, months=1, why="Boots for the shop.")
    _issued(cast, coat, 1, 17450)
    denied = _requested(cast, "WTW-1003", "gas_money", 8, "Rides to two restaurants.")
    deny_service(
        _worker(cast), support=denied, reasons=["no_proof_yet"], version=1,
        at=moment(cast, 6, 14, 10),
    )  # fmt: skip


def _waiting(cast: Cast) -> None:
    _asked(cast, "WTW-1002", "work_clothes", 3,
           "Em cần đồng phục và giày cho lớp trợ lý điều dưỡng.")  # fmt: skip
    _requested(cast, "WTW-1002", "bus_pass", 1, "The course is an hour away; in the plan.")
    _asked(cast, "WTW-1005", "car_repair", 2, "The brakes. I could not drive to class.")


def _referred(cast: Cast) -> None:
    care = _offered(cast, "WTW-1003", ReferralKind.CHILD_CARE, 30, "Bananas, Oakland",
                    "Evening shifts: care after six is hard to find.")  # fmt: skip
    for then, days_ago in ((ReferralState.ACCEPTED, 29), (ReferralState.SENT, 28)):
        care = _stepped(cast, care, then, days_ago)
    _stepped(cast, care, ReferralState.ENDED, 5, ReferralOutcome.WAITING_LIST)
    _offered(cast, "WTW-1005", ReferralKind.FAMILY_STABILIZATION, 4, "",
             "Car, rent and a sick mother at once.")  # fmt: skip
    _offered(cast, "WF-3001", ReferralKind.FAMILY_STABILIZATION, 6, "", "Separation; two children.")
    food = _offered(cast, "WTW-1001", ReferralKind.LOCAL, 60, "Food pantry at St. Columba", "")
    _stepped(cast, food, ReferralState.DECLINED, 58)
    home = cast.cases["WTW-1006"]
    ask_referral(
        participant_of(home), case=home, kind=ReferralKind.HOUSING, is_hidden=False,
        locale=home.locale,
        why="ម្ចាស់ផ្ទះចង់ឲ្យយើងចេញនៅខែក្រោយ។", at=moment(cast, 3, 19, 40),
    )  # fmt: skip


def _private(cast: Cast) -> None:
    calm = _offered(cast, "WTW-1004", ReferralKind.MENTAL_HEALTH, 90, "La Familia, Dari spoken",
                    "Sleeps badly since the war news.")  # fmt: skip
    for then, days_ago in ((ReferralState.ACCEPTED, 88), (ReferralState.SENT, 87)):
        calm = _stepped(cast, calm, then, days_ago)
    _stepped(cast, calm, ReferralState.ENDED, 60, ReferralOutcome.IN_SERVICE)
    safe = offer_referral(
        _worker(cast), case=cast.cases["DW-2003"], kind=ReferralKind.DOMESTIC_VIOLENCE,
        place="The advocate of the shelter calls her at the library.", why="", is_hidden=True,
        offered_on=day(cast, 12), at=moment(cast, 12, 11),
    )  # fmt: skip
    safe = _stepped(cast, safe, ReferralState.ACCEPTED, 12)
    _stepped(cast, safe, ReferralState.SENT, 11)


def _told(cast: Cast) -> None:
    update = send_update(
        _worker(cast), case=cast.cases["WTW-1001"], recipient=UpdateTo.CHILD_CARE,
        worker_name="Ms. Ortiz", about=UpdateAbout.HOURS_CHANGED, at=moment(cast, 32, 15),
        text="Works Saturdays nine to one from this week on. Please extend the care to two.",
    )  # fmt: skip
    answer_update(
        _worker(cast), update=update, answered_on=day(cast, 30), at=moment(cast, 30, 9, 30),
        answer="Care is extended to Saturdays until two, from the first Saturday on.",
    )  # fmt: skip
    send_update(
        _worker(cast), case=cast.cases["WTW-1005"], recipient=UpdateTo.ELIGIBILITY,
        worker_name="Mr. Hall", about=UpdateAbout.STATUS_CHANGED, at=moment(cast, 17, 16),
        text="Good cause is being looked at. No change to the aid until it is decided.",
    )  # fmt: skip


def _worker(cast: Cast) -> Actor:
    return cast.staff["counselor"].actor


def _case(cast: Cast, number: str) -> Case:
    return Case.get_for(_worker(cast), cast.cases[number].key)


def _requested(cast: Cast, number: str, service: str, days_ago: int, why: str) -> SupportiveService:
    return request_service(
        _worker(cast), case=_case(cast, number), service=service,
        month=Month.of(day(cast, days_ago)), why=why, at=moment(cast, days_ago, 11),
    )  # fmt: skip


def _asked(cast: Cast, number: str, service: str, days_ago: int, why: str) -> SupportiveService:
    case = cast.cases[number]
    return request_service(
        participant_of(case), case=case, service=service, month=Month.of(day(cast, days_ago)),
        why=why, locale=case.locale, at=moment(cast, days_ago, 20, 15),
    )  # fmt: skip


def _granted(
    cast: Cast, number: str, service: str, days_ago: int, cents: int, *, months: int, why: str
) -> SupportiveService:
    made = _requested(cast, number, service, days_ago, why)
    done = authorize_service(
        _worker(cast), support=made, first=Month.of(day(cast, days_ago)), months=months,
        cents=cents, version=1, at=moment(cast, days_ago - 1, 14),
    )  # fmt: skip
    _sent(cast, done, moment(cast, days_ago - 1, 14, 20))
    return done


def _sent(cast: Cast, support: SupportiveService, at: datetime) -> None:
    """The letter that it is granted went out the same day; in a language without a text for it the
    worker said so on the telephone, and threw the draft away."""
    draft = Letter.get_by_id(support.letter_id)
    if draft.locale != "en":
        discard_letter(_worker(cast), letter=draft, at=at)
        return
    fields = json.loads(draft.fields) | {"legal_aid_phone": "(510) 555-0177"}
    ready = save_letter_fields(_worker(cast), letter=draft, fields=fields, personal_text="", at=at)
    send_letter(_worker(cast), letter=ready, at=at)
    let_letters_leave(at=at + UNDO)


def _issued(cast: Cast, support: SupportiveService, months_ago: int, cents: int) -> None:
    month = Month.of(cast.today).plus(-months_ago)
    there = SupportMonth.get_or_none(
        SupportMonth.service == support.id, SupportMonth.month == str(month)
    )
    if there is None:
        return  # the demo was loaded late in a month: it was not authorized yet
    on = month.first_on
    issue_month(
        _worker(cast), support=support, month=month, cents=cents, on=on,
        version=SupportiveService.get_by_id(support.id).version,
        at=moment(cast, (cast.today - on).days, 9),
    )  # fmt: skip


def _offered(
    cast: Cast, number: str, kind: ReferralKind, days_ago: int, place: str, why: str
) -> ServiceReferral:
    return offer_referral(
        _worker(cast), case=_case(cast, number), kind=kind, place=place, why=why, is_hidden=False,
        offered_on=day(cast, days_ago), at=moment(cast, days_ago, 11),
    )  # fmt: skip


def _stepped(
    cast: Cast, row: ServiceReferral, then: ReferralState, days_ago: int,
    outcome: ReferralOutcome | None = None,
) -> ServiceReferral:  # fmt: skip
    return take_step(
        _worker(cast), referral=row, then=then, on=day(cast, days_ago), outcome=outcome,
        version=row.version, at=moment(cast, days_ago, 15, 30),
    )  # fmt: skip


ALL = (tell_all,)
