"""What participants were reminded of: each thing once for each last day, however often it runs."""

from peewee import CharField, DateField

from portal.db import Table


class Reminded(Table):
    """One thing that somebody was reminded of. `cause` names it with its last day: a day that
    moved is reminded of anew."""

    cause = CharField(max_length=60, unique=True)
    told_on = DateField()
