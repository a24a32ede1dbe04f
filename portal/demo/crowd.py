"""Names and sentences for the large population; drawn, so that the same seed says the same."""

from random import Random

_NAMES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (("Denise", "Brandon", "Karen", "Tyrone", "Ashley", "Marcus", "Tiffany", "Kevin"),
           ("Carter", "Walker", "Olson", "Jackson", "Miller", "Brooks", "Reed", "Hayes")),
    "es": (("María", "José", "Rosa", "Luis", "Guadalupe", "Carlos", "Elena", "Miguel"),
           ("López", "Hernández", "García", "Ramírez", "Flores", "Torres", "Cruz", "Ortiz")),
    "vi": (("Hoa", "Lan", "Minh", "Thu", "Hùng", "Mai", "Tuấn", "Ngọc"),
           ("Trần", "Nguyễn", "Lê", "Phạm", "Võ", "Đặng", "Bùi", "Đỗ")),
    "ru": (("Olga", "Irina", "Sergei", "Natalia", "Dmitri", "Elena"),
           ("Petrova", "Ivanova", "Smirnov", "Kuznetsova", "Volkov", "Popova")),
    "so": (("Abdi", "Fadumo", "Hodan", "Mohamed", "Ayaan", "Ifrah"),
           ("Warsame", "Hassan", "Ali", "Abdullahi", "Farah", "Jama")),
    "ar": (("Huda", "Samir", "Layla", "Omar", "Rania", "Yusuf"),
           ("Al-Masri", "Haddad", "Khoury", "Nasser", "Saleh", "Aziz")),
    "km": (("Sokha", "Dara", "Chanthy", "Bopha"), ("Chan", "Sok", "Keo", "Prak")),
    "zh-Hant": (("Mei-Ling", "Wei", "Hui", "Jun"), ("Chen", "Lin", "Wong", "Huang")),
}  # fmt: skip
_LOCALES = tuple(_NAMES)
_SHARES = (46, 26, 8, 4, 4, 5, 3, 4)

_SUMMARIES = (
    "Talked about the class and the bus pass.",
    "Asked for the pay stub of last month.",
    "Left a message with the office number.",
    "Went through the hours of this month week by week.",
    "Reminded of the meeting on Thursday.",
    "Child care is settled from next week on.",
)
_PURPOSES = (
    "Monthly contact: hours, child care and what comes next.",
    "To look at the attendance sheet together.",
    "Follow-up after the missed meeting.",
)
_RESULTS = (
    "Hours are met this month; the pay stub comes by mail.",
    "The class moves to the morning; nothing else changes.",
    "Agreed on two applications a week and a call on Friday.",
)
_STEPS = (
    "Participant sends the pay stub; I ask for the bus pass.",
    "Participant calls the college; I confirm the place.",
    "I call again in two weeks.",
)
_STAFF = ("Ana", "Peter", "Grace", "Linda", "Tom", "Ruth", "James", "Wendy", "Omar", "Julia")


def staff_name(index: int) -> str:
    """A counselor's name by number."""
    return f"{_STAFF[index % len(_STAFF)]} {chr(65 + index // len(_STAFF) % 26)}. {index + 1}"


def person(draw: Random) -> tuple[str, str, str]:
    """A language, a given name and a family name."""
    locale = draw.choices(_LOCALES, _SHARES)[0]
    given, family = _NAMES[locale]
    return locale, draw.choice(given), draw.choice(family)


def summary(draw: Random) -> str:
    """What a contact was about."""
    return draw.choice(_SUMMARIES)


def note(draw: Random) -> tuple[str, str, str, str, str, str, str]:
    """A note: purpose, background, observations, content, results, impressions, next steps."""
    return (
        draw.choice(_PURPOSES), "", "Came on time and knew the dates.", draw.choice(_SUMMARIES),
        draw.choice(_RESULTS), "", draw.choice(_STEPS),
    )  # fmt: skip
