"""The letters of the cast's languages: some published, some waiting, one block in work.

The starting texts are machine-made: in the demo its reviewer approves a few of them, to show how a
person does it (decision 7)."""

from datetime import datetime

from portal.demo.cast import Cast
from portal.demo.telling import moment
from portal.models.accounts import Actor
from portal.operations import operation, record
from portal.operations.catalogs import load_letter_kinds, publish_release
from portal.operations.catalogs.texts import (
    approve_translation,
    return_translation,
    save_translation,
    send_to_review,
)
from portal.policy.catalogs import BlockState
from portal.policy.plurals import joined
from portal.reports import catalogs

PUBLISHED = {
    "es": ("appointment", "no_contact_30_days", "documents_needed"),
    "vi": ("appointment", "documents_needed"),
    "ru": ("staffing_invitation",),
    "ar": ("staffing_result",),
}
WRITTEN = (
    "ru",
    "hours_short.what_gap",
    joined(
        (
            "**{gap}** час ещё не показан.",
            "**{gap}** часа ещё не показаны.",
            "**{gap}** часов ещё не показано.",
        )
    ),
    "The machine's word was that of a shop that is open.",
)
RETURNED = ("vi", "no_contact_30_days.title", "Please say it as we say it on the telephone.")


def letters_in_work(cast: Cast) -> None:
    """Some of Spanish and Vietnamese is published, the rest waits for a reviewer; one text was
    given back, one was written anew."""
    load_letter_kinds(at=moment(cast, 20))
    reviewer = cast.staff["reviewer"].actor
    for locale, kinds in PUBLISHED.items():
        for kind in kinds:
            _publish(reviewer, cast, kind, locale)
    locale, context, comment = RETURNED
    return_translation(
        reviewer, locale=locale, context=context, version=1, comment=comment, at=moment(cast, 2)
    )
    _write(cast.staff["translator"].actor, cast)


def _write(translator: Actor, cast: Cast) -> None:
    """A counted text in three forms, with a note for the second person whom it waits for."""
    locale, context, text, note = WRITTEN
    saved = save_translation(
        translator, locale=locale, context=context, text=text, version=1, comment=note,
        at=moment(cast, 3),
    )  # fmt: skip
    send_to_review(
        translator, locale=locale, context=context, version=saved.version, at=moment(cast, 3, 11)
    )


def _publish(reviewer: Actor, cast: Cast, kind: str, locale: str) -> None:
    _approve(reviewer, kind=kind, locale=locale, at=moment(cast, 12))
    rows = catalogs.rows_of(catalogs.texts_of(kind), locale)
    seen = catalogs.digest_of({row.block.context: row.text for row in rows})
    publish_release(
        reviewer, kind=kind, locale=locale, previewed_digest=seen, at=moment(cast, 12, 11)
    )


@operation()
def _approve(reviewer: Actor, *, kind: str, locale: str, at: datetime) -> None:
    for row in catalogs.rows_of(catalogs.texts_of(kind), locale):
        if row.state is BlockState.NEEDS_REVIEW and row.translation is not None:
            approve_translation(
                reviewer, locale=locale, context=row.block.context,
                version=row.translation.version, reason="Read with a native speaker.", at=at,
            )  # fmt: skip
    record(reviewer, "approve_letter", fields=[locale, kind])


ALL = (letters_in_work,)
