"""The forms of a staffing's tabs and of its issues, each made of the values of its tab and giving
them again (STAFF-7)."""

from hashlib import sha256
from typing import Any

import wtforms
from wtforms import (
    DateField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import Optional, ValidationError

from portal.forms import Form, LongText, Text, clean_text
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.policy.staffing_attendees import AttendeeRole
from portal.reports.staffings.contents import (
    ActionLine,
    AttendeeLine,
    AttendeesTab,
    CaseTab,
    Contents,
    GoalLine,
    IssueNote,
    IssuesTab,
    ResultTab,
)
from portal.words import staffings as words
from portal.words.letter_phrases import DECISIONS
from portal.words.notes import PRIVATE_REASONS
from portal.words.phrases import STEPS

MOST_LINES = 30  # of one list: nobody sits at a larger table
_NAME = 200  # characters of a name
_CHOOSE = ("", _l("Choose"))
_UNSAID = ("", _l("Not said yet"))


def _choices(known: dict[str, Any], first: Any = _CHOOSE) -> list[Any]:
    return [first, *((str(code), text) for code, text in known.items())]


def _answer(label: Any) -> Any:
    return RadioField(label, choices=list(words.ANSWERS.items()), validators=[Optional()])


def at_most_names(_form: Any, field: Any) -> None:
    """Refuses what is no name that the page offered: too many, or too long."""
    if len(field.data or ()) > MOST_LINES or any(len(one) > _NAME for one in field.data or ()):
        raise ValidationError(_("This is too long. Please make it shorter."))


def digest(given: Any) -> str:
    """What a tab said when its page was made: who leaves it as it was saves nothing."""
    return sha256(repr(given).encode()).hexdigest()[:16]


class Line(wtforms.Form):
    """One line of a list; `key` names it, nothing names a new one."""

    class Meta(Form.Meta):
        """Words and inputs as in every form."""

    key = HiddenField()


class TabForm(Form):
    """What the forms of all tabs have: the version that was seen, and what it said."""

    version = IntegerField(default=0)
    seen = HiddenField()

    def given(self) -> Any:
        """What was typed, as the values of the tab."""
        raise NotImplementedError

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything can be read, and no list is longer than a table has seats."""
        is_clear = super().validate(extra_validators)
        for field in self:
            if isinstance(field, FieldList) and len(field.entries) > MOST_LINES + 1:
                self.form_errors.append(_("That is too many lines. Please take some out."))
                is_clear = False
        return is_clear


class CaseForm(TabForm):
    """The tab of the case."""

    held_on = DateField(_l("Date of the staffing"), [Optional()])
    kind = SelectField(_l("Kind"), choices=list(words.KINDS.items()))
    child_welfare = _answer(_l("Is Child Welfare involved with the family?"))
    household = LongText(words.TEXTS["household"])
    circumstances = SelectMultipleField(
        _l("Circumstances"), choices=list(words.CIRCUMSTANCES.items())
    )
    circumstances_text = LongText(words.TEXTS["circumstances_text"])
    ea_screened = _answer(_l("Was the participant screened for Equal Access?"))
    ea_plan = SelectField(_l("Equal Access plan"), choices=_choices(words.EA_PLANS))
    ea_text = LongText(words.TEXTS["ea_text"])
    referral = LongText(words.TEXTS["referral"])

    def given(self) -> CaseTab:
        """What was typed, as the values of the tab."""
        return CaseTab(
            kind=self.kind.data, held_on=self.held_on.data,
            child_welfare=self.child_welfare.data or "", ea_screened=self.ea_screened.data or "",
            ea_plan=self.ea_plan.data or "",
            circumstances=tuple(sorted(self.circumstances.data or ())),
            household=self.household.data or "",
            circumstances_text=self.circumstances_text.data or "",
            ea_text=self.ea_text.data or "", referral=self.referral.data or "",
        )  # fmt: skip


class AttendeeForm(Line):
    """A line of the list of attendees."""

    role = SelectField(_l("Role"), choices=_choices(words.ROLES))
    name = Text(_l("Name"))
    agency = Text(_l("Agency"))
    invited_on = DateField(_l("Invited on"), [Optional()])
    attended = SelectField(_l("Attended"), choices=_choices(words.PRESENCE, _UNSAID))
    sent = LongText(_l("Told before by who cannot come"))
    gathered = SelectField(_l("How it was gathered"), choices=_choices(words.GATHERED))
    gathered_on = DateField(_l("Gathered on"), [Optional()])
    off = wtforms.BooleanField(_l("Take this person off the list"))

    def line(self) -> AttendeeLine | None:
        """What was typed; None for a line that is blank or taken off."""
        said = (self.role.data, self.name.data, self.agency.data, self.sent.data)
        if self.off.data or not any(said):
            return None
        role = self.role.data or str(AttendeeRole.OTHER_PROFESSIONAL)
        return AttendeeLine(
            key=self.key.data or "", role=role, name=self.name.data or "",
            agency=self.agency.data or "", invited_on=self.invited_on.data,
            attended=self.attended.data or "", sent=self.sent.data or "",
            gathered=self.gathered.data or "", gathered_on=self.gathered_on.data,
            is_brought=role == AttendeeRole.BROUGHT,
        )  # fmt: skip


class AttendeesForm(TabForm):
    """The tab of attendees."""

    participant_invited_on = DateField(_l("The participant was invited on"), [Optional()])
    participant_attended = SelectField(
        _l("The participant"), choices=_choices(words.PRESENCE, _UNSAID)
    )
    lines = FieldList(FormField(AttendeeForm))
    add_roles = SelectMultipleField(_l("Put on the list"), choices=list(words.ROLES.items()))
    add_guests = SelectMultipleField(
        _l("Named by the participant"), validate_choice=False, validators=[at_most_names]
    )

    def given(self) -> AttendeesTab:
        """What was typed, as the values of the tab; suggested roles and guests ticked are new
        lines."""
        lines = [one for entry in self.lines if (one := entry.form.line()) is not None]
        lines += [AttendeeLine(key="", role=role) for role in self.add_roles.data or ()]
        lines += [
            AttendeeLine(key="", role=AttendeeRole.BROUGHT, name=clean_text(name), is_brought=True)
            for name in self.add_guests.data or ()
        ]
        return AttendeesTab(
            tuple(lines), self.participant_invited_on.data, self.participant_attended.data or ""
        )


class ActionForm(Line):
    """A line of the joint action plan."""

    owner = SelectField(_l("Who"), choices=_choices(words.OWNERS))
    who = Text(_l("Name, where somebody else"))
    phrase = SelectField(_l("What, from the phrase bank"), choices=_choices(STEPS))
    what = Text(_l("Or in your own words"), limit=300)
    due_on = DateField(_l("By when"), [Optional()])
    outcome = Text(_l("Expected outcome"), limit=300)

    def line(self) -> ActionLine | None:
        """What was typed; None for a blank line."""
        said = (self.who.data, self.phrase.data, self.what.data, self.outcome.data)
        if not any(said):
            return None
        return ActionLine(
            key=self.key.data or "", owner=self.owner.data or "worker",
            phrase=self.phrase.data or "", what=self.what.data or "", who=self.who.data or "",
            due_on=self.due_on.data, outcome=self.outcome.data or "",
        )  # fmt: skip


class GoalForm(Line):
    """A goal and how it is met."""

    span = SelectField(_l("Reach"), choices=list(words.SPANS.items()))
    goal = Text(_l("Goal"), limit=300)
    how = Text(_l("How it is met"), limit=300)

    def line(self) -> GoalLine | None:
        """What was typed; None for a blank line."""
        if not (self.goal.data or self.how.data):
            return None
        return GoalLine(
            key=self.key.data or "", span=self.span.data, goal=self.goal.data or "",
            how=self.how.data or "",
        )  # fmt: skip


class IssuesForm(TabForm):
    """The tab of issues and of what was agreed."""

    chosen = SelectMultipleField(_l("Issues"), choices=list(words.ISSUES.items()))
    roles = LongText(words.TEXTS["roles"])
    actions = FieldList(FormField(ActionForm))
    goals = FieldList(FormField(GoalForm))
    review_on = DateField(_l("Date of review"), [Optional()])
    reviewed_with = LongText(words.TEXTS["reviewed_with"])
    decision = RadioField(
        _l("Decision"), choices=list(words.DECISIONS.items()), validators=[Optional()]
    )
    decision_why = LongText(words.TEXTS["decision_why"])

    def given(self) -> IssuesTab:
        """What was typed, as the values of the tab."""
        chosen = set(self.chosen.data or ())
        return IssuesTab(
            chosen=tuple(code for code in map(str, words.ISSUES) if code in chosen),
            roles=self.roles.data or "",
            actions=tuple(one for entry in self.actions if (one := entry.form.line())),
            goals=tuple(one for entry in self.goals if (one := entry.form.line())),
            review_on=self.review_on.data, reviewed_with=self.reviewed_with.data or "",
            decision=self.decision.data or "", decision_why=self.decision_why.data or "",
        )  # fmt: skip


class ResultForm(TabForm):
    """The tab of the result letter and of completing."""

    event_types = SelectMultipleField(_l("Event types"), choices=list(words.EVENT_TYPES.items()))
    decisions = SelectMultipleField(_l("What was decided"), choices=list(DECISIONS.items()))
    personal_text = LongText(words.TEXTS["personal_text"])
    completed_on = DateField(_l("Completed date"), [Optional()])

    def given(self) -> ResultTab:
        """What was typed, as the values of the tab."""
        events = set(self.event_types.data or ())
        chosen = set(self.decisions.data or ())
        return ResultTab(
            event_types=tuple(code for code in map(str, words.EVENT_TYPES) if code in events),
            decisions=tuple(code for code in DECISIONS if code in chosen),
            personal_text=self.personal_text.data or "", completed_on=self.completed_on.data,
        )  # fmt: skip


class IssueForm(Form):
    """The note of one issue."""

    version = IntegerField(default=0)
    note = LongText(words.TEXTS["note"])
    strength = LongText(words.TEXTS["strength"])
    concern = LongText(words.TEXTS["concern"])
    past_steps = LongText(words.TEXTS["past_steps"])
    duration = SelectField(_l("Expected to last"), choices=_choices(words.DURATIONS))
    private_reason = SelectField(
        _l("Private"), choices=[("", _l("No")), *((str(c), t) for c, t in PRIVATE_REASONS.items())]
    )

    def given(self, key: str, code: str) -> IssueNote:
        """What was typed, as the issue."""
        return IssueNote(
            key=key, code=code, duration=self.duration.data or "",
            private_reason=self.private_reason.data or "", note=self.note.data or "",
            strength=self.strength.data or "", concern=self.concern.data or "",
            past_steps=self.past_steps.data or "", version=self.version.data or 0,
        )  # fmt: skip


def tab_values(contents: Contents, tab: str) -> Any:
    """The values of a tab."""
    return getattr(contents, tab)
