"""The English of what a participant wrote when they asked for help (LANG-4)."""

from portal.models.catalogs import PersonalText
from portal.reports.personal_texts import PersonalWords, texts_for


def english_of(kind: PersonalText, row_id: int) -> PersonalWords | None:
    """What a translator answered, or that it waits; None where none was asked. One statement."""
    return texts_for(kind, [row_id], "en").get(row_id)
