"""The demo cast and its story (contract.md, Demo cast): made through the portal's own operations,
with the dates that its stories need counted back from the day it is loaded."""

from portal.demo.cast import PASSWORD
from portal.demo.loading import load

__all__ = ["how_to_sign_in", "load"]


def how_to_sign_in(address: str) -> list[str]:
    """Lines that tell a stranger how to sign in as each role."""
    return [
        f"  Staff:        {address}/staff/sign-in   password {PASSWORD}",
        "                counselor@ supervisor@ specialist@ clerical@ provider@ monitor@ admin@"
        " demo.example",
        f"  Translators:  {address}/staff/sign-in   translator@ reviewer@ demo.example",
        f"  Participants: {address}/my/start   code DEMO1001 (DEMO and a case's four digits),"
        " born 1990-01-15",
        f"  Messages:     {address}/demo/outbox",
    ]
