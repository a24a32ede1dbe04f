"""Offices, staff accounts, sign-ins of both kinds, codes and throttles."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from peewee import (
    BooleanField,
    CharField,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
    TextField,
)

from portal.db import KeyField, Table, UtcField


class Role(StrEnum):
    """Who somebody is to the portal (requirements.md, WHO)."""

    PARTICIPANT = "participant"
    COUNSELOR = "counselor"
    SPECIALIST = "specialist"
    SUPERVISOR = "supervisor"
    CLERICAL = "clerical"
    PROVIDER = "provider"
    TRANSLATOR = "translator"
    REVIEWER = "reviewer"
    MONITOR = "monitor"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Who acts: handed to every operation and every query that depends on who asks.

    `id` is an Account's for staff, a Participant's for participants, 0 for the system.
    """

    role: Role
    id: int
    name: str
    office_id: int = 0
    unit_id: int = 0
    session: str = ""

    @property
    def is_participant(self) -> bool:
        """True for somebody in the participants' area."""
        return self.role is Role.PARTICIPANT

    @property
    def is_staff(self) -> bool:
        """True for everybody with a staff account, translators included."""
        return self.role not in (Role.PARTICIPANT, Role.SYSTEM)


SYSTEM = Actor(Role.SYSTEM, 0, "system")


class Office(Table):
    """An office of the agency; deadlines are local dates in its time zone."""

    key = KeyField()
    name = CharField()
    address = CharField(max_length=500)
    phone = CharField(max_length=40)
    hours = CharField()
    # The same in minutes since midnight, for letters: they say it in the reader's language.
    opens_minute = SmallIntegerField(default=510)
    closes_minute = SmallIntegerField(default=1020)
    timezone = CharField(max_length=60, default="America/Los_Angeles")


class Unit(Table):
    """A supervisor's unit within an office."""

    office = ForeignKeyField(Office)
    name = CharField()


class Account(Table):
    """A member of staff, a provider or a translator."""

    key = KeyField()
    email = CharField(unique=True)
    name = CharField()
    phone = CharField(max_length=40, default="")
    role = CharField(max_length=20)
    office = ForeignKeyField(Office)
    unit = ForeignKeyField(Unit, null=True)
    password_hash = CharField(max_length=200, default="")
    totp_secret = CharField(max_length=200, default="")  # sealed: second_factors.py
    totp_step = IntegerField(default=0)  # the last step used: a code works once
    is_locked = BooleanField(default=False)
    created_at = UtcField()

    @property
    def actor(self) -> Actor:
        """This account as one who acts."""
        row: Any = self
        return Actor(Role(row.role), row.id, row.name, row.office_id, row.unit_id or 0)


class TranslatorLocale(Table):
    """A language in which a translator or reviewer works."""

    account = ForeignKeyField(Account, on_delete="CASCADE")
    locale = CharField(max_length=10)

    class Meta:
        indexes = ((("account", "locale"), True),)


class SignIn(Table):
    """A signed-in browser. Only a digest of its id is kept (safety.md, Sessions).

    Exactly one of account_id and participant_id is set.
    """

    digest = CharField(max_length=64, unique=True)
    account_id = IntegerField(null=True, index=True)
    participant_id = IntegerField(null=True, index=True)
    is_shared = BooleanField(default=False)
    created_at = UtcField()
    idle_seconds = IntegerField()
    ends_at = UtcField(index=True)
    fresh_until = UtcField(null=True)


class HeldForm(Table):
    """What somebody had typed when the session had run out: given back after signing in again."""

    account_id = IntegerField(null=True)
    participant_id = IntegerField(null=True)
    path = CharField(max_length=200)
    fields = TextField()  # JSON, field name to list of values; never a password or a file
    held_at = UtcField(index=True)

    class Meta:
        indexes = ((("account_id", "path"), False), (("participant_id", "path"), False))


class KnownBrowser(Table):
    """A browser that a participant has bound with a letter code and the birth date."""

    participant_id = IntegerField()
    digest = CharField(max_length=64)
    created_at = UtcField()

    class Meta:
        indexes = ((("participant_id", "digest"), True),)


class AccessCode(Table):
    """A code from a letter: once, for some days, with a birth date; kept as a digest."""

    participant_id = IntegerField(index=True)
    digest = CharField(max_length=64, unique=True)
    expires_at = UtcField()
    tries_left = IntegerField(default=5)
    used_at = UtcField(null=True)
    # The demo's printed codes work again and again; nothing else may set this.
    is_reusable = BooleanField(default=False)


class OneTimeCode(Table):
    """Six digits sent to a phone or an e-mail address, kept as an HMAC with channel and browser."""

    channel_digest = CharField(max_length=64, index=True)
    browser_digest = CharField(max_length=64)
    nonce = CharField(max_length=16)
    code_digest = CharField(max_length=64)
    expires_at = UtcField(index=True)
    tries_left = IntegerField(default=5)
    used_at = UtcField(null=True)


class Throttle(Table):
    """Failed tries for one name or network: each failure doubles the wait."""

    key = CharField(max_length=80, unique=True)
    failures = IntegerField(default=0)
    last_at = UtcField()
    blocked_until = UtcField(null=True)
