"""How tests send, finish and clean documents."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

from portal import jobs, worker
from portal.models import Account, Case, Document, Page, Participant
from portal.models.documents import DocumentRequest
from portal.operations.documents import finish_document, open_document
from portal.operations.documents.uploads import Upload, take_upload
from portal.policy.documents import DocumentKind
from tests.factories import NOON, account, as_actor, case, participant
from tests.samples import ATTENDANCE_1


class Sender:
    """A participant with a case and a worker, and what they do with documents."""

    def __init__(self, locale: str = "es") -> None:
        self.worker: Account = account()
        self.person: Participant = participant(locale=locale, phone="555 0142")
        self.case: Case = case(self.person, self.worker)
        self.actor = as_actor(self.person)

    def open(self, key: str | None = None, request: DocumentRequest | None = None) -> Document:
        """An open document."""
        return open_document(
            self.actor, case=self.case, locale="es", request=request, at=NOON, operation_key=key
        )

    def add(
        self, document: Document, file: Path | bytes = ATTENDANCE_1, key: str = "",
        at: datetime = NOON,
    ) -> Page:  # fmt: skip
        """A page, from a sample or from bytes."""
        content = file if isinstance(file, bytes) else file.read_bytes()
        name = "photo.jpg" if isinstance(file, bytes) else file.name
        upload = Upload(BytesIO(content), name, key)
        return take_upload(self.actor, document=document, upload=upload, at=at)

    def finish(self, document: Document, at: datetime = NOON, key: str | None = None) -> Document:
        """The document, sent."""
        return finish_document(
            self.actor, document=document, kind=DocumentKind.ATTENDANCE_SHEET,
            note="Semana de mayo", locale="es", at=at, operation_key=key,
        )  # fmt: skip

    def send(self, *files: Path) -> Document:
        """A document with these pages, sent."""
        document = self.open()
        for file in files or (ATTENDANCE_1,):
            self.add(document, file)
        return self.finish(document)


def run_jobs() -> int:
    """Runs every waiting job here and now."""
    worker.bind()
    return jobs.run_waiting()
