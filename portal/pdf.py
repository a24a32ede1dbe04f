"""Letters and plans as PDF: tagged (PDF/UA-1), drawn with the letter fonts alone, same input same
bytes. Text goes in as JSON strings, which the typesetter never reads as markup.

The compiler is kept: fonts are read once. It has no time limit of its own: call it from the
worker; a letter takes some 10 to 30 milliseconds.
"""

import json
import threading
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.metadata import version
from io import BytesIO
from typing import Any

import pikepdf
import typst

from portal.config import ROOT
from portal.letter_fonts import FONTS, font_digests, font_families
from portal.locales import LOCALES
from portal.policy.composing import ComposedSection, HelpLine, LetterDocument, Part
from portal.policy.letter_runs import Run
from portal.qr import qr_svg

TEMPLATES = ROOT / "templates" / "letters"
_REGIONS = {"zh-Hans": ("zh", "CN"), "zh-Hant": ("zh", "TW")}
_DATA = "sys.inputs.data"  # in a template, where the data stands
_lock = threading.Lock()


class PdfError(Exception):
    """The PDF could not be made: a character without a glyph, or a broken template."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences; a strong one is set bold. `lang` is theirs where it is not the document's."""

    text: str
    is_strong: bool = False
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A black mark in the place of what is left out, with the reason on it."""

    reason: str


@dataclass(frozen=True, slots=True)
class ItemList:
    """Items, one line each."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; every row has as many cells as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class DocumentSection:
    """A heading (level 2, or 3 for a section below another) and what stands under it."""

    heading: str
    body: tuple[Paragraph | Withheld | ItemList | Table, ...]
    level: int = 2


@dataclass(frozen=True, slots=True)
class StructuredDocument:
    """A document with headings, such as a plan or case notes. `facts` are lines under the title;
    `page_label` holds {page} and {pages}; `foot` is the line at the bottom of each page."""

    title: str
    locale: str
    direction: str
    author: str
    facts: tuple[str, ...]
    sections: tuple[DocumentSection, ...]
    page_label: str = "{page} / {pages}"
    foot: str = ""
    size: int = 12


def render_letter(document: LetterDocument, *, at: datetime) -> bytes:
    """The letter as PDF; `at` is the moment it was made (UTC), printed nowhere but in the file's
    properties. Same document and moment, same bytes. Raises PdfError (LET-3, LET-8; R4)."""
    made = _compiled("letter.typ", letter_data(document), at)
    return _behind(document.front.pdf(), made) if document.front else made


def render_draft(document: LetterDocument, mark: str, *, at: datetime) -> bytes:
    """The letter as `render_letter` makes it, with a mark (English) laid over every page of it:
    what is only looked at is not taken for what was sent. Raises PdfError (LET-2)."""
    over = {**_language("en", "ltr"), "title": mark, "author": "", "mark": mark}
    made, marks = render_letter(document, at=at), _compiled("mark.typ", over, at)
    out = BytesIO()
    with pikepdf.open(BytesIO(made)) as whole, pikepdf.open(BytesIO(marks)) as layer:
        for page in whole.pages:
            page.add_overlay(layer.pages[0])
        whole.save(out, deterministic_id=True)
    return out.getvalue()


def letter_data(document: LetterDocument) -> dict[str, Any]:
    """What letter.typ is given of a letter: texts, and nothing that it would read as markup."""
    first = document.parts[0]
    return {
        "title": "".join(run.text for run in first.title),
        "author": first.sender[0],
        "size": document.size,
        "qr": qr_svg(document.qr_url) if document.qr_url else "",
        "parts": [_part(part) for part in document.parts],
        "help": [_help(line) for line in document.help_lines],
        "help_phone": document.help_phone,
    }


def render_document(document: StructuredDocument, *, at: datetime) -> bytes:
    """A structured document as PDF, as `render_letter` does it. Raises PdfError (PLAN-5)."""
    direction = document.direction
    written = {
        **_language(document.locale, direction),
        "title": document.title,
        "author": document.author,
        "size": document.size,
        "facts": [isolated(fact, direction) for fact in document.facts],
        "page_label": document.page_label,
        "foot": document.foot,
        "sections": [
            {
                "heading": section.heading,
                "level": section.level,
                "body": [_body(item, direction) for item in section.body],
            }
            for section in document.sections
        ],
    }
    return _compiled("document.typ", written, at)


def renderer_versions() -> dict[str, str]:
    """What the bytes of a PDF depend on: the typesetter's version and each font's SHA-256; kept
    with every sent letter (LET-3)."""
    return {"typst": version("typst"), **font_digests()}


