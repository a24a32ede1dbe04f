"""The library of a program: which phrases it offers for a plan, in which order, and what goes with
what. Every text of it stands in the phrase bank and is translated whole (LANG-2).

A code taken out of a program's library stays in the bank: plans that hold it keep it.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from portal import i18n
from portal.i18n import lazy as _l
from portal.policy.plan_items import ItemKind
from portal.policy.programs import ProgramCode
from portal.words.phrases import ACTIVITIES, BANKS

# Types of activities as staff look for them: all of them, in groups.
ACTIVITY_GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_l("Work"), ("job", "subsidized_job", "self_employment", "on_the_job_training",
                  "apprenticeship")),
    (_l("Look for work"), ("job_search", "job_club")),
    (_l("Get experience"), ("work_experience", "community_service")),
    (_l("Learn"), ("vocational_training", "job_skills", "english_class", "adult_basic_education",
                   "ged_class", "college")),
    (_l("Get help"), ("parenting_class", "counseling", "recovery_program", "safety_services")),
    (_l("Begin"), ("orientation", "assessment")),
)  # fmt: skip

# What a program does not offer: aid that comes from the county, hours in the community and help
# for families are the welfare programs'; a new job after a layoff is the dislocated worker's.
_NOT_OFFERED: dict[str, frozenset[str]] = {
    ProgramCode.DW: frozenset({
        "subsidized_job", "community_service", "parenting_class", "safety_services",
        "recovery_program", "find_first_job", "live_from_work",
    }),
    ProgramCode.WTW: frozenset({"use_my_skills"}),
    ProgramCode.WORKFIRST: frozenset({"subsidized_job", "use_my_skills"}),
}  # fmt: skip

_WORK_GOALS = (
    "full_time_job", "better_paid_job", "nursing_assistant", "child_care_teacher", "office_work",
    "warehouse_work", "kitchen_work", "trade_work", "own_business", "health_care_work",
    "computer_work", "drive_for_work", "use_my_skills", "live_from_work", "find_first_job",
)  # fmt: skip

_TO_WORK = (
    (ItemKind.OBJECTIVE, "write_resume"), (ItemKind.OBJECTIVE, "apply_for_jobs"),
    (ItemKind.OBJECTIVE, "find_child_care"), (ItemKind.MILESTONE, "job_started"),
)  # fmt: skip

# What usually serves a goal or an objective, by its phrase: one tap adds it.
_SUGGESTED: dict[str, tuple[tuple[ItemKind, str], ...]] = {
    **dict.fromkeys(_WORK_GOALS, _TO_WORK),
    "nursing_assistant": ((ItemKind.OBJECTIVE, "earn_certificate"),
                          (ItemKind.OBJECTIVE, "apply_for_jobs"),
                          (ItemKind.MILESTONE, "certificate_earned")),
    "child_care_teacher": ((ItemKind.OBJECTIVE, "earn_certificate"),
                           (ItemKind.OBJECTIVE, "get_work_experience")),
    "health_care_work": ((ItemKind.OBJECTIVE, "know_what_fits"),
                         (ItemKind.OBJECTIVE, "earn_certificate")),
    "office_work": ((ItemKind.OBJECTIVE, "learn_computer"), (ItemKind.OBJECTIVE, "write_resume"),
                    (ItemKind.MILESTONE, "job_started")),
    "computer_work": ((ItemKind.OBJECTIVE, "learn_computer"),
                      (ItemKind.OBJECTIVE, "earn_certificate")),
    "trade_work": ((ItemKind.OBJECTIVE, "learn_my_trade"),
                   (ItemKind.OBJECTIVE, "earn_certificate")),
    "drive_for_work": ((ItemKind.OBJECTIVE, "get_driver_license"),
                       (ItemKind.OBJECTIVE, "apply_for_jobs")),
    "speak_english_at_work": ((ItemKind.OBJECTIVE, "learn_english"),),
    "finish_high_school": ((ItemKind.OBJECTIVE, "read_and_count"),
                           (ItemKind.STEP, "order_school_records"),
                           (ItemKind.MILESTONE, "ged_passed")),
    "stable_home": ((ItemKind.OBJECTIVE, "find_safe_home"), (ItemKind.OBJECTIVE, "settle_debts")),
    "keep_job_a_year": ((ItemKind.OBJECTIVE, "keep_my_job"),
                        (ItemKind.MILESTONE, "three_months_in_job")),
    "write_resume": ((ItemKind.STEP, "write_resume_draft"), (ItemKind.STEP, "list_my_skills"),
                     (ItemKind.MILESTONE, "resume_ready")),
    "apply_for_jobs": ((ItemKind.STEP, "apply_three_jobs"), (ItemKind.STEP, "sign_up_job_site"),
                       (ItemKind.MILESTONE, "first_interview")),
    "practice_interviews": ((ItemKind.STEP, "practice_interview"),
                            (ItemKind.SERVICE, "work_clothes"),
                            (ItemKind.MILESTONE, "first_interview")),
    "learn_english": ((ItemKind.STEP, "take_placement_test"), (ItemKind.STEP, "sign_up_class"),
                      (ItemKind.SERVICE, "books_and_fees"),
                      (ItemKind.MILESTONE, "next_english_level")),
    "read_and_count": ((ItemKind.STEP, "take_placement_test"), (ItemKind.STEP, "sign_up_class"),
                       (ItemKind.SERVICE, "tutoring")),
    "learn_computer": ((ItemKind.STEP, "sign_up_class"),
                       (ItemKind.SERVICE, "phone_or_internet")),
    "earn_certificate": ((ItemKind.STEP, "visit_school"), (ItemKind.STEP, "ask_school_money"),
                         (ItemKind.SERVICE, "books_and_fees"),
                         (ItemKind.MILESTONE, "class_started"),
                         (ItemKind.MILESTONE, "certificate_earned")),
    "learn_my_trade": ((ItemKind.STEP, "visit_school"), (ItemKind.SERVICE, "work_clothes"),
                       (ItemKind.MILESTONE, "class_started")),
    "get_driver_license": ((ItemKind.STEP, "take_driving_test"),
                           (ItemKind.MILESTONE, "license_earned")),
    "find_child_care": ((ItemKind.SERVICE, "child_care"), (ItemKind.STEP, "visit_child_care"),
                        (ItemKind.STEP, "find_second_care"),
                        (ItemKind.MILESTONE, "child_care_starts")),
    "solve_transport": ((ItemKind.SERVICE, "bus_pass"), (ItemKind.SERVICE, "gas_money"),
                        (ItemKind.STEP, "try_the_way")),
    "get_work_experience": ((ItemKind.STEP, "visit_employer"), (ItemKind.SERVICE, "work_clothes")),
    "improve_health": ((ItemKind.STEP, "see_doctor"), (ItemKind.SERVICE, "counseling")),
    "settle_debts": ((ItemKind.SERVICE, "legal_help"), (ItemKind.STEP, "open_bank_account")),
    "know_my_rights": ((ItemKind.SERVICE, "legal_help"), (ItemKind.STEP, "call_legal_aid")),
    "know_what_fits": ((ItemKind.STEP, "list_my_skills"), (ItemKind.STEP, "meet_job_coach"),
                       (ItemKind.MILESTONE, "field_chosen")),
    "find_safe_home": ((ItemKind.SERVICE, "housing_help"), (ItemKind.STEP, "call_housing_office"),
                       (ItemKind.MILESTONE, "home_found")),
    "keep_my_job": ((ItemKind.SERVICE, "child_care"), (ItemKind.STEP, "send_pay_stubs"),
                    (ItemKind.MILESTONE, "three_months_in_job")),
}  # fmt: skip


@cache
def offered(program: str, kind: str) -> tuple[str, ...]:
    """The codes of the phrases that a program's library offers for one kind of plan item, in the
    bank's order (PLAN-1, LANG-2)."""
    withheld = _NOT_OFFERED.get(program, frozenset())
    return tuple(code for code in BANKS[kind] if code not in withheld)


