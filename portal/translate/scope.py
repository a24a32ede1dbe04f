"""What a person may do in a language: everybody in the area reads, its translators write."""

from dataclasses import dataclass

import flask

from portal.access import ROLE_PERMISSIONS, Permission, actor
from portal.locales import LOCALES, LocaleSpec
from portal.reports import catalogs

LETTER_TIERS = (1, 2)  # languages that letters are translated into; screens.md, section 8


@dataclass(frozen=True, slots=True)
class Scope:
    """One language of the area and this person's part in it."""

    locale: LocaleSpec
    may_write: bool
    may_review: bool
    may_publish: bool


def language(tag: str) -> LocaleSpec:
    """The language of an address; 404 for English, whose texts are the source, for what has only a
    line of the help sheet, and for unknown ones."""
    if tag == "en" or tag not in LOCALES or LOCALES[tag].tier not in LETTER_TIERS:
        flask.abort(404)
    return LOCALES[tag]


def scope(tag: str) -> Scope:
    """The language of an address and what this person may do in it. One statement; 404."""
    spec, who = language(tag), actor()
    granted = ROLE_PERMISSIONS[who.role]
    is_mine = tag in catalogs.locales_of(who)
    return Scope(
        spec,
        is_mine and Permission.CATALOG_TRANSLATE in granted,
        is_mine and Permission.CATALOG_REVIEW in granted,
        is_mine and Permission.CATALOG_PUBLISH in granted,
    )


def writable(tag: str) -> LocaleSpec:
    """The language of an address that this person translates; 404 for every other one."""
    found = scope(tag)
    if not found.may_write:
        flask.abort(404)
    return found.locale
