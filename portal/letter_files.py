"""A sent letter's PDF as an answer: read, opened with the case's key, and handed over as a file."""

import flask

from portal import resources
from portal.models.cases import Case
from portal.models.letters import Letter
from portal.operations.case_keys import open_case_key

# A browser that shows it all the same runs nothing in it and lets it reach nothing (safety.md).
_SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def letter_file(letter: Letter, case: Case, *, is_large: bool) -> flask.Response:
    """The PDF as it was kept when the letter was sent, in 12 or 18 points, as an attachment.

    404 for a draft. Raises StorageError and SealBrokenError where the file cannot be read.
    """
    name = str(letter.pdf_large if is_large else letter.pdf)
    if not name:
        flask.abort(404)
    plain = resources.current().storage.read(name, open_case_key(case))
    size = "-large" if is_large else ""
    return flask.Response(
        plain,
        mimetype="application/pdf",
        headers={
            # Neutral: a shared phone shows the names of files.
            "Content-Disposition": f'attachment; filename="letter-{letter.letter_no}{size}.pdf"',
            "Content-Security-Policy": _SANDBOX,
        },
    )
