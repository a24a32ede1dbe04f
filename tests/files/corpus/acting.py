"""PDFs that want to act: every kind of action at every place where one can hang."""

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests import samples
from tests.files.corpus.bad import HIDDEN, Bad, bad, saved

_SAYS = HIDDEN.decode()


def _actions() -> dict[str, Dictionary]:
    return {
        "JavaScript": Dictionary(S=Name.JavaScript, JS=f"app.alert('{_SAYS}')"),
        "Launch": Dictionary(S=Name.Launch, F=f"cmd.exe {_SAYS}"),
        "URI": Dictionary(S=Name.URI, URI=f"https://tracker.example/{_SAYS}"),
        "SubmitForm": Dictionary(S=Name.SubmitForm, F=f"https://tracker.example/{_SAYS}"),
        "ImportData": Dictionary(S=Name.ImportData, F=_SAYS),
        "GoToR": Dictionary(S=Name.GoToR, F=f"//server/{_SAYS}", D=Array([0, Name.Fit])),
        "Named": Dictionary(S=Name.Named, N=Name("/Print"), X=_SAYS),
        "Rendition": Dictionary(S=Name.Rendition, JS=_SAYS),
    }


def cases() -> Iterator[Bad]:
    """Each action at four places; attachments, forms, films and metadata: taken, and harmless."""
    for kind in _actions():
        for place in ("opening", "page", "link", "field"):
            with pikepdf.open(samples.SCHOOL_RECORD) as document:
                del document.pages[1:]
                _hang(document, _actions()[kind], place)
                content = saved(document)
            yield bad(f"{kind} on {place}", "form.pdf", content, "clean")
    for what, content in _holding().items():
        yield bad(f"a PDF with {what}", "form.pdf", content, "clean")


def _hang(document: Pdf, action: Dictionary, place: str) -> None:
    page = document.pages[0].obj
    if place == "opening":
        document.Root.OpenAction = action
    elif place == "page":
        page.AA = Dictionary(O=action, C=action)
    elif place == "link":
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 90, 90], A=action)
        page.Annots = Array([document.make_indirect(link)])
    else:
        field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="hours", V="40")
        field.Rect, field.AA = Array([0, 0, 90, 90]), Dictionary(K=action, F=action)
        field = document.make_indirect(field)
        page.Annots = Array([field])
        document.Root.AcroForm = Dictionary(Fields=Array([field]), CO=Array([field]))


def _holding() -> dict[str, bytes]:
    made = {}
    for what, add in (
        ("an attachment", _attach), ("a form of XML", _xfa), ("metadata", _tell),
        ("names that run scripts", _names), ("a film", _film), ("an outline", _outline),
        ("a picture of another place", _reference), ("something of the maker's own", _piece),
    ):  # fmt: skip
        with pikepdf.open(samples.SCHOOL_RECORD) as document:
            del document.pages[1:]
            add(document)
            made[what] = saved(document)
    return made


def _attach(document: Pdf) -> None:
    document.attachments["virus.exe"] = b"MZ " + HIDDEN


def _xfa(document: Pdf) -> None:
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(document, HIDDEN))


def _tell(document: Pdf) -> None:
    document.docinfo["/Author"] = _SAYS
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [_SAYS]


def _names(document: Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=Stream(document, HIDDEN))
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["x", script])))


def _film(document: Pdf) -> None:
    film = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=[0, 0, 9, 9], NM=_SAYS)
    document.pages[0].obj.Annots = Array([document.make_indirect(film)])


def _outline(document: Pdf) -> None:
    entry = document.make_indirect(Dictionary(Title=_SAYS))
    document.Root.Outlines = Dictionary(First=entry, Last=entry, Count=1)


def _reference(document: Pdf) -> None:
    form = Stream(document, b"")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    form.Ref = Dictionary(F=f"//server/{_SAYS}", Page=0)
    document.pages[0].obj.Resources.XObject = Dictionary(F=document.make_indirect(form))


def _piece(document: Pdf) -> None:
    own = Dictionary(LastModified="D:99999999", Private=_SAYS)
    document.pages[0].obj.PieceInfo = Dictionary(Maker=own)
