"""What one cell of a spreadsheet means: numbers with their zeros, days, formulas that are none. Pure."""

import datetime as dt
import re
from decimal import Decimal

Value = str | int | float | Decimal | dt.date | None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
INVISIBLE = "\ufeff\u200b\u200e\u200f\u202a\u202c\u2060"  # marks that chat tools leave around copied numbers
WRITTEN_DATES = (
    re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:[ T]\s*[\d:.]+)?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
FIRST_SERIAL, LAST_SERIAL = 10_000, 80_000  # 1927-05-18 to 2119-01-10, so that a year or a count is no day
SERIAL_EPOCH = dt.date(1899, 12, 30)  # day 0 of spreadsheets, which count 1900 as a leap year


def number_text(text: str) -> str:
    """Return a cell without what spreadsheets wrap around numbers kept as text, and a long number written out.

    Spaces, invisible marks, '00123 and ="00123" lose their wrapping; 13800138000.0 loses its fraction;
    1.3800138000E+10 is written out. In 1.38E+10 the last digits are gone, so it stays, and `was_shortened` knows it.
    """
    text = text.strip().strip(INVISIBLE).strip()
    if wrapped := re.fullmatch(r'="([^"]*)"|\'(?=[\d=+\-@＝＋－＠])(.*)', text, re.DOTALL):
        text = wrapped[1] if wrapped[1] is not None else wrapped[2]
    if re.fullmatch(r"\d{5,15}\.0+", text, re.ASCII):
        return text.partition(".")[0]
    parts = re.fullmatch(r"\d(?:\.(\d+))?[Ee]\+?(\d{1,2})", text, re.ASCII)
    if not parts or len(parts[1] or "") < int(parts[2]):
        return text
    number = Decimal(text)
    return str(int(number)) if number == int(number) else text


def was_shortened(text: str) -> bool:
    """Say whether `text` is a number such as 1.38E+10, of which a spreadsheet kept only the first digits."""
    return re.fullmatch(r"\d(\.\d+)?[Ee]\+?\d{1,2}", text, re.ASCII) is not None


def plain_value(value: object) -> str:
    """Return what a spreadsheet cell holds as text: 138.0 -> "138", a moment at midnight -> its day."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return number_text(str(value))


def as_date(text: str) -> dt.date | None:
    """Return the day meant by 2026-05-06, 2026.5.6, 2026年5月6日, 20260506 or a spreadsheet's 46148; None if no day."""
    text = text.strip()
    for pattern in WRITTEN_DATES:
        if parts := pattern.fullmatch(text):
            try:
                return dt.date(int(parts[1]), int(parts[2]), int(parts[3]))
            except ValueError:
                return None
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and FIRST_SERIAL <= float(text) <= LAST_SERIAL:
        return SERIAL_EPOCH + dt.timedelta(days=int(float(text)))
    return None


def column_letter(index: int) -> str:
    """Return the spreadsheet's name of column `index` (0-based): 0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def harmless(value: Value) -> Value:
    """Return the cell with a leading ' where a spreadsheet would take its text for a formula. Numbers stay numbers.

    Source: OWASP ASVS 5.0, 1.2.10.
    """
    if isinstance(value, str) and value.lstrip(" \u3000" + INVISIBLE).startswith(FORMULA_STARTS):
        return "'" + value
    return value
