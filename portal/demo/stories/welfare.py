"""The Welfare-to-Work cases of the demo."""

from portal.demo.cast import Cast
from portal.demo.telling import answer, contact, note, report
from portal.models.contacts import ReportKind
from portal.policy.contacts import Direction, Way


def maria_lopez(cast: Cast) -> None:
    """WTW-1001: one parent, child under 6, on track."""
    contact(cast, "WTW-1001", 64, Way.TELEPHONE, "English class level 2 begins; bus pass arrived.")
    meeting = contact(
        cast, "WTW-1001", 33, Way.IN_PERSON, "Monthly meeting with Sofia in the play corner.",
        direction=Direction.TWO_WAY,
    )  # fmt: skip
    note(
        cast, "WTW-1001", 33, meeting,
        purpose="Monthly meeting: hours, child care, and the store job's new shift.",
        background="One parent, daughter Sofia is 4. English class and 12 hours at a grocery store.",
        observations="Maria told most of it in English; Sofia drew all the time.",
        content="The store offers two more hours on Saturdays. Child care is open until one.",
        results="She takes the Saturday hours. 20 hours a week are met without stress.",
        impressions="My view: she is ready for the deli course in spring.",
        next_steps="Maria sends the pay stub each month; I ask the deli course for a place.",
        documents_received="Pay stub of last month",
    )  # fmt: skip
    sent = report(
        cast, "WTW-1001", 4, ReportKind.IN_TOUCH,
        {
            "how": "good",
            "about": "Todo va bien. Empecé el turno del sábado y Sofía está contenta en la guardería.", "call_me": "no"
        },
    )  # fmt: skip
    answer(
        cast, sent, 3,
        "I am glad to hear it. Please send the pay stub with the Saturday hours on it.",
    )  # fmt: skip


def hoa_tran(cast: Cast) -> None:
    """WTW-1002: plan amended yesterday, both grace periods running."""
    contact(cast, "WTW-1002", 40, Way.TELEPHONE, "Asked for training with more hours.")
    meeting = contact(
        cast, "WTW-1002", 1, Way.IN_PERSON, "Went through the new plan line by line, in Vietnamese.",
        direction=Direction.TWO_WAY,
    )  # fmt: skip
    note(
        cast, "WTW-1002", 1, meeting,
        purpose="To amend the plan: nursing assistant course instead of job club.",
        content="Read the plan together with the interpreter, ID 221. Both last days explained.",
        results="Plan amended and signed. Course starts Monday; 30 hours a week in all.",
        next_steps="Hoa brings the enrollment paper; I authorize the bus pass and the uniform.",
        forms_completed="WTW 2 (amended)",
    )  # fmt: skip


def mei_ling_chen(cast: Cast) -> None:
    """WTW-1003: hours short, unproven hours."""
    contact(
        cast, "WTW-1003", 36, Way.TELEPHONE, "She lost two shifts when the restaurant closed early."
    )
    contact(
        cast, "WTW-1003", 13, Way.TELEPHONE,
        "Asked for the attendance sheet of the first two weeks; she will photograph it.",
    )  # fmt: skip
    report(
        cast, "WTW-1003", 2, ReportKind.PROBLEM,
        {
            "what": "work_hours", "since": "2026-11-09",
            "about": "餐館減少了我的工作時間,這個月可能不夠三十小時。", "can_come": "yes",
        },
    )  # fmt: skip


def shirin_ahmadi(cast: Cast) -> None:
    """WTW-1004: exempt, review due."""
    talk = contact(cast, "WTW-1004", 48, Way.TELEPHONE, "Short call with a Farsi interpreter.")
    note(
        cast, "WTW-1004", 48, talk,
        purpose="How she is, and what the review of the exemption will ask.",
        results="She will see her doctor before the review and bring the form.",
        next_steps="I send the form in large envelopes; Shirin brings it filled in.",
    )  # fmt: skip
    contact(
        cast, "WTW-1004", 11, Way.POSTAL_MAIL, "Sent the review form with a return envelope.",
        answered=False,
    )  # fmt: skip


