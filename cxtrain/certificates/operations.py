"""Certificates in words and on paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app

from cxtrain.certificates import queries
from cxtrain.certificates.form.queries import form_of
from cxtrain.certificates.form.sheet import art_of
from cxtrain.certificates.models import Certificate
from cxtrain.certificates.wording import Wording, wording
from cxtrain.web.fonts import KAI, missing
from cxtrain.web.paper import Art
from cxtrain.web.signing import signed


@dataclass(frozen=True)
class Unprintable:
    """A certificate that the fonts cannot show, and the characters that they lack."""

    certificate: Certificate
    characters: str

    @property
    def name(self) -> str:
        """Its number and whose it is."""
        return f"{self.certificate.number} {self.certificate.facts['name']}"


def worded(certificate: Certificate, base_url: str) -> Wording:
    """Return the lines of a certificate, its QR code leading to the verify page below `base_url`."""
    url, form = f"{base_url.rstrip('/')}/verify/{certificate.code}", form_of(certificate)
    return wording(queries.facts_of(certificate), url, certificate.code, sheet=form.sheet, form=form.id or 0)


def drawing(certificate: Certificate) -> Art:
    """Return what lies under a certificate on paper; never a seal."""
    return art_of(form_of(certificate).sheet)


def signed_where_set(body: bytes) -> bytes:
    """Return a certificate's PDF, signed as PAdES where the house has set a key for it.

    Raises:
        SigningFailed: the key cannot be opened, or the optional part is missing.
    """
    settings = current_app.config["CX"]
    if not settings.signing_key:
        return body
    return signed(body, Path(settings.signing_key), settings.signing_password, reason="Certificate")


def unprintable(certificates: Sequence[Certificate]) -> list[Unprintable]:
    """Return those of `certificates` that would show empty boxes, whatever the fact that has them."""
    found = []
    for certificate in certificates:
        lacking = missing("".join(_texts(certificate.facts)), [KAI])
        found += [Unprintable(certificate, lacking)] if lacking else []
    return found


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in kept facts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
