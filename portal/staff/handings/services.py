"""The services that a closing waits for, as its page lists them."""

from typing import Any

from portal import clock, resources
from portal.models.cases import Case
from portal.models.handings import Handing
from portal.policy.handings import HandingKind
from portal.policy.letters import earliest_effective_on
from portal.reports.handings import services as reports
from portal.reports.handings.facts import Known
from portal.reports.letters.checking import notice_days
from portal.staff.handings.forms import ServicesForm
from portal.words.phrases import SERVICES
from portal.words.support_decisions import SERVICE_STATES
from portal.words.supports import TONES


def usual_form(case: Case) -> ServicesForm:
    """The form with the earliest lawful last day."""
    today = clock.today(resources.timezone())
    return ServicesForm(formdata=None, ends_on=earliest_effective_on(today, notice_days(case)))


def services_of(handing: Handing, case: Case, known: Known) -> list[dict[str, Any]]:
    """The services that a closing waits for, as its page lists them. At most one statement, none
    where nothing waits."""
    runs = handing.is_open and handing.its_kind is HandingKind.CLOSE
    if not runs or not (known.services or known.untold):
        return []
    return [
        {
            "row": one,
            "name": SERVICES.get(one.service, one.service),
            "state": SERVICE_STATES[one.state],
            "tone": TONES[one.state],
        }
        for one in reports.waiting(case)
    ]
