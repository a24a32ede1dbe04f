"""Files of a case to a browser: clean copies alone, never as what they claim to be; calendars.

Pictures are our own re-encoding, PDFs go out as attachments; each under a policy of its own that
lets it do nothing (contract.md, Limits: served files).
"""

import tempfile
from datetime import datetime
from pathlib import Path

import flask

from portal import clock, resources
from portal.calendars import Entry, written
from portal.cleaning import join
from portal.i18n import gettext as _
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.copies import NoteCopy
from portal.models.documents import Document, Page
from portal.models.formats import LetterFile
from portal.models.letters import Letter
from portal.models.printing import PrintRun
from portal.operations.cases.keys import open_case_key
from portal.policy.calendar import office_date
from portal.reports.calendars import days_of
from portal.reports.documents import pages_to_print
from portal.reports.meetings import calendar_rows
from portal.reports.printing import pile
from portal.turning import turned
from portal.words.deadlines import KINDS
from portal.words.meeting_work import KINDS as MEETINGS

_SEALED_OFF = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def picture(case: Case, name: str | None, turn: int = 0) -> flask.Response:
    """A picture of the store by its storage name, decrypted as it streams, shown turned clockwise
    by `turn` degrees; 404 without a name."""
    if not name:
        flask.abort(404)
    pieces = turned(resources.current().storage.open(name, open_case_key(case)), turn)
    return flask.Response(pieces, mimetype="image/jpeg", headers=_SEALED_OFF)


def attachment(page: Page) -> flask.Response:
    """The clean copy of a page to keep, under a name that tells nothing; 404 until it is clean."""
    if not page.clean:
        flask.abort(404)
    document = page.document
    pieces = resources.current().storage.open(page.clean, open_case_key(document.case))
    ending = "pdf" if page.clean_type == "application/pdf" else "jpg"
    name = f"document-{document.reference}-{page.position}.{ending}"
    response = flask.Response(pieces, mimetype=page.clean_type, headers=_SEALED_OFF)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def document_pdf(document: Document) -> flask.Response:
    """All pages of a document as one PDF, made anew from its clean copies; 404 while none is clean.

    Raises StorageError and SealBrokenError where a file cannot be read.
    """
    key, store = open_case_key(document.case), resources.current().storage
    with tempfile.TemporaryDirectory() as folder:
        parts: list[tuple[Path, int, int]] = []
        for name, number, turn, ending in pages_to_print(document.id):
            path = Path(folder) / f"{len(parts)}.{ending}"
            with path.open("wb") as target:
                target.writelines(store.open(name, key))
            parts.append((path, number, turn))
        if not parts:
            flask.abort(404)
        made = join(parts, Path(folder)).open("rb")  # it can be read on when the folder is gone
    pieces = iter(lambda: made.read(1024 * 1024), b"")
    response = flask.Response(pieces, mimetype="application/pdf", headers=_SEALED_OFF)
    response.call_on_close(made.close)
    file_name = f"document-{document.reference}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def plan_pdf(version: int, tag: str, content: bytes) -> flask.Response:
    """A version of a plan to keep, under a name that tells its number and language alone."""
    response = flask.Response(content, mimetype="application/pdf", headers=_SEALED_OFF)
    name = f"plan-{version}-{tag}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def packet_pdf(content: bytes) -> flask.Response:
    """The packet for a meeting, under a name that tells nothing: that there is a staffing is for
    agency staff alone (STAFF-11)."""
    response = flask.Response(content, mimetype="application/pdf", headers=_SEALED_OFF)
    response.headers["Content-Disposition"] = 'attachment; filename="packet.pdf"'
    return response


def kept_file(case: Case, name: str) -> bytes:
    """A whole file of a case from the store. Raises StorageError and SealBrokenError."""
    return resources.current().storage.read(name, open_case_key(case))


