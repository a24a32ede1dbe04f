"""Sealing: what is changed, cut, moved or wrapped by a foreign key stays shut."""

import os
from io import BytesIO

import pytest

from portal import framing, sealing
from portal.framing import FRAME_BYTES, HEADER_BYTES, SealingWriter, open_sealed
from portal.sealing import BadKeysError, Keyring, SealBrokenError

PLACE = "notes/17/body/case-a"


@pytest.fixture
def keyring() -> Keyring:
    return Keyring((os.urandom(32),))


def sealed_file(plain: bytes, key: bytes, place: str = "ab/cd", step: int = 300_000) -> bytes:
    sink = BytesIO()
    writer = SealingWriter(sink, key, place)
    for start in range(0, len(plain), step):
        writer.write(plain[start : start + step])
    assert writer.finish() == len(sink.getvalue())
    return sink.getvalue()


def opened(sealed: bytes, key: bytes, place: str = "ab/cd", step: int = 700_001) -> bytes:
    chunks = [sealed[start : start + step] for start in range(0, len(sealed), step)]
    return b"".join(open_sealed(chunks, key, place))


def test_a_wrapped_case_key_comes_back(keyring: Keyring) -> None:
    key = sealing.new_case_key()
    wrapped = keyring.wrap(key, "case-a")
    assert keyring.unwrap(wrapped, "case-a") == key
    assert keyring.unwrap(memoryview(wrapped), "case-a") == key  # as a PostgreSQL row gives it
    assert len(wrapped) == 69


def test_a_case_key_of_another_case_is_refused(keyring: Keyring) -> None:
    wrapped = keyring.wrap(sealing.new_case_key(), "case-a")
    with pytest.raises(SealBrokenError):
        keyring.unwrap(wrapped, "case-b")


def test_rotation_rewraps_once_and_keeps_the_case_key() -> None:
    old, new = os.urandom(32), os.urandom(32)
    key = sealing.new_case_key()
    wrapped = Keyring((old,)).wrap(key, "case-a")
    both = Keyring((new, old))
    assert not both.is_current(wrapped)
    rewrapped = both.rewrap(wrapped, "case-a")
    assert both.is_current(rewrapped)
    assert both.rewrap(rewrapped, "case-a") == rewrapped
    assert Keyring((new,)).unwrap(rewrapped, "case-a") == key
    with pytest.raises(SealBrokenError, match="not in the keyring"):
        Keyring((new,)).unwrap(wrapped, "case-a")


@pytest.mark.parametrize("wrapped", [b"", b"\x01short", b"\x02" + bytes(80)])
def test_what_is_no_wrapped_key_is_refused(keyring: Keyring, wrapped: bytes) -> None:
    with pytest.raises(SealBrokenError):
        keyring.unwrap(wrapped, "case-a")


def test_the_setting_takes_commas_spaces_lines_and_missing_padding() -> None:
    texts = [sealing.new_key_text() for _ in range(3)]
    ring = sealing.keyring_from_setting(f" {texts[0]}, {texts[1].rstrip('=')}\n{texts[2]} ")
    assert len(ring.keys) == 3
    assert ring.keys[0] == sealing.keyring_from_setting(texts[0]).keys[0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no encryption key"),
        ("not base64!", "not urlsafe base64"),
        ("c2hvcnQ=", "5 bytes"),
        ("A" * 43 + "=", "not random"),
    ],
)
def test_a_setting_that_is_no_key_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(BadKeysError, match=reason):
        sealing.keyring_from_setting(text)


def test_a_key_listed_twice_is_refused() -> None:
    text = sealing.new_key_text()
    with pytest.raises(BadKeysError, match="twice"):
        sealing.keyring_from_setting(f"{text} {text}")


def test_keys_are_not_shown_when_a_keyring_is_printed() -> None:
    key = bytes(range(65, 97))
    assert "ABCDEF" not in repr(Keyring((key,)))


def test_text_in_any_script_comes_back() -> None:
    key = sealing.new_case_key()
    text = "Đã chuyển nhà. ተንቀሳቅሷል. خانه جدید 🏠"
    assert sealing.open_text(key, sealing.seal_text(key, text, PLACE), PLACE) == text


def test_the_same_text_is_never_sealed_alike_twice() -> None:
    key = sealing.new_case_key()
    assert sealing.seal_text(key, "same", PLACE) != sealing.seal_text(key, "same", PLACE)


