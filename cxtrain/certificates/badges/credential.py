"""A certificate as an Open Badge: what the credential says, the list of what was revoked, and the picture's own chunk. Pure.

Source: 1EdTech Open Badges 3.0 (2024), W3C Verifiable Credentials 2.0 and Bitstring Status List 1.0 (2025).
"""

import base64
import datetime as dt
import gzip
import hashlib
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cxtrain.certificates.wording import CertificateFacts, english_values

CONTEXT = ("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
LIST_LENGTH = 131_072  # bits; the least that the specification allows, so that one bit tells nothing about a person
PNG_START = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Issuer:
    """Who issues: the public address of this site, and the firm."""

    base: str  # without a slash at its end
    name: str

    @property
    def id(self) -> str:
        """The address of the issuer's profile."""
        return f"{self.base}/badges/issuer"

    def profile(self) -> dict[str, Any]:
        """Return the issuer as a profile."""
        return {"id": self.id, "type": ["Profile"], "name": self.name}


@dataclass(frozen=True)
class Issued:
    """A certificate as far as its badge needs it."""

    id: int
    code: str
    facts: CertificateFacts
    issued_at: dt.datetime
    ends_at: dt.datetime | None  # the first moment at which it is no longer good


def credential(issued: Issued, issuer: Issuer, salt: str) -> dict[str, Any]:
    """Return the credential of a certificate, to be signed.

    Name and staff number go in as salted hashes: whoever knows them can check them, and nobody else learns them.
    """
    address = f"{issuer.base}/verify/{issued.code}"
    whole = {
        "@context": list(CONTEXT), "id": address, "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": issuer.profile(), "validFrom": stamp(issued.issued_at), "name": issued.facts.course.en,
        "credentialSubject": {
            "id": f"urn:uuid:{uuid5(NAMESPACE_URL, address)}", "type": ["AchievementSubject"],
            "identifier": [identity("name", issued.facts.name, salt), identity("systemId", issued.facts.staff_number, salt)],
            "achievement": achievement(issued.facts, address),
        },
        "credentialStatus": status_entry(issuer, issued.id),
    }  # fmt: skip
    return whole | ({"validUntil": stamp(issued.ends_at)} if issued.ends_at else {})


def achievement(facts: CertificateFacts, address: str) -> dict[str, Any]:
    """Return what was achieved, and by what."""
    values = english_values(facts)
    narrative = f"Completed {values['hours']}{values['assessed']}.".replace("\N{NO-BREAK SPACE}", " ")
    return {"id": f"{address}#achievement", "type": ["Achievement"], "name": facts.course.en, "inLanguage": "en",
            "description": f"{facts.title.en}: {facts.course.en} / {facts.course.zh}", "criteria": {"narrative": narrative}}


def identity(kind: str, value: str, salt: str) -> dict[str, Any]:
    """Return a hashed identity, as IdentityObject."""
    digest = hashlib.sha256((value + salt).encode()).hexdigest()
    return {"type": "IdentityObject", "identityType": kind, "identityHash": f"sha256${digest}", "hashed": True, "salt": salt}


def claims(whole: Mapping[str, Any]) -> dict[str, Any]:
    """Return the payload of the token: the credential itself beside the registered claims that repeat it."""
    registered = {"iss": whole["issuer"]["id"], "jti": whole["id"], "nbf": _seconds(whole["validFrom"]),
                  "sub": whole["credentialSubject"]["id"]}
    return {**whole, **registered} | ({"exp": _seconds(whole["validUntil"])} if "validUntil" in whole else {})


def status_entry(issuer: Issuer, certificate_id: int) -> dict[str, Any]:
    """Return where it is told whether the certificate was revoked."""
    part, index = divmod(certificate_id, LIST_LENGTH)
    address = list_address(issuer, part)
    return {"id": f"{address}#{index}", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": str(index), "statusListCredential": address}


def list_address(issuer: Issuer, part: int) -> str:
    """Return the address of a list of what was revoked."""
    return f"{issuer.base}/badges/revoked/{part}"


def status_list(issuer: Issuer, part: int, revoked: Iterable[int], at: dt.datetime) -> dict[str, Any]:
    """Return the credential that lists what was revoked, to be signed.

    Args:
        part: which of the lists; certificate ids are counted through them.
        revoked: ids of revoked certificates; those of other parts are left out.
        at: when it is made.
    """
    bits = bytearray(LIST_LENGTH // 8)
    for each in revoked:
        index = each - part * LIST_LENGTH
        if 0 <= index < LIST_LENGTH:
            bits[index // 8] |= 0x80 >> index % 8
    encoded = "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).rstrip(b"=").decode()
    address = list_address(issuer, part)
    return {"@context": [CONTEXT[0]], "id": address, "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": issuer.id, "validFrom": stamp(at), "credentialSubject": {
                "id": f"{address}#list", "type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": encoded}}


def list_claims(whole: Mapping[str, Any]) -> dict[str, Any]:
    """Return the payload of the list's token."""
    return {**whole, "iss": whole["issuer"], "jti": whole["id"], "nbf": _seconds(whole["validFrom"]),
            "sub": whole["credentialSubject"]["id"]}


def baked(png: bytes, token: str) -> bytes:
    """Return the picture with the token in it, as the specification wants: one uncompressed iTXt chunk.

    Raises:
        ValueError: it is no PNG.
    """
    if png[:8] != PNG_START or png[12:16] != b"IHDR":
        raise ValueError("a badge is baked into a PNG")
    body = b"iTXt" + b"openbadgecredential\0\0\0\0\0" + token.encode("ascii")
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return png[:33] + chunk + png[33:]  # after IHDR, whose length is always 13


def stamp(moment: dt.datetime) -> str:
    """Return a moment as credentials write it."""
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def _seconds(text: str) -> int:
    return int(dt.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())