def isolated(text: str, direction: str, kept: str = "auto") -> str:
    """A value kept from turning around, or being turned by, its surroundings: U+2066 (`kept`
    "ltr") or U+2068 ("auto") to U+2069, where one of the two runs from right to left (LANG-5)."""
    if not kept or not text or (direction == "ltr" and not any(map(_is_rtl, text))):
        return text
    opening = "\u2066" if kept == "ltr" else "\u2068"
    return f"{opening}{text}\u2069"


def _is_rtl(sign: str) -> bool:
    return unicodedata.bidirectional(sign) in ("R", "AL")


@cache
def _compiler() -> Any:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(root=str(TEMPLATES), font_paths=fonts, ignore_system_fonts=True)


def _behind(front: bytes, made: bytes) -> bytes:
    """Pages that somebody else made, and ours behind them; same input, same bytes."""
    out = BytesIO()
    with pikepdf.open(BytesIO(made)) as whole, pikepdf.open(BytesIO(front)) as pages:
        for number, page in enumerate(pages.pages):
            whole.pages.insert(number, page)
        whole.save(out, deterministic_id=True)
    return out.getvalue()


def _compiled(template: str, written: dict[str, Any], at: datetime) -> bytes:
    with _lock:
        try:
            made = _compiler().compile(
                input=_source(template).replace(_DATA, _literal(written), 1).encode(),
                format="pdf",
                pdf_standards=["ua-1"],
                timestamp=int(at.timestamp()),
            )
        except RuntimeError as error:
            raise PdfError(str(error)) from error
    return bytes(made)


@cache
def _source(template: str) -> str:
    found = (TEMPLATES / template).read_text("utf-8")
    assert _DATA in found
    return found


def _literal(written: dict[str, Any]) -> str:
    """The data as a string of the template's language, in which these two signs alone mean
    something: text is never read as markup. Handed in from outside it would count as a new world,
    and whatever was set before would be set anew."""
    text = json.dumps(written, ensure_ascii=False)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _language(locale: str, direction: str) -> dict[str, Any]:
    lang, region = _REGIONS.get(locale, (locale, None))
    if locale in ("en-XA", "ar-XB"):
        lang = "en"
    return {
        "lang": lang,
        "region": region,
        "direction": direction,
        "fonts": list(font_families(locale)),
    }


def _part(part: Part) -> dict[str, Any]:
    direction = part.direction
    lines = {"sender": part.sender, "recipient": part.recipient}
    return {
        **_language(part.locale, direction),
        "title": _runs(part.title, direction),
        **{
            name: [_run(Run(line, direction="auto"), direction) for line in found]
            for name, found in lines.items()
        },
        "facts": [_runs(fact, direction) for fact in part.facts],
        "sections": [_section(section, direction) for section in part.sections],
        "labels": dict(part.labels),
    }


def _section(section: ComposedSection, direction: str) -> dict[str, Any]:
    return {
        "section": str(section.section),
        "heading": _runs(section.heading, direction),
        "blocks": [
            {
                "runs": _runs(block.runs, direction),
                "items": [_runs(item, direction) for item in block.items],
            }
            for block in section.blocks
        ],
    }


def _runs(runs: tuple[Run, ...], direction: str) -> list[dict[str, Any]]:
    return [_run(run, direction) for run in runs]


def _run(run: Run, direction: str) -> dict[str, Any]:
    # A phone number is set in a box of its own, which isolates it already.
    text = run.text if run.direction == "ltr" else isolated(run.text, direction, run.direction)
    return {"text": text, "strong": run.is_strong, "direction": run.direction}


def _help(line: HelpLine) -> dict[str, Any]:
    return {
        **_language(line.locale, line.direction),
        "own_name": line.own_name,
        "text": line.text,
    }


def _body(item: Paragraph | Withheld | ItemList | Table, direction: str) -> dict[str, Any]:
    match item:
        case Paragraph():
            written = {"is": "text", "text": item.text, "strong": item.is_strong}
            return written | _own_language(item.lang) if item.lang else written
        case Withheld():
            return {"is": "withheld", "text": item.reason}
        case ItemList():
            return {"is": "list", "items": [isolated(each, direction) for each in item.items]}
        case Table():
            rows = [[isolated(cell, direction) for cell in row] for row in item.rows]
            return {"is": "table", "header": list(item.header), "rows": rows}


def _own_language(locale: str) -> dict[str, Any]:
    lang, region = _REGIONS.get(locale, (locale, None))
    return {"lang": lang, "region": region, "direction": LOCALES[locale].direction}
