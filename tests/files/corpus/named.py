"""Good photos under names that want something, or that no program expects."""

from collections.abc import Iterator

from tests.files.corpus.bad import Bad, bad, jpeg

NAMES = (
    # Places they should not get to.
    "../../../../etc/passwd", "..\\..\\windows\\system32\\x.jpg", "/etc/shadow", "C:\\x.jpg",
    "//server/share/x.jpg", "....//....//x.jpg", "%2e%2e%2fx.jpg", ".", "..", ".htaccess", "~root",
    "CON", "aux.jpg", "NUL.jpg", "COM1", "x.jpg:stream", "x.jpg/", "\\", "/",
    # Languages that they might be read in.
    "<script>alert(1)</script>.jpg", "\"><img src=x onerror=alert(1)>.jpg", "';alert(1);'.jpg",
    "javascript:alert(1).jpg", "&lt;b&gt;.jpg", "<!--x.jpg", "]]>.jpg", "</textarea>.jpg",
    "{{7*7}}.jpg", "{% raise %}.jpg", "${7*7}.jpg", "#{7*7}.jpg", "%(name)s.jpg", "%s%n%x.jpg",
    "{0.__class__}.jpg", "'; DROP TABLE page; --.jpg", "1 OR 1=1.jpg", "$(reboot).jpg",
    "`reboot`.jpg", "|ls.jpg", "; ls.jpg", "x.jpg && ls", "=cmd|' /C calc'!A0.jpg", "@SUM(1).jpg",
    "-rf.jpg", "--version.jpg", "\\N.jpg", "null", "undefined", "None", "NaN", "true", "0", "-1",
    # Letters of the world, and what is between them.
    "Ведомость за май.jpg", "考勤表.jpg", "출석부.jpg", "بطاقة.jpg", "برگه حضور.jpg", "តារាង.jpg",
    "ໃບ.jpg", "መዝገብ.jpg", "Bảng chấm công.jpg", "Ñandú_año.jpg", "שלום.jpg", "ประชุม.jpg",
    "👩‍👧‍👦🇲🇽.jpg", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘.jpg", "ﷺ.jpg", "İıŞş.jpg", "ﬁle.jpg",
    "gpj.\u202exe.jpg", "\u2066x\u2069.jpg", "\u200b.jpg", "\ufeffx.jpg", "x\u00a0y.jpg",
    "e\u0301.jpg", "\u00e9.jpg", "\u2028.jpg", "\U000e0001x.jpg", "\uffff.jpg",
    # Endings, blanks and lengths.
    "x.jpg.exe", "x.pdf.jpg", "x", ".jpg", "x.", "x..jpg", " x.jpg ", "\tx.jpg", "x\n.jpg",
    "x\r\nSet-Cookie: a=b.jpg", 'x".jpg', "x';.jpg", "x\\\".jpg", "x" * 300 + ".jpg",
    "é" * 5000 + ".jpg", "a/" * 500 + "x.jpg", "x\x00.jpg", "x\x1b[31m.jpg", "x\x7f.jpg",
)  # fmt: skip


def cases() -> Iterator[Bad]:
    """Every name on a good photo: it is taken, whatever it is called."""
    for number, name in enumerate(NAMES):
        # A backslash at the end hides the end of the name from who reads the form: no file then.
        gets = ("clean", "empty") if name.endswith("\\") else ("clean",)
        # Each photo is its own, so that none is taken for another.
        yield bad(f"name {number}: {name[:30]!r}", name, jpeg() + number.to_bytes(2), *gets)
