"""Commands on the encryption keys."""

import sys

import click
import peewee
from flask.cli import AppGroup

from portal import clock, resources, sealing
from portal.operations import keys as work

keys = AppGroup("keys", help="Look after the encryption keys of PORTAL_KEYS.")


@keys.command()
def rotate() -> None:
    """Wrap everything anew by the newest key of PORTAL_KEYS, while the portal runs.

    First put the new key in front of PORTAL_KEYS everywhere and restart web and worker; then run
    this; then remove the keys it names. Run it again if it was cut off.

    Example: python app.py keys rotate
    """
    try:
        left = [_rotate(sealed) for sealed in work.SEALED]
    except peewee.DatabaseError as error:
        click.echo(f"the database failed: {error}; run it again to go on", err=True)
        sys.exit(1)
    _tell_removable({place for one in left for place in +one.by_key})
    if any(one.lost for one in left):
        click.echo(
            "What is sealed under a key that is not in PORTAL_KEYS cannot be read until that key "
            "is listed again.",
            err=True,
        )
    if any(one.lost or one.older for one in left):
        sys.exit(1)


def _rotate(sealed: work.SealedColumn) -> work.Usage:
    """One column, told as it goes on; which keys its values are wrapped by afterwards."""
    total, done = work.usage(sealed).older, 0
    for wrapped in work.rotate(sealed, clock.now()):
        done += wrapped
        click.echo(f"{sealed.name}: {done} of {max(total, done)} wrapped anew")
    if not done:
        click.echo(f"{sealed.name}: nothing to do")
    left = work.usage(sealed)
    if left.lost:
        click.echo(f"{sealed.name}: {left.lost} are wrapped by a key not in PORTAL_KEYS", err=True)
    if left.older:
        click.echo(
            f"{sealed.name}: {left.older} are still wrapped by an older key: damaged, or made just "
            "now by a process that was started without the newest key",
            err=True,
        )
    return left


def _tell_removable(in_use: set[int]) -> None:
    """Which of the older keys may leave PORTAL_KEYS."""
    ring = resources.current().keyring.keys
    for place, key in enumerate(ring[1:], start=1):
        name = f"key {place + 1} of PORTAL_KEYS ({sealing.key_id(key).hex()[:8]})"
        if place in in_use:
            click.echo(f"{name} is still in use")
        else:
            click.echo(f"{name} may be removed; keep it as long as backups made before today")
    if len(ring) == 1:
        click.echo("PORTAL_KEYS holds one key: there is no older one to remove")


COMMANDS = (keys,)