@cache
def offered_activities(program: str) -> tuple[str, ...]:
    """The codes of the types of activities that a program offers (PLAN-2, LANG-2)."""
    withheld = _NOT_OFFERED.get(program, frozenset())
    return tuple(code for code in ACTIVITIES if code not in withheld)


def activity_choices(program: str, kept: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """The types of activities to choose from, by group, in the current language; `kept` is one
    that stands in the plan already and may stay."""
    there = {*offered_activities(program), kept}
    groups = [
        (str(name), [(code, str(ACTIVITIES[code])) for code in codes if code in there])
        for name, codes in ACTIVITY_GROUPS
    ]
    return [(name, choices) for name, choices in groups if choices]


def suggested(
    program: str, above: str, there: Iterable[tuple[str, str]]
) -> list[tuple[ItemKind, str]]:
    """What usually serves a goal or objective of that phrase and does not stand below it yet, as
    kind and code. In: the program, the phrase, the kinds and codes that are there (PLAN-1)."""
    known = {(str(kind), code) for kind, code in there}
    return [
        (kind, code)
        for kind, code in _SUGGESTED.get(above, ())
        if code in offered(program, kind) and (str(kind), code) not in known
    ]


def in_language(bank: str, code: str, locale: str) -> str:
    """A phrase of the bank in another language than the page's; empty where it has none there
    yet. In: the kind of plan item, the code, the language's tag (LANG-2)."""
    words = ACTIVITIES[code] if bank == "activity" else BANKS[bank][code]
    with i18n.use("en"):
        english = str(words)
    with i18n.use(locale):
        theirs = str(words)
    return theirs if theirs != english else ""
