"""The month before and after. Pure."""


def _moved(month: str, by: int) -> str:
    number = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{number // 12}-{number % 12 + 1:02d}"


def month_before(month: str) -> str:
    """Return the month before "2026-01": "2025-12"."""
    return _moved(month, -1)


def month_after(month: str) -> str:
    """Return the month after "2026-12": "2027-01"."""
    return _moved(month, 1)
