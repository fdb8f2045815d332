"""The addresses of places and of links that can be answered once. Pure."""

import base64
import hashlib
import hmac


def token_of(secret: str, link_id: int) -> str:
    """Return the token of a link: 128 bits of HMAC-SHA-256, as 22 characters that an address can hold."""
    digest = hmac.new(secret.encode(), f"survey link {link_id}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def place_url(base: str, token: str) -> str:
    """Return the address that a place's poster leads to."""
    return f"{base}/s/{token}"


def link_url(base: str, token: str) -> str:
    """Return the address of a link."""
    return f"{base}/l/{token}"
