"""Numbers, codes, validity and status of certificates. Pure."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from cxtrain.web.bilingual import N_

# Crockford's alphabet: without I, L, O and U, which are misread or mistyped. Source: crockford.com/base32.html.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
CODE_LENGTH = 26  # 26 letters of 5 bits hold the 128 bits


class Status(StrEnum):
    """What a certificate is worth today."""

    VALID = "valid"
    GRACE = "grace"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"


STATUS_WORDS = {
    Status.VALID: N_("Valid"), Status.GRACE: N_("In grace"), Status.EXPIRED: N_("Expired"), Status.REVOKED: N_("Revoked"),
    Status.REPLACED: N_("Replaced by a newer one"),
}  # fmt: skip


@dataclass(frozen=True)
class Life:
    """What decides what a certificate is worth."""

    valid_until: dt.date | None = None  # its last good day; None for ever
    grace_until: dt.date | None = None
    revoked: bool = False
    replaced: bool = False


@dataclass(frozen=True)
class Asked:
    """What a search text may mean besides a person: a whole number, or its running part with or without the year."""

    number: str
    year: int | None
    running: int | None


def number_text(prefix: str, year: int, running: int) -> str:
    """Return HM-MOT-2026-0001; the running part grows beyond four digits when it must."""
    return f"{prefix}-{year}-{running:04d}"


def asked_for(text: str) -> Asked:
    """Return how `text` reads as a certificate's number: "hm-mot-2026-0001", "2026-0001", "0001" or "1"."""
    plain = re.sub(r"\s", "", text).upper()
    tail = re.fullmatch(r"(?:(?:.*-)?(\d{4})-)?(\d{1,6})", plain)
    year = int(tail[1]) if tail and tail[1] else None
    return Asked(plain[:60], year, int(tail[2]) if tail else None)


def code_text(bits: bytes) -> str:
    """Return 16 bytes as the 26 letters that are printed and stand in addresses.

    Raises:
        ValueError: there are not exactly 16 bytes.
    """
    if len(bits) != 16:
        raise ValueError("a code has 128 bits")
    value = int.from_bytes(bits, "big")
    return "".join(LETTERS[value >> (5 * place) & 31] for place in reversed(range(CODE_LENGTH)))


def read_code(typed: str) -> str | None:
    """Return the code that somebody typed or scanned, however grouped or misread; None where it cannot be one."""
    plain = re.sub(r"[\s·.-]", "", typed[:200]).upper().translate(MISREAD)
    return plain if len(plain) == CODE_LENGTH and set(plain) <= set(LETTERS) else None


def grouped(code: str) -> str:
    """Return the code in groups of four, as people copy it."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def last_day(issued: dt.date, months: int | None) -> dt.date | None:
    """Return the last day of a certificate good for `months` from its day of issue; None where it is good for ever.

    24 months from 19 May 2026 end on 18 May 2028; one month from 31 January ends on the last of February.
    """
    if months is None:
        return None
    total = issued.year * 12 + issued.month - 1 + months
    year, month = divmod(total, 12)
    most = calendar.monthrange(year, month + 1)[1]
    if issued.day > most:
        return dt.date(year, month + 1, most)
    return dt.date(year, month + 1, issued.day) - dt.timedelta(days=1)


def status_on(day: dt.date, life: Life) -> Status:
    """Return what a certificate is worth on `day`; the last days of validity and of grace still count."""
    if life.revoked or life.replaced:
        return Status.REPLACED if life.replaced else Status.REVOKED
    if life.valid_until is None or day <= life.valid_until:
        return Status.VALID
    return Status.GRACE if day <= (life.grace_until or life.valid_until) else Status.EXPIRED
