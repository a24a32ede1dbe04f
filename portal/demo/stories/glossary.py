"""The glossary of the cast's languages: machine drafts, some confirmed, one that a translator wrote
and that waits for a second person; a translation that waits for a second look."""

from portal.demo.cast import Cast
from portal.demo.telling import moment
from portal.models.catalogs import RequestState, TextRequest
from portal.models.glossary import Term
from portal.operations.catalogs.glossary import add_term, confirm_term, load_glossaries
from portal.operations.catalogs.translations import answer_request
from portal.policy.terms import TermWords

CONFIRMED = {
    "es": ("appointment", "interpreter", "letter", "benefits"),
    "vi": ("appointment", "interpreter", "letter"),
}
WRITTEN = (
    ("es", TermWords(
        "pay rent", "pagar el alquiler", ("pagar la renta",), ("pagar el arriendo",),
        "Families here say alquiler or renta.",
    )),
    ("vi", TermWords("community college", "trường đại học cộng đồng", (), ("cao đẳng",))),
)  # fmt: skip
LOOKED_AT = (
    "You said that mornings are better. We moved the class for you.",
    "قلت إن الصباح أنسب لك. نقلنا الدرس إلى وقت آخر من أجلك.",
)


def terms_in_use(cast: Cast) -> None:
    """The reviewer confirmed the words of every letter; two terms are new."""
    load_glossaries(at=moment(cast, 20))
    reviewer, translator = cast.staff["reviewer"].actor, cast.staff["translator"].actor
    for locale, terms in CONFIRMED.items():
        for term in Term.of(locale).where(Term.english.in_(terms)):
            confirm_term(reviewer, term=term, version=term.version, at=moment(cast, 15))
    for locale, words in WRITTEN:
        add_term(translator, locale=locale, words=words, at=moment(cast, 1))


def a_second_look(cast: Cast) -> None:
    """A note of a letter is translated; its translator wants somebody to look at it first."""
    text, translation = LOOKED_AT
    request: TextRequest = TextRequest.get(
        TextRequest.text == text, TextRequest.target_locale == "ar",
        TextRequest.state == RequestState.WAITING,
    )  # fmt: skip
    answer_request(
        cast.staff["translator"].actor, request=request, translation=translation,
        wants_second_look=True, at=moment(cast, 1),
    )  # fmt: skip


ALL = (terms_in_use, a_second_look)
