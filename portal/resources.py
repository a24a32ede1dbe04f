"""What a process is configured with and shares: settings, where files lie, the encryption keys."""

from dataclasses import dataclass

from portal import channels
from portal.config import Config
from portal.sealing import Keyring, keyring_from_setting, lookup_digest, subkey
from portal.storage import Storage


@dataclass(frozen=True)
class Resources:
    """Made once at start from the settings; read everywhere below the web."""

    config: Config
    storage: Storage
    keyring: Keyring
    lookup_secret: bytes


_current: Resources | None = None


def configure(config: Config) -> Resources:
    """Opens what the settings name. Raises ValueError for a setting that cannot be used."""
    global _current
    secret = config.secret_key.encode()
    _current = Resources(
        config,
        Storage.from_url(config.storage_url),
        keyring_from_setting(config.keys),
        subkey(secret, "lookup"),
    )
    return _current


def current() -> Resources:
    """This process's resources. Raises RuntimeError before `configure`."""
    if _current is None:
        raise RuntimeError("resources.configure() was not called")
    return _current


def timezone() -> str:
    """The agency's zone (IANA name)."""
    return current().config.timezone


def channel_digest(channel: str) -> str:
    """What a phone number or e-mail address is looked up by; empty for what is neither."""
    plain = channels.normal(channel)
    return lookup_digest(current().lookup_secret, plain) if plain else ""
