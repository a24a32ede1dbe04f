"""The phrase bank: what staff choose for participants, by code, translated whole (LANG-2).

A code is never changed or taken away: plans, requests and letters that were made keep it.
"""

from typing import Any

from portal.i18n import lazy as _l
from portal.models.plans import ItemKind

GOALS: dict[str, Any] = {
    "find_first_job": _l("Find a first job"),
    "full_time_job": _l("Work full time"),
    "better_paid_job": _l("Find a job that pays more"),
    "nursing_assistant": _l("Work as a nursing assistant"),
    "child_care_teacher": _l("Work as a teacher in child care"),
    "office_work": _l("Work in an office"),
    "warehouse_work": _l("Work in a warehouse or as a driver"),
    "kitchen_work": _l("Work in a kitchen or restaurant"),
    "trade_work": _l("Learn a trade, such as carpenter or electrician"),
    "own_business": _l("Start a small business"),
    "speak_english_at_work": _l("Speak English at work"),
    "finish_high_school": _l("Finish high school or the GED"),
    "stable_home": _l("Have a safe and steady home"),
    "keep_job_a_year": _l("Keep my job for a year"),
    "health_care_work": _l("Work in health care"),
    "computer_work": _l("Work with computers"),
    "drive_for_work": _l("Drive a bus or a truck"),
    "use_my_skills": _l("Use my skills in a new job"),
    "live_from_work": _l("Earn enough to live without aid"),
}

OBJECTIVES: dict[str, Any] = {
    "write_resume": _l("Have a good resume"),
    "apply_for_jobs": _l("Apply for jobs every week"),
    "practice_interviews": _l("Be ready for job interviews"),
    "learn_english": _l("Learn more English"),
    "learn_computer": _l("Learn to use a computer"),
    "earn_certificate": _l("Earn a certificate for work"),
    "get_driver_license": _l("Get a driver license"),
    "find_child_care": _l("Have child care that works for my hours"),
    "solve_transport": _l("Have a way to get to work and class"),
    "get_work_experience": _l("Get experience at a workplace"),
    "improve_health": _l("Feel well enough to work"),
    "settle_debts": _l("Get help with debts and bills"),
    "know_my_rights": _l("Know my rights at work"),
    "know_what_fits": _l("Know what kind of work fits me"),
    "read_and_count": _l("Read, write and do math better"),
    "learn_my_trade": _l("Learn the skills of my trade"),
    "find_safe_home": _l("Find a safe place to live"),
    "keep_my_job": _l("Keep the job I have"),
}

STEPS: dict[str, Any] = {
    "call_worker": _l("Call my worker"),
    "meet_worker": _l("Meet my worker"),
    "report_hours": _l("Report my hours each week"),
    "send_pay_stubs": _l("Send my pay stubs"),
    "send_school_schedule": _l("Send my class schedule"),
    "sign_up_class": _l("Sign up for the class"),
    "take_placement_test": _l("Take the class level test"),
    "visit_job_center": _l("Go to the job center"),
    "join_job_club": _l("Go to the first job club meeting"),
    "write_resume_draft": _l("Write my resume with the job center"),
    "apply_three_jobs": _l("Apply for three jobs a week"),
    "practice_interview": _l("Practice one interview"),
    "visit_child_care": _l("Visit a child care place and sign up"),
    "ask_bus_pass": _l("Ask for a bus pass"),
    "see_doctor": _l("Make an appointment I need for my health"),
    "get_identity_card": _l("Get a state identity card"),
    "open_bank_account": _l("Open a bank account"),
    "call_legal_aid": _l("Call free legal help"),
    "visit_employer": _l("Visit the workplace and meet the boss"),
    "order_school_records": _l("Order my school records"),
    "buy_work_clothes": _l("Get clothes or tools for work"),
    "list_my_skills": _l("Make a list of what I can do"),
    "meet_job_coach": _l("Meet the job coach"),
    "visit_school": _l("Visit the school"),
    "ask_school_money": _l("Ask for money for school"),
    "find_second_care": _l("Find someone for days when child care is closed"),
    "try_the_way": _l("Try the way to work or class before the first day"),
    "take_driving_test": _l("Take the driving test"),
    "call_housing_office": _l("Call the housing office"),
    "sign_up_job_site": _l("Sign up on the job website"),
}

