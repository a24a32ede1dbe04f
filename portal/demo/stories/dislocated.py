"""The Dislocated Worker cases of the demo."""

from portal.demo.cast import Cast
from portal.demo.telling import contact, note, report, seen
from portal.models.contacts import ReportKind
from portal.policy.contacts import Direction, Way


def karen_olson(cast: Cast) -> None:
    """DW-2001: live contact is due in 3 days."""
    first = contact(
        cast, "DW-2001", 138, Way.IN_PERSON,
        "First meeting. Laid off from a print shop after 19 years as a press operator.",
        direction=Direction.TWO_WAY,
    )  # fmt: skip
    note(
        cast, "DW-2001", 138, first,
        purpose="First meeting after enrollment, to see where Karen stands and what she wants.",
        background="Press operator for 19 years; the shop closed in June. Lives alone, owns a car.",
        observations="Came early with a folder of certificates. Spoke calmly about the closing.",
        content="Explained the 30-day contacts, the plan, and what training can be paid.",
        results="Agreed to look at packaging and CNC work. Interest inventory handed out.",
        next_steps="Karen brings her certificates by the next meeting; I ask about CNC courses.",
        forms_completed="Intake form, release of information",
        documents_received="Layoff letter",
    )  # fmt: skip
    contact(cast, "DW-2001", 112, Way.TELEPHONE, "Talked about two CNC courses and their dates.")
    contact(
        cast, "DW-2001", 84, Way.EMAIL, "Sent her résumé and asked about mileage.",
        direction=Direction.FROM_PARTICIPANT,
    )  # fmt: skip
    contact(cast, "DW-2001", 55, Way.TELEPHONE, "Course started; she likes the morning class.")
    talk = contact(
        cast, "DW-2001", 27, Way.IN_PERSON,
        "Met at the college. Two employers asked her to apply.", direction=Direction.TWO_WAY,
    )  # fmt: skip
    note(
        cast, "DW-2001", 27, talk,
        purpose="Monthly meeting: how the CNC course goes and what comes after it.",
        observations="Showed me a part she had turned herself; smiled a lot.",
        results="Two applications go out this month. The course ends in six weeks.",
        next_steps="Karen applies at both shops; I write to the second one's hiring manager.",
    )  # fmt: skip


def abdi_warsame(cast: Cast) -> None:
    """DW-2002: 31 days without live contact, two attempts."""
    sent = report(
        cast, "DW-2002", 60, ReportKind.IN_TOUCH,
        {"how": "good", "about": "Waxaan helay laba wareysi shaqo toddobaadkan. Mahadsanid.", "call_me": "no"},
    )  # fmt: skip
    seen(cast, sent, 59)
    last = contact(
        cast, "DW-2002", 31, Way.TELEPHONE, "Spoke with a Somali interpreter, ID 118.",
    )  # fmt: skip
    note(
        cast, "DW-2002", 31, last,
        purpose="Monthly contact with an interpreter.",
        content="Abdi asked for help with the forklift licence test.",
        results="Test date found; the fee can be paid from supportive services.",
        next_steps="Abdi calls the test center; I send the voucher.",
    )  # fmt: skip
    contact(
        cast, "DW-2002", 9, Way.VOICEMAIL, "Left a message in Somali through the interpreter line.",
        answered=False,
    )  # fmt: skip
    contact(
        cast, "DW-2002", 2, Way.TEXT, "Asked him to call or to answer on the portal.",
        answered=False,
    )  # fmt: skip


def mai_vang(cast: Cast) -> None:
    """DW-2003: private case (danger)."""
    meeting = contact(
        cast, "DW-2003", 20, Way.IN_PERSON, "Met at a place Mai chose.", direction=Direction.TWO_WAY
    )
    note(
        cast, "DW-2003", 20, meeting,
        purpose="Mai asked to meet outside the office.",
        results="The entire case is private from today. Contact only by the ways she named.",
        next_steps="I keep all letters back; she writes from the library.",
        private_reason="danger",
    )  # fmt: skip
    contact(
        cast, "DW-2003", 6, Way.TEXT, "Short message from the library: she is well.",
        direction=Direction.FROM_PARTICIPANT,
    )  # fmt: skip


def selam_tesfaye(cast: Cast) -> None:
    """DW-2004: large print, follow-up month 5."""
    contact(
        cast, "DW-2004", 152, Way.TELEPHONE, "Started as a line cook at a hotel kitchen.",
    )  # fmt: skip
    month = contact(cast, "DW-2004", 40, Way.TELEPHONE, "Follow-up month 4: all is well at work.")
    note(
        cast, "DW-2004", 40, month,
        purpose="Follow-up call, month 4 of 12.",
        results="Still employed, 36 hours a week. Wants a course for head cooks next year.",
        next_steps="I send the course's dates in large print.",
    )  # fmt: skip
    contact(cast, "DW-2004", 8, Way.TELEPHONE, "Follow-up month 5: more hours since the first.")


ALL = (karen_olson, abdi_warsame, mai_vang, selam_tesfaye)
