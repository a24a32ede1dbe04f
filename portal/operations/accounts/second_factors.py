"""The second factor of staff: six digits of an authenticator app, required in production."""

import base64
from datetime import datetime

import pyotp

from portal import resources
from portal.models.accounts import Account, Actor
from portal.operations import operation, record
from portal.sealing import subkey

STEP_SECONDS = 30
ISSUER = "Touchpoint"


def proposed_secret(account: Account, nonce: str) -> str:
    """The secret for an app that is being set up (base32); drawn from the browser's nonce, so that
    nothing is kept before its first code was right."""
    secret = resources.current().config.secret_key.encode()
    return base64.b32encode(subkey(secret, f"totp:{account.key}:{nonce}")[:20]).decode()


def setup_address(account: Account, secret: str) -> str:
    """What an authenticator app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=str(account.email), issuer_name=ISSUER)


def place_of(account_id: int) -> str:
    """What an account's sealed secret is tied to."""
    return f"account/{account_id}/totp_secret"


def _kept_secret(account: Account) -> str:
    sealed = base64.b64decode(str(account.totp_secret))
    return resources.current().keyring.unwrap(sealed, place_of(account.id)).decode()


def _step_of(secret: str, digits: str, at: datetime) -> int | None:
    """The step whose code was typed: this one, or the one before or after it."""
    typed = "".join(sign for sign in digits if sign.isdigit())
    now = int(at.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for step in (now, now - 1, now + 1):
        if pyotp.utils.strings_equal(totp.generate_otp(step), typed):
            return step
    return None


@operation()
def check_second_factor(actor: Actor, *, account: Account, digits: str, at: datetime) -> bool:
    """Whether six digits are right; each code works once."""
    step = _step_of(_kept_secret(account), digits, at)
    good = step is not None and bool(
        Account.update(totp_step=step)
        .where(Account.id == account.id, Account.totp_step < step)
        .execute()
    )
    record(actor, "check_second_factor", account, outcome="done" if good else "refused")
    return good


@operation()
def set_up_second_factor(
    actor: Actor, *, account: Account, secret: str, digits: str, at: datetime
) -> bool:
    """Keeps the proposed secret, sealed, once its first code was right and none was kept before."""
    step = _step_of(secret, digits, at)
    good = False
    if step is not None:
        wrapped = resources.current().keyring.wrap(secret.encode(), place_of(account.id))
        good = bool(
            Account.update(totp_secret=base64.b64encode(wrapped).decode(), totp_step=step)
            .where(Account.id == account.id, Account.totp_secret == "")
            .execute()
        )
    record(actor, "set_up_second_factor", account, outcome="done" if good else "refused")
    return good
