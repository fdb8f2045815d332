"""Signing badges. The keys lie in the instance folder: the latest signs, all of them are published."""

import datetime as dt
import hashlib
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from sqlalchemy import select

from cxtrain.certificates.badges import credential as badge
from cxtrain.certificates.guilloche import rosette
from cxtrain.certificates.models import Certificate
from cxtrain.certificates.queries import facts_of
from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.web import pdf
from cxtrain.web.paper import Art
from cxtrain.web.raster import picture_of

ALGORITHM = "RS256"  # the one that every implementation has
TEMPLATE = "certificates/badges/badge.pdf.html"
MEDAL = Art("certificates/badges/badge_art.pdf.html", {"medal": rosette(46, depth=0.2, petals=24, strands=14)})
WIDTH = 600  # pixels
KEEP = dt.timedelta(minutes=5)  # how old a list of what was revoked may be


def issuer_at(base: str) -> badge.Issuer:
    """Return the firm as issuer, on the site that `base` leads to."""
    settings = current_app.config["CX"]
    return badge.Issuer(base.rstrip("/"), settings.firm_en or settings.firm)


def public_keys() -> dict[str, Any]:
    """Return the public part of every key that has signed, as a JSON Web Key Set."""
    return dict(KeySet(list(_keys(_folder()))).as_dict(private=False))


def signed_badge(certificate: Certificate, base: str) -> str:
    """Return a certificate's credential as a compact JWS, the same each time."""
    facts, zone = facts_of(certificate), ZoneInfo(certificate.unit.zone)
    until = certificate.valid_until
    ends = dt.datetime.combine(until + dt.timedelta(days=1), dt.time(), zone) if until else None
    issued = badge.Issued(certificate.id, certificate.code, facts, certificate.issued_at, ends)
    salt = hashlib.sha256(f"badge {certificate.code}".encode()).hexdigest()[:32]
    return _signed(badge.claims(badge.credential(issued, issuer_at(base), salt)), "vc+jwt")


def badge_picture(certificate: Certificate, token: str) -> bytes:
    """Return the badge as a PNG that carries its credential.

    Raises:
        MissingFont, MissingGlyphs, PrintFailed: the picture cannot be drawn.
    """
    facts = facts_of(certificate)
    db.session.rollback()  # Drawing takes tens of milliseconds; no transaction should be open for it.
    body = pdf.render(TEMPLATE, locale="zh_Hans", tagged=False, art=MEDAL, course=facts.course, title=facts.title,
                      year=facts.issued_on.year)
    return badge.baked(picture_of(body, WIDTH), token)


def revoked_list(part: int, base: str) -> str:
    """Return the signed list of what was revoked, at most five minutes old."""
    moment = now()
    return _revoked_list(part, base, moment.replace(minute=moment.minute // 5 * 5, second=0, microsecond=0), str(_folder()))


@lru_cache(maxsize=8)
def _revoked_list(part: int, base: str, at: dt.datetime, _folder_name: str) -> str:
    first = part * badge.LIST_LENGTH
    revoked = db.session.scalars(select(Certificate.id).where(
        Certificate.revoked_at.is_not(None), Certificate.id.between(first, first + badge.LIST_LENGTH - 1)))
    return _signed(badge.list_claims(badge.status_list(issuer_at(base), part, revoked, at)), "vc+jwt")


def _signed(payload: dict[str, Any], kind: str) -> str:
    key = _keys(_folder())[-1]
    return jwt.encode({"alg": ALGORITHM, "typ": kind, "kid": key.kid, "jwk": key.as_dict(private=False)}, payload, key)


def _folder() -> Path:
    return Path(current_app.config["CX"].instance).resolve() / "badge_keys"


@lru_cache(maxsize=8)
def _keys(folder: Path) -> tuple[RSAKey, ...]:
    """Return the keys, the oldest first; the first one is made (mode 600) where there is none."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not any(folder.glob("*.json")):
        made = RSAKey.generate_key(2048, {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
        unfinished = folder / f".{os.getpid()}"
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            json.dump(made.as_dict(private=True), out)
        try:
            os.link(unfinished, folder / "0001.json")  # Of two processes that make one, the first one's stays.
        except FileExistsError:
            pass
        unfinished.unlink()
    return tuple(RSAKey.import_key(json.loads(path.read_text())) for path in sorted(folder.glob("*.json")))
