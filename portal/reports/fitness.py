"""Whether the portal may run for real people at all (contract.md, Settings)."""

from portal import schema
from portal.config import Config
from portal.models.cases import Case


def reasons_not_to_run(config: Config) -> list[str]:
    """Every reason at once why this configuration or database must not serve real people; none
    for a demo, which is nobody's."""
    if config.is_demo:
        return []
    reasons = config.refusals_to_start()
    if waiting := schema.pending():
        reasons.append(f"the database lacks migrations: {', '.join(waiting)}")
    elif Case.select().where(Case.number == "WTW-1001").exists():
        reasons.append("the database holds the demo's cases")
    return reasons
