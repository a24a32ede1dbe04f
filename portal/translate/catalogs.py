"""All languages at a glance, and the letters of one language with how far each is."""

from datetime import date, datetime

import flask

from portal import pages, resources
from portal.access import Permission, actor, requires
from portal.locales import LOCALES
from portal.policy.calendar import office_date
from portal.reports import catalogs
from portal.reports.catalogs import progress as catalog_progress
from portal.reports.catalogs.waiting import letters_in_english
from portal.reports.letters.official import waiting_official
from portal.translate.area import area
from portal.translate.scope import LETTER_TIERS, scope
from portal.words.catalogs import RELEASE_TONES, RELEASES


def office_day(moment: datetime) -> date:
    """The office's day of a UTC moment."""
    return office_date(moment, resources.timezone())


@area.get("")
@requires(Permission.CATALOG_READ)
def catalogs_index() -> flask.Response:
    """The translator's languages, and the letters in each of them; the other languages folded."""
    shown = [tag for tag, spec in LOCALES.items() if tag != "en" and spec.tier in LETTER_TIERS]
    own = catalogs.locales_of(actor())
    mine = [tag for tag in shown if tag in own]
    texts = catalogs.all_texts()
    matrix = catalog_progress.matrix(shown, texts)
    return pages.render(
        "translate/catalogs/index.html",
        mine=mine,
        others=[tag for tag in shown if tag not in mine],
        texts=texts,
        matrix=matrix,
        waiting=letters_in_english(mine or shown, matrix),
        names={one.kind: one.name for one in texts},
        releases=RELEASES,
        tones=RELEASE_TONES,
        office_day=office_day,
    )


@area.get("/<locale:locale>")
@requires(Permission.CATALOG_READ)
def catalogs_show(locale: str) -> flask.Response:
    """The letters of one language."""
    found = scope(locale)
    texts = catalogs.all_texts()
    return pages.render(
        "translate/catalogs/show.html",
        scope=found,
        official=waiting_official(locale),
        texts=texts,
        matrix=catalog_progress.matrix([locale], texts),
        releases=RELEASES,
        tones=RELEASE_TONES,
        office_day=office_day,
    )
