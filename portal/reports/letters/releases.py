"""What letters may be made from: the kinds in use, and the releases for one letter."""

from dataclasses import dataclass
from typing import Any

from peewee import ModelSelect

from portal import letter_kinds
from portal.models.accounts import Account
from portal.models.catalogs import LetterVersion, Release, VersionState
from portal.policy.lettering import LetterKind
from portal.prepared import Place, Prepared


@dataclass(frozen=True, slots=True)
class Releases:
    """What a letter in one language may be made from; each None where there is none.

    `own` is the newest in that language; `behind` the English that `own` was made from, which
    stands behind it (R2, R4); `newest` the newest English. For English, `own` is None.
    """

    own: Release | None
    behind: Release | None
    newest: Release | None


def releases_for(kind: str, wanted: str) -> Releases:
    """The releases for a letter of a kind to a reader of the language `wanted` (LET-3, R2).

    Of versions that are not retired. One statement, at most three rows.
    """
    rows: list[Release] = _RELEASES.rows(kind=kind, wanted=wanted)
    # The English ones with the newest on top: the one behind is newest of its own version.
    english = [row for row in rows if row.locale == "en"]
    own = next((row for row in rows if row.locale == wanted != "en"), None)
    same = (row for row in english if own is not None and row.version_id == own.version_id)
    return Releases(own, next(same, None), next(iter(english), None))


def _releases() -> ModelSelect:
    own, newest = _newest(Place("wanted")), _newest("en")
    behind = _newest("en", _newest(Place("wanted"), of="version"))
    wanted = (Release.id == own) | (Release.id == newest) | (Release.id == behind)
    return (
        Release.select(Release, LetterVersion, Account.id, Account.name)
        .join(LetterVersion)
        .join_from(
            Release, Account, "LEFT JOIN", on=(Release.published_by == Account.id), attr="publisher"
        )
        .where(wanted)
        .order_by(Release.number.desc())
    )


def _newest(locale: Any, version: ModelSelect | None = None, of: str = "id") -> ModelSelect:
    """One column of the newest release in a language, of one version or of any."""
    release, its_version = Release.alias(), LetterVersion.alias()
    query = (
        release.select(getattr(release, of))
        .join(its_version, on=(release.version == its_version.id))
        .where(
            release.kind == Place("kind"),
            release.locale == locale,
            its_version.state == VersionState.PUBLISHED,
        )
    )
    if version is not None:
        query = query.where(release.version == version)
    return query.order_by(release.number.desc()).limit(1)


_RELEASES = Prepared(_releases)


_KINDS = Prepared(
    lambda: (
        LetterVersion.select(LetterVersion.kind)
        .where(LetterVersion.state == VersionState.PUBLISHED)
        .distinct()
    )
)


def kinds_in_use() -> list[LetterKind]:
    """Every kind of letter with a published version, as the code knows it: name and citations,
    no texts. One statement."""
    published = {kind for (kind,) in _KINDS.tuples()}
    return [kind for name, kind in letter_kinds.kinds().items() if name in published]
