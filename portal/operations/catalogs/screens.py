"""Texts of the screens from a file: brought in by one person, shown once another approved."""

import json
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from peewee import PeeweeException, fn

from portal import db, i18n
from portal.catalog_files import InFile
from portal.locales import LOCALES
from portal.models.accounts import Actor
from portal.models.screen_texts import ScreenText, ScreenTextState
from portal.operations import operation, record
from portal.operations.catalogs import require_locale
from portal.policy.catalogs import ApprovalRefusal, CatalogRefusal
from portal.policy.refusals import Refused
from portal.reports.catalogs import screens
from portal.reports.catalogs.imports import ImportPlan, PlannedRow

LOOK_AGAIN = 20.0  # seconds until a process asks whether another one changed what is shown


@operation()
def import_screens(actor: Actor, *, locale: str, file: InFile, at: datetime) -> ImportPlan:
    """Takes the rows of a file that may be taken; each waits for a second person, and what shows
    until then stays. Never over newer words (LET-7).

    Sent twice it changes nothing the second time. Raises Translation.DoesNotExist for a language
    that is not this person's, Refused when a row was changed in this very moment: then nothing of
    the file is taken.
    """
    require_locale(actor, locale)
    plan = screens.plan_screens(file, locale)
    for row in plan.taken:
        _bring(actor, row, locale, at)
    record(actor, "import_screens", fields=[locale, str(len(plan.taken))])
    return plan


def _bring(actor: Actor, row: PlannedRow, locale: str, at: datetime) -> None:
    entry = row.entry
    values: dict[str, Any] = {
        "forms": json.dumps([form.strip() for form in entry.forms], ensure_ascii=False),
        "state": ScreenTextState.WAITING,
        "translator": actor.id,
        "reviewer": None,
        "comment": "",
        "changed_at": at,
    }
    name = screens.name_of(entry.english, entry.plural)
    if row.version:
        done = _update(locale, ScreenText.english_hash == name, row.version, values)
    else:
        new = {"key": db.new_key(), "locale": locale, "english_hash": name,
               "english": entry.english, "plural": entry.plural}  # fmt: skip
        done = ScreenText.insert(**new, **values).on_conflict_ignore().as_rowcount().execute() == 1
    if not done:
        raise Refused({"": CatalogRefusal.CHANGED_MEANWHILE})


def _update(locale: str, which: Any, version: int, values: Mapping[str, Any]) -> bool:
    """Whether the row was still the one that this person saw."""
    same = (ScreenText.locale == locale) & which & (ScreenText.version == version)
    query = ScreenText.update(version=ScreenText.version + 1, **values).where(same)
    return bool(query.execute())


@operation()
def approve_screens(
    actor: Actor, *, locale: str, versions: Mapping[str, int], at: datetime
) -> None:
    """A second person approves texts of the screens, by key with the version they saw; they show
    from now on. All or none: raises Refused for a text of their own, one that does not wait, or one
    that was changed meanwhile (LET-7)."""
    number = (ScreenText.select(fn.MAX(ScreenText.shown_no)).scalar() or 0) + 1
    _decide(actor, locale, versions, {
        "state": ScreenTextState.APPROVED, "shown": ScreenText.forms, "shown_no": number,
        "comment": "", "changed_at": at,
    })  # fmt: skip
    record(actor, "approve_screens", fields=[locale, str(len(versions))])


@operation()
def return_screens(
    actor: Actor, *, locale: str, versions: Mapping[str, int], comment: str, at: datetime
) -> None:
    """Gives texts of the screens back: what showed before goes on showing, and the comment goes
    out with the next file. Raises Refused as `approve_screens` does, and without a comment (on
    "reason")."""
    if not comment.strip():
        raise Refused({"reason": CatalogRefusal.BLANK})
    _decide(actor, locale, versions, {
        "state": ScreenTextState.RETURNED, "comment": comment.strip(), "changed_at": at,
    })  # fmt: skip
    record(actor, "return_screens", fields=[locale, str(len(versions))])


def _decide(
    actor: Actor, locale: str, versions: Mapping[str, int], values: Mapping[str, Any]
) -> None:
    require_locale(actor, locale)
    rows = list(
        ScreenText.select().where(ScreenText.locale == locale, ScreenText.key.in_(list(versions)))
    )
    if not rows or len(rows) < len(versions):
        raise Refused({"": CatalogRefusal.CHANGED_MEANWHILE})
    for row in rows:
        if row.translator_id == actor.id and values["state"] == ScreenTextState.APPROVED:
            raise Refused({"": ApprovalRefusal.SAME_PERSON})
        if row.state != ScreenTextState.WAITING:
            raise Refused({"": CatalogRefusal.NOT_WAITING})
        changed = {**values, "reviewer": actor.id}
        if not _update(locale, ScreenText.id == row.id, versions[row.key], changed):
            raise Refused({"": CatalogRefusal.CHANGED_MEANWHILE})


class _Known:
    """What this process shows: of which database, and up to which number."""

    database: object = None
    number = -1
    look_at = 0.0


def keep_current(is_sure: bool = False) -> None:
    """Shows what was approved, in this process: asked at most every LOOK_AGAIN seconds, unless it
    is sure that something changed. Knows no request: its statements are the process's own."""
    at = time.monotonic()
    is_known = _Known.database is db.database.obj
    if is_known and at < _Known.look_at and not is_sure:
        return
    _Known.look_at = at + LOOK_AGAIN
    token = db.statements.set(None)
    try:
        number = screens.newest_shown()
        if is_known and number == _Known.number:
            return
        found = screens.shown_texts()
    except PeeweeException:  # no database yet, or not migrated: what ships is shown
        number, found = -1, {}
    finally:
        db.statements.reset(token)
    for tag in LOCALES:
        i18n.overlay(tag, found.get(tag, {}))
    _Known.database, _Known.number = db.database.obj, number
