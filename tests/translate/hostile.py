"""Files that somebody made to break the portal, or broke: each with what it must be told.

Made here, not kept: what an editor or a scanner would change on its way stays as it was meant.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.catalog_files import FILE_LIMIT, FileFault
from portal.policy.catalog_rows import RowOutcome
from tests.translate.hostile_workbooks import workbooks

HEADER = 'msgid ""\nmsgstr ""\n"Language: vi\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
COLUMNS = "block,english,translation\n"
# Characters that turn or hide text, by their names.
HIDDEN = {
    "a right-to-left override": "\u202e", "an isolate": "\u2067", "a mark": "\u200f",
    "an arabic letter mark": "\u061c", "a line separator": "\u2028", "a NUL": "\0",
    "a bell": "\x07", "an escape": "\x1b", "a delete": "\x7f", "a C1 control": "\u009b",
    "a tag character": "\U000e0041", "an annotation": "\ufff9", "a byte order mark inside": "\ufeff",
    "no character": "\uffff", "a word joiner": "\u2060",
}  # fmt: skip
ESCAPES = {"a backspace": "\\b", "a form feed": "\\f", "a vertical tab": "\\v"}
# Texts that must never stand in a catalog, whoever approves them, and what is said of them.
TEXTS = {
    "a class instead of a field": "{0.__class__} {worker_phone}",
    "an attribute of a field": "{worker_phone.__init__.__globals__}",
    "a format of a field": "{worker_phone!r:>999999999}",
    "braces of the page": "{{ config }} {worker_phone}",
    "a statement of the page": "{% include '/etc/passwd' %} {worker_phone}",
    "a missing field": "Xin gọi cho chúng tôi.",
    "another field": "Xin gọi {worker_name} {worker_phone}.",
    "a field too often": "Gọi {worker_phone} hay {worker_phone} hay {worker_phone}.",
    "an open brace": "Gọi {worker_phone} {",
    "stars left open": "**Gọi {worker_phone}.",
    "a link": "Xem http://evil.example rồi gọi {worker_phone}.",
    "an amount by hand": "Trả $500 rồi gọi {worker_phone}.",
    "a telephone by hand": "Gọi 555-0199 hay {worker_phone}.",
    "characters without a glyph": "Gọi {worker_phone} 𐎀𐎁.",
}


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file: what it is, its name and bytes, and what is said of it or of its row."""

    what: str
    name: str
    content: bytes
    told: FileFault | RowOutcome


def po(context: str, english: str, text: str) -> str:
    """One entry of a PO file."""
    return f"\n{f'msgctxt {quoted(context)}' if context else ''}\nmsgid {quoted(english)}\nmsgstr {quoted(text)}\n"


