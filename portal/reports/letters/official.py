"""Letters as the state issued them in a language: what stands in front of our English one."""

import hashlib

from markupsafe import Markup

from portal import i18n, resources
from portal.i18n import lazy as _l
from portal.locales import LOCALES
from portal.models.accounts import Account
from portal.models.catalogs import Release
from portal.models.official_texts import OfficialState, OfficialText
from portal.policy.fronts import Front
from portal.sealing import subkey
from portal.storage import StorageError
from portal.words.letters import kind_name

_SHOWN = Markup(
    '<div class="letter-part" lang="{}" dir="{}"><h2>{}</h2><p>{}</p><p>{}</p>'
    '<p><bdi lang="en">{}</bdi></p></div>'
)
_OPEN = _l("The state wrote this letter in your language. Open the file to read it.")
_BEHIND = _l("The facts of your case stand in the English letter behind it.")
NO_BLOCKS = "{}"  # what the release of a state's translation keeps of blocks


def file_key() -> bytes:
    """The key that these files are sealed with: they belong to no case."""
    return subkey(resources.current().config.secret_key.encode(), "official translations")


def official_for(release: Release | None) -> OfficialText | None:
    """The state's translation that a release stands for, if it is one: one statement then, and
    none for a release of blocks (LET-7)."""
    if release is None or release.blocks != NO_BLOCKS:
        return None
    found: OfficialText = OfficialText.get(OfficialText.release == release.id)
    return found


def official_texts(kind: str, locale: str) -> list[OfficialText]:
    """All of them for a letter in one language, the newest first, with who brought and who decided.
    One statement."""
    brought, decided = Account.alias(), Account.alias()
    query = OfficialText.select(
        OfficialText, Release.id, Release.number, brought.id, brought.name, decided.id, decided.name
    ).join(Release, "LEFT JOIN")
    for name, table in (("brought_by", brought), ("decided_by", decided)):
        is_it = getattr(OfficialText, name) == table.id
        query = query.join_from(OfficialText, table, "LEFT JOIN", on=is_it, attr=name)
    mine = (OfficialText.kind == kind) & (OfficialText.locale == locale)
    return list(query.where(mine).order_by(OfficialText.id.desc()).limit(100))


def waiting_official(locale: str) -> list[OfficialText]:
    """What waits for a second person in a language. One statement."""
    return list(
        OfficialText.select()
        .where(OfficialText.locale == locale, OfficialText.state == OfficialState.WAITING)
        .order_by(OfficialText.id)
    )


def content_of(official: OfficialText) -> bytes:
    """The PDF. Raises StorageError where it is not the one that was approved."""
    plain = resources.current().storage.read(str(official.file), file_key())
    if hashlib.sha256(plain).hexdigest() != official.sha256:
        raise StorageError("a state's translation is not what was approved")
    return plain


def front_of(official: OfficialText) -> Front:
    """What stands before the English letter: the state's pages, and words that say so on a screen,
    in English where the screens do not speak the language.

    The file is read when it is printed, not when the letter is looked at.
    """
    wanted = str(official.locale)
    known = i18n.catalog(wanted).texts
    spec = LOCALES[wanted if _OPEN.message in known and _BEHIND.message in known else "en"]
    with i18n.use(spec.tag):
        words = (kind_name(str(official.kind)), str(_OPEN), str(_BEHIND))
    html = _SHOWN.format(spec.tag, spec.direction, *words, official.form_no)
    return Front(wanted, str(html), lambda: content_of(official))
