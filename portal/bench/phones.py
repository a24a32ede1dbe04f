"""Browsers and slow phones that talk to a real server over loopback."""

import http.client
import re
import secrets
import time
from dataclasses import dataclass, field
from html import unescape

COOKIE = "portal"
CHUNK = 16 * 1024  # bytes of one piece that a phone sends

_FORM = re.compile(r'<form[^>]*action="([^"]*)"[^>]*enctype="multipart/form-data".*?</form>', re.S)
_INPUT = re.compile(r"<input\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass
class Browser:
    """A signed-in person's connection to the server, kept open between pages."""

    port: int
    cookie: str
    seconds: float = 60.0
    line: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.seconds)

    def get(self, path: str) -> tuple[int, str]:
        """The status and text of a page. Raises OSError where nobody answers in time."""
        self.line.request("GET", path, headers={"Cookie": f"{COOKIE}={self.cookie}"})
        return self._answer()

    def begin_upload(self, form: "UploadForm", photo: bytes) -> "Sending":
        """Opens the sending of a photo through the form."""
        border = secrets.token_hex(16)
        body = form.body(border, photo)
        self.line.putrequest("POST", form.action)
        self.line.putheader("Cookie", f"{COOKIE}={self.cookie}")
        self.line.putheader("Content-Type", f"multipart/form-data; boundary={border}")
        self.line.putheader("Content-Length", str(len(body)))
        self.line.endheaders()
        return Sending(self, memoryview(body))

    def _answer(self) -> tuple[int, str]:
        response = self.line.getresponse()
        text = response.read().decode("utf-8", "replace")
        for name, value in response.getheaders():
            if name.lower() == "set-cookie" and value.startswith(f"{COOKIE}="):
                self.cookie = value.split("=", 1)[1].split(";", 1)[0]
        return response.status, text


@dataclass
class Sending:
    """An upload under way."""

    browser: Browser
    left: memoryview

    def send(self, size: int, seconds: float = 0.0) -> None:
        """Sends so many of the bytes that are left, evenly spread over so many seconds."""
        until = time.monotonic() + seconds
        part, self.left = self.left[:size], self.left[size:]
        for start in range(0, len(part), CHUNK):
            due = until - seconds * (1 - start / len(part))
            time.sleep(max(0.0, due - time.monotonic()))
            self.browser.line.send(part[start : start + CHUNK])

    def answer(self) -> int:
        """The status of the answer, once everything that is left is sent."""
        self.send(len(self.left))
        return self.browser._answer()[0]


@dataclass(frozen=True)
class UploadForm:
    """The form of a page that sends files, as it is filled in by hand."""

    action: str
    fields: dict[str, str]

    @classmethod
    def of_page(cls, text: str) -> "UploadForm":
        """The form that takes files. Raises ValueError for a page without one."""
        found = _FORM.search(text)
        if found is None:
            raise ValueError("no form that takes files")
        fields: dict[str, str] = {}
        for tag in _INPUT.findall(found.group(0)):
            given = {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
            if given.get("name") and given.get("type") != "file":
                fields.setdefault(given["name"], given.get("value", ""))
        return cls(unescape(found.group(1)), fields)

    def body(self, border: str, photo: bytes) -> bytes:
        """What is sent: the fields, the first of several choices taken, and one photo."""
        head = "".join(
            f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in self.fields.items()
        )
        file = (
            f'--{border}\r\nContent-Disposition: form-data; name="page"; filename="photo.jpg"\r\n'
            "Content-Type: image/jpeg\r\n\r\n"
        )
        return (head + file).encode() + photo + f"\r\n--{border}--\r\n".encode()


def photo_of(size: int) -> bytes:
    """A JPEG of exactly so many bytes that no other photo has: a page of noise, filled up with
    comments as cameras leave them."""
    from io import BytesIO

    from PIL import Image

    kept = BytesIO()
    Image.frombytes("L", (60, 80), secrets.token_bytes(4800)).resize((1200, 1600)).save(
        kept, "JPEG", quality=85
    )
    picture = kept.getvalue()
    comments = bytearray()
    while (missing := size - len(picture) - len(comments)) > 0:
        filled = 0 if missing < 4 else min(missing - 4, 65_533)
        if 0 < missing - 4 - filled < 4:
            filled -= 4  # the last comment needs four bytes of its own
        comments += b"\xff\xfe" + (filled + 2).to_bytes(2, "big") + bytes(filled)
    return picture[:2] + bytes(comments) + picture[2:]
