"""When an office serves so many people of a language that the rules ask for more in it."""

SUBSTANTIAL_PERCENT = 5


def share(part: int, whole: int) -> float:
    """The share of `part` in `whole` in percent, 0 where there is nothing. Source: LET-4;
    MPP 21-104."""
    return 100 * part / whole if whole else 0.0


def is_substantial(part: int, whole: int) -> bool:
    """Whether so many of an office's open cases read one language other than English that it is a
    substantial group: five percent or more. Source: LET-4; MPP 21-104, 21-107 (ours as to which
    cases count: those that are not closed)."""
    return bool(part) and part * 100 >= whole * SUBSTANTIAL_PERCENT