def denise_carter(cast: Cast) -> None:
    """WTW-1005: good cause, day 18 of 20."""
    contact(cast, "WTW-1005", 47, Way.TELEPHONE, "Job club goes well, two applications out.")
    contact(
        cast, "WTW-1005", 17, Way.VOICEMAIL, "Asked her to call about job club.", answered=False
    )
    contact(cast, "WTW-1005", 8, Way.TELEPHONE, "No answer, mailbox full.", answered=False)
    report(
        cast, "WTW-1005", 1, ReportKind.PROBLEM,
        {
            "what": "no_ride", "since": "2026-11-03",
            "about": "My car broke down and the bus does not run early enough for job club at 8.",
            "can_come": "sometimes",
        },
    )  # fmt: skip


def sokha_chan(cast: Cast) -> None:
    """WTW-1006: sanctioned, cure steps."""
    contact(cast, "WTW-1006", 58, Way.TELEPHONE, "Explained with an interpreter how to end it.")
    talk = contact(
        cast, "WTW-1006", 24, Way.TELEPHONE, "He wants to go back to the welding course."
    )
    note(
        cast, "WTW-1006", 24, talk,
        purpose="Monthly contact: what has changed, and the steps that end the sanction.",
        results="He chose the welding course. Three steps are agreed, the first is done.",
        next_steps="Sokha attends four days in a row; I ask eligibility to restore aid at once.",
    )  # fmt: skip


def ji_woo_park(cast: Cast) -> None:
    """WTW-1007: discontinued 31 days, closing in the supervisor's hands."""
    contact(cast, "WTW-1007", 52, Way.TELEPHONE, "New full-time job at a dental office, 38 hours.")
    last = contact(
        cast, "WTW-1007", 29, Way.EMAIL, "Thanked us and sent the first pay stub.",
        direction=Direction.FROM_PARTICIPANT,
    )  # fmt: skip
    note(
        cast, "WTW-1007", 29, last,
        purpose="Cash aid ended; what stays open and what closes.",
        results="CalFresh stays. She was told about CalFresh E&T and does not need it now.",
        next_steps="I finish the closing steps; the supervisor reviews.",
        documents_received="Pay stub",
    )  # fmt: skip


def brandon_walker(cast: Cast) -> None:
    """WTW-1008: the plan waits for a signature."""
    first = contact(
        cast, "WTW-1008", 20, Way.IN_PERSON, "Introduction meeting before orientation.",
        direction=Direction.TWO_WAY,
    )  # fmt: skip
    note(
        cast, "WTW-1008", 20, first,
        purpose="Introduction: who I am, what comes next, what he needs.",
        background="One parent of a son of two; worked in warehouses; wants evenings at home.",
        results="Orientation booked. He wants a forklift licence and day shifts.",
        next_steps="Brandon looks for child care near home; I write the first plan.",
    )  # fmt: skip
    contact(
        cast, "WTW-1008", 3, Way.TEXT, "Told him that the plan is there to read and sign.",
        answered=False,
    )  # fmt: skip


def tamika_brooks(cast: Cast) -> None:
    """WTW-1009: discontinued 44 days, the closing may begin."""
    last = contact(cast, "WTW-1009", 45, Way.TELEPHONE, "Hired by the bakery for 40 hours a week.")
    note(
        cast, "WTW-1009", 45, last,
        purpose="Her new job, and the end of cash aid.",
        results="CalFresh and Medi-Cal stay. She knows whom to call about child care.",
        next_steps="Cash aid ends; I close the case after thirty days.",
    )  # fmt: skip


ALL = (
    maria_lopez,
    hoa_tran,
    mei_ling_chen,
    shirin_ahmadi,
    denise_carter,
    sokha_chan,
    ji_woo_park,
    brandon_walker,
    tamika_brooks,
)
