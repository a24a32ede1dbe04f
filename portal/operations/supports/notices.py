"""The letters that tell of a decision on a supportive service: granted, denied, ended (CASE-9)."""

import json
from collections.abc import Sequence
from datetime import datetime

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.letters import Letter
from portal.models.supports import SupportiveService
from portal.operations import record
from portal.operations.letters import begun_letter
from portal.policy.calendar import office_date
from portal.policy.supports import ServiceState
from portal.reports.supports.notices import of_decided, of_ended


def draft_notice(
    actor: Actor, case: Case, supports: Sequence[SupportiveService], at: datetime
) -> Letter:
    """Drafts the letter on services that were decided at one moment, in the running operation, and
    names it on each. The worker reads it and sends it (LET-2); its values are those of
    reports/supports/notices.py.

    Raises LetterVersion.DoesNotExist for a kind of letter that is not in use.
    """
    is_end = supports[0].state == ServiceState.DISCONTINUED
    kind = "support_ended" if is_end else "support_decided"
    newest = max(one.id for one in supports)
    made = begun_letter(actor, case, kind, at, cause=f"{kind}:{newest}")
    on = office_date(at, resources.timezone())
    own = of_ended(supports) if is_end else of_decided(supports[0], on)
    # Several may be decided at one moment: the letter is on these.
    made.fields = json.dumps(json.loads(made.fields) | own)
    made.save(only=[Letter.fields])
    record(actor, "draft_letter", made, case=case, fields=["kind", "fields", "cause"])
    SupportiveService.update(letter=made.id).where(
        SupportiveService.id.in_([one.id for one in supports])
    ).execute()
    for one in supports:
        one.letter = made
    return made
