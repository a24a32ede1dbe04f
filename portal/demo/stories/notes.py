"""Case notes of several cases, as their workers wrote them: from an occasion, with next steps,
late, private, and one that is not finished."""

from datetime import timedelta

from portal.db import new_key
from portal.demo.cast import Cast
from portal.demo.telling import moment, note
from portal.models import Contact
from portal.models.notes import NoteStep
from portal.models.tasks import TaskOwner
from portal.operations.notes import NoteText, save_note
from portal.policy.notes import Manner, NoteTemplate, PrivateReason


def _about(cast: Cast, number: str, summary: str) -> Contact:
    """The contact that was recorded with these words."""
    found: Contact = Contact.get(
        Contact.case == cast.cases[number].id, Contact.summary.startswith(summary)
    )
    return found


def _mine(cast: Cast, text: str, days: int) -> NoteStep:
    return NoteStep(TaskOwner.WORKER, text=text, due_on=cast.today + timedelta(days=days))


def _theirs(cast: Cast, phrase: str, days: int) -> NoteStep:
    return NoteStep(TaskOwner.PARTICIPANT, phrase=phrase, due_on=cast.today + timedelta(days=days))


def maria_lopez(cast: Cast) -> None:
    """WTW-1001: the month the class began."""
    note(
        cast, "WTW-1001", 64, _about(cast, "WTW-1001", "English class level 2"), hour=14,
        template=NoteTemplate.MONTHLY_CONTACT, manner=Manner.INDIVIDUAL,
        purpose="Monthly contact: first week of English level 2, and how the mornings go.",
        background="Daughter Sofia, 4, goes to the day care beside the school since August.",
        observations="She spoke English for the first part of the call on her own wish.",
        content="Class is Monday to Thursday morning, store job on three afternoons. The bus "
                "pass came. Sofia cried on the first two days and not since.",
        results="Hours of the plan are met with class and job together. Nothing to change.",
        impressions="I think she could take level 3 in spring.",
        forms_completed="Attendance and progress report",
        documents_received="Bus pass receipt",
    )  # fmt: skip


def hoa_tran(cast: Cast) -> None:
    """WTW-1002: why the plan was changed."""
    note(
        cast, "WTW-1002", 40, _about(cast, "WTW-1002", "Asked for training"), hour=15,
        template=NoteTemplate.PLAN_REVIEW, manner=Manner.INDIVIDUAL,
        purpose="She asked for a training with more hours than the job club has.",
        background="Six years as a nail technician; wants work that is easier on her lungs.",
        content="Spoke in Vietnamese through the interpreter line. She found the nursing "
                "assistant course herself and had read its dates.",
        information_given="What an amendment changes, and the two times in which she can object.",
        information_received="The college keeps a place for her until the end of the month.",
        results="The course fits the plan's goal. Job club ends the day before it begins.",
        decisions="Amend the plan: course of 24 hours a week instead of job club.",
        actions="Asked the college for the schedule on paper.",
        next_steps="New plan, read with her line by line, then her signature.",
    )  # fmt: skip


def mei_ling_chen(cast: Cast) -> None:
    """WTW-1003: hours short; what both do next."""
    note(
        cast, "WTW-1003", 13, _about(cast, "WTW-1003", "Asked for the attendance sheet"), hour=11,
        template=NoteTemplate.MONTHLY_CONTACT, manner=Manner.INDIVIDUAL,
        purpose="Hours of this month are short and part of them has no paper yet.",
        content="The restaurant cut its evening shifts. She has the attendance sheet of the "
                "class at home and did not know that a photo is enough.",
        observations="Worried about losing aid; calmer when we counted the weeks together.",
        results="Nothing is wrong yet: the month is not over, and two weeks only lack their paper.",
        information_given="How to send a photo; what happens when hours stay short, and what "
                          "does not.",
        program_contacts="Job developer: two restaurants look for lunch shifts.",
        next_steps="Paper first, then the shifts.",
        steps=(
            _theirs(cast, "send_school_schedule", 5),
            _theirs(cast, "send_pay_stubs", 9),
            _mine(cast, "Ask the job developer about the two lunch shifts", 3),
            _mine(cast, "Count the month again when the sheets are in", 8),
        ),
    )  # fmt: skip