MILESTONES: dict[str, Any] = {
    "resume_ready": _l("My resume is ready"),
    "first_interview": _l("I had my first interview"),
    "job_started": _l("I started a job"),
    "class_started": _l("I started the class"),
    "half_of_class": _l("I finished half of the class"),
    "certificate_earned": _l("I have my certificate"),
    "next_english_level": _l("I reached the next level in English"),
    "license_earned": _l("I have my driver license"),
    "child_care_starts": _l("Child care has started"),
    "three_months_in_job": _l("I worked three months in the same job"),
    "ged_passed": _l("I passed the GED"),
    "applied_ten_jobs": _l("I applied for ten jobs"),
    "first_pay": _l("I got my first pay"),
    "field_chosen": _l("I chose the kind of work I want"),
    "home_found": _l("I moved into a safe home"),
    "full_hours": _l("I work the hours I wanted"),
}

ACTIVITIES: dict[str, Any] = {
    "job": _l("Paid job"),
    "subsidized_job": _l("Paid job with county help"),
    "self_employment": _l("Own business"),
    "on_the_job_training": _l("Training on the job"),
    "apprenticeship": _l("Learning a trade at a workplace"),
    "job_search": _l("Looking for work"),
    "job_club": _l("Job club"),
    "work_experience": _l("Work experience"),
    "community_service": _l("Community service"),
    "vocational_training": _l("Job training at a school"),
    "job_skills": _l("Job skills class"),
    "english_class": _l("English class"),
    "adult_basic_education": _l("Reading, writing and math class"),
    "ged_class": _l("GED class"),
    "college": _l("College"),
    "parenting_class": _l("Parenting class"),
    "counseling": _l("Counseling"),
    "recovery_program": _l("Recovery program"),
    "safety_services": _l("Safety services for families"),
    "orientation": _l("First meeting and orientation"),
    "assessment": _l("Skills and interests meeting"),
}

SERVICES: dict[str, Any] = {
    "child_care": _l("Child care"),
    "bus_pass": _l("Bus pass"),
    "gas_money": _l("Money for gas"),
    "car_repair": _l("Help with a car repair"),
    "work_clothes": _l("Money for work clothes or tools"),
    "books_and_fees": _l("Money for books and school fees"),
    "interpreter": _l("Free interpreter"),
    "housing_help": _l("Help with housing"),
    "counseling": _l("Counseling"),
    "legal_help": _l("Free legal help"),
    "tutoring": _l("Tutoring"),
    "phone_or_internet": _l("Help with phone or internet"),
}

# Why a document is asked for.
WHY_ASKED: dict[str, Any] = {
    "count_hours": _l("So that your hours count"),
    "count_pay": _l("So that your aid is figured right"),
    "pay_child_care": _l("So that we can pay for child care"),
    "pay_transport": _l("So that we can pay for your rides"),
    "pay_school_costs": _l("So that we can pay for books and fees"),
    "excuse_absence": _l("So that missed days do not count against you"),
    "change_plan": _l("So that we can change your plan"),
    "check_exemption": _l("To see if you may be excused from hours"),
    "confirm_identity": _l("To be sure that it is you"),
    "confirm_address": _l("So that letters reach you"),
    "enroll_class": _l("So that you can start your class"),
    "yearly_review": _l("For your yearly review"),
}

APPOINTMENTS: dict[str, Any] = {
    "first_meeting": _l("First meeting"),
    "check_in": _l("Check-in with your worker"),
    "plan_meeting": _l("Meeting about your plan"),
    "plan_signing": _l("Meeting to sign your plan"),
    "support_team": _l("Support team meeting"),
    "skills_meeting": _l("Skills and interests meeting"),
    "case_staffing": _l("Meeting with several people about your case"),
    "home_visit": _l("Visit at your home"),
    "phone_call": _l("Telephone call"),
    "orientation": _l("Orientation"),
    "review": _l("Yearly review"),
}

BANKS: dict[str, dict[str, Any]] = {
    ItemKind.GOAL_SHORT: GOALS,
    ItemKind.GOAL_LONG: GOALS,
    ItemKind.OBJECTIVE: OBJECTIVES,
    ItemKind.SERVICE: SERVICES,
    ItemKind.STEP: STEPS,
    ItemKind.MILESTONE: MILESTONES,
}


def item_words(kind: str, code: str) -> str:
    """A plan item's phrase in the current language. Raises KeyError for a code not in the bank
    (LANG-2)."""
    return str(BANKS[kind][code])


def activity_words(code: str) -> str:
    """An activity's type in the current language. Raises KeyError for an unknown code (LANG-2)."""
    return str(ACTIVITIES[code])
