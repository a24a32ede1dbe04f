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

# Plans' visions, answered when they were new.
OLDER = {
    "Keep the bakery job and a roof for the children.": ("ຮັກສາວຽກຢູ່ຮ້ານເຂົ້າຈີ່ ແລະ ໃຫ້ລູກມີບ່ອນຢູ່."),
    "A steady restaurant job with thirty hours.": "一份穩定的餐館工作，每週三十小時。",
    "Work with old people, in a clean uniform.": (
        "Làm việc chăm sóc người già, mặc đồng phục sạch sẽ."
    ),
}


def older_words(cast: Cast) -> None:
    """What was written into plans weeks ago has its translation."""
    translator = cast.staff["translator"].actor
    for text, translation in OLDER.items():
        for request in TextRequest.select().where(
            TextRequest.text == text, TextRequest.state == RequestState.WAITING
        ):
            answer_request(translator, request=request, translation=translation,
                           at=moment(cast, 1))  # fmt: skip


def spanish_words(cast: Cast) -> None:
    """Maria reads her plan's own step and her worker's answer in Spanish."""
    translator = cast.staff["translator"].actor
    for text, translation in ANSWERS.items():
        request: TextRequest = TextRequest.get(
            TextRequest.text == text, TextRequest.target_locale == "es",
            TextRequest.state == RequestState.WAITING,
        )  # fmt: skip
        answer_request(translator, request=request, translation=translation, at=moment(cast, 2))


ALL = (older_words, spanish_words)
