"""The plans of the cast."""

from portal.demo.cast import Cast
from portal.demo.planning import Doing, Script, tell_plan, weekdays
from portal.models.plans import ItemKind, PlanState
from portal.policy.plans import AmendmentCause

_ENGLISH = Doing("english_class", "Oakland Adult School", "Room 12, 2607 Myrtle Street",
                 weekdays("MW", "9:00", "13:00"), 60)  # fmt: skip
_STORE = Doing("job", "Fruitvale Market", "3340 International Boulevard",
               weekdays("TR", "8:00", "12:00") + weekdays("S", "9:00", "13:00"), 60)  # fmt: skip
_JOB_CLUB = Doing("job_club", "Bay Skills Center", "1212 Broadway, second floor",
                  weekdays("MTWRF", "8:00", "12:00"), 30)  # fmt: skip
_NURSING = Doing("vocational_training", "Merritt College", "12500 Campus Drive",
                 weekdays("MTWR", "8:30", "14:30"), -1)  # fmt: skip
_RESTAURANT = Doing("job", "Golden Lantern Restaurant", "820 Webster Street",
                    weekdays("TWRFS", "16:00", "22:00"), 90)  # fmt: skip
_WELDING = Doing("vocational_training", "Laney College, welding", "900 Fallon Street",
                 weekdays("MTWR", "9:00", "15:00"), 20)  # fmt: skip
_BAKERY = Doing("job", "Rainier Bakery", "5012 Rainier Avenue South",
                weekdays("MTWRFS", "5:00", "8:00"), 200)  # fmt: skip
_CNC = Doing("vocational_training", "Saint Paul College", "235 Marshall Avenue",
             weekdays("MTWRF", "8:00", "12:00"), 50)  # fmt: skip

SCRIPTS = (
    Script("WTW-1001", 1, PlanState.SIGNED, 62,
           "A job with good hours in a store or a deli, and English without fear.",
           ((ItemKind.GOAL_SHORT, "speak_english_at_work"), (ItemKind.GOAL_LONG, "kitchen_work"),
            (ItemKind.OBJECTIVE, "learn_english"), (ItemKind.SERVICE, "child_care"),
            (ItemKind.SERVICE, "bus_pass"), (ItemKind.STEP, "report_hours"),
            (ItemKind.STEP, "send_pay_stubs"),
            (ItemKind.STEP, "", "Ask Mrs. Bell at the store about the deli course in spring."),
            (ItemKind.MILESTONE, "next_english_level")),
           (_ENGLISH, _STORE)),
    Script("WTW-1002", 1, PlanState.SUPERSEDED, 70, "Work with old people, in a clean uniform.",
           ((ItemKind.GOAL_SHORT, "find_first_job"), (ItemKind.OBJECTIVE, "apply_for_jobs"),
            (ItemKind.STEP, "join_job_club")),
           (_JOB_CLUB,)),
    Script("WTW-1002", 2, PlanState.SIGNED, 1, "Work with old people, in a clean uniform.",
           ((ItemKind.GOAL_SHORT, "nursing_assistant"), (ItemKind.GOAL_LONG, "full_time_job"),
            (ItemKind.OBJECTIVE, "earn_certificate"), (ItemKind.SERVICE, "bus_pass"),
            (ItemKind.SERVICE, "work_clothes"), (ItemKind.STEP, "send_school_schedule"),
            (ItemKind.STEP, "buy_work_clothes"),
            (ItemKind.STEP, "", "Bring the enrollment paper that the college gives you on Monday."),
            (ItemKind.MILESTONE, "class_started"), (ItemKind.MILESTONE, "certificate_earned")),
           (_NURSING, Doing("english_class", "Oakland Adult School", "Room 8, 2607 Myrtle Street",
                            weekdays("F", "9:00", "15:00"), -1)),
           causes=(AmendmentCause.NEW_ACTIVITY, AmendmentCause.CONCURRENT_ACTIVITY)),
    Script("WTW-1003", 1, PlanState.SIGNED, 88, "A steady restaurant job with thirty hours.",
           ((ItemKind.GOAL_SHORT, "full_time_job"), (ItemKind.OBJECTIVE, "learn_english"),
            (ItemKind.STEP, "report_hours"), (ItemKind.STEP, "send_pay_stubs"),
            (ItemKind.MILESTONE, "three_months_in_job")),
           (_RESTAURANT,)),
    Script("WTW-1005", 1, PlanState.SIGNED, 80, "Back to office work after years at home.",
           ((ItemKind.GOAL_SHORT, "office_work"), (ItemKind.OBJECTIVE, "write_resume"),
            (ItemKind.OBJECTIVE, "solve_transport"), (ItemKind.STEP, "join_job_club"),
            (ItemKind.MILESTONE, "resume_ready")),
           (_JOB_CLUB,)),
    Script("WTW-1006", 2, PlanState.SIGNED, 24, "Work as a welder, with my own hands.",
           ((ItemKind.GOAL_SHORT, "trade_work"), (ItemKind.STEP, "sign_up_class"),
            (ItemKind.STEP, "meet_worker"), (ItemKind.MILESTONE, "class_started")),
           (_WELDING,)),
    Script("WTW-1008", 1, PlanState.OFFERED, 3, "Day shifts in a warehouse, home for dinner.",
           ((ItemKind.GOAL_SHORT, "warehouse_work"), (ItemKind.GOAL_LONG, "better_paid_job"),
            (ItemKind.OBJECTIVE, "find_child_care"), (ItemKind.SERVICE, "child_care"),
            (ItemKind.STEP, "visit_child_care"), (ItemKind.STEP, "visit_job_center"),
            (ItemKind.MILESTONE, "license_earned")),
           (Doing("job_skills", "Bay Skills Center", "1212 Broadway", weekdays("MTWR", "9:00", "14:00"), -6),)),
    Script("DW-2001", 1, PlanState.SIGNED, 110, "Machines again, but with a computer in front.",
           ((ItemKind.GOAL_SHORT, "trade_work"), (ItemKind.OBJECTIVE, "earn_certificate"),
            (ItemKind.SERVICE, "gas_money"), (ItemKind.STEP, "apply_three_jobs"),
            (ItemKind.MILESTONE, "half_of_class")),
           (_CNC,)),
    Script("WF-3003", 3, PlanState.SIGNED, 90, "Keep the bakery job and a roof for the children.",
           ((ItemKind.GOAL_SHORT, "full_time_job"), (ItemKind.GOAL_LONG, "stable_home"),
            (ItemKind.SERVICE, "housing_help"), (ItemKind.STEP, "send_pay_stubs"),
            (ItemKind.MILESTONE, "three_months_in_job")),
           (_BAKERY,)),
)  # fmt: skip


def tell_all(cast: Cast) -> None:
    """Every plan."""
    for script in SCRIPTS:
        tell_plan(cast, script)


ALL = (tell_all,)
