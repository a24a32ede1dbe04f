"""What came from outside to the translators: texts of the screens in a file, and a form that the
state issued. Both wait for a second person."""

from portal import pdf, resources
from portal.catalog_files import InEntry, InFile
from portal.demo.cast import Cast
from portal.demo.telling import moment
from portal.operations.catalogs.official import bring_official
from portal.operations.catalogs.screens import import_screens
from portal.reports.letters.official import file_key

SCREENS = {
    "es": (
        ("Start with your code", "Comience con el código de su carta"),
        ("This is not my phone", "Este teléfono es de otra persona"),
    ),
    "vi": (("This is not my phone", "Điện thoại này của người khác"),),
}
FORM = pdf.StructuredDocument(
    title="Aviso de acción: reducción de la ayuda en efectivo",
    locale="es",
    direction="ltr",
    author="Formulario de muestra",
    facts=("Formulario de muestra, sin datos de ninguna persona",),
    sections=(
        pdf.DocumentSection(
            "Qué significa este aviso",
            (
                pdf.Paragraph("El condado explica en la carta adjunta qué cambia y desde cuándo."),
                pdf.Paragraph("Si no está de acuerdo, puede pedir una audiencia."),
            ),
        ),
    ),
)


def texts_from_outside(cast: Cast) -> None:
    """A translator worked on the screens in a program of their own."""
    translator = cast.staff["translator"].actor
    for locale, texts in SCREENS.items():
        entries = tuple(
            InEntry("", english, (text,), True, line * 4 + 9)
            for line, (english, text) in enumerate(texts)
        )
        at = moment(cast, 3)
        import_screens(translator, locale=locale, file=InFile(entries, at), at=at)


def a_form_of_the_state(cast: Cast) -> None:
    """The state has this notice in Spanish: its form may go out in place of our text."""
    at = moment(cast, 2)
    kept = resources.current().storage.put_bytes(pdf.render_document(FORM, at=at), file_key())
    bring_official(
        cast.staff["translator"].actor, kind="sanction", locale="es", form_no="NA 840 (SP), sample",
        stored=kept, pages=1, at=at,
    )  # fmt: skip


ALL = (texts_from_outside, a_form_of_the_state)
