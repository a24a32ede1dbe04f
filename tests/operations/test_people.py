"""A participant's wishes: kept, and on record by the names of what changed."""

import flask
import pytest

from portal.models import AuditEntry, Case, Participant
from portal.operations.people import update_wishes
from tests.factories import NOON, as_actor, case, participant


def wish(made: Case, **changes: object) -> list[str]:
    """The participant's wishes as they are, with changes."""
    values = {
        "written_locale": "es", "spoken_locale": "es", "wants_text_messages": True,
        "wants_large_print": False,
    }  # fmt: skip
    who = as_actor(Participant.get_by_id(made.participant_id))
    return update_wishes(who, case=made, at=NOON, **(values | changes))


def test_a_new_written_language_reaches_the_lists(both_databases: flask.Flask) -> None:
    made = case(participant(locale="es"))
    assert wish(made, written_locale="vi", wants_large_print=True) == [
        "written_locale", "wants_large_print",
    ]  # fmt: skip
    assert Case.get_by_id(made.id).locale == "vi"
    entry = AuditEntry.select().order_by(AuditEntry.id.desc()).get()
    assert (entry.action, entry.fields) == ("update_wishes", "written_locale,wants_large_print")


def test_a_save_without_a_change_is_on_record_as_such(app: flask.Flask) -> None:
    made = case(participant(locale="es"))
    assert wish(made) == []
    assert AuditEntry.get().outcome == "unchanged"


def test_an_unknown_language_is_refused(app: flask.Flask) -> None:
    made = case(participant(locale="es"))
    with pytest.raises(KeyError):
        wish(made, written_locale="xx")