def quoted(text: str) -> str:
    """A text as PO writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def cell(text: str) -> str:
    """A text as CSV writes it."""
    return '"' + text.replace('"', '""') + '"'


def all_files(block: str, english: str, text: str) -> list[Hostile]:
    """Every file, made against one block of a letter in Vietnamese and a good text for it."""
    return [
        *_unreadable_po(block, english, text),
        *_broken_po(block, english, text),
        *_texts(block, english),
        *_broken_csv(block, english, text),
        *workbooks(Hostile, block, english, text),
    ]


def _made(what: str, content: str | bytes, told: FileFault, name: str = "vi.po") -> Hostile:
    return Hostile(what, name, content.encode() if isinstance(content, str) else content, told)


def _unreadable_po(block: str, english: str, text: str) -> Iterator[Hostile]:
    """Signs that hide, and bytes that are no UTF-8."""
    good = HEADER + po(block, english, text)
    hidden, no = FileFault.HIDDEN_CHARACTER, FileFault.NOT_UTF8
    for what, sign in HIDDEN.items():
        yield _made(f"PO with {what}", good.replace("Xin", f"Xin{sign}"), hidden)
    for what, sign in ESCAPES.items():
        escaped = good.replace("Xin", f"Xin{sign}")
        yield _made(f"PO with {what} behind a backslash", escaped, hidden)
    yield _made("a hidden sign in a note", good + "# \u202e note\n", hidden)
    yield _made("a hidden sign in a key", good.replace(block, f"{block}\u200f"), hidden)
    yield _made("UTF-16", good.encode("utf-16"), no)
    for what, wrong in (
        ("Latin-1 inside", b"X\xedn"), ("an overlong slash", b"X\xc0\xafn"),
        ("half a pair", b"X\xed\xa0\x80n"),
    ):  # fmt: skip
        yield _made(what, good.encode().replace(b"Xin", wrong), no)
    yield _made("UTF-7 by its header", good.replace("UTF-8", "UTF-7"), no)
    yield _made("Windows by its header", good.replace("UTF-8", "windows-1258"), no)
    yield _made("a compiled catalog", b"\xde\x12\x04\x95" + bytes(64), no, "vi.mo.po")
    yield _made("lost characters", good.replace("Xin", "X\ufffdn"), FileFault.LOST_CHARACTER)


def _broken_po(block: str, english: str, text: str) -> Iterator[Hostile]:
    good, no, large = HEADER + po(block, english, text), FileFault.NOT_PO, FileFault.TOO_LARGE
    yield _made("another language", good.replace(": vi", ": ar"), FileFault.OTHER_LANGUAGE)
    yield _made("an entry twice", good + po(block, english, text), FileFault.TWICE)
    yield _made("a text without quotes", good.replace('msgstr "X', "msgstr X"), no)
    yield _made("a quote inside", good.replace("Xin", 'X"in'), no)
    yield _made("a file cut off", good[: good.index('msgstr "X')], no)
    yield _made("half a line", good[: good.index("Xin") + 3], no)
    yield _made("two translations of one", good.rstrip() + f"\nmsgstr {quoted(text)}\n", no)
    yield _made("a form that is not counted", good.replace('msgstr "X', 'msgstr[0] "X'), no)
    yield _made("a form out of turn", _counted(block, english, text, 1), no)
    yield _made("a form of a thousand", _counted(block, english, text, 1000), no)
    yield _made("a second header", good + '\nmsgid ""\nmsgstr "Language: vi\\n"\n', no)
    yield _made("an unknown word", good.replace("msgstr", "msgtext", 3), no)
    yield _made("a name of a file", b"/etc/passwd", no)
    yield _made("nothing", b"", no)
    yield _made("a web page", b"<html><script>alert(1)</script>\n", no)
    yield _made("one endless line", f'msgid "{"a" * 900_000}\n', no)
    yield _made("backslashes without end", f'msgid "{chr(92) * 900_001}"\nmsgstr ""\n', no)
    yield _made("50 MB", good.encode() + b"# " * (25 * 1024 * 1024), large)
    yield _made("one byte too many", good.encode().ljust(FILE_LIMIT + 1, b"\n"), large)
    yield _made("a program", b"MZ\x90\0", FileFault.NO_SUCH_KIND, "vi.exe")
    yield _made("a name without an ending", good, FileFault.NO_SUCH_KIND, "vi")


def _counted(block: str, english: str, text: str, form: int) -> str:
    return (
        f"{HEADER}\nmsgctxt {quoted(block)}\nmsgid {quoted(english)}\nmsgid_plural {quoted(english)}\n"
        f"msgstr[{form}] {quoted(text)}\n"
    )


def _texts(block: str, english: str) -> Iterator[Hostile]:
    for what, text in TEXTS.items():
        content = HEADER + po(block, english, text)
        yield Hostile(what, "vi.po", content.encode(), RowOutcome.DAMAGED)
    injected = 'Language: vi\\nPlural-Forms: nplurals=1; plural=__import__("os");\\n'.replace(
        '"', "'"
    )
    for what, content, told in (
        ("an unknown block", po("appointment.nothing", english, "Xin"), RowOutcome.UNKNOWN),
        ("a way out of the folder", po("../../etc", english, "Xin"), RowOutcome.UNKNOWN),
        ("a header between entries", po("x.y", "z", injected), RowOutcome.UNKNOWN),
        ("other English", po(block, english + " Go.", "Xin"), RowOutcome.OTHER_ENGLISH),
        ("a million letters", po(block, english, "ắ" * 300_000), RowOutcome.TOO_LONG),
        ("twenty-six thousand entries", _many(), FileFault.TOO_LARGE),
    ):
        yield Hostile(what, "vi.po", (HEADER + content).encode(), told)
    two = _counted(block, english, "Xin", 0)
    yield Hostile("a wrong plural count", "vi.po", two.encode(), RowOutcome.OTHER_ENGLISH)


def _many() -> str:
    return "".join(f'\nmsgctxt "a.{n}"\nmsgid "b"\nmsgstr "c"\n' for n in range(26_000))


def _broken_csv(block: str, english: str, text: str) -> Iterator[Hostile]:
    row = f"{block},{cell(english)},"
    good = COLUMNS + row + cell(text) + "\n"

    def made(what: str, content: str | bytes, told: FileFault | RowOutcome) -> Hostile:
        plain = content.encode() if isinstance(content, str) else content
        return Hostile(f"CSV: {what}", "vi.csv", plain, told)

    for what, formula in (
        ("a formula", "=1+1"), ("a command", "=cmd|' /C calc'!A0"), ("a plus", "+1+1"),
        ("a minus", "-2+3"), ("an at sign", "@SUM(1)"), ("a tab before it", "\t=1"),
        ("a link to elsewhere", '=HYPERLINK("http://evil.example","x")'),
    ):  # fmt: skip
        yield made(what, COLUMNS + row + cell(formula) + "\n", RowOutcome.FORMULA)
    yield made("a formula as the key", COLUMNS + f'=1,{cell(english)},"x"\n', RowOutcome.FORMULA)
    yield made("a NUL", good.replace("Xin", "X\0n"), FileFault.HIDDEN_CHARACTER)
    yield made("an override", good.replace("Xin", "X\u202en"), FileFault.HIDDEN_CHARACTER)
    yield made("UTF-16", good.encode("utf-16"), FileFault.NOT_UTF8)
    yield made("a quote left open", good + '"x', FileFault.NOT_CSV)
    yield made("a quote inside", good + 'a,"b"c,d\n', FileFault.NOT_CSV)
    yield made("no columns", f"{block},{cell(english)},x\n", FileFault.NO_COLUMNS)
    yield made("nothing", b"", FileFault.NO_COLUMNS)
    yield made("a column twice", "english,translation,translation\n", FileFault.NO_COLUMNS)
    yield made("a row twice", good + good.partition("\n")[2], FileFault.TWICE)
    yield made("too large", good.encode().ljust(FILE_LIMIT + 1, b" "), FileFault.TOO_LARGE)
    yield made("one endless cell", COLUMNS + row + cell("a" * 900_000), FileFault.NOT_CSV)
    yield made(
        "another language", "english,translation,language\na,b,ar\n", FileFault.OTHER_LANGUAGE
    )
    yield made("a damaged field", COLUMNS + row + cell("Gọi {phone}"), RowOutcome.DAMAGED)
    yield made("a text without its English", COLUMNS + f"{block},,x\n", RowOutcome.OTHER_ENGLISH)
    yield made("commas alone", f"{COLUMNS}{block},x,{',' * 500_000}\n", RowOutcome.EMPTY)