def letter_pdf(letter: Letter, case: Case, *, is_large: bool) -> flask.Response:
    """A letter's PDF as it was kept when it was sent, in 12 or 18 points; 404 for a draft.

    Raises StorageError and SealBrokenError where the file cannot be read.
    """
    name = str(letter.pdf_large if is_large else letter.pdf)
    if not name:
        flask.abort(404)
    pieces = resources.current().storage.open(name, open_case_key(case))
    response = flask.Response(pieces, mimetype="application/pdf", headers=_SEALED_OFF)
    # The number alone: a shared phone shows the names of files.
    file_name = f"letter-{letter.letter_no}{'-large' if is_large else ''}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def draft_pdf(letter: Letter, content: bytes) -> flask.Response:
    """A draft as it would be printed, made to be looked at and kept nowhere."""
    response = flask.Response(content, mimetype="application/pdf", headers=_SEALED_OFF)
    file_name = f"draft-{letter.letter_no}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def print_run_pdf(run: PrintRun) -> flask.Response:
    """All letters of a print run as one PDF, under a name that tells the run's moment alone; 404
    where none of them may go by post any more.

    Raises StorageError and SealBrokenError where a file cannot be read.
    """
    content = pile(run)
    if not content:
        flask.abort(404)
    response = flask.Response(content, mimetype="application/pdf", headers=_SEALED_OFF)
    name = f"letters-{run.made_at:%Y%m%d-%H%M}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


_ENDINGS = {"application/x-brf": "brf", "audio/mpeg": "mp3", "audio/wav": "wav"}


def letter_file(file: LetterFile, letter: Letter, *, is_played: bool = False) -> flask.Response:
    """A letter in Braille or as speech as it was kept; `is_played` where the page itself plays it,
    in the pieces that a browser asks for.

    Raises StorageError and SealBrokenError where the file cannot be read.
    """
    content, media_type = kept_file(letter.case, str(file.stored)), str(file.media_type)
    if is_played:
        return sound(content, media_type)
    response = flask.Response(content, mimetype=media_type, headers=_SEALED_OFF)
    name = f"letter-{letter.letter_no}.{_ENDINGS[media_type]}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def sound(content: bytes, media_type: str) -> flask.Response:
    """Sound for a player on a page, in the pieces that a browser asks for: some play nothing that
    they cannot have in pieces."""
    response = flask.Response(content, mimetype=media_type, headers=_SEALED_OFF)
    response.make_conditional(flask.request, accept_ranges=True, complete_length=len(content))
    return response


def worker_calendar(owner: Actor, *, has_numbers: bool) -> flask.Response:
    """The last days of a worker's own cases and tasks, and their meetings; without the cases'
    numbers it says that something is due or that there is a meeting, and nothing of whom."""
    at = clock.now()
    today = office_date(at, resources.timezone())
    entries = [
        Entry(
            one.name,
            one.on,
            _("Case %(number)s: %(what)s", number=one.number, what=KINDS[one.kind])
            if has_numbers
            else _("Something is due. Look in the portal."),
        )
        for one in days_of(owner, today)
    ] + [_meeting(one, has_numbers) for one in calendar_rows(owner, today)]
    return calendar_file(written(entries, at, "en"))


def _meeting(row: tuple[str, str, datetime, int, str], has_number: bool) -> Entry:
    key, kind, starts_at, minutes, number = row
    title = (
        _("Case %(number)s: %(what)s", number=number, what=MEETINGS[kind])
        if has_number
        else _("A meeting. Look in the portal.")
    )
    on = office_date(starts_at, resources.timezone())
    return Entry(f"meeting-{key}", on, title, starts_at, minutes)


def calendar_file(text: str) -> flask.Response:
    """A calendar to keep, under a name that tells nothing."""
    response = flask.Response(text, mimetype="text/calendar", headers=_SEALED_OFF)
    response.headers["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return response


def notes_copy_pdf(copy: NoteCopy, case: Case) -> flask.Response:
    """The PDF of a released copy of notes as it was kept; 404 for one that was not released.

    Raises StorageError and SealBrokenError where the file cannot be read.
    """
    if not copy.pdf:
        flask.abort(404)
    pieces = resources.current().storage.open(str(copy.pdf), open_case_key(case))
    response = flask.Response(pieces, mimetype="application/pdf", headers=_SEALED_OFF)
    # A word that says nothing: a shared phone shows the names of files.
    response.headers["Content-Disposition"] = 'attachment; filename="copy.pdf"'
    return response
