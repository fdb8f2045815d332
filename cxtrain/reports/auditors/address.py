"""The token in the address that an auditor gets. Pure.

It is made from the server's key and a random part, so that HR can be shown the address again, while the database alone,
which holds the random part and a digest, opens nothing.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable

from cxtrain.certificates.terms import code_text, read_code

PURPOSE = b"cxtrain auditor link "


def new_nonce() -> str:
    """Return 128 random bits in hex."""
    return secrets.token_hex(16)


def token_of(key: str, nonce: str) -> str:
    """Return the 26 letters (128 bits) that stand in the address."""
    return code_text(hmac.digest(key.encode(), PURPOSE + nonce.encode(), "sha256")[:16])


def digest_of(token: str) -> str | None:
    """Return the SHA-256, in hex, of a token as it was opened or typed; None where it cannot be one."""
    plain = read_code(token)
    return hashlib.sha256(plain.encode()).hexdigest() if plain else None


def token_again(keys: Iterable[str], nonce: str, digest: str) -> str | None:
    """Return the token of a link by any of the server's keys; None where none of them made it."""
    return next((token for key in keys if digest_of(token := token_of(key, nonce)) == digest), None)
