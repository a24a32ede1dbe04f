"""A participant does not understand a letter: a message to their worker, and a task."""

from datetime import datetime

from portal import i18n
from portal.i18n import gettext as _
from portal.models.accounts import Actor
from portal.models.letters import Letter
from portal.models.tasks import Task
from portal.operations import operation, record
from portal.operations.letters.events import add_worker_task
from portal.operations.messages.threads import send_own_message
from portal.words.letters import explain_task


@operation(result=Task)
def ask_to_explain(
    actor: Actor, *, letter: Letter, at: datetime, words: str = "", locale: str = "en",
    operation_key: str | None = None,
) -> Task:  # fmt: skip
    """Tells the worker that a letter is not understood: a message of the participant in the
    language of their screens, with their own words where they wrote some, and one open task.

    Asked again without words while the task waits, nothing more is sent. Source: LET-8; CON-6;
    screens.md, section 10.
    """
    text = explain_task(str(letter.letter_no))
    waiting: Task | None = Task.get_or_none(
        Task.case == letter.case_id, Task.text == text, Task.done_at.is_null()
    )
    record(actor, "ask_to_explain", letter, case=letter.case_id)
    if waiting is None or words.strip():
        with i18n.use(locale):
            said = _(
                "I do not understand letter %(number)s. Please explain it to me.",
                number=letter.letter_no,
            )
        message = "\n\n".join(filter(None, (said, words.strip())))
        send_own_message(actor, case=letter.case, text=message, locale=locale, at=at)
    return waiting or add_worker_task(actor, letter.case, text, at)
