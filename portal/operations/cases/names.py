"""The pieces of a case's name and number that a search begins with, kept as they change."""

from typing import Any

from portal.models.cases import Case, NamePiece
from portal.policy.names import pieces


def replace_pieces(case: Case, before: str, now: str) -> None:
    """Puts the pieces of a case's folded words in the place of those of its words before, inside
    the operation that changed them. Writes only what differs; in: policy/names.search_words."""
    row: Any = case
    gone, come = pieces(before), pieces(now)
    if dropped := gone - come:
        NamePiece.delete().where(
            NamePiece.office == row.office_id,
            NamePiece.piece.in_(sorted(dropped)),
            NamePiece.case == row.id,
        ).execute()
    if added := [(row.office_id, piece, row.id) for piece in sorted(come - gone)]:
        columns = [NamePiece.office, NamePiece.piece, NamePiece.case]
        NamePiece.insert_many(added, columns).execute()
