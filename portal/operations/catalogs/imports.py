"""A file taken in: what the dry run showed, decided anew in the transaction that writes."""

from datetime import datetime

from portal.catalog_files import InFile
from portal.models.accounts import Actor
from portal.operations import operation, record
from portal.operations.catalogs import require_locale
from portal.operations.catalogs.texts import write_imported
from portal.reports.catalogs.imports import ImportPlan, plan_import


@operation()
def import_catalog(actor: Actor, *, locale: str, file: InFile, at: datetime) -> ImportPlan:
    """Takes the rows of a file that may be taken; each lands as needs review, and who brings the
    file in is its translator. Never over newer work (LET-7).

    Sent twice it changes nothing the second time. Raises Translation.DoesNotExist for a language
    that is not this person's, Refused when a row was changed in this very moment: then nothing of
    the file is taken.
    """
    require_locale(actor, locale)
    plan = plan_import(file, locale)
    for row in plan.taken:
        assert row.block is not None
        is_sure = row.entry.is_sure or file.is_table
        write_imported(actor, row.block, locale, row.text, row.version, is_sure, at)
    record(actor, "import_catalog", fields=[locale, str(len(plan.taken))])
    return plan
