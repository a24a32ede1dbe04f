"""Threads of the demo: words that went to and fro, one to many that nobody answered, and a worker
who is away next week."""

from datetime import timedelta

from portal.demo.cast import Cast
from portal.demo.telling import moment, participant_of
from portal.models.catalogs import PersonalText, RequestState, TextRequest
from portal.models.messages import Message
from portal.operations.catalogs.translations import answer_request
from portal.operations.messages.absences import enter_absence
from portal.operations.messages.mass import send_to_many
from portal.operations.messages.threads import (
    ask_message_translation,
    mark_thread_read,
    send_message,
    send_own_message,
)

JOB_FAIR = (
    "There is a job fair at the Oakland Marriott on the first Thursday of next month, from 10 AM to"
    " 2 PM. Forty employers come, several hire without English. Bus 51A stops at the door. Bring"
    " your résumé if you have one; we can print it for you the day before."
)


def said(cast: Cast, number: str, days_ago: int, text: str, hour: int = 18) -> Message:
    """What a participant writes, in their language; it reads what stood there."""
    case = cast.cases[number]
    return send_own_message(
        participant_of(case), case=case, text=text, locale=case.locale, seen=_newest(cast, number),
        at=moment(cast, days_ago, hour),
    )  # fmt: skip


def wrote(cast: Cast, number: str, days_ago: int, text: str, hour: int = 9) -> Message:
    """What the counselor writes; it answers what stood there."""
    return send_message(
        cast.staff["counselor"].actor, case=cast.cases[number], text=text,
        seen=_newest(cast, number), at=moment(cast, days_ago, hour),
    )  # fmt: skip


def _newest(cast: Cast, number: str) -> str:
    thread = Message.select().where(Message.case == cast.cases[number].id)
    last = thread.order_by(Message.id.desc()).first()
    return str(last.key) if last else ""


def translated(cast: Cast, message: Message, days_ago: int, text: str) -> None:
    """A translator put a message into the other side's language."""
    request: TextRequest = TextRequest.get(
        TextRequest.object_kind == PersonalText.MESSAGE,
        TextRequest.object_id == message.id,
        TextRequest.state == RequestState.WAITING,
    )
    at = moment(cast, days_ago, 15)
    answer_request(cast.staff["translator"].actor, request=request, translation=text, at=at)


def maria_writes(cast: Cast) -> None:
    """WTW-1001: in Spanish and English, side by side; the last answer waits for its translation."""
    counselor = cast.staff["counselor"].actor
    asked = said(
        cast, "WTW-1001", 12,
        "Buenos días, Ana. El lunes Sofía tiene cita con el dentista a las 9. ¿Puedo llegar a la clase de inglés a las 11?",
        8,
    )  # fmt: skip
    ask_message_translation(counselor, message=asked, at=moment(cast, 12, 9))
    translated(
        cast, asked, 12,
        "Good morning, Ana. On Monday Sofia has an appointment with the dentist at 9. Can I come to the English class at 11?",
    )  # fmt: skip
    answer = wrote(
        cast, "WTW-1001", 11,
        "Yes, that is fine. I told your teacher. Please ask the dentist for a note with the time; it counts for your hours.",
    )  # fmt: skip
    translated(
        cast, answer, 10,
        "Sí, está bien. Ya le avisé a su maestra. Por favor, pida al dentista una nota con la hora; cuenta para sus horas.",
    )  # fmt: skip
    said(cast, "WTW-1001", 10, "Muchas gracias. Ya tengo la nota, la mando hoy por aquí.")
    wrote(cast, "WTW-1001", 9, "Thank you, Maria. The note is in your case now.")


def karen_answers(cast: Cast) -> None:
    """DW-2001: a reminder, and its answer."""
    wrote(
        cast, "DW-2001", 57,
        "Hello Karen, we have not talked for four weeks. How is the CNC course? A short answer here is enough.",
    )  # fmt: skip
    said(
        cast, "DW-2001", 56,
        "Hi Ana, it started well. Mornings suit me. Two of us from the old print shop are in the same group.",
    )  # fmt: skip
    wrote(cast, "DW-2001", 55, "Good to hear. I call you this afternoon about the mileage.", 11)


def job_fair(cast: Cast) -> None:
    """One message to the three dislocated workers, a week ago; Abdi (DW-2002) did not answer."""
    numbers = ("DW-2001", "DW-2002", "DW-2004")
    send_to_many(
        cast.staff["counselor"].actor, case_ids=[cast.cases[one].id for one in numbers],
        text=JOB_FAIR, is_same_list=True, at=moment(cast, 7, 14),
    )  # fmt: skip
    selam = cast.cases["DW-2004"]
    mark_thread_read(
        participant_of(selam), case=selam, seen=_newest(cast, "DW-2004"), at=moment(cast, 6, 12)
    )


def brandon_asks(cast: Cast) -> None:
    """WTW-1008: a question about the plan that nobody has read yet."""
    wrote(
        cast, "WTW-1008", 3,
        "Your plan is ready to read. Look at the hours and the child care first. If something does not fit, write me here.",
        15,
    )  # fmt: skip
    said(
        cast, "WTW-1008", 1,
        "I read it. The class ends at 2 but the day care closes at 1:30 on Wednesdays. Can we change that before I sign?",
        20,
    )  # fmt: skip


def peter_goes_away(cast: Cast) -> None:
    """The other counselor is away next week; a colleague of the unit stands in."""
    peter, nadia = cast.staff["counselor2"], cast.staff["counselor3"]
    monday = cast.today + timedelta(days=7 - cast.today.weekday())
    enter_absence(
        peter.actor, worker=peter, stand_in=nadia, starts_on=monday,
        ends_on=monday + timedelta(days=4), at=moment(cast, 0, 8),
    )  # fmt: skip


ALL = (maria_writes, karen_answers, job_fair, brandon_asks, peter_goes_away)
