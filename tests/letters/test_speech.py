"""Letters as speech: a voice for each language that has one, small enough for a phone."""

import io
import wave

import pytest

from portal import processes, speech
from portal.letter_text import LineRole, TextLine, to_be_spoken
from portal.policy.formats import VOICES

pytestmark = pytest.mark.skipif(
    not speech.is_possible(), reason="espeak-ng is not installed on this machine"
)
TEN_SECONDS_OF_WAVE = 400_000
WORDS = {
    "en": "Please call us by Friday, December 4.",
    "es": "Llame antes del viernes, 4 de diciembre.",
    "vi": "Xin gọi cho chúng tôi trước thứ Sáu.",
    "zh-Hant": "請在星期五之前致電給我們。",
    "zh-Hans": "请在星期五之前致电给我们。",
    "ru": "Позвоните нам до пятницы, 4 декабря.",
    "ar": "اتصل بنا قبل يوم الجمعة.",
    "fa": "لطفاً تا جمعه با ما تماس بگیرید.",
    "ko": "금요일까지 전화해 주세요.",
    "am": "እባክዎ እስከ ዓርብ ይደውሉ።",
    "uk": "Зателефонуйте нам до п’ятниці.",
}


@pytest.mark.parametrize("locale", sorted(VOICES))
def test_each_language_with_a_voice_is_said(locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "_encoder", lambda: None)
    made = speech.record(WORDS[locale], locale)
    assert made.media_type == speech.WAV
    with wave.open(io.BytesIO(made.content)) as sound:
        assert 1 < sound.getnframes() / sound.getframerate() < 12


def test_where_the_library_is_installed_the_sound_is_an_mp3_a_tenth_as_large() -> None:
    if not speech.is_compact():
        pytest.skip("soundfile is not installed: the extra `audio`")
    made = speech.record(" ".join([WORDS["en"]] * 4), "en")
    assert made.media_type == speech.MP3
    assert len(made.content) < TEN_SECONDS_OF_WAVE / 5


def test_what_is_too_long_to_be_said_is_refused() -> None:
    with pytest.raises(speech.SpeechError):
        speech.record("word " * 5000, "en")


def test_a_program_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "PROGRAM", "espeak-nothing")
    assert not speech.is_possible()
    with pytest.raises(processes.ProgramMissing):
        speech.record("Please come.", "en")


def test_a_voice_pauses_after_each_line() -> None:
    lines = [
        TextLine(LineRole.TITLE, t, t) for t in ("You have a meeting", "Please come.", "来吧。")
    ]
    assert to_be_spoken(lines) == "You have a meeting.\n\nPlease come.\n\n来吧。"
