"""CASE-8 to CASE-11: referrals, supportive services by month, status updates, suggestions."""

from datetime import timedelta

import flask

from portal.models import Account, Case, Letter, SupportMonth
from portal.models.supports import SupportiveService
from portal.operations.supports import (
    authorize_service,
    end_services,
    request_service,
)
from portal.policy.calendar import Month
from portal.reports import letters
from tests.factories import NOON, TODAY
from tests.operations.lettering import cast

THIS = Month.of(TODAY)
DAY = timedelta(days=1)


def asked(ana: Account, of: Case, service: str = "bus_pass") -> SupportiveService:
    return request_service(
        ana.actor, case=of, service=service, month=THIS, why="To the job center", at=NOON
    )


def granted(ana: Account, of: Case, service: str = "bus_pass") -> SupportiveService:
    made = asked(ana, of, service)
    return authorize_service(
        ana.actor, support=made, first=THIS, months=3, cents=9000, version=made.version, at=NOON
    )


def months(of: SupportiveService) -> list[tuple[str, str, int, int | None]]:
    return list(
        SupportMonth.select(
            SupportMonth.month, SupportMonth.state, SupportMonth.authorized_cents,
            SupportMonth.issued_cents,
        )
        .where(SupportMonth.service == of.id)
        .order_by(SupportMonth.month)
        .tuples()
    )  # fmt: skip


def test_case_9_a_service_is_decided_by_month_and_a_denial_or_end_makes_its_notice(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("en")
    bus = granted(ana, of)
    assert [one[1:3] for one in months(bus)] == [("authorized", 9000)] * 3
    print(Letter.get().fields, letters.prepare(Letter.get(), of, TODAY).findings)
    end_services(ana.actor, case=of, reason="not_in_program", ends_on=THIS.last_on, at=NOON)
    print(months(bus))
    last = Letter.select().order_by(Letter.id.desc()).first()
    print(last.kind, last.fields, letters.prepare(last, of, TODAY).findings)
