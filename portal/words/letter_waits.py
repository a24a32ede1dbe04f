"""What workers are told of letters whose note waits for its translation."""


def held_task(letter_no: str) -> str:
    """The worker's task where a letter that waited could not be sent by itself (LET-5)."""
    return f"The translation for letter {letter_no} is there, but the letter cannot go as it is"


def note_task(first_no: str, letter_no: str, language: str) -> str:
    """The worker's task where a translated note cannot follow its letter by itself (LET-5)."""
    return (
        f"The note of letter {first_no} is translated into {language}: letter {letter_no} with it"
        " could not be sent by itself"
    )
