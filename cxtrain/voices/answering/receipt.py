"""The code by which a customer finds the own answer again. Pure.

It is made from the page's key and the site's secret, so that a retry gives the same code although only its digest is
kept; whoever reads the database cannot make it.
"""

import hashlib
import hmac

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: without I, L, O and U; source: crockford.com/base32.html
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
LENGTH = 12  # letters of 5 bits


def code_of(key: str, secret: str) -> str:
    """Return the code of the answer with this key, in groups of four: K7PM-2Q9T-XW4A."""
    digest = hmac.new(secret.encode(), b"receipt " + key.encode(), hashlib.sha256).digest()
    value = int.from_bytes(digest[:8], "big")
    code = "".join(LETTERS[value >> (5 * place) & 31] for place in range(LENGTH))
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def read_code(typed: str) -> str | None:
    """Return the code that somebody typed, however grouped or misread; None where it cannot be one."""
    plain = "".join(filter(str.isalnum, typed[:60])).upper().translate(MISREAD)
    return plain if len(plain) == LENGTH and set(plain) <= set(LETTERS) else None