@pytest.mark.parametrize(
    "place", ["notes/18/body/case-a", "notes/17/body/case-b", "notes/17/title/case-a", ""]
)
def test_text_moved_to_another_place_is_refused(place: str) -> None:
    key = sealing.new_case_key()
    with pytest.raises(SealBrokenError):
        sealing.open_text(key, sealing.seal_text(key, "secret", PLACE), place)


def test_text_with_any_changed_byte_or_another_key_is_refused() -> None:
    key = sealing.new_case_key()
    sealed = sealing.seal_text(key, "secret", PLACE)
    for position in range(len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises(SealBrokenError):
            sealing.open_text(key, bytes(changed), PLACE)
    for wrong in (b"", sealed[:5], sealed[:-1]):
        with pytest.raises(SealBrokenError):
            sealing.open_text(key, wrong, PLACE)
    with pytest.raises(SealBrokenError):
        sealing.open_text(sealing.new_case_key(), sealed, PLACE)


@pytest.mark.parametrize(
    "size", [0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 3 * FRAME_BYTES, 3_500_000]
)
def test_a_file_of_any_size_comes_back(size: int) -> None:
    key, plain = sealing.new_case_key(), os.urandom(size)
    for step in (1000 if size < 2000 else 65_536, FRAME_BYTES, 5_000_000):
        assert opened(sealed_file(plain, key, step=step), key) == plain


def test_a_file_is_refused_under_another_name_or_key() -> None:
    key = sealing.new_case_key()
    sealed = sealed_file(b"paper", key)
    with pytest.raises(SealBrokenError):
        opened(sealed, key, place="ab/ce")
    with pytest.raises(SealBrokenError):
        opened(sealed, sealing.new_case_key())


def frames(sealed: bytes) -> tuple[bytes, list[bytes]]:
    size = FRAME_BYTES + 16
    body = sealed[HEADER_BYTES:]
    return sealed[:HEADER_BYTES], [body[at : at + size] for at in range(0, len(body), size)]


def test_a_cut_file_is_refused_wherever_it_was_cut() -> None:
    key = sealing.new_case_key()
    sealed = sealed_file(os.urandom(2 * FRAME_BYTES + 500), key)
    head, parts = frames(sealed)
    cuts = [head, head + parts[0], head + parts[0] + parts[1], sealed[:-1], sealed[:20], b""]
    for cut in cuts:
        with pytest.raises(SealBrokenError):
            opened(cut, key)


def test_exchanged_repeated_dropped_and_added_frames_are_refused() -> None:
    key = sealing.new_case_key()
    head, (one, two, last) = frames(sealed_file(os.urandom(2 * FRAME_BYTES + 500), key))
    for wrong in (
        [two, one, last],
        [one, one, last],
        [one, last],
        [one, two, two, last],
        [one, two, last, last],
        [one, two, last, one],
    ):
        with pytest.raises(SealBrokenError):
            opened(head + b"".join(wrong), key)


def test_no_frame_is_given_out_before_it_was_checked() -> None:
    key = sealing.new_case_key()
    sealed = bytearray(sealed_file(os.urandom(2 * FRAME_BYTES), key))
    sealed[HEADER_BYTES + FRAME_BYTES + 100] ^= 1
    pieces = open_sealed([bytes(sealed)], key, "ab/cd")
    assert len(next(pieces)) == FRAME_BYTES
    with pytest.raises(SealBrokenError):
        next(pieces)


def test_a_sink_that_takes_part_of_what_it_is_given_gets_the_rest() -> None:
    class Narrow(BytesIO):
        def write(self, data: framing.Buffer) -> int:  # type: ignore[override]
            return super().write(bytes(data)[:1000])

    key, sink = sealing.new_case_key(), Narrow()
    writer = SealingWriter(sink, key, "ab/cd")
    writer.write(b"x" * 5000)
    writer.finish()
    assert opened(sink.getvalue(), key) == b"x" * 5000


def test_look_up_digests_find_equal_values_only_with_the_same_secret() -> None:
    one, two = os.urandom(32), os.urandom(32)
    digest = sealing.lookup_digest(one, "+15105550100")
    assert digest == sealing.lookup_digest(one, "+15105550100")
    assert digest != sealing.lookup_digest(one, "+15105550101")
    assert digest != sealing.lookup_digest(two, "+15105550100")
    assert len(digest) == 64


def test_purposes_never_share_a_key() -> None:
    secret = os.urandom(32)
    assert sealing.subkey(secret, "look-up") != sealing.subkey(secret, "sign-in")
