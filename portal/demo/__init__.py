"""The demo cast and its story (contract.md, Demo cast)."""


def load() -> None:
    """Loads the cast once into an empty portal."""


def how_to_sign_in(address: str) -> list[str]:
    """Lines that tell a stranger how to sign in as each role."""
    return [f"Staff: {address}/staff/sign-in"]
