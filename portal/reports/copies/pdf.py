"""The copy of the notes as a document to print and keep: headings in the reader's language, the
notes in English as they were written, a black mark where something is left out (NOTE-9)."""

from collections.abc import Sequence

from portal import dates, i18n
from portal.i18n import gettext as _
from portal.letter_fonts import missing_glyphs
from portal.models.cases import Case
from portal.models.copies import NoteCopy
from portal.pdf import DocumentSection, Paragraph, StructuredDocument, Withheld
from portal.reports.copies import FrozenNote
from portal.words.contacts import WAYS
from portal.words.copies import LEFT_OUT, part_name

LARGE = 18  # points


def copy_document(
    case: Case, copy: NoteCopy, notes: Sequence[FrozenNote], office_name: str, released: str
) -> StructuredDocument:
    """A composed copy as a structured document in the current language.

    In: the case with its participant, the request, the notes as they are given, whose letterhead
    it carries, the day of release in words.
    """
    return StructuredDocument(
        title=_("Copy of your case notes"),
        locale=i18n.current(),
        direction=i18n.direction(i18n.current()),
        author=office_name,
        facts=(
            str(case.participant.name),
            _("Case number %(number)s", number=case.number),
            period_words(copy),
            _("Released on %(day)s", day=released),
            _("The notes are in English, as they were written."),
            *_undrawable(notes),
        ),
        sections=tuple(section for note in notes for section in _note(note))
        or (DocumentSection(_("There are no notes from this time."), ()),),
        foot=str(case.number),
        size=LARGE if copy.wants_large_print else 12,
    )


def period_words(copy: NoteCopy) -> str:
    """Which notes a copy holds, in the current language."""
    from_on, until_on = copy.from_on, copy.until_on
    if from_on is None and until_on is None:
        return _("All notes")
    if until_on is None:
        return _("Notes from %(day)s on", day=dates.day(from_on))
    if from_on is None:
        return _("Notes until %(day)s", day=dates.day(until_on))
    return _("Notes from %(first)s to %(last)s", first=dates.day(from_on), last=dates.day(until_on))


def _note(note: FrozenNote) -> list[DocumentSection]:
    heading = dates.day(note.on)
    if note.withheld:
        return [DocumentSection(heading, (Withheld(str(LEFT_OUT[note.withheld])),))]
    written = _("Written by %(name)s on %(day)s", name=note.author, day=dates.day(note.entered_on))
    way = str(WAYS[note.way]) if note.way in WAYS else ""  # type: ignore[index]
    sections = [DocumentSection(" · ".join(filter(None, (heading, way))), (Paragraph(written),))]
    for part in note.parts:
        name = part_name(part["name"], part["by"], dates.day(part["on"]) if part["on"] else "")
        lines = tuple(
            Withheld(str(LEFT_OUT[line["withheld"]]))
            if line["withheld"]
            else Paragraph(_drawable(line["text"]), lang="en")
            for line in part["lines"]
        )
        sections.append(DocumentSection(name, lines, level=3))
    return sections


def _undrawable(notes: Sequence[FrozenNote]) -> tuple[str, ...]:
    lines = [line["text"] for note in notes for part in note.parts for line in part["lines"]]
    if not missing_glyphs("".join(lines)):
        return ()
    return (_("Some signs cannot be printed. A question mark stands for them here."),)


def _drawable(text: str) -> str:
    """A text whose signs all have a glyph: one strange sign must not hold the whole copy up."""
    for sign in missing_glyphs(text):
        text = text.replace(sign, "[?]")
    return text
