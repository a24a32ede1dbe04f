"""Documents of the demo: real photos and a PDF, sent, cleaned and looked at as any other."""

from pathlib import Path

from portal.demo.cast import Cast
from portal.demo.telling import day, moment, participant_of
from portal.models import Case, Contact, Document, DocumentRequest, Page
from portal.operations.documents import finish_document, open_document
from portal.operations.documents.cleaning import clean_page
from portal.operations.documents.page_answers import PageAnswer, answer_pages
from portal.operations.documents.requests import report_cannot_send, request_document
from portal.operations.documents.reviews import accept_document
from portal.operations.documents.ties import tie_document
from portal.operations.documents.uploads import Upload, take_upload
from portal.policy.documents import CannotSend, DocumentKind, RemindWhen, ReturnReason
from portal.reports.documents import ties

FILES = Path(__file__).with_name("files")


def asked(
    cast: Cast, number: str, days_ago: int, kind: DocumentKind, why: str, due_in: int
) -> DocumentRequest:
    """A request for a document that the worker made, due so many days from today."""
    return request_document(
        cast.staff["counselor"].actor,
        case=cast.cases[number],
        kind=kind,
        why=why,
        due_on=day(cast, -due_in),
        at=moment(cast, days_ago, 15),
    )


def sent(
    cast: Cast,
    number: str,
    days_ago: int,
    kind: DocumentKind,
    *files: str,
    note: str = "",
    answers: DocumentRequest | None = None,
) -> Document:
    """A document that the participant sent from the phone; its pages wait for the worker."""
    case: Case = cast.cases[number]
    who, at = participant_of(case), moment(cast, days_ago, 19)
    document = open_document(who, case=case, locale=case.locale, at=at, request=answers)
    for name in files:
        with (FILES / name).open("rb") as stream:
            take_upload(who, document=document, upload=Upload(stream, name), at=at)
    return finish_document(who, document=document, kind=kind, note=note, locale=case.locale, at=at)


def _cleaned(document: Document) -> Document:
    for page in Page.select(Page.id).where(Page.document == document.id):
        clean_page(page.id)
    found: Document = Document.get_by_id(document.id)
    return found


def accepted(cast: Cast, document: Document, days_ago: int) -> Document:
    """The counselor looked at it and accepted it."""
    ready = _cleaned(document)
    return accept_document(
        cast.staff["counselor"].actor, document=ready, version=ready.version,
        at=moment(cast, days_ago, 9),
    )  # fmt: skip


def page_returned(
    cast: Cast, document: Document, days_ago: int, number: int, reason: ReturnReason
) -> Document:
    """The counselor could read all pages but one, and asked for that one again."""
    ready = _cleaned(document)
    page = Page.of_document(ready.id)[number - 1]
    return answer_pages(
        cast.staff["counselor"].actor, document=ready, version=ready.version,
        answers=[PageAnswer(page, reason)], at=moment(cast, days_ago, 9),
    )  # fmt: skip


def tied(cast: Cast, document: Document, days_ago: int) -> None:
    """The counselor said what a document belongs to: the latest contact that staff had with the
    person, and the first activity of the plan."""
    who, at = cast.staff["counselor"].actor, moment(cast, days_ago, 10)
    found = ties.tieable(who, document.case)
    talked = next((one for one in found if one.what == "contact" and one.name != "portal"), None)
    planned = next((one for one in found if one.what == "activity"), None)
    if talked:
        contact = Contact.get_for(who, document.case, talked.ref)
        tie_document(who, document=document, contact=contact, at=at)
    if planned:
        tie_document(who, document=document, series=planned.ref, at=at)


def put_off(
    cast: Cast, number: str, wanted: DocumentRequest, days_ago: int, remind: RemindWhen
) -> None:
    """The participant will send it later, and said when to be reminded."""
    case: Case = cast.cases[number]
    report_cannot_send(
        participant_of(case), request=wanted, choice=CannotSend.REMIND_ME, remind=remind, text="",
        locale=case.locale, at=moment(cast, days_ago, 20),
    )  # fmt: skip
