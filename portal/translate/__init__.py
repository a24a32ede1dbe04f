"""The area at /translate, one file a topic."""

import flask
from werkzeug.routing import BaseConverter

from portal.translate import (
    blocks,
    catalogs,
    comments,
    exchange,
    glossary,
    glossary_files,
    letters,
    navigation,
    official,
    previews,
    requests,
    reviews,
    screens,
    typos,
    versions,
    voices,
    wanted,
)
from portal.translate.area import area

__all__ = [
    "blocks", "catalogs", "comments", "exchange", "glossary", "glossary_files", "letters",
    "navigation", "official", "previews", "register", "requests", "reviews", "screens", "typos",
    "versions", "voices", "wanted",
]  # fmt: skip


class LocaleConverter(BaseConverter):
    """A language's tag in an address."""

    regex = "[a-z]{2,3}(?:-[A-Za-z]{2,8})?"


class LetterKindConverter(BaseConverter):
    """The name of a kind of letter in an address."""

    regex = "[a-z][a-z0-9_]{3,39}"


def register(app: flask.Flask) -> None:
    """Binds the area's views."""
    app.url_map.converters["locale"] = LocaleConverter
    app.url_map.converters["letter"] = LetterKindConverter
    app.register_blueprint(area)
