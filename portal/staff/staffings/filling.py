"""A tab's form made of the values that it holds, with room for what may be added."""

import dataclasses
from typing import Any

from portal.policy.staffings import Tab
from portal.reports.staffings.contents import Contents
from portal.staff.staffings.forms import (
    AttendeesForm,
    CaseForm,
    IssuesForm,
    ResultForm,
    TabForm,
    digest,
    tab_values,
)

_FORMS: dict[str, type[TabForm]] = {
    Tab.CASE: CaseForm,
    Tab.ATTENDEES: AttendeesForm,
    Tab.ISSUES: IssuesForm,
    Tab.RESULT: ResultForm,
}
_LISTS = ("lines", "actions", "goals")


def filled(contents: Contents, tab: str) -> TabForm:
    """The form of a tab as it was saved last, with its version and what it says."""
    values = tab_values(contents, tab)
    form = with_room(_FORMS[tab], values)
    form.version.data = getattr(contents.row, f"{tab}_version")
    form.seen.data = digest(values)
    return form


def with_room(kind: type[TabForm], values: Any) -> TabForm:
    """A form of these values, with a blank line at the end of each list: there is room without a
    script."""
    given = {field.name: getattr(values, field.name) for field in dataclasses.fields(values)}
    for name in _LISTS:
        if name in given:
            given[name] = [*map(dataclasses.asdict, given[name]), {}]
    if "goals" in given and len(given["goals"]) == 1:
        given["goals"] = [{"span": "short"}, {"span": "long"}]
    return kind(formdata=None, **given)
