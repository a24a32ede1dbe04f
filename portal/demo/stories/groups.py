"""A workshop, recorded for all who were there in one step, and a visit that was entered late."""

from portal.demo.cast import Cast
from portal.demo.telling import day, moment
from portal.operations.contacts import record_contact
from portal.operations.group_contacts import Gathering, record_group_contact
from portal.policy.contacts import Direction, Way

PRESENT = ("WTW-1001", "WTW-1003", "DW-2001", "DW-2004", "WF-3003")


def workshop(cast: Cast) -> None:
    """Nine days ago: five of the caseload, and a number from another unit on the sign-in sheet."""
    record_group_contact(
        cast.staff["counselor"].actor,
        gathering=Gathering(
            day(cast, 9), "Workshop: applying for jobs online", "Room 2",
            "How to make an account with the three largest employers here, save an application and "
            "send it. Each made one account and leaves with a list of openings.",
        ),
        keys=[str(cast.cases[number].key) for number in PRESENT],
        numbers=["WTW-7120"],
        at=moment(cast, 9, 15),
    )  # fmt: skip


def late_visit(cast: Cast) -> None:
    """DW-2004: a visit that its worker could enter only after eleven days."""
    record_contact(
        cast.staff["counselor"].actor,
        case=cast.cases["DW-2004"],
        occurred_on=day(cast, 21),
        way=Way.IN_PERSON,
        direction=Direction.TWO_WAY,
        answered=True,
        summary="Came to the job fair; we spoke at the table of the training center.",
        at=moment(cast, 10, 9),
    )


ALL = (workshop, late_visit)
