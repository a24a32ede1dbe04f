"""Words for translators: states, findings, refusals and what was done."""

from typing import Any

from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.catalogs import PersonalText
from portal.policy.catalogs import (
    ApprovalRefusal,
    BlockState,
    CatalogRefusal,
    ChangeAction,
    Problem,
    ProblemCode,
    PublishRefusal,
    Refusal,
    ReleaseState,
    Severity,
)
from portal.policy.lettering import FieldType, Section
from portal.policy.plurals import PluralRule, examples

STATES: dict[BlockState, Any] = {
    BlockState.NOT_STARTED: _l("Not started"),
    BlockState.DRAFT: _l("Draft"),
    BlockState.NEEDS_REVIEW: _l("Needs review"),
    BlockState.APPROVED: _l("Approved"),
    BlockState.SOURCE_CHANGED: _l("English changed"),
}
TONES: dict[BlockState, str] = {
    BlockState.NOT_STARTED: "plain",
    BlockState.DRAFT: "info",
    BlockState.NEEDS_REVIEW: "info",
    BlockState.APPROVED: "good",
    BlockState.SOURCE_CHANGED: "warn",
}
RELEASES: dict[ReleaseState, Any] = {
    ReleaseState.INCOMPLETE: _l("Not complete"),
    ReleaseState.READY: _l("Ready to publish"),
    ReleaseState.PUBLISHED: _l("Published"),
    ReleaseState.OLD: _l("Published, English changed since"),
}
RELEASE_TONES: dict[ReleaseState, str] = {
    ReleaseState.INCOMPLETE: "plain",
    ReleaseState.READY: "info",
    ReleaseState.PUBLISHED: "good",
    ReleaseState.OLD: "warn",
}
SECTIONS: dict[Section, Any] = {
    Section.OPENING: _l("The opening"),
    Section.WHAT: _l("What this is about"),
    Section.WHEN: _l("By when"),
    Section.DO: _l("What to do"),
    Section.WHY: _l("Why"),
    Section.PERSONAL: _l("The counselor's own words"),
    Section.RULE: _l("The rule"),
    Section.DISAGREE: _l("If the person does not agree"),
    Section.CONTACT: _l("Who to call"),
    Section.HELP: _l("Help with language and format"),
    Section.LABEL: _l("Small texts around the letter"),
}
FIELD_TYPES: dict[FieldType, Any] = {
    FieldType.TEXT: _l("text"),
    FieldType.NAME: _l("name"),
    FieldType.DATE: _l("date"),
    FieldType.TIME: _l("time"),
    FieldType.MONEY: _l("amount"),
    FieldType.HOURS: _l("hours"),
    FieldType.PHONE: _l("phone"),
    FieldType.ADDRESS: _l("address"),
    FieldType.LIST: _l("list"),
    FieldType.CHOICE: _l("choice"),
}

