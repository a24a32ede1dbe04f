"""Static files: compressed once, served under a name that changes with their content."""

import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from portal.config import ROOT
from portal.headers import ALWAYS

SOURCE = ROOT / "static"
# Fonts and seals for letters are read by the letter's maker, never by a browser.
_NOT_SERVED = ("fonts",)


def _served() -> list[Path]:
    files = sorted(path for path in SOURCE.rglob("*") if path.is_file())
    return [path for path in files if path.relative_to(SOURCE).parts[0] not in _NOT_SERVED]


def digest() -> str:
    """Twelve hex characters that change with any static file."""
    total = sha256()
    for path in _served():
        total.update(path.relative_to(SOURCE).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:12]


def _prepare(name: str) -> Path:
    target = Path(tempfile.gettempdir()) / f"portal-static-{name}"
    if target.exists():
        return target
    fresh = Path(tempfile.mkdtemp(prefix="portal-static-"))
    compressor = Compressor(use_brotli=False, quiet=True)
    for path in _served():
        copy = fresh / path.relative_to(SOURCE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        if compressor.should_compress(copy.name):
            list(compressor.compress(str(copy)) or ())
    try:
        fresh.rename(target)
    except OSError:  # another process was first; its copy is the same
        shutil.rmtree(fresh, ignore_errors=True)
    return target


def serve(wsgi_app: object) -> tuple[WhiteNoise, str]:
    """Wraps a WSGI application; gives it and the address prefix of all static files."""
    name = digest()
    wrapped = WhiteNoise(
        wsgi_app, max_age=31_536_000, immutable_file_test=lambda _path, _url: True,
        add_headers_function=_add_headers,
    )  # fmt: skip
    prefix = f"/static/{name}/"
    wrapped.add_files(str(_prepare(name)), prefix=prefix)
    return wrapped, prefix


def _add_headers(headers: object, _path: str, _url: str) -> None:
    for name, value in ALWAYS.items():
        if name != "Cache-Control":
            headers[name] = value  # type: ignore[index]
