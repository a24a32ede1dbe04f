"""Letters that had to go in English: what the caseloads ask of the translators (LET-4)."""

import flask

from portal import clock, formats, letter_kinds, pages
from portal.access import Permission, actor, requires
from portal.reports.catalogs import locales_of
from portal.reports.languages import kinds_wanted
from portal.translate.area import area


@area.get("/wanted")
@requires(Permission.CATALOG_TRANSLATE)
def wanted_index() -> flask.Response:
    """Each letter of this person's languages that went in English because it has no release."""
    kinds = letter_kinds.kinds()
    rows = [
        row
        | {
            "language": formats.english_language(row["locale"]),
            "name": kinds[row["kind"]].name if row["kind"] in kinds else row["kind"],
        }
        for row in kinds_wanted(sorted(locales_of(actor())), clock.now())
    ]
    return pages.render("translate/wanted/index.html", rows=rows)
