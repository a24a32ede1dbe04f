"""The first page: what to do next, hours, and who one's worker is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import flask

from portal import clock, dates, i18n, pages, resources
from portal.access import Permission, requires
from portal.formats import days_left
from portal.i18n import gettext as _
from portal.participant.area import area, own_case
from portal.reports.todo import URGENT_DAYS, Home, Todo, TodoKind, read_home
from portal.words import todo as words
from portal.words.months import near_line

# Where each thing is done; a page that this portal does not serve is the first page itself.
_ENDPOINTS: dict[TodoKind, tuple[str, str]] = {
    TodoKind.SEND_AGAIN: ("participant.documents_show", "document_key"),
    TodoKind.SEND_DOCUMENT: ("participant.documents_request", "request_key"),
    TodoKind.SIGN_PLAN: ("participant.plan_show", ""),
    TodoKind.CHANGE_PLAN: ("participant.plan_changes_show", ""),
    TodoKind.CHANGE_ACTIVITY: ("participant.plan_changes_show", ""),
    TodoKind.TASK: ("participant.tasks_show", "task_key"),
    TodoKind.READ_LETTERS: ("participant.letters_index", ""),
}
_REPORTS = {
    TodoKind.GIVE_REASON: "problem",
    TodoKind.STAY_IN_TOUCH: "in-touch",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing to do as the page shows it."""

    kind: str
    title: str
    hint: str
    href: str
    is_urgent: bool
    left: str
    lang: str = ""
    done_url: str = ""  # where "I did it" goes; empty where another page settles it


@area.get("")
@requires(Permission.OWN_READ)
def home_show() -> flask.Response:
    """What to do next."""
    case, today = own_case(), clock.today(resources.timezone())
    home = read_home(case, today)
    shown = [_shown(todo, today) for todo in home.todos]
    first = shown.pop(0) if shown and shown[0].is_urgent else None
    return pages.render(
        "participant/home/show.html",
        name=case.participant.given_name,
        first=first,
        has_english=any(_is_english(todo) for todo in home.todos),
        todos=shown,
        home=home,
        live_due_on=case.live_due_on,
        hours=_hours(home),
        months=near_line(case.clock_ends_on, today),
        has_letters="participant.letters_index" in flask.current_app.view_functions,
    )


def _shown(todo: Todo, today: date) -> Shown:
    day = dates.day(todo.due_on)
    is_near = todo.due_on is not None and (todo.due_on - today).days <= URGENT_DAYS
    is_grace = todo.kind in (TodoKind.CHANGE_PLAN, TodoKind.CHANGE_ACTIVITY)
    return Shown(
        kind=str(todo.kind),
        title=words.title(todo),
        hint=words.by_when(todo, day),
        href=_href(todo),
        is_urgent=is_near and not is_grace,
        left=days_left(todo.due_on, today) if todo.due_on else "",
        lang="en" if _is_english(todo) else "",
        done_url=f"/my/tasks/{todo.key}/done" if todo.kind is TodoKind.TASK else "",
    )


def _is_english(todo: Todo) -> bool:
    # What a worker typed stays in English until a translator answers (LANG-3).
    is_typed = bool(todo.text) and not todo.code
    return is_typed and not todo.translation and i18n.current() != "en"


def _href(todo: Todo) -> str:
    kind = todo.code if todo.kind is TodoKind.FINISH_DRAFT else _REPORTS.get(todo.kind)
    if kind is not None:
        return flask.url_for("participant.contacts_start", kind=kind)
    if todo.kind in (TodoKind.REPORT_HOURS, TodoKind.LOOK_AT_HOURS):
        return flask.url_for("participant.hours_show", month=todo.code)
    endpoint, name = _ENDPOINTS[todo.kind]
    if endpoint not in flask.current_app.view_functions:
        return flask.url_for("participant.home_show")
    values: dict[str, Any] = {name: todo.key} if name else {}
    return flask.url_for(endpoint, **values)


def _spoken(minutes: int) -> str:
    # Cut to half hours: a glance, not a time sheet.
    return dates.hours(minutes - minutes % 30)


def _hours(home: Home) -> list[tuple[str, str, int, int]]:
    """(label, words, minutes done, minutes of all) of this week and this month."""
    rows = []
    if home.week_planned:
        said = _("%(done)s of %(planned)s hours", done=_spoken(home.week_done),
                 planned=dates.hours(home.week_planned))  # fmt: skip
        rows.append((_("This week"), said, home.week_done, home.week_planned))
    if home.month_required:
        # A month owes odd minutes; nobody plans by them.
        whole = round(home.month_required / 60) * 60
        said = _("%(done)s of %(planned)s hours", done=_spoken(home.month_done),
                 planned=dates.hours(whole))  # fmt: skip
        rows.append((_("This month"), said, home.month_done, home.month_required))
    return rows
