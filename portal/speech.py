"""Letters read aloud: espeak-ng says them, and the sound is kept small enough for a phone (LET-8).

With the library soundfile (the extra `audio`) as MP3, which every phone plays; without it as WAV.
"""

import io
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from portal import processes
from portal.policy.formats import VOICES

PROGRAM = "espeak-ng"
MP3 = "audio/mpeg"
WAV = "audio/wav"
_WORDS_A_MINUTE = "140"  # a listener has nothing to look at: slower than the program's own 175
_SECONDS = 60
_SIGNS = 20_000  # some 20 minutes; a letter has 2,000


class SpeechError(Exception):
    """The text is too long to be said, or nothing came out."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A letter as sound."""

    content: bytes
    media_type: str


def is_possible() -> bool:
    """Whether this machine can make speech."""
    return processes.is_installed(PROGRAM)


@cache
def made_with() -> dict[str, str]:
    """The versions of what makes the sound, for the record beside it. Raises ProgramMissing and
    ProgramFailed."""
    said = processes.run([PROGRAM, "--version"], "", _SECONDS)
    found = {PROGRAM: said.partition(":")[2].split()[0]}
    try:
        return found | {"soundfile": version("soundfile")}
    except PackageNotFoundError:
        return found


def is_compact() -> bool:
    """Whether sound is kept as MP3 here."""
    return _encoder() is not None


def record(text: str, locale: str) -> Recording:
    """A text said in a language's voice. Raises KeyError for a language without a voice,
    SpeechError, ProgramMissing and ProgramFailed (LET-8)."""
    voice = VOICES[locale]
    if len(text) > _SIGNS:
        raise SpeechError("too long to be said")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "letter.wav"
        command = [PROGRAM, "-v", voice, "-s", _WORDS_A_MINUTE, "-b", "1", "-w", str(path),
                   "--stdin"]  # fmt: skip
        processes.run(command, text, _SECONDS)
        wave = path.read_bytes() if path.exists() else b""
    if len(wave) <= 44:  # the head of the file alone
        raise SpeechError("nothing was said")
    return _compact(wave)


def _compact(wave: bytes) -> Recording:
    encoder = _encoder()
    if encoder is None:
        return Recording(wave, WAV)
    sound, rate = encoder.read(io.BytesIO(wave), dtype="int16")
    target = io.BytesIO()
    # Speech of one voice loses nothing that is understood at the lower rates.
    encoder.write(target, sound, rate, format="MP3", compression_level=0.9)
    return Recording(target.getvalue(), MP3)


@cache
def _encoder() -> Any:
    try:
        import soundfile  # optional: the portal runs without it
    except (ImportError, OSError):
        return None
    return soundfile if "MP3" in soundfile.available_formats() else None
