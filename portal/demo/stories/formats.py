"""Who of the cast reads letters in another way than in print, and the voices that were listened to:
one reads large print, one listens, one reads Braille, and one asked for what his language lacks."""

from typing import Any

from portal.demo.cast import Cast
from portal.demo.telling import moment
from portal.models import Case
from portal.operations.letters.formats import approve_voice, remember_formats

WISHES: dict[str, dict[str, bool]] = {
    "WTW-1008": {"large_print": True},  # Brandon Walker
    "WTW-1002": {"audio": True},  # Hoa Tran, in Vietnamese
    "DW-2001": {"braille": True},
    "DW-2002": {"audio": True},  # in Somali, which has no voice: his letter is read to him
}
HEARD = (("documents_needed", "vi"), ("appointment", "vi"), ("appointment", "en"))


def formats_remembered(cast: Cast) -> None:
    """The counselor wrote down how they read; Samir Haddad listened to three letters."""
    worker, reviewer = cast.staff["counselor"].actor, cast.staff["reviewer"].actor
    for number, wished in WISHES.items():
        case = Case.get_for(worker, cast.cases[number].key)
        wishes: dict[str, Any] = {"large_print": False, "braille": False, "audio": False} | wished
        remember_formats(worker, case=case, at=moment(cast, 9, 11), **wishes)
    for kind, locale in HEARD:
        approve_voice(reviewer, kind=kind, locale=locale, at=moment(cast, 8, 15))


ALL = (formats_remembered,)
