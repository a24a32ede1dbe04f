"""Where a participant stands, in their words: what is so, what would change it, who decides."""

from typing import Any

from portal.i18n import fill
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.policy.noncompliance import MissedAct
from portal.policy.standing import StandingKind

TITLES: dict[StandingKind, Any] = {
    StandingKind.WELL: _l("All is well"),
    StandingKind.NEW: _l("Welcome. All is well"),
    StandingKind.VOLUNTEER: _l("You take part because you want to"),
    StandingKind.EXCUSED: _l("You are excused now"),
    StandingKind.DEFERRED: _l("You have a good reason not to take part now"),
    StandingKind.ASKED: _l("Please tell us what happened"),
    StandingKind.NO_CAUSE: _l("We know of no good reason so far"),
    StandingKind.PLAN: _l("You have a new start"),
    StandingKind.ASKED_AGAIN: _l("Please tell us what happened with your new start"),
    StandingKind.COMING: _l("Your cash aid will go down, but you can stop it"),
    StandingKind.LOWER: _l("Your cash aid is lower now. You can end this"),
    StandingKind.AID_ENDED: _l("Your cash aid has ended"),
    StandingKind.FOLLOW_UP: _l("You finished. We stay in touch"),
    StandingKind.CLOSED: _l("Your case is closed"),
}

WHAT: dict[StandingKind, Any] = {
    StandingKind.WELL: _l("You take part. Nothing is being decided about your aid."),
    StandingKind.NEW: _l("Your case is new. Nothing is being decided about your aid."),
    StandingKind.VOLUNTEER: _l(
        "You do not have to take part. If you stop, nothing happens to your aid."
    ),
    StandingKind.EXCUSED: _l("You do not have to take part. Your aid stays the same."),
    StandingKind.DEFERRED: _l("You do not have to do your hours until then. Your aid stays."),
    StandingKind.ASKED: _l("We have not decided anything. We want to hear from you first."),
    StandingKind.NO_CAUSE: _l(
        "Nothing was taken from you. Before anything is decided, we meet about it with you."
    ),
    StandingKind.PLAN: _l("When these steps are done, all is well again. Your aid stays the same."),
    StandingKind.ASKED_AGAIN: _l("We have not decided anything. We want to hear from you first."),
    StandingKind.COMING: _l("A letter tells you more. Until that day nothing changes."),
    StandingKind.LOWER: _l("You can end it at any time. We want to help you with it."),
    StandingKind.AID_ENDED: _l("Your case stays open for a short time. You can still call us."),
    StandingKind.FOLLOW_UP: _l("We call you from time to time. You can call us, too."),
    StandingKind.CLOSED: _l("You can read what was sent. If you need help again, call us."),
}

# What would change it, or what to do: lines.
CHANGES: dict[StandingKind, tuple[Any, ...]] = {
    StandingKind.WELL: (
        _l("If something gets hard, tell us soon. We can change your plan with you."),
        _l("If you miss something, we ask you first what happened. You get a letter with a day."),
    ),
    StandingKind.NEW: (
        _l("The next step is to meet your worker and make a plan together."),
        _l("If you cannot come, call. We find another day."),
    ),
    StandingKind.VOLUNTEER: (
        _l("You can stop at any time. Tell your worker."),
        _l("If you have to take part again one day, we tell you first."),
    ),
    StandingKind.EXCUSED: (
        _l("If the reason is over, we look at it with you. You get a letter first."),
        _l("You can take part if you want to. Tell your worker."),
    ),
    StandingKind.DEFERRED: (
        _l("If the reason is over sooner, tell your worker."),
        _l("If it lasts longer, tell your worker, and send a paper if you have one."),
    ),
    StandingKind.ASKED: (
        _l("Tell us the reason. You may have been sick, had no child care, or had no ride."),
        _l("What you send by midnight of the last day counts, even if we read it later."),
        _l("If your reason is a good one, nothing changes."),
        _l("You can also agree on a new start with your worker."),
    ),
    StandingKind.NO_CAUSE: (
        _l("You can still tell us your reason, and send papers."),
        _l("You can agree on a new start with your worker. Then all is well again."),
        _l("Several people meet about it before anything is decided. You may bring anyone."),
    ),
    StandingKind.PLAN: (
        _l("If a step is too hard, tell your worker before the last day."),
        _l("If you need child care or a ride for it, tell your worker."),
    ),
    StandingKind.ASKED_AGAIN: (
        _l("Tell us what happened. You may have had a good reason."),
        _l("You can ask for another new start."),
    ),
    StandingKind.COMING: (
        _l("Call your worker. Say that you want to take part again."),
        _l("You can still tell us a good reason."),
    ),
    StandingKind.LOWER: (
        _l("The steps below end it. The first one is to call your worker."),
        _l("Tell us if something changed: a job, your health, your family."),
    ),
    StandingKind.AID_ENDED: (
        _l("If you think that this is wrong, ask for a hearing."),
        _l("If you get aid again, your worker goes on with you."),
    ),
    StandingKind.FOLLOW_UP: (
        _l("If you lose your job or need help to keep it, tell us."),
    ),
    StandingKind.CLOSED: (
        _l("If you get aid again, your case can be opened again."),
    ),
}  # fmt: skip

STAYS: Any = _l("Your food benefits, your health care and the aid for your children stay the same.")

# The law's own word for it, once, beside the rule.
RULE_WORDS: dict[StandingKind, Any] = {
    StandingKind.EXCUSED: _l("exemption"),
    StandingKind.VOLUNTEER: _l("volunteer"),
    StandingKind.DEFERRED: _l("good cause"),
    StandingKind.ASKED: _l("noncompliance and good cause"),
    StandingKind.NO_CAUSE: _l("noncompliance"),
    StandingKind.PLAN: _l("compliance plan"),
    StandingKind.ASKED_AGAIN: _l("compliance plan and good cause"),
    StandingKind.COMING: _l("sanction"),
    StandingKind.LOWER: _l("sanction"),
}

MISSED: dict[str, Any] = {
    MissedAct.ACTIVITY: _l("We did not see you at an activity on %(day)s."),
    MissedAct.PLAN_NOT_SIGNED: _l("Your plan was not signed by %(day)s."),
    MissedAct.JOB_NOT_TAKEN: _l("A job was not taken on %(day)s."),
    MissedAct.JOB_LEFT: _l("You left a job on %(day)s."),
}

_BY_WORKER: Any = _l("%(name)s decides, after hearing you.")
_BY_MEETING: Any = _l(
    "Not one person alone: several people meet about it, and look at all that you sent. Then"
    " %(name)s decides."
)


def who_decides(kind: StandingKind, worker: str) -> str:
    """Who decides about it, by name where there is a worker."""
    name = worker or _("Your worker")
    if kind in (StandingKind.NO_CAUSE, StandingKind.COMING, StandingKind.LOWER):
        return fill(str(_BY_MEETING), {"name": name})
    return fill(str(_BY_WORKER), {"name": name})


def rule_line(kind: StandingKind, rule: str) -> str:
    """The rule that it rests on, with the law's word for it."""
    word = RULE_WORDS.get(kind)
    if word is None:
        return _("Rule: %(rule)s.", rule=rule)
    return _("Rule: %(rule)s. The rule calls this “%(word)s”.", rule=rule, word=word)


def missed_line(act: str, activity: str, day: str) -> str:
    """What was not seen, without blame."""
    if act == MissedAct.ACTIVITY and activity:
        return _("We did not see you at: %(activity)s, %(day)s.", activity=activity, day=day)
    return fill(str(MISSED[act]), {"day": day})
