"""Who looked at a case, in the words of its participant."""

from typing import Any

from portal.i18n import lazy as _l
from portal.models.accounts import Role

YOUR_WORKER = _l("Your worker")

OTHERS: dict[str, Any] = {
    Role.COUNSELOR: _l("Another worker"),
    Role.SPECIALIST: _l("Another worker"),
    Role.SUPERVISOR: _l("A supervisor"),
    Role.CLERICAL: _l("Somebody in the office"),
    Role.PROVIDER: _l("A program that works with you"),
    Role.TRANSLATOR: _l("A translator"),
    Role.REVIEWER: _l("A translator"),
    Role.MONITOR: _l("Somebody who checks our work"),
    Role.ADMINISTRATOR: _l("Somebody who runs the portal"),
}
