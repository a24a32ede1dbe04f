"""The worker's press that ends every open service of a case that closes (CASE-6, CASE-9)."""

import flask

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.operations.handings import ending as operations
from portal.policy.refusals import Refused
from portal.staff.area import area
from portal.staff.handings import handing_of
from portal.staff.handings.forms import ServicesForm
from portal.staff.handings.showing import handing_page
from portal.words.handings import of_refusal


@area.post("/cases/<key:case_key>/handings/<key:handing_key>/services")
@requires(Permission.CASE_WRITE)
def handings_services(case_key: str, handing_key: str) -> flask.typing.ResponseReturnValue:
    """Ends every open service of a case that closes; the letters are drafted."""
    handing, form = handing_of(case_key, handing_key), ServicesForm()
    if form.validate():
        try:
            operations.end_open_services(
                actor(), handing=handing, version=form.version.data or 0,
                ends_on=form.ends_on.data, at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            words = _("They end. The letters are drafted: please read them and send them.")
            return pages.done("staff.handings_show", words, case_key=case_key,
                              handing_key=handing_key)  # fmt: skip
        except Refused as refused:
            form.refuse(refused, of_refusal)
    return handing_page(handing_of(case_key, handing_key), services=form, status=422)
