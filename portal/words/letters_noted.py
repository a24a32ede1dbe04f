"""What a letter's own case note says; case notes are written in English."""

from portal.locales import LOCALES
from portal.models.letters import Letter, LetterWay


def note_purpose(letter: Letter, name: str) -> str:
    """Why the note was written: the letter and, where there is one, the letter it replaces."""
    said = f"Letter {letter.letter_no} was sent: {name}."
    if letter.supersedes_id:
        said += f" It replaces letter {letter.supersedes.letter_no}."
    return said


def note_results(letter: Letter, days: list[str]) -> str:
    """What went out: languages, ways, and the days that the letter sets, a line each."""
    language = LOCALES[str(letter.locale)].english_name
    behind = " with the English copy behind it" if letter.html_english else ""
    ways = {LetterWay.PORTAL: "on the portal", LetterWay.PRINT: "on paper"}
    how = " and ".join(words for way, words in ways.items() if letter.goes_by(way))
    lines = [f"Sent {how} in {language}{behind}.", *days]
    if letter.personal_follows:
        lines.append("The words added to it follow when they are translated.")
    if letter.exception_reason:
        lines.append(f"Notice shorter than the full one: {letter.exception_reason}")
    return "\n".join(lines)
