"""The five policies this portal carries out, and how a value or deadline cites one of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Source(StrEnum):
    """Short names of the policies; OURS marks what no policy sets and the portal decided."""

    WA = "WA 3.4"
    ES = "ES CM"
    WTW = "WTW 42-7.38"
    ECM = "ECM brief"
    DW = "DW CM"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy document; `revised_on` is its date of last revision, None when undated."""

    source: Source
    title: str
    revised_on: date | None


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule stands: the policy, its section, and the portal's own rule id ("CON-2")."""

    source: Source
    section: str
    rule: str

    @property
    def policy(self) -> Policy | None:
        """The cited document, or None for a rule of the portal's own (ours)."""
        return POLICIES.get(self.source)

    def __str__(self) -> str:
        return f"{self.source}, {self.section}"


POLICIES: dict[Source, Policy] = {
    policy.source: policy
    for policy in (
        Policy(Source.WA, "WorkFirst Handbook 3.4, Case Staffing", date(2023, 3, 20)),
        Policy(Source.ES, "Employment Services Case Management", date(2014, 2, 11)),
        Policy(
            Source.WTW,
            "Welfare-to-Work Handbook 42-7.38, Welfare-to-Work Case Management",
            date(2021, 11, 17),
        ),
        Policy(Source.ECM, "Effective case management in the workforce system", None),
        Policy(Source.DW, "Dislocated Worker (WIOA & State) Case Management", date(2018, 1, 23)),
    )
}
