"""Equal Access screenings with the accommodation plan, and what follow-up after exit learned."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.contacts import Contact


class Screening(Table):
    """One Equal Access screening (PLAN-14). The latest holds; none is ever changed.

    What is done (`accommodations`, codes between commas, and `sealed_plan`) is for all who work on
    the case; why it is needed is sealed as well and read by the readers of the private file alone.
    """

    key = KeyField()
    case = ForeignKeyField(Case, index=False)
    screened_on = DateField()
    outcome = CharField(max_length=20)
    accommodations = CharField(max_length=300, default="")
    sealed_plan = LongText()
    sealed_why = LongText()
    is_agreed = BooleanField(default=False)  # by the participant
    review_on = DateField(null=True)
    entered_by = ForeignKeyField(Account, null=True, index=False)
    entered_at = UtcField()

    class Meta:
        indexes = ((("case", "screened_on"), False),)


class FollowUp(Table):
    """What a contact after exit learned (PLAN-13): work, hours in minutes a week, wage in cents an
    hour, and the help that is needed, as codes of the phrase bank between commas."""

    key = KeyField()
    case = ForeignKeyField(Case)
    contact = ForeignKeyField(Contact, unique=True)
    work = CharField(max_length=20)
    employer = CharField(max_length=200, default="")
    minutes_week = IntegerField(null=True)
    wage_cents = IntegerField(null=True)
    needs = CharField(max_length=300, default="")
    entered_by = ForeignKeyField(Account, null=True, index=False)
    entered_at = UtcField()
