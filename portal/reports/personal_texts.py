"""Personal texts in the reader's language, where a translator has answered (LANG-3, LANG-4)."""

from collections.abc import Collection
from dataclasses import dataclass

from peewee import ModelSelect

from portal.models.catalogs import PersonalText, RequestState, TextRequest
from portal.prepared import Many, Place, Prepared


@dataclass(frozen=True, slots=True)
class PersonalWords:
    """What stands for one row's personal text: the translation, or that it still waits."""

    translation: str
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A personal text as a page shows it: its words, their language, and whether it is the
    original because the translation still waits."""

    text: str
    lang: str
    is_original: bool


def _requests(count: int) -> ModelSelect:
    return (
        TextRequest.select(TextRequest.object_id, TextRequest.translation, TextRequest.state)
        .where(
            TextRequest.object_kind == Place("kind"),
            TextRequest.object_id.in_(Many(count).places),
            TextRequest.target_locale == Place("locale"),
        )
        .order_by(TextRequest.id)
    )


_REQUESTS = Prepared(_requests)


def texts_for(kind: PersonalText, ids: Collection[int], locale: str) -> dict[int, PersonalWords]:
    """The newest request of each row into a language; rows without one are not in it.

    One statement, however many rows.
    """
    if not ids:
        return {}
    many = Many.filled(list(ids))
    rows = _REQUESTS.tuples(len(many), kind=str(kind), locale=locale, **many)
    return {
        row_id: PersonalWords(translation, state != RequestState.ANSWERED)
        for row_id, translation, state in rows
    }


def shown(text: str, words: PersonalWords | None, locale: str, source: str = "en") -> Shown:
    """One personal text for a reader: translated where that was answered, else as it was written.

    In: the text, what `texts_for` knows of it, the reader's language, the text's own language.
    """
    if words is not None and not words.is_waiting:
        return Shown(words.translation, locale, False)
    return Shown(text, source, locale != source)
