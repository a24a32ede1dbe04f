"""What to do next, in a participant's words: a title, and why or by when."""

from typing import Any

from portal.i18n import gettext as _
from portal.i18n import ngettext
from portal.words.documents import KINDS as DOCUMENTS
from portal.words.phrases import STEPS
from portal.words.reports import OWN_KINDS as REPORTS

# A thing to do has kind, code, text and number as reports/todo.py gives them.


def title(todo: Any) -> str:
    """What to do, short. A step that the worker typed is given in the page's language where
    a translator answered, else as typed."""
    match str(todo.kind):
        case "give_reason":
            return _("Tell us why you could not take part")
        case "stay_in_touch":
            return _("Be in touch with your worker")
        case "send_again" if todo.number:
            return ngettext(
                "Please send %(n)s page again: %(document)s",
                "Please send %(n)s pages again: %(document)s",
                todo.number, document=DOCUMENTS[todo.code],
            )  # fmt: skip
        case "send_again":
            return _("Please send again: %(document)s", document=DOCUMENTS[todo.code])
        case "send_document":
            return _("Send: %(document)s", document=DOCUMENTS[todo.code])
        case "sign_plan":
            return _("Read your plan")
        case "report_hours":
            return _("Tell us your hours")
        case "look_at_hours":
            return _("Please look at your hours again")
        case "change_plan":
            return _("Your plan changed. Is it right for you?")
        case "change_activity":
            return _("Is your activity right for you?")
        case "task":
            return str(STEPS[todo.code]) if todo.code else str(todo.translation or todo.text)
        case "finish_draft":
            return _("Finish: %(report)s", report=REPORTS[todo.code])
    return ngettext("You have %(n)s new letter", "You have %(n)s new letters", todo.number)


def by_when(todo: Any, day: str) -> str:
    """By which day (in words, empty for none), or what the thing is about."""
    match str(todo.kind):
        case "change_plan" | "change_activity":
            return _("You can ask for a change until %(day)s.", day=day)
        case "sign_plan":
            return _("It waits for your signature.")
        case "report_hours":
            return _("Was everything as planned? Then one tap is enough.")
        case "look_at_hours":
            return _("Your worker has a question about them.")
        case "finish_draft":
            return _("Your answers are saved but not sent.")
        case "read_letters":
            return _("A letter can have a date that you need to know.")
    return _("By %(day)s", day=day) if day else ""
