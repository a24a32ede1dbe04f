"""What letters say for the codes that a worker chose, as far as no other screen says them.

Staff read these in English; the letters carry them as blocks of their own (templates/letters,
phrases.toml), translated and approved like any other. Whole sentences where they stand alone.
A code is never changed or taken away: letters that were made keep it.
"""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.notes_copies import WithholdReason
from portal.policy.plans import AmendmentCause
from portal.policy.programs import StopReason
from portal.words.cure_steps import CURE_STEPS
from portal.words.plan_signing import CAUSES

# What of a plan is new (PLAN-6; WTW 42-7.38, II.G).
AMENDED: dict[str, Any] = {str(cause): CAUSES[cause] for cause in AmendmentCause}

PLAN_STAGES: dict[str, Any] = {
    "to_sign": _l("Ready to sign"),
    "signed": _l("Signed by both of us"),
}

# Kinds of case staffing (WA 3.4.2, 3.4.3).
STAFFING_KINDS: dict[str, Any] = {
    "before_decision": _l("Meeting before we decide about your cash aid"),
    "hard_to_solve": _l("Meeting to find more help"),
    "end_of_job_search": _l("Meeting about the next step after job search"),
    "time_on_aid": _l("Meeting about your time on aid"),
    "looking_at_plan": _l("Meeting to look at your plan"),
}

# Who may be at a case staffing (WA 3.4.4); so plain that who else opens the letter learns nothing
# of health or safety.
STAFFING_ROLES: dict[str, Any] = {
    "own_counselor": _l("Your counselor"),
    "social_worker": _l("A social worker"),
    "unit_supervisor": _l("A supervisor of our office"),
    "job_center_staff": _l("A worker from the job center"),
    "school_staff": _l("A worker from your school or college"),
    "your_employer": _l("Your employer"),
    "health_nurse": _l("A nurse"),
    "mental_health_staff": _l("A health worker"),
    "recovery_staff": _l("A worker from a health program"),
    "child_welfare_staff": _l("A worker from Child Welfare"),
    "disability_staff": _l("A worker who helps people with disabilities"),
    "child_care_staff": _l("A worker who helps to find child care"),
    "refugee_staff": _l("A worker who helps refugees"),
    "tribe_staff": _l("A person from your tribe"),
    "farm_worker_staff": _l("A worker who helps farm workers"),
    "faith_staff": _l("A person from your church, mosque or temple"),
    "safety_staff": _l("A worker who helps families"),
    "living_skills_staff": _l("A worker who helps with daily life"),
    "lawyer_staff": _l("A lawyer"),
    "court_staff": _l("A worker from the court or from parole"),
    "person_you_brought": _l("A person whom you brought"),
}

# What a case staffing decided (WA 3.4.6).
DECISIONS: dict[str, Any] = {
    "plan_stays": _l("Your plan stays as it is."),
    "plan_changes": _l("We will change your plan together with you."),
    "next_activity": _l("You will start something new."),
    "more_help": _l("We will look for more help for you."),
    "other_people_help": _l("We will ask other people to help you, if you want that."),
    "costs_help": _l("We will look at help with child care, rides or other costs."),
    "fit_needs": _l("We will change how we work with you, so that it fits your needs."),
    "reason_was_good": _l("You had a good reason. Your cash aid stays the same."),
    "new_start": _l("We agreed on a new start. Your cash aid stays the same."),
    "aid_may_go_down": _l(
        "We will ask to lower your cash aid. Before that, you get another letter with your rights."
    ),
    "may_be_excused": _l("We will check if you may be excused from hours."),
    "longer_aid": _l("We will check if you can get aid for a longer time."),
    "decide_later": _l("We need to know more. We will decide later."),
}

