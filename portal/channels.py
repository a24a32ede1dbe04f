"""Phone numbers and e-mail addresses in the one form they are looked up and sent to by.

A channel reaches a person; it never says who somebody is: families share phones.
"""

import re
from dataclasses import dataclass

import phonenumbers

COUNTRY = "US"
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}")


@dataclass(frozen=True)
class Channel:
    """`kind` is sms or email; `address` a number as +15105550100, or an address in lower case."""

    kind: str
    address: str


def read_channel(typed: str) -> Channel | None:
    """What a person typed as a channel, or None where it is neither phone nor e-mail."""
    text = typed.strip()
    if "@" in text:
        address = text.lower()
        return Channel("email", address) if _EMAIL.fullmatch(address) else None
    number = normal_phone(text)
    return Channel("sms", number) if number else None


def normal_phone(typed: str) -> str:
    """A number as +15105550100, the agency's country where it names none; else empty."""
    try:
        number = phonenumbers.parse(typed, COUNTRY)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def normal(typed: str) -> str:
    """A phone number or e-mail address in its one form; empty where it is neither."""
    channel = read_channel(typed)
    return channel.address if channel else ""


def written_phone(number: str) -> str:
    """A number as people write it here, (510) 555-0100, and one from abroad with its country;
    what cannot be read stays as it is."""
    try:
        parsed = phonenumbers.parse(number, COUNTRY)
    except phonenumbers.NumberParseException:
        return number
    is_ours = parsed.country_code == phonenumbers.country_code_for_region(COUNTRY)
    forms = phonenumbers.PhoneNumberFormat
    return str(
        phonenumbers.format_number(parsed, forms.NATIONAL if is_ours else forms.INTERNATIONAL)
    )
