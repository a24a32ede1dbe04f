"""Words between two people that the translator has answered; all others still wait (LANG-3)."""

from portal.demo.cast import Cast
from portal.demo.telling import moment
from portal.models.catalogs import RequestState, TextRequest
from portal.operations.catalogs.translations import answer_request

ANSWERS = {
    "Ask Mrs. Bell at the store about the deli course in spring.": (
        "Pregunte a la señora Bell, en la tienda, por el curso de charcutería de la primavera."
    ),
    "I am glad to hear it. Please send the pay stub with the Saturday hours on it.": (
        "Me alegra saberlo. Por favor, envíe el talón de pago donde aparecen las horas del sábado."
    ),
}


def spanish_words(cast: Cast) -> None:
    """Maria reads her plan's own step and her worker's answer in Spanish."""
    translator = cast.staff["translator"].actor
    for text, translation in ANSWERS.items():
        request: TextRequest = TextRequest.get(
            TextRequest.text == text, TextRequest.target_locale == "es",
            TextRequest.state == RequestState.WAITING,
        )  # fmt: skip
        answer_request(translator, request=request, translation=translation, at=moment(cast, 2))


ALL = (spanish_words,)