def denise_carter(cast: Cast) -> None:
    """WTW-1005: nobody answered; written the same day."""
    note(
        cast, "WTW-1005", 8, _about(cast, "WTW-1005", "No answer"), hour=16,
        template=NoteTemplate.GOOD_CAUSE,
        purpose="To hear from her why she could not come to job club, before anything is decided.",
        results="No answer, the mailbox is full. Nothing is decided; the twenty days run on.",
        next_steps="Try in the evening, when she is home; ask at job club whether she called.",
        steps=(_mine(cast, "Call Denise after 6 PM", 1),),
    )  # fmt: skip


def karen_olson(cast: Cast) -> None:
    """DW-2001: the job search after the course."""
    note(
        cast, "DW-2001", 84, _about(cast, "DW-2001", "Sent her résumé"), hour=13,
        template=NoteTemplate.JOB_SEARCH, manner=Manner.IN_WRITING,
        purpose="She sent her résumé and asked what to do about mileage.",
        content="Résumé reads well; nineteen years at one press need a first line that says "
                "what she can do elsewhere. Answered on mileage the same day.",
        results="Résumé goes to three print and packaging firms. Mileage is paid from the "
                "first day of the course.",
        forms_completed="Support services request",
        documents_received="Résumé",
    )  # fmt: skip


def mai_vang(cast: Cast) -> None:
    """DW-2003: what she told of her health stays between her and her two workers."""
    note(
        cast, "DW-2003", 6, _about(cast, "DW-2003", "Short message from the library"), hour=12,
        manner=Manner.IN_WRITING, private_reason=PrivateReason.HEALTH_BARRIER,
        purpose="She wrote that she is well, and why she left the typing class early.",
        background="She writes from the library on weekday mornings and reads answers there.",
        content="Her left wrist has not healed and swells after half an hour of typing. She has "
                "not seen a doctor since she moved and is afraid that the bill goes to the old "
                "address.",
        results="Typing class rests. A clinic that bills nobody at home is found first.",
        impressions="She plans again, for the first time since September.",
        next_steps="Clinic, then a class that needs no keyboard.",
        steps=(_mine(cast, "Find an evening appointment at the walk-in clinic", 3),),
    )  # fmt: skip


def olga_petrova(cast: Cast) -> None:
    """WF-3001: written two weeks after the talk, and it shows."""
    note(
        cast, "WF-3001", 24, _about(cast, "WF-3001", "Talked about her absences"), hour=10,
        manner=Manner.INDIVIDUAL,
        purpose="Eleven absences at the class in four weeks.",
        content="She takes her son to the hospital on Tuesdays and Thursdays. The school had "
                "written it down as unexcused.",
        results="The hospital's letter is asked for; until then nothing is held against her.",
        next_steps="Letter from the hospital; a talk with the school about the two mornings.",
    )  # fmt: skip


def sokha_chan(cast: Cast) -> None:
    """WTW-1006: a note that its worker has not finished."""
    about = _about(cast, "WTW-1006", "Explained with an interpreter")
    text = NoteText(
        occurred_on=about.occurred_on, way=about.way, direction=about.direction, is_answered=True,
        makes_contact=False, purpose="To say in Khmer what ends the sanction.",
        content="Went through the steps twice. He repeated them in his own words.",
    )  # fmt: skip
    save_note(
        cast.staff["counselor"].actor, case=cast.cases["WTW-1006"], key=new_key(), version=0,
        text=text, at=moment(cast, 1, 16), contact=about,
    )  # fmt: skip


ALL = (
    maria_lopez, hoa_tran, mei_ling_chen, denise_carter, karen_olson, mai_vang, olga_petrova,
    sokha_chan,
)  # fmt: skip
