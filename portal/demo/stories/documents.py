"""What the cast was asked for and sent."""

from portal.demo.cast import Cast
from portal.demo.papers import accepted, asked, page_returned, put_off, sent, tied
from portal.policy.documents import DocumentKind, RemindWhen, ReturnReason


def tell_all(cast: Cast) -> None:
    """Requests, documents that wait, one accepted, one page asked for again, one put off."""
    accepted(
        cast,
        sent(cast, "WTW-1001", 18, DocumentKind.PAY_STUB, "pay_stub.jpg",
             note="Talón de pago de la tienda, primera quincena."),
        17,
    )  # fmt: skip
    sent(cast, "WTW-1001", 1, DocumentKind.ATTENDANCE_SHEET,
         "attendance_1.jpg", "attendance_2.jpg", "attendance_3.jpg",
         note="Hojas de la clase de inglés, tres semanas.")  # fmt: skip
    asked(cast, "WTW-1002", 1, DocumentKind.SCHOOL_RECORD, "enroll_class", due_in=6)
    wanted = asked(cast, "WTW-1003", 13, DocumentKind.ATTENDANCE_SHEET, "count_hours", due_in=4)
    page_returned(
        cast,
        sent(cast, "WTW-1003", 5, DocumentKind.ATTENDANCE_SHEET, "attendance_1.jpg",
             "attendance_2_dark.jpg", "attendance_3.jpg", answers=wanted),
        4, 2, ReturnReason.TOO_DARK,
    )  # fmt: skip
    asked(cast, "WTW-1004", 11, DocumentKind.MEDICAL_NOTE, "check_exemption", due_in=9)
    accepted(cast, sent(cast, "WTW-1008", 15, DocumentKind.IDENTITY, "identity_card.jpg"), 14)
    grades = sent(cast, "DW-2001", 2, DocumentKind.SCHOOL_RECORD, "school_record.pdf",
                  note="My grades so far.")  # fmt: skip
    tied(cast, grades, 1)
    sent(cast, "WF-3001", 3, DocumentKind.MEDICAL_NOTE, "medical_note.jpg",
         note="Письмо от врача моего сына.")  # fmt: skip
    later = asked(cast, "WF-3003", 6, DocumentKind.PAY_STUB, "count_hours", due_in=12)
    put_off(cast, "WF-3003", later, 1, RemindWhen.IN_THREE_DAYS)


ALL = (tell_all,)
