"""Two windows on one note: both texts are shown, and of each one is kept, or both (NOTE-8)."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from portal.models.tasks import TaskOwner
from portal.reports.notes.texts import READING
from portal.staff.notes import sheet as note_sheet
from portal.staff.notes.sheet import Sheet
from portal.words.notes import PROMPTS


def settled(sent: Mapping[str, str]) -> MultiDict[str, str]:
    """What was sent, with each text that stood in both windows as it was chosen to be kept."""
    found = MultiDict(sent)
    for name in READING:
        choice, theirs = sent.get(f"choose_{name}", ""), sent.get(f"theirs_{name}", "")
        if choice == "theirs":
            found[name] = theirs
        elif choice == "both":
            found[name] = _joined(sent.get(name, ""), theirs)
    return found


def _joined(mine: str, theirs: str) -> str:
    if theirs.strip() in mine:
        return mine
    return "\n\n".join(part for part in (mine.strip(), theirs.strip()) if part)


def both(mine: Sheet, saved: Any, program: str) -> Sheet:
    """The sheet as it was typed here, with the ticks and next steps of the other window added;
    saving it stands against the other window's version."""
    theirs = note_sheet.of_note(saved, program)
    mine.values["version"] = saved.version
    for about in ("forms", "documents"):
        if mine.values.get(f"{about}_none") != "none":
            mine.values[f"{about}_none"] = (
                mine.values.get(f"{about}_none") or theirs.values[f"{about}_none"]
            )
    rows = {
        str(owner): list(
            dict.fromkeys(
                row for side in (mine, theirs) for row in side.steps[str(owner)] if any(row)
            )
        )
        for owner in TaskOwner
    }
    return Sheet(mine.values, mine.forms | theirs.forms, mine.documents | theirs.documents, rows)


def differences(mine: Sheet, theirs: Mapping[str, str]) -> list[tuple[str, Any, str]]:
    """The texts of the other window that are not the same here: field, name, text."""
    return [
        (name, PROMPTS[name][0], theirs[name])
        for name in READING
        if theirs[name] and theirs[name] != mine.values.get(name, "").strip().replace("\r\n", "\n")
    ]
