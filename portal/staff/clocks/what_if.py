"""What if a period of an exemption were entered, back-dated too: nothing is changed (PLAN-11)."""

from datetime import date
from typing import Any

import flask
from flask import request
from wtforms import DateField, SelectField
from wtforms.validators import Optional

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.operations.views import record_view
from portal.policy.clock_months import Stop, refusals_to_stop
from portal.policy.programs import StopReason
from portal.reports.cases.clocks import ClockView, read_clocks
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.clocks import ends_words
from portal.staff.clocks.forms import stop_choices
from portal.words import clocks as words


class WhatIfForm(Form):
    """A period that nobody entered yet; it stands in the address, so it changes nothing."""

    reason = SelectField(_l("Reason of the exemption"), choices=stop_choices())
    starts_on = DateField(_l("From"), [required()])
    ends_on = DateField(_l("To"), [Optional()])

    class Meta(Form.Meta):
        csrf = False


@area.get("/cases/<key:case_key>/clocks/what-if")
@requires(Permission.CASE_READ)
def clocks_what_if(case_key: str) -> flask.Response:
    """Which months a period would free, and where the clocks would end then."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="clocks", at=clock.now())
    today = clock.today(resources.timezone())
    form = WhatIfForm(formdata=request.args if request.args else None)
    also = _period(form, today) if request.args else None
    return pages.render(
        "staff/clocks/what_if.html", form=form, also=also, months_line=words.months_line,
        changes=_changes(case, also, today) if also else [], **head(case),
    )  # fmt: skip


def _period(form: WhatIfForm, today: date) -> Stop | None:
    if not form.validate():
        return None
    first, last = form.starts_on.data, form.ends_on.data
    wrong = refusals_to_stop(first, last, _("asked"), False, today, [])
    for name, code in wrong.items():
        form[name].errors = [*form[name].errors, words.of_refusal(code)]
    return None if wrong else Stop(first, last, StopReason(form.reason.data))


def _changes(case: Case, also: Stop, today: date) -> list[dict[str, Any]]:
    now, then = read_clocks(case, today), read_clocks(case, today, [also])
    return [_change(*pair) for pair in zip(now.clocks, then.clocks, strict=True)]


def _change(now: ClockView, then: ClockView) -> dict[str, Any]:
    was = {one.month for one in now.months if one.is_counted}
    counted = {one.month for one in then.months if one.is_counted}
    return {
        "name": words.CLOCKS[now.clock],
        "is_changed": was != counted or now.ends_on != then.ends_on,
        "now": words.used_line(now.reading.used, now.limit.value),
        "then": words.used_line(then.reading.used, now.limit.value),
        "left": words.left_line(then.reading.left),
        "freed": sorted(was - counted),
        "used_instead": sorted(counted - was),
        "ends": ends_words(now),
        "then_ends": ends_words(then),
    }
