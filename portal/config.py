"""Settings, read once from the environment, typed and frozen; README lists each with its
default."""

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from portal.locales import LOCALES

ROOT = Path(__file__).resolve().parent.parent
INSTANCE = ROOT / "instance"

# The languages that screens are translated into (screens.md, section 8: the first tier, and Farsi).
SCREENS = ("en", "es", "vi", "ru", "zh-Hant", "zh-Hans", "ko", "km", "lo", "so", "ar", "fa")

# Known to everybody who reads this file: good for a demo on loopback, refused in production.
DEMO_SECRET = "demo-secret-known-to-everybody"  # noqa: S105
DEMO_PHONE = "(510) 555-0100"  # of the demo's office
DEMO_KEY = base64.urlsafe_b64encode(b"touchpoint-demo-key-not-a-secret").decode()


@dataclass(frozen=True)
class Config:
    """One field per setting; `PORTAL_X` in the environment is field `x`."""

    env: str = "demo"
    secret_key: str = DEMO_SECRET
    database_url: str = f"sqlite:///{INSTANCE / 'portal.db'}"
    storage_url: str = f"file://{INSTANCE / 'files'}"
    keys: str = DEMO_KEY
    mail_url: str = ""
    sms_url: str = ""
    scanner_url: str = ""
    timezone: str = "America/Los_Angeles"
    locales: tuple[str, ...] = SCREENS
    proxies: int = 0
    english_counts: bool = False  # letters say that their English text is the one that counts
    hosts: tuple[str, ...] = ()
    help_phone: str = ""
    legal_aid_phone: str = ""
    emergency_phone: str = "911"
    hotline_phone: str = "1-800-799-7233"
    has_jobs: bool = field(default=True, metadata={"setting": False})
    now: str = field(default="", metadata={"setting": False})

    @property
    def is_demo(self) -> bool:
        """True unless the portal runs for real people."""
        return self.env != "production"

    @property
    def public_phone(self) -> str:
        """Where people call for free language help before the portal knows their office; empty
        where nothing is set."""
        return self.help_phone or (DEMO_PHONE if self.is_demo else "")

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Config":
        """The settings of this process. Raises ValueError naming a value that cannot be read."""
        env = os.environ if environ is None else environ
        values: dict[str, object] = {}
        for name in (
            "env",
            "secret_key",
            "database_url",
            "storage_url",
            "keys",
            "mail_url",
            "sms_url",
            "scanner_url",
            "timezone",
            "help_phone",
            "legal_aid_phone",
            "emergency_phone",
            "hotline_phone",
        ):
            if given := env.get(f"PORTAL_{name.upper()}"):
                values[name] = given
        for name in ("locales", "hosts"):
            if given := env.get(f"PORTAL_{name.upper()}"):
                values[name] = tuple(given.replace(",", " ").split())
        if given := env.get("PORTAL_PROXIES"):
            if not given.isdecimal():
                raise ValueError("PORTAL_PROXIES is a number")
            values["proxies"] = int(given)
        if given := env.get("PORTAL_ENGLISH_COUNTS"):
            if given not in ("0", "1"):
                raise ValueError("PORTAL_ENGLISH_COUNTS is 0 or 1")
            values["english_counts"] = given == "1"
        if values.get("env", "demo") not in ("demo", "production"):
            raise ValueError("PORTAL_ENV is 'demo' or 'production'")
        _check_zone(str(values.get("timezone", "UTC")))
        if unknown := set(values.get("locales", ())) - set(LOCALES):  # type: ignore[call-overload]
            raise ValueError(f"PORTAL_LOCALES: unknown {', '.join(sorted(unknown))}")
        return cls(**values)  # type: ignore[arg-type]

    def refusals_to_start(self) -> list[str]:
        """Every reason why this configuration is unsafe in production (contract.md, Settings)."""
        if self.is_demo:
            return []
        reasons = []
        if self.secret_key == DEMO_SECRET or len(self.secret_key) < 32:
            reasons.append(
                "PORTAL_SECRET_KEY is missing, known to everybody, or under 32 characters"
            )
        if self.keys == DEMO_KEY or not self.keys:
            reasons.append("PORTAL_KEYS holds no encryption key of your own")
        if not self.hosts:
            reasons.append("PORTAL_HOSTS names no allowed host")
        return reasons


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (OSError, KeyError, ValueError):
        raise ValueError("PORTAL_TIMEZONE names no zone, such as America/Los_Angeles") from None
