"""Case notes as documents to print and keep, in the order in which things happened."""

from collections.abc import Sequence
from typing import Any

from portal import dates, i18n, resources
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.pdf import DocumentSection, ItemList, Paragraph, StructuredDocument
from portal.policy.programs import program
from portal.reports.notes.listing import Wanted

# Under which a copy may be given or withheld (DW CM, Participant Access and Privacy).
_LAWS = {"dw": "20 CFR 663.150; TEGL 17-05; Minnesota Statutes, chapter 13; HIPAA"}

Read = dict[str, Any]  # as staff/notes/contexts.py:reader gives it


def note_document(case: Case, read: Read, taken_out: str) -> StructuredDocument:
    """One note. In: its case with the participant, the note as it is read, who took it out."""
    return _document(case, _("Case note"), (), [read], taken_out)


def notes_document(
    case: Case, notes: Sequence[Read], wanted: Wanted, taken_out: str
) -> StructuredDocument:
    """The notes of a time, the first one first."""
    return _document(case, _("Case notes"), _period(wanted), notes, taken_out)


def _period(wanted: Wanted) -> tuple[str, ...]:
    first, last = dates.day(wanted.first), dates.day(wanted.last)
    if first and last:
        return (_("From %(first)s to %(last)s", first=first, last=last),)
    if first:
        return (_("From %(first)s", first=first),)
    return (_("Until %(last)s", last=last),) if last else ()


def _document(
    case: Case, title: str, period: tuple[str, ...], notes: Sequence[Read], taken_out: str
) -> StructuredDocument:
    laws = _LAWS.get(str(case.program), "")
    return StructuredDocument(
        title=title,
        locale=i18n.current(),
        direction=i18n.direction(i18n.current()),
        author="Touchpoint",
        facts=(
            str(case.participant.name),
            _("Case number %(number)s", number=case.number),
            program(str(case.program)).name,
            *period,
            taken_out,
            *((_("Kept and given out under: %(laws)s", laws=laws),) if laws else ()),
        ),
        sections=tuple(_section(one) for one in notes) or (_nothing(),),
        foot=str(case.number),
        size=11,
    )


def _nothing() -> DocumentSection:
    return DocumentSection(_("No notes"), (Paragraph(_("No note is like that.")),))


def _section(read: Read) -> DocumentSection:
    note = read["note"]
    heading = dates.day(note.occurred_on) if note.occurred_on else _("Case note")
    body: list[Paragraph | ItemList] = [Paragraph(line) for line in _facts(read)]
    for name, label, text in read["texts"]:
        own = _("(the worker's own view, not a fact)") if name == "impressions" else ""
        body += [Paragraph(f"{label} {own}".strip(), is_strong=True)]
        body += [Paragraph(line) for line in text.split("\n") if line.strip()]
    none = (_("None"),)
    body += _listed(_("Forms completed"), tuple(read["forms"]) or none)
    body += _listed(_("Documents received"), tuple(w for _href, w in read["papers"]) or none)
    if read["steps"]:
        body += _listed(_("Next steps"), tuple(_step(*one) for one in read["steps"]))
    for one in read["addenda"]:
        moment = dates.daytime(one["at"], resources.timezone())
        added = _("Added %(moment)s by %(name)s", moment=moment, name=one["by"])
        body += [Paragraph(added, is_strong=True), Paragraph(one["text"])]
    return DocumentSection(heading, tuple(body))


def _facts(read: Read) -> list[str]:
    note = read["note"]
    kinds = (read["way"], read["manner"], read["contact_standing"], read["occasion"])
    finished = note.finished_at
    lines = [
        " · ".join(str(kind) for kind in kinds if kind),
        _("Written by %(name)s, finished %(moment)s", name=note.author.name,
          moment=dates.daytime(finished, resources.timezone()))
        if finished else _("Draft of %(name)s. It can still be changed.", name=note.author.name),
        read["late_words"],
        _("Private note: %(reason)s", reason=read["private_words"])
        if read["private_words"] else "",
    ]  # fmt: skip
    return [line for line in lines if line]


def _listed(label: str, items: tuple[str, ...]) -> list[Paragraph | ItemList]:
    return [Paragraph(label, is_strong=True), ItemList(items)]


def _step(is_own: bool, words: str, due_on: Any) -> str:
    due = dates.short_day(due_on)
    if is_own:
        return _("Worker: %(step)s, by %(day)s", step=words, day=due)
    return _("Participant: %(step)s, by %(day)s", step=words, day=due)
