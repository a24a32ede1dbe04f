"""Sessions: opening and ending them, and what somebody had typed when theirs had run out."""

import base64
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from portal import resources
from portal.models.accounts import SYSTEM, Actor, HeldForm, KnownBrowser, Role, SignIn
from portal.models.cases import Case
from portal.operations import operation, record

# Seconds idle, hours in all (safety.md, Sessions).
LIMITS = {
    Role.PARTICIPANT: (30 * 60, 12),
    Role.PROVIDER: (15 * 60, 8),
    Role.TRANSLATOR: (15 * 60, 8),
    Role.REVIEWER: (15 * 60, 8),
    Role.MONITOR: (10 * 60, 4),
    Role.ADMINISTRATOR: (10 * 60, 4),
}
STAFF_LIMITS = (15 * 60, 10)
SHARED_LIMITS = (10 * 60, 2)
FRESH_FOR = timedelta(minutes=5)  # a sign-in proves who one is for so long (safety.md, Sessions)
HELD_FOR = timedelta(hours=12)
HELD_BYTES = 512 * 1024  # of JSON: what a person can have typed, and more


def new_token() -> str:
    """A session's or browser's id: 256 random bits."""
    return secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """What the database keeps of a token: its SHA-256 in hex."""
    return sha256(token.encode()).hexdigest()


@operation()
def open_session(actor: Actor, *, digest: str, at: datetime, is_shared: bool = False) -> SignIn:
    """Opens a session for one who proved who they are; only the id's digest is kept.

    A shared phone's session is short: 10 minutes idle, 2 hours in all; and any phone counts as
    shared while its person is not safe (NOTE-6).
    """
    idle, hours = LIMITS.get(actor.role, STAFF_LIMITS)
    is_shared = is_shared or (actor.is_participant and _is_in_danger(actor.id))
    if is_shared:
        idle, hours = SHARED_LIMITS
    made = SignIn.create(
        digest=digest,
        account_id=None if actor.is_participant else actor.id,
        participant_id=actor.id if actor.is_participant else None,
        is_shared=is_shared,
        created_at=at,
        idle_seconds=idle,
        ends_at=at + timedelta(hours=hours),
        fresh_until=at + FRESH_FOR,
    )
    record(actor, "sign_in", made)
    return made


def _is_in_danger(participant_id: int) -> bool:
    return bool(
        Case.select()
        .where(Case.participant == participant_id, Case.is_restricted == True)  # noqa: E712
        .exists()
    )


@operation()
def treat_phones_as_shared(actor: Actor, *, participant_id: int, at: datetime) -> None:
    """From now on every session of somebody who is not safe is kept as on a shared phone: 10
    minutes idle, 2 hours in all from this moment, and no browser knows them (NOTE-6; safety.md,
    Sessions)."""
    idle, hours = SHARED_LIMITS
    own, latest = SignIn.participant_id == participant_id, at + timedelta(hours=hours)
    SignIn.update(is_shared=True, idle_seconds=idle).where(own).execute()
    SignIn.update(ends_at=latest).where(own, SignIn.ends_at > latest).execute()
    KnownBrowser.delete().where(KnownBrowser.participant_id == participant_id).execute()
    record(actor, "treat_phones_as_shared")


@operation()
def close_session(actor: Actor, *, digest: str, at: datetime) -> None:
    """Ends a session for good."""
    SignIn.delete().where(SignIn.digest == digest).execute()
    record(actor, "sign_out")


@operation()
def close_sessions_of(actor: Actor, *, account_id: int, at: datetime) -> int:
    """Ends every session of a staff account, on every browser; how many there were."""
    gone: int = SignIn.delete().where(SignIn.account_id == account_id).execute()
    record(actor, "close_sessions")
    return gone


@operation()
def know_browser(actor: Actor, *, token: str, earlier: str | None, at: datetime) -> KnownBrowser:
    """Binds a participant to a browser under a fresh token; whoever else is bound to it stays so.

    In: the fresh token, and the one that the browser showed. A token that somebody planted there
    beforehand is worth nothing afterwards.
    """
    digest = token_digest(token)
    if earlier:
        KnownBrowser.update(digest=digest).where(
            KnownBrowser.digest == token_digest(earlier)
        ).execute()
    made, _is_new = KnownBrowser.get_or_create(
        participant_id=actor.id, digest=digest, defaults={"created_at": at}
    )
    record(actor, "know_browser", made)
    return made


@operation()
def hold_form(
    actor: Actor, *, path: str, fields: Mapping[str, Sequence[str]], at: datetime
) -> None:
    """Keeps what somebody sent after their session had run out, until they sign in again.

    In: the path of the page it was typed on, the fields' values. It may be a private note: it is
    kept sealed. More than HELD_BYTES is not kept.
    """
    text = json.dumps({name: list(values) for name, values in fields.items()})
    if len(text) <= HELD_BYTES and len(path) <= 200:
        HeldForm.delete().where(_of(actor), HeldForm.path == path).execute()
        HeldForm.create(
            account_id=None if actor.is_participant else actor.id,
            participant_id=actor.id if actor.is_participant else None,
            path=path,
            fields=_seal(text, actor, path),
            held_at=at,
        )
    record(actor, "hold_form")


def _of(actor: Actor) -> object:
    column = HeldForm.participant_id if actor.is_participant else HeldForm.account_id
    return column == actor.id


def place_of(account_id: int | None, participant_id: int | None, path: str) -> str:
    """What a held form's sealed fields are tied to: whose they are, and their page."""
    whose = f"participant/{participant_id}" if account_id is None else f"staff/{account_id}"
    return f"held_form/{whose}/{path}"


def _place(actor: Actor, path: str) -> str:
    if actor.is_participant:
        return place_of(None, actor.id, path)
    return place_of(actor.id, None, path)


def _seal(text: str, actor: Actor, path: str) -> str:
    sealed = resources.current().keyring.wrap(text.encode(), _place(actor, path))
    return base64.b64encode(sealed).decode()


def held_path(actor: Actor, at: datetime) -> str | None:
    """The page of the newest form held for somebody; none after 12 hours."""
    row = _held(actor, at)
    return str(row.path) if row else None


def held_fields(actor: Actor, path: str, at: datetime) -> dict[str, list[str]] | None:
    """What somebody had typed on a page, field name to values; none after 12 hours."""
    row = _held(actor, at, path)
    if row is None:
        return None
    sealed = base64.b64decode(str(row.fields))
    text = resources.current().keyring.unwrap(sealed, _place(actor, path))
    found: dict[str, list[str]] = json.loads(text)
    return found


def _held(actor: Actor, at: datetime, path: str | None = None) -> HeldForm | None:
    query = HeldForm.select().where(_of(actor), HeldForm.held_at > at - HELD_FOR)
    if path is not None:
        query = query.where(HeldForm.path == path)
    found: HeldForm | None = query.order_by(HeldForm.id.desc()).first()
    return found


@operation()
def drop_held_form(actor: Actor, *, path: str, at: datetime) -> None:
    """Forgets a held form: what was typed has been sent."""
    HeldForm.delete().where(_of(actor), HeldForm.path == path).execute()
    record(actor, "drop_held_form")


@operation()
def sweep_sign_ins(actor: Actor = SYSTEM, *, at: datetime) -> int:
    """Deletes sessions that ended and forms held for over 12 hours; how many rows."""
    gone: int = SignIn.delete().where(SignIn.ends_at <= at).execute()
    gone += HeldForm.delete().where(HeldForm.held_at <= at - HELD_FOR).execute()
    record(actor, "sweep_sign_ins")
    return gone
