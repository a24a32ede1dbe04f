"""Codes from letters, and six digits by text message or e-mail (safety.md, Sign-in).

Every way of failing does the same work and gets the same answer: which part was wrong, or whether
a person is known, is never told.
"""

import hmac
import secrets
import unicodedata
from datetime import date, datetime, timedelta
from hashlib import sha256

from portal import jobs, resources
from portal.models.accounts import SYSTEM, AccessCode, Actor, KnownBrowser, OneTimeCode
from portal.models.cases import Case
from portal.models.people import Participant
from portal.operations import operation, record
from portal.sealing import subkey

# 32 signs; typed look-alikes are read as the sign they look like.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKE = str.maketrans("OILU", "011V")
LETTER_CODE_LENGTH = 8
LETTER_CODE_LASTS = timedelta(days=7)
DIGITS_LAST = timedelta(minutes=10)
TRIES = 5


def read_letter_code(typed: str) -> str:
    """A code in its one form: blanks, dashes and lower case do not matter."""
    kept = "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())
    return kept.translate(_LOOK_ALIKE)


def _hmac(purpose: str, *parts: object) -> bytes:
    secret = subkey(resources.current().config.secret_key.encode(), purpose)
    return hmac.new(secret, "\x1f".join(str(part) for part in parts).encode(), sha256).digest()


def _letter_digest(code: str) -> str:
    return _hmac("letter-code", read_letter_code(code)).hex()


@operation()
def issue_letter_code(actor: Actor, *, participant_id: int, at: datetime) -> str:
    """Makes the code for a letter to one participant; codes from earlier letters end.

    Gives the eight characters, which are known nowhere else: the row keeps a digest. It works
    once, for seven days, five tries.
    """
    AccessCode.update(expires_at=at).where(
        AccessCode.participant_id == participant_id, AccessCode.expires_at > at
    ).execute()
    code = "".join(secrets.choice(ALPHABET) for _ in range(LETTER_CODE_LENGTH))
    made = AccessCode.create(
        participant_id=participant_id,
        digest=_letter_digest(code),
        expires_at=at + LETTER_CODE_LASTS,
        tries_left=TRIES,
    )
    record(actor, "issue_letter_code", made)
    return code


def issue_demo_code(case: Case, *, at: datetime) -> AccessCode:
    """The demo's printed code of a case, `DEMO` and the case's four digits: works again and again.

    Raises RuntimeError in production.
    """
    if not resources.current().config.is_demo:
        raise RuntimeError("printed codes are for the demo")
    code = f"DEMO{str(case.number)[-4:]}"
    return _print_code(SYSTEM, participant_id=case.participant_id, code=code, at=at)


@operation()
def _print_code(actor: Actor, *, participant_id: int, code: str, at: datetime) -> AccessCode:
    made, _is_new = AccessCode.get_or_create(
        digest=_letter_digest(code),
        defaults={
            "participant_id": participant_id,
            "expires_at": at + timedelta(days=36_500),
            "is_reusable": True,
        },
    )
    record(actor, "print_demo_code", made)
    return made


@operation()
def redeem_letter_code(
    actor: Actor, *, code: str, birth_on: date | None, at: datetime
) -> Participant | None:
    """The participant of a letter's code and birth date, or None, whichever was wrong.

    A try with the wrong date uses one of the code's five; the right one uses the code up.
    """
    digest = _letter_digest(code)
    row = AccessCode.get_or_none(AccessCode.digest == digest)
    person = Participant.get_or_none(Participant.id == (row.participant_id if row else 0))
    may_repeat = bool(row and row.is_reusable and resources.current().config.is_demo)
    is_right = bool(person and person.birth_on == birth_on)
    live = [AccessCode.digest == digest, AccessCode.expires_at > at, AccessCode.tries_left > 0]
    if not may_repeat:
        live.append(AccessCode.used_at.is_null())
    claimed = (
        AccessCode.update(
            tries_left=AccessCode.tries_left - (0 if may_repeat else 1),
            used_at=at if is_right else None,
        )
        .where(*live)
        .execute()
    )
    good = bool(claimed and is_right and (may_repeat or not row.is_reusable))
    record(actor, "redeem_letter_code", row, outcome="done" if good else "refused")
    return person if good else None


# ---- six digits -----------------------------------------------------------------------------


def browser_digest(nonce: str) -> str:
    """What a code is tied to of the browser that asked for it."""
    return sha256(nonce.encode()).hexdigest()


