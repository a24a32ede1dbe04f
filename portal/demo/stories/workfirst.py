"""The WorkFirst cases of the demo."""

from portal.demo.cast import Cast
from portal.demo.telling import contact, note, report
from portal.models.contacts import ReportKind
from portal.policy.contacts import Direction, Way


def olga_petrova(cast: Cast) -> None:
    """WF-3001: a staffing before sanction in preparation, Child Welfare involved."""
    contact(cast, "WF-3001", 38, Way.TELEPHONE, "Talked about her absences at the class.")
    report(
        cast, "WF-3001", 16, ReportKind.PROBLEM,
        {
            "what": "child_sick", "since": "2026-11-02",
            "about": "Младший сын болеет уже вторую неделю, мне не с кем его оставить.",
            "can_come": "no",
        },
    )  # fmt: skip
    call = contact(
        cast, "WF-3001", 5, Way.TELEPHONE,
        "With a Russian interpreter: invited her to a meeting, she may bring anyone she chooses.",
    )  # fmt: skip
    note(
        cast, "WF-3001", 5, call,
        purpose="To prepare a case staffing before anything is decided.",
        background="Absent from English class since the start of the month; son, 6, is often ill.",
        content="Said what the meeting is for, who comes, and that nothing is decided yet.",
        results="She comes, and brings her sister. The Child Welfare specialist must be invited.",
        next_steps="I invite Child Welfare and the school nurse; Olga brings the doctor's letter.",
    )  # fmt: skip


def huda_al_masri(cast: Cast) -> None:
    """WF-3002: staffing completed, result letter waits for its translation."""
    meeting = contact(
        cast, "WF-3002", 6, Way.IN_PERSON, "Case staffing with Huda, her brother and the college.",
        direction=Direction.TWO_WAY,
    )  # fmt: skip
    note(
        cast, "WF-3002", 6, meeting,
        purpose="Case staffing: what helps Huda finish the course.",
        observations="Huda spoke most of the time; her brother translated only twice.",
        results="The class moves to mornings; child care from eight. Nothing is taken away.",
        next_steps="I send the result letter as soon as it is translated; she signs the new times.",
    )  # fmt: skip
    report(
        cast, "WF-3002", 3, ReportKind.IN_TOUCH,
        {"how": "good", "about": "بدأت الدروس الصباحية هذا الأسبوع والحمد لله كل شيء جيد.", "call_me": "no"},
    )  # fmt: skip


def khamla_sayavong(cast: Cast) -> None:
    """WF-3003: 57 of 60 months."""
    contact(
        cast, "WF-3003", 45, Way.TELEPHONE, "Told him how many months are left, with interpreter."
    )
    talk = contact(
        cast, "WF-3003", 12, Way.IN_PERSON, "Went through the last three months week by week.",
        direction=Direction.TWO_WAY,
    )  # fmt: skip
    note(
        cast, "WF-3003", 12, talk,
        purpose="57 of 60 months are used: what must be in place before the last one.",
        background="Works 18 hours a week at a bakery; two children at school.",
        results="The bakery gives 25 hours from next month. Housing help applied for.",
        next_steps="Khamla brings the new contract; I ask for the 60-month review meeting.",
        documents_received="Two pay stubs",
    )  # fmt: skip


def _khamla_moves(cast: Cast) -> None:
    report(
        cast, "WF-3003", 2, ReportKind.ADDRESS,
        {
            "changed": "address,phone", "new_phone": "+12065550229", "since": "2026-11-15",
            "new_address": "4500 South Othello Street, Apt 9, Seattle, WA 98118",
        },
    )  # fmt: skip


def oksana_kovalenko(cast: Cast) -> None:
    """WF-3004: a new case; nothing has been done yet."""


ALL = (olga_petrova, huda_al_masri, khamla_sayavong, _khamla_moves, oksana_kovalenko)
