"""The demo's words between two people: some answered by the translator, the others waiting."""

import flask

from portal.demo import load
from portal.demo.stories.translations import ANSWERS, OLDER
from portal.models.catalogs import PersonalText, RequestState, TextRequest


def test_some_personal_texts_of_the_demo_are_translated_and_others_wait(app: flask.Flask) -> None:
    load()
    rows = list(TextRequest.select())
    answered = {row.text: row.translation for row in rows if row.state == RequestState.ANSWERED}
    assert (ANSWERS | OLDER).items() <= answered.items()
    waiting = {(row.object_kind, row.target_locale) for row in rows if row.state != "answered"}
    assert (PersonalText.PLAN_ITEM, "vi") in waiting