def digits_of(row: OneTimeCode) -> str:
    """The six digits of a row: for the message, and in the demo for the page.

    They are drawn from the secret and the row, so that the request that asks for them does the
    same work for everybody: the worker looks up whether there is anyone to send them to.
    """
    drawn = _hmac("one-time-code", row.id, row.channel_digest, row.browser_digest, row.nonce)
    return f"{int.from_bytes(drawn[:8]) % 1_000_000:06d}"


def _digits_digest(row: OneTimeCode, digits: str) -> str:
    return _hmac("one-time-check", row.channel_digest, row.browser_digest, digits).hex()


@operation()
def ask_for_digits(actor: Actor, *, channel_digest: str, browser: str, at: datetime) -> OneTimeCode:
    """Makes six digits for a channel, whether anybody is reached by it or not; earlier ones end.

    In: the channel's and the browser's digest. The worker sends them (send_digits).
    """
    OneTimeCode.update(expires_at=at).where(
        OneTimeCode.channel_digest == channel_digest,
        OneTimeCode.browser_digest == browser,
        OneTimeCode.expires_at > at,
    ).execute()
    row = OneTimeCode.create(
        channel_digest=channel_digest,
        browser_digest=browser,
        nonce=secrets.token_hex(8),
        code_digest="",
        expires_at=at + DIGITS_LAST,
        tries_left=TRIES,
    )
    row.code_digest = _digits_digest(row, digits_of(row))
    row.save(only=["code_digest"])
    jobs.enqueue("send_digits", row.id)
    record(actor, "ask_for_digits", row)
    return row


@operation()
def redeem_digits(
    actor: Actor,
    *,
    row_id: int,
    browser: str,
    digits: str,
    birth_on: date | None,
    known_browser: str,
    at: datetime,
) -> list[Participant]:
    """Who may sign in with six digits: those reached by the channel who are bound to this browser
    or whose birth date was given. Empty when anything was wrong; the try is used all the same.

    In: the row that the browser asked for, digests of its nonce and of its long-lived token.
    """
    claimed = (
        OneTimeCode.update(tries_left=OneTimeCode.tries_left - 1)
        .where(
            OneTimeCode.id == row_id,
            OneTimeCode.browser_digest == browser,
            OneTimeCode.expires_at > at,
            OneTimeCode.tries_left > 0,
            OneTimeCode.used_at.is_null(),
        )
        .execute()
    )
    row = OneTimeCode.get_or_none(OneTimeCode.id == row_id) or OneTimeCode(
        channel_digest="-", browser_digest=browser, code_digest=""
    )
    typed = "".join(str(unicodedata.digit(sign)) for sign in digits if sign.isdigit())
    is_right = hmac.compare_digest(_digits_digest(row, typed), row.code_digest)
    fitting = _reached_by(str(row.channel_digest), birth_on, known_browser)
    good = bool(claimed and is_right and fitting)
    if good:
        OneTimeCode.update(used_at=at).where(OneTimeCode.id == row_id).execute()
    record(actor, "redeem_digits", row if row.id else None, outcome="done" if good else "refused")
    return fitting if good else []


def people_at(channel_digest: str) -> list[Participant]:
    """Everybody who is reached by a channel, the longest known first."""
    if len(channel_digest) < 64:
        return []
    return list(
        Participant.select()
        .where(
            (Participant.phone_digest == channel_digest)
            | (Participant.email_digest == channel_digest)
        )
        .order_by(Participant.id)
    )


def _reached_by(channel: str, birth_on: date | None, known_browser: str) -> list[Participant]:
    bound = {
        row.participant_id
        for row in KnownBrowser.select().where(KnownBrowser.digest == known_browser)
    }
    return [
        person for person in people_at(channel) if person.id in bound or person.birth_on == birth_on
    ]


def is_known_browser(digest: str) -> bool:
    """Whether anybody is bound to this browser."""
    return bool(KnownBrowser.select().where(KnownBrowser.digest == digest).exists())


@operation()
def sweep_codes(actor: Actor = SYSTEM, *, at: datetime) -> int:
    """Deletes codes that ended; how many."""
    gone: int = OneTimeCode.delete().where(OneTimeCode.expires_at <= at).execute()
    gone += AccessCode.delete().where(AccessCode.expires_at <= at - LETTER_CODE_LASTS).execute()
    record(actor, "sweep_codes")
    return gone