# Messages with a place for what the finding is about.
PROBLEMS: dict[ProblemCode, Any] = {
    ProblemCode.FIELD_MISSING: _l("The field %(detail)s is missing."),
    ProblemCode.FIELD_ADDED: _l("The field %(detail)s does not belong here."),
    ProblemCode.FIELD_REPEATED: _l("The field %(detail)s stands here too often."),
    ProblemCode.BRACES: _l("There is a brace that is not part of a field."),
    ProblemCode.PLURALS: _l("This language needs %(detail)s plural forms."),
    ProblemCode.BLANK: _l("There is no text yet."),
    ProblemCode.MARKUP: _l("The stars for strong words do not match: two before and two after."),
    ProblemCode.ITEMS: _l("Keep the number of lines: %(detail)s."),
    ProblemCode.PERCENT: _l("There is a percent sign that is not part of a field."),
    ProblemCode.TAGS: _l("There is markup of web pages in the text. Take it out."),
    ProblemCode.TYPED_AMOUNT: _l("An amount is typed by hand: %(detail)s. Use the field."),
    ProblemCode.TYPED_DATE: _l("A date is typed by hand: %(detail)s. Use the field."),
    ProblemCode.TYPED_PHONE: _l("A phone number is typed by hand: %(detail)s. Use the field."),
    ProblemCode.TYPED_EMAIL: _l("An e-mail address is typed by hand: %(detail)s. Use the field."),
    ProblemCode.TYPED_LINK: _l("A web address is typed by hand: %(detail)s. Use the field."),
    ProblemCode.TYPED_CITATION: _l("A rule is cited by hand: %(detail)s. Use the field."),
    ProblemCode.BIDI_CONTROL: _l("An invisible direction character is in the text: %(detail)s."),
    ProblemCode.GLYPH: _l("The letter's font does not have this character: %(detail)s"),
    ProblemCode.END_MARK: _l("The mark at the end differs from the English: %(detail)s"),
    ProblemCode.DOUBLE_SPACE: _l("There are two spaces in a row."),
    ProblemCode.DOUBLED_WORD: _l("A word stands twice: %(detail)s"),
    ProblemCode.NUMBERS: _l("The numbers differ from the English: %(detail)s"),
    ProblemCode.SAME_AS_ENGLISH: _l("The text is the same as the English."),
    ProblemCode.TOO_LONG: _l("The text is %(detail)s times as long as the English."),
    ProblemCode.TOO_SHORT: _l("The text is only %(detail)s times as long as the English."),
    ProblemCode.SENTENCES: _l("The English has another number of sentences: %(detail)s."),
    ProblemCode.ACRONYM: _l("A short form is missing or changed: %(detail)s"),
    ProblemCode.TERM: _l("The glossary has another word: %(detail)s"),
    ProblemCode.TERM_FORBIDDEN: _l("The glossary says not to use this word: %(detail)s"),
}
REFUSALS: dict[Any, Any] = {
    CatalogRefusal.CHANGED_MEANWHILE: _l(
        "Somebody else saved this block while you worked. Both texts are below; save again to keep"
        " yours."
    ),
    CatalogRefusal.NOTHING_CHANGED: _l("There is nothing new here."),
    CatalogRefusal.NOT_WAITING: _l("This block does not wait for review."),
    CatalogRefusal.HAS_ERRORS: _l("Repair the errors first."),
    CatalogRefusal.BLANK: _l("Please write something here."),
    ApprovalRefusal.SAME_PERSON: _l("Another person must approve what you wrote."),
    ApprovalRefusal.WARNING_WITHOUT_REASON: _l("Say why the warnings may stand."),
    ApprovalRefusal.SOURCE_CHANGED: _l("The English changed. The text must be looked at again."),
    ApprovalRefusal.NOTHING_TO_APPROVE: _l("There is no text to approve."),
}
PUBLISHING: dict[PublishRefusal, Any] = {
    PublishRefusal.NOT_APPROVED: _l("Not approved"),
    PublishRefusal.SOURCE_CHANGED: _l("The English changed"),
    PublishRefusal.HAS_ERRORS: _l("Has errors"),
    PublishRefusal.MISSING_GLYPHS: _l("The letter's font does not have its characters"),
    PublishRefusal.NOT_PREVIEWED: _l("The texts changed since you opened this preview"),
}
ACTIONS: dict[ChangeAction, Any] = {
    ChangeAction.MACHINE_MADE: _l("Made by a machine"),
    ChangeAction.SAVED: _l("Saved"),
    ChangeAction.SENT: _l("Sent to review"),
    ChangeAction.APPROVED: _l("Approved"),
    ChangeAction.RETURNED: _l("Returned"),
    ChangeAction.RESTORED: _l("Restored"),
    ChangeAction.IMPORTED: _l("Came in a file"),
    ChangeAction.CONFIRMED: _l("Stays approved: the English had a typo"),
}
PERSONAL: dict[PersonalText, Any] = {
    PersonalText.PLAN: _l("The vision of a plan"),
    PersonalText.PLAN_ITEM: _l("A line of a plan"),
    PersonalText.REPORT: _l("What a participant wrote"),
    PersonalText.REPORT_REPLY: _l("An answer to a participant"),
    PersonalText.TASK: _l("Something to do"),
    PersonalText.HOURS_WEEK: _l("Why a week of hours was sent back"),
    PersonalText.HOURS: _l("What a participant wrote about hours"),
    PersonalText.DOCUMENT: _l("Why a document was returned"),
    PersonalText.LETTER: _l("A note in a letter"),
    PersonalText.MESSAGE: _l("A message"),
    PersonalText.SUPPORT: _l("What a participant needs help with a cost for"),
    PersonalText.REFERRAL: _l("What a participant asked help for"),
    PersonalText.MASS_MESSAGE: _l("A message to several people"),
}


def form_label(rule: PluralRule, form: int) -> str:
    """For which numbers a form of a counted text is, by the first that take it."""
    numbers = examples(rule)[form]
    if rule.forms == 1:
        return _("For every number")
    said = ", ".join(map(str, numbers))
    more = "" if len(numbers) == 1 else ", …"
    return _("For %(numbers)s", numbers=said + more)


def problem_words(problem: Problem) -> str:
    """A finding as a sentence."""
    message = PROBLEMS[problem.code].message
    said = _(message, detail=problem.detail) if "%(detail)s" in message else _(message)
    if not problem.form:
        return said
    return _("Form %(number)s: %(finding)s", number=problem.form, finding=said)


def publish_refusal_words(refusal: Refusal) -> str:
    """Why one block stops its letter's publishing, with what is wrong in it."""
    said = str(PUBLISHING[refusal.code])
    if refusal.code is PublishRefusal.MISSING_GLYPHS:
        return _("%(why)s: %(signs)s", why=said, signs=" ".join(refusal.detail))
    found = [problem_words(Problem(ProblemCode(code), Severity.ERROR)) for code in _codes(refusal)]
    return f"{said}: {' '.join(found)}" if found else said


def _codes(refusal: Refusal) -> list[str]:
    is_of_text = refusal.code is PublishRefusal.HAS_ERRORS
    return refusal.detail.split() if is_of_text else []


def refusal_words(code: Any) -> str:
    """A refusal as a sentence."""
    return str(REFUSALS[code])
