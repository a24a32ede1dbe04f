"""The English of the cast's letters: a text that changed, a typing mistake, a draft that waits for
its legal check, and what translators said of it."""

from datetime import datetime

from portal.demo.cast import Cast
from portal.demo.telling import moment
from portal.models.comments import CommentScope
from portal.operations.catalogs.comments import answer_comment, comment_block
from portal.operations.catalogs.english import (
    ask_legal_check,
    check_english,
    publish_english,
    write_english,
)
from portal.reports import catalogs

CHANGED = (
    "documents_needed.do_keep",
    "Keep your own papers at home.",
    "Keep the papers themselves at home.",
)
TYPO = ("no_contact_30_days.why", "That helps us help you", "That lets us help you")
WAITING = (
    "appointment.do_move",
    "before the meeting",
    "one day before the meeting if you can",
)
OPEN = (
    "vi",
    "documents_needed.why",
    "“Keep your case right”: does that mean correct, or open? In Vietnamese I must choose.",
)
ANSWERED = (
    "es",
    "appointment.no_penalty",
    "Is “money” the cash aid alone, or food benefits too?",
    "The cash aid. Food benefits have letters of their own. The sentence stays as it is.",
)
AMONG = (
    "vi",
    "no_contact_30_days.title",
    "On the telephone we say “liên lạc”. Is it warm enough in a letter?",
)


def english_in_work(cast: Cast) -> None:
    """Linda Chavez writes, Omar Said checks: one text changed since Spanish was published, one
    typing mistake is put right, one draft waits for him."""
    for days_ago, (context, old, new), is_typo in ((9, CHANGED, False), (5, TYPO, True)):
        _ask(cast, context, old, new, moment(cast, days_ago), is_typo)
        _publish(cast, context, moment(cast, days_ago - 1))
    _ask(cast, *WAITING, moment(cast, 1), is_typo=False)


def _ask(cast: Cast, context: str, old: str, new: str, at: datetime, is_typo: bool) -> None:
    owner = cast.staff["supervisor"].actor
    kind, _, key = context.partition(".")
    text = catalogs.block_of(context).english.replace(old, new)
    made = write_english(owner, kind=kind, block=key, text=text, revision=0, at=at)
    ask_legal_check(
        owner, kind=kind, revision=made.revision, is_typo=is_typo, bans_old=False, at=at
    )


def _publish(cast: Cast, context: str, at: datetime) -> None:
    checker, kind = cast.staff["supervisor2"].actor, context.partition(".")[0]
    # Asked for once: the draft was written, then sent to the check.
    made = check_english(
        checker, kind=kind, revision=3, comment="It still says what the rule says.", at=at
    )
    publish_english(checker, kind=kind, revision=made.revision, at=at)


def said_of_texts(cast: Cast) -> None:
    """One question waits for the owner, one has its answer, one stays among the Vietnamese."""
    translator = cast.staff["translator"].actor
    locale, context, text, answer = ANSWERED
    asked = comment_block(
        translator, locale=locale, context=context, scope=CommentScope.ENGLISH, text=text,
        at=moment(cast, 7),
    )  # fmt: skip
    owner = cast.staff["supervisor"].actor
    answer_comment(owner, comment=asked, answer=answer, at=moment(cast, 6))
    for scope, (locale, context, text) in (
        (CommentScope.ENGLISH, OPEN),
        (CommentScope.TRANSLATION, AMONG),
    ):
        comment_block(
            translator, locale=locale, context=context, scope=scope, text=text, at=moment(cast, 3)
        )


ALL = (english_in_work, said_of_texts)