# What the office does after a meeting.
OUR_STEPS: dict[str, Any] = {
    "we_call_you": _l("We will call you."),
    "we_change_plan": _l("We will write your new plan and send it to you."),
    "we_ask_others": _l("We will ask the other people and tell you what they say."),
    "we_find_care": _l("We will help you find child care."),
    "we_pay_rides": _l("We will look at help with rides."),
    "we_find_class": _l("We will look for a class or training that fits."),
    "we_find_interpreter": _l("We will have an interpreter at each meeting."),
    "we_check_papers": _l("We will look at your papers."),
    "we_meet_again": _l("We will meet with you again."),
}

# Why cash aid is lowered (WTW 42-7.38, III.A; WA 3.4.3).
SANCTION_REASONS: dict[str, Any] = {
    "part_missed": _l("You did not take part, and we know of no good reason."),
    "no_answer": _l("We asked you what happened. We did not hear from you."),
    "reason_not_enough": _l("You told us a reason. The rule does not count it as a good one."),
    "plan_not_signed": _l("Your plan was not signed, and we know of no good reason."),
    "job_not_taken": _l("You did not take a job, and we know of no good reason."),
    "job_left": _l("You left a job, and we know of no good reason."),
    "new_start_not_kept": _l("The steps of our new start were not done."),
}

# What a letter that takes something away leaves as it is (screens.md, section 6, rule 5).
STAYS: dict[str, Any] = {
    "stays_children_aid": _l("The cash aid for your children"),
    "stays_cash_aid": _l("Your cash aid"),
    "stays_food": _l("Your food benefits"),
    "stays_health": _l("Your health care"),
    "stays_child_care": _l("Your help with child care"),
    "stays_follow_up": _l("Your right to call us with questions"),
}

# Why help that we pay for ends (WTW 42-7.38, II.I.5, II.J.1, III.A.8).
SUPPORT_END_REASONS: dict[str, Any] = {
    "need_is_over": _l("You told us that you do not need it now."),
    "activity_is_over": _l("What it was for has ended."),
    "not_in_program": _l("You do not take part in the program at this time."),
    "cash_aid_over": _l("Your cash aid ended."),
    "most_was_paid": _l("We paid the most that the rule allows."),
    "paid_by_others": _l("Another program pays for it now."),
    "proof_not_here": _l("We do not have the papers that we need to pay."),
}

SUPPORT_DECISIONS: dict[str, Any] = {
    "granted": _l("Yes"),
    "denied": _l("No"),
}

# Why help was not given (WTW 42-7.38, III.A.8).
SUPPORT_DENIAL_REASONS: dict[str, Any] = {
    "not_for_plan": _l("It is not needed for what your plan says."),
    "not_paid_here": _l("Our program does not pay for this."),
    "over_the_most": _l("It costs more than the rule allows."),
    "others_pay": _l("Another program can pay for it."),
    "no_proof_yet": _l("We do not have the papers that show the need or the cost."),
    "not_taking_part": _l("You do not take part in the program at this time."),
}

# Why a case closes (WTW 42-7.38, II.J).
CLOSE_REASONS: dict[str, Any] = {
    "aid_is_over": _l("Your cash aid has ended."),
    "all_months_used": _l("You used all the months of aid that the rule allows."),
    "not_in_aid": _l("You are not part of the cash aid now."),
    "has_a_job": _l("You have a job and do not need the program now."),
    "goals_reached": _l("You reached the goals of your plan."),
    "moved_away": _l("You moved to another place."),
    "you_asked": _l("You asked us to close it."),
    "not_reached": _l("We could not reach you for a long time."),
}

FOOD_TRAINING: dict[str, Any] = {
    "offered": _l("Offered: gets CalFresh"),
    "not_offered": _l("Not offered: does not get CalFresh"),
}

EXEMPTION_DECISIONS: dict[str, Any] = {
    "excused": _l("Yes, excused"),
    "not_excused": _l("No, not excused"),
    "excuse_ends": _l("The excuse ends"),
}

