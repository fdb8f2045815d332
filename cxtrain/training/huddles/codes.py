"""The code by which telephones join a huddle: six letters that are read aloud and typed without mistakes. Pure."""

import unicodedata

LETTERS = "BCDFGHJKMNPQRSTVWXZ23456789"  # no vowels, so that no code is a word; no L, I, O, U, 0 or 1, which look alike
LENGTH = 6
CODES = len(LETTERS) ** LENGTH  # 387 million


def code_of(number: int) -> str:
    """Return the code of a number from 0 to CODES - 1.

    Raises:
        ValueError: the number has no code.
    """
    if not 0 <= number < CODES:
        raise ValueError(f"no code has the number {number}")
    return "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in reversed(range(LENGTH)))


def read_code(typed: str) -> str:
    """Return the code that somebody typed, whatever its case, width and grouping; "" where it cannot be one."""
    plain = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", typed[:60]))).upper()
    return plain if len(plain) == LENGTH and set(plain) <= set(LETTERS) else ""
