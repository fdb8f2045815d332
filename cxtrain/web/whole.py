"""Whole numbers in what a browser sends, within what a database can hold: a larger one is an error to it instead of no row."""

LARGEST_ID = 2**31 - 1  # PostgreSQL's integer


def whole(text: object, most: int = LARGEST_ID) -> int | None:
    """Return the whole number from 0 to `most` that a text names, or None where it names none.

    Thousands of digits are not read as a number at all, and ² is no digit.
    """
    digits = str(text).strip()
    number = int(digits) if digits.isdecimal() and len(digits) <= len(str(LARGEST_ID)) else None
    return number if number is not None and number <= most else None