# Why somebody is excused from hours (CASE-3; WTW 42-7.38, II.H).
EXEMPTION_REASONS: dict[str, Any] = {
    StopReason.DISABILITY: _l("Your health"),
    StopReason.PERMANENT_DISABILITY: _l("A lasting disability"),
    StopReason.CARING: _l("You care for someone in your home"),
    StopReason.PREGNANCY: _l("You are pregnant"),
    StopReason.YOUNG_CHILD: _l("You have a young child"),
    StopReason.AGE: _l("Your age"),
    # Never plainer: somebody else in the home may open the letter.
    StopReason.FAMILY_SAFETY: _l("A family reason"),
}

# Why somebody is not excused, or not any more.
NOT_EXCUSED_REASONS: dict[str, Any] = {
    "reason_over": _l("The reason is over."),
    "time_over": _l("The time that we agreed on is over."),
    "papers_differ": _l("The papers that we have do not show the reason."),
    "papers_missing": _l("We do not have the papers that show the reason."),
    "rule_differs": _l("The rule does not excuse people for this reason."),
    "you_chose": _l("You told us that you want to take part again."),
}

EXEMPTION_REFERRALS: dict[str, Any] = {
    "ssi_help": _l("Help to ask for SSI"),
    "home_care_help": _l("Help with care at home (IHSS)"),
}

# Whether the months of an excuse count towards a time limit (PLAN-11).
MONTHS_COUNT: dict[str, Any] = {
    "months_stop": _l("The months do not count"),
    "months_run": _l("The months count"),
}

# Why a cut ended.
SANCTION_END_REASONS: dict[str, Any] = {
    "took_part": _l("You take part again. Thank you."),
    "good_reason_shown": _l("You had a good reason."),
    "is_excused": _l("You are excused from hours."),
    "hearing_decided": _l("A hearing decided so."),
    "our_mistake": _l("We made a mistake. We are sorry."),
}

COPY_FORMS: dict[str, Any] = {
    "on_paper": _l("On paper"),
    "on_portal": _l("On the website"),
    "both_forms": _l("On paper and on the website"),
}

COPY_PARTS: dict[str, Any] = {
    "whole_copy": _l("All of the notes"),
    "some_left_out": _l("Some parts are left out"),
}

# Why a part of the notes is not in a copy (NOTE-9).
WITHHELD: dict[str, Any] = {
    WithholdReason.ANOTHERS_SAFETY: _l("It could put another person in danger."),
    WithholdReason.ANOTHER_PERSON: _l("It is about another person."),
    WithholdReason.HEALTH_BY_PROFESSIONAL: _l("It is about health. A doctor must give it to you."),
    WithholdReason.SOURCE_IN_CONFIDENCE: _l("Another person told us and asked us to keep it."),
}

# By the name that a field of a letter calls its bank.
BANKS: dict[str, dict[Any, Any]] = {
    "plan_stage": PLAN_STAGES,
    "amended": AMENDED,
    "staffing_kind": STAFFING_KINDS,
    "staffing_role": STAFFING_ROLES,
    "decision": DECISIONS,
    "our_step": OUR_STEPS,
    "sanction_reason": SANCTION_REASONS,
    "cure_step": CURE_STEPS,
    "stays": STAYS,
    "support_end_reason": SUPPORT_END_REASONS,
    "support_decision": SUPPORT_DECISIONS,
    "support_denial_reason": SUPPORT_DENIAL_REASONS,
    "close_reason": CLOSE_REASONS,
    "food_training": FOOD_TRAINING,
    "exemption_decision": EXEMPTION_DECISIONS,
    "exemption_reason": EXEMPTION_REASONS,
    "not_excused_reason": NOT_EXCUSED_REASONS,
    "exemption_referral": EXEMPTION_REFERRALS,
    "months_count": MONTHS_COUNT,
    "sanction_end_reason": SANCTION_END_REASONS,
    "copy_form": COPY_FORMS,
    "copy_parts": COPY_PARTS,
    "withheld": WITHHELD,
}
