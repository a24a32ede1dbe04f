"""A letter as the state issued it: brought in as a PDF, approved by a second person."""

import tempfile
from io import BytesIO
from pathlib import Path

import flask
from flask import request
from wtforms import HiddenField

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.cleaning import Limits, clean
from portal.forms import Form, LongText, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.official_texts import OfficialText
from portal.operations.catalogs.official import approve_official, bring_official, return_official
from portal.policy.documents import FileType, RefusalCode
from portal.policy.refusals import Refused
from portal.reports import catalogs
from portal.reports.letters.official import content_of, file_key, official_texts
from portal.storage import Stored
from portal.translate.area import area
from portal.translate.scope import language, scope, writable
from portal.words.catalogs import refusal_words

LARGEST = 5 * 1024 * 1024  # bytes of a PDF
_QUICK = Limits(cpu_seconds=10, wall_seconds=20.0, pages=40)


class OfficialForm(Form):
    """The state's own name for the form; its PDF comes beside it."""

    form_no = Text(
        _l("The state's number or name of the form"), [required(_l("Please fill this in."))],
        limit=80,
    )  # fmt: skip


class VerdictForm(Form):
    """What a second person says of it."""

    act = HiddenField()
    reason = LongText()


@area.get("/<locale:locale>/<letter:kind>/official")
@requires(Permission.CATALOG_READ)
def official_show(locale: str, kind: str) -> flask.Response:
    """The state's translations of a letter in one language."""
    return _page(locale, kind)


@area.post("/<locale:locale>/<letter:kind>/official")
@requires(Permission.CATALOG_TRANSLATE)
def official_create(locale: str, kind: str) -> flask.typing.ResponseReturnValue:
    """Takes a PDF in: cleaned as every file from outside, it waits for a second person."""
    writable(locale)
    form = OfficialForm()
    if not form.validate_on_submit():
        return _page(locale, kind, form=form, status=422)
    try:
        stored, count = _cleaned()
    except Refused:
        said = _("This cannot be taken: send a PDF of up to 5 MB and 40 pages without a password.")
        return _page(locale, kind, said, form)
    bring_official(
        actor(), kind=kind, locale=locale, form_no=form.form_no.data or "", stored=stored,
        pages=count, at=clock.now(), operation_key=form.key,
    )  # fmt: skip
    return _done(locale, kind, _("It waits for a second person now."))


@area.post("/<locale:locale>/<letter:kind>/official/<key:official_key>")
@requires(Permission.CATALOG_PUBLISH)
def official_update(locale: str, kind: str, official_key: str) -> flask.typing.ResponseReturnValue:
    """A second person lets it stand as the language's release, or gives it back."""
    writable(locale)
    found, form = OfficialText.at_address(kind, locale, official_key), VerdictForm()
    if not form.validate_on_submit() or form.act.data not in ("approve", "return"):
        return _page(locale, kind, _("Please try again."))
    try:
        said = _decide(found, form)
    except Refused as refused:
        return _page(locale, kind, refusal_words(next(iter(refused.codes.values()))))
    return _done(locale, kind, said)


@area.get("/<locale:locale>/<letter:kind>/official/<key:official_key>.pdf")
@requires(Permission.CATALOG_READ)
def official_download(locale: str, kind: str, official_key: str) -> flask.Response:
    """The PDF as it was brought in, cleaned. Raises StorageError where it is another one by now."""
    language(locale)
    found = OfficialText.at_address(kind, locale, official_key)
    response = flask.make_response(content_of(found))
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = f'attachment; filename="{kind}-{locale}.pdf"'
    return response


def _decide(found: OfficialText, form: VerdictForm) -> str:
    at = clock.now()
    if form.act.data == "approve":
        approve_official(actor(), official=found, at=at, operation_key=form.key)
        return _("Letters of this kind go out in it from now on, with the English behind.")
    return_official(actor(), official=found, comment=form.reason.data or "", at=at)
    return _("Given back.")


def _cleaned() -> tuple[Stored, int]:
    """The PDF that was sent, cleaned and stored, and its pages. Raises Refused."""
    upload = request.files.get("file")
    sent = upload.stream.read(LARGEST + 1) if upload is not None else b""
    if not sent.startswith(b"%PDF-") or len(sent) > LARGEST:
        raise Refused({"file": RefusalCode.UNREADABLE})
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "sent.pdf"
        source.write_bytes(sent)
        made = clean(source, FileType.PDF, Path(folder) / "clean", _QUICK)
        plain = made.clean_path.read_bytes()
    return resources.current().storage.receive(
        BytesIO(plain), file_key(), max_bytes=4 * LARGEST
    ), made.page_count


def _done(locale: str, kind: str, said: str) -> flask.typing.ResponseReturnValue:
    return pages.done("translate.official_show", said, locale=locale, kind=kind)


def _page(
    locale: str, kind: str, error: str = "", form: OfficialForm | None = None, status: int = 0
) -> flask.Response:
    found, texts = scope(locale), catalogs.texts_of(kind)
    if texts.letter is None:
        flask.abort(404)
    return pages.render(
        "translate/official/show.html",
        status=status or (422 if error else 200),
        scope=found,
        texts=texts,
        rows=official_texts(kind, locale),
        form=form or OfficialForm(formdata=None),
        error=error,
        own=actor().id,
    )
