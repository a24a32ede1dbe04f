"""Sends text messages and e-mail; knows neither cases nor the database.

Without PORTAL_MAIL_URL or PORTAL_SMS_URL nothing leaves the portal: the message is kept in the
outbox and counts as sent there (contract.md, Settings).
"""

import smtplib
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

SECONDS = 20


class SendingFailed(Exception):
    """The other side refused the message, or could not be reached before it was handed over."""


class SendingUnknown(Exception):
    """The line broke after the message was handed over: it may have arrived. Never sent again."""


def send_email(url: str, to: str, subject: str, body: str) -> None:
    """Sends one e-mail by `smtp[s]://user:password@host:port?from=address`.

    Raises SendingFailed, or SendingUnknown where nobody can tell.
    """
    if not url:
        return
    parts = urlsplit(url)
    message = EmailMessage()
    message["To"], message["Subject"] = to, subject
    message["From"] = unquote(
        dict(p.split("=", 1) for p in parts.query.split("&") if "=" in p).get(
            "from", f"no-reply@{parts.hostname}"
        )
    )
    message.set_content(body)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    handed_over = False
    try:
        with kind(parts.hostname or "", parts.port or 25, timeout=SECONDS) as server:
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            handed_over = True
            server.send_message(message)
    except smtplib.SMTPResponseException as error:
        raise SendingFailed(str(error.smtp_code)) from error
    except smtplib.SMTPRecipientsRefused as error:
        raise SendingFailed("recipient refused") from error
    except OSError as error:
        if handed_over:
            raise SendingUnknown(type(error).__name__) from error
        raise SendingFailed(type(error).__name__) from error


def send_text(url: str, to: str, body: str) -> bool:
    """Sends one text message by POST to a gateway's address, fields `to` and `text`.

    Gives whether the gateway says that it reached the phone: it waited for that and answers
    `delivered`; else it has only taken it. Raises SendingFailed, or SendingUnknown where nobody
    can tell.
    """
    if not url:
        return False
    from urllib.error import HTTPError, URLError
    from urllib.parse import urlencode

    request = Request(url, data=urlencode({"to": to, "text": body}).encode())  # noqa: S310
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - the operator's setting
            said: bytes = answer.read(200)
            return said.strip().strip(b'"').lower() == b"delivered"
    except HTTPError as error:
        raise SendingFailed(str(error.code)) from error
    except URLError as error:
        raise SendingFailed(type(error.reason).__name__) from error
    except OSError as error:
        raise SendingUnknown(type(error).__name__) from error
