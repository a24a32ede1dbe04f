"""Files of kinds that nobody can look at here, under the names of kinds that one can."""

import gzip
import io
import sqlite3
import tarfile
import zipfile
from collections.abc import Iterator

from tests.files.corpus.bad import HIDDEN, Bad, bad, heic, jpeg, pdf, written

_SCRIPT = b"<script>alert('" + HIDDEN + b"')</script>"


def cases() -> Iterator[Bad]:
    """Each foreign kind as a photo and as a PDF; good files under each other's names."""
    for kind, content in _foreign().items():
        for name in ("photo.jpg", "letter.pdf"):
            yield bad(f"{kind} called {name}", name, content, "wrong_type")
        yield bad(f"{kind} under its own name", f"file.{kind}", content, "wrong_type")
    for name, content in (
        ("photo.pdf", jpeg()), ("letter.jpg", pdf()), ("photo.heic", written("PNG")),
        ("letter.png", written("WEBP")), ("photo.jpg", heic()), ("photo.exe", jpeg()),
        ("letter.html", pdf()), ("photo", written("PNG")), ("letter.svg", written("JPEG")),
    ):  # fmt: skip
        yield bad(f"a good file called {name}", name, content, "clean")


def _foreign() -> dict[str, bytes]:
    return _texts() | _packed() | _pictures() | _programs()


def _texts() -> dict[str, bytes]:
    return {
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()">' + _SCRIPT + b"</svg>",
        "html": b"<!doctype html><title>x</title>" + _SCRIPT,
        "js": b"document.cookie // " + HIDDEN,
        "php": b"<?php system($_GET['c']); // " + HIDDEN,
        "sh": b"#!/bin/sh\nrm -rf / # " + HIDDEN,
        "py": b"import os\nos.system('" + HIDDEN + b"')\n",
        "xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
        "rtf": b"{\\rtf1\\ansi " + HIDDEN + b"}",
        "eml": b"From: a@example.org\r\nSubject: record\r\n\r\n" + HIDDEN,
        "csv": b"=cmd|' /C calc'!A0,2\n",
        "json": b'{"__proto__": {"x": 1}}',
        "ps": b"%!PS-Adobe-3.0\n(/etc/passwd) run\n",
        "url": b"[InternetShortcut]\r\nURL=file:///c:/windows\r\n",
    }


def _packed() -> dict[str, bytes]:
    packed, word, taped = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("../../../etc/cron.d/x", HIDDEN)
    with zipfile.ZipFile(word, "w") as file:
        file.writestr("word/vbaProject.bin", HIDDEN)
        file.writestr("[Content_Types].xml", "<Types/>")
    with tarfile.open(fileobj=taped, mode="w") as tape:
        tape.addfile(tarfile.TarInfo("../../x"), io.BytesIO())
    return {
        "zip": packed.getvalue(),
        "docm": word.getvalue(),
        "tar": taped.getvalue(),
        "gz": gzip.compress(jpeg()),
        "7z": b"7z\xbc\xaf\x27\x1c\0\x04" + bytes(200),
        "rar": b"Rar!\x1a\x07\x01\0" + bytes(200),
        "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    }


def _pictures() -> dict[str, bytes]:
    kinds = {"gif": "GIF", "bmp": "BMP", "tiff": "TIFF", "ico": "ICO", "avif": "AVIF"}
    kinds |= {"jp2": "JPEG2000", "tga": "TGA", "ppm": "PPM"}
    drawn = {ending: written(kind) for ending, kind in kinds.items()}
    return drawn | {
        "psd": b"8BPS\0\x01" + bytes(300),
        "mp4": b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + bytes(300),
        "mov": b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + bytes(300),
        "mp3": b"ID3\x04\0\0\0\0\0\0" + bytes(300),
        "wav": b"RIFF\x20\0\0\0WAVEfmt " + bytes(40),
    }


def _programs() -> dict[str, bytes]:
    kept = sqlite3.connect(":memory:")
    kept.execute("CREATE TABLE t (x)")
    return {
        "exe": b"MZ\x90\0\x03" + bytes(400) + HIDDEN,
        "elf": b"\x7fELF\x02\x01\x01" + bytes(400) + HIDDEN,
        "class": b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(200),
        "wasm": b"\0asm\x01\0\0\0" + bytes(100),
        "sqlite": kept.serialize(),
        "lnk": b"L\0\0\0\x01\x14\x02\0" + bytes(200),
    }
