"""Numbers as people type them: 1,234.5 and 1.2万 and 31.5%; and what two of them say together. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

from cxtrain.voices.indicators.definition import Definition
from cxtrain.web.bilingual import N_

LARGEST = 1e13
TIMES = {"万": 10_000, "亿": 100_000_000}
SHAPE = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?([万亿%]?)")

NO_NUMBER = N_("This is no number: %(text)s. Write it as 1234.5, 1,234.5 or 1.2万.")
TOO_LARGE = N_("This number is too large.")
NEGATIVE = N_("This number cannot be below 0.")
NOT_WHOLE = N_("People are counted in whole numbers.")
NO_PERCENT = N_("Percent stands here for a share only, without the number it is a part of.")
PART_TOO_LARGE = N_("The part is larger than the whole.")
NO_PART = N_("The first of the two numbers is missing.")
NO_WHOLE = N_("The second number is missing. Where only the percentage is known, write it with %%.")
OVER_HUNDRED = N_("A share lies between 0%% and 100%%.")


class NotANumber(ValueError):
    """What was typed cannot be used; `message` is a sentence for the catalogue, `field` is part or whole."""

    def __init__(self, message: str, field: str = "part", **values: object) -> None:
        """Keep the sentence apart from its values."""
        super().__init__(message)
        self.message, self.field, self.values = message, field, values


@dataclass(frozen=True)
class Number:
    """What was entered: an amount, level or mean, or of a share its part; where no whole is known, the share itself."""

    value: float
    whole: float | None = None


@dataclass(frozen=True)
class Typed:
    """One number, and whether it was written with %."""

    value: float
    percent: bool


def read(text: str, field: str = "part") -> Typed | None:
    """Return what was typed, None where nothing was. Currency signs and spaces are dropped; 万 and 亿 multiply.

    Raises:
        NotANumber: it is no number, or too large.
    """
    plain = re.sub(r"[\s¥$€元]", "", unicodedata.normalize("NFKC", text)).replace("\u2212", "-")
    if not plain:
        return None
    parts = SHAPE.fullmatch(plain)
    if not parts or not (parts[2] or parts[3]):
        raise NotANumber(NO_NUMBER, field, text=text.strip()[:40])
    number = Decimal(f"{parts[1]}{(parts[2] or '0').replace(',', '')}{parts[3] or ''}") * TIMES.get(parts[4], 1)
    if not isfinite(float(number)) or abs(number) > LARGEST:
        raise NotANumber(TOO_LARGE, field)
    percent = parts[4] == "%"
    return Typed(float(number / 100 if percent else number), percent)


def number(definition: Definition, part: str, whole: str = "") -> Number | None:
    """Return what was typed for an indicator, None where both fields are empty.

    Raises:
        NotANumber: a field cannot be read, or the two do not fit the indicator.
    """
    first, second = read(part), read(whole, "whole") if definition.has_whole else None
    if first is None:
        if second is not None:
            raise NotANumber(NO_PART)
        return None
    if definition.is_share:
        return _share(first, second)
    if first.percent or second and second.percent:
        raise NotANumber(NO_PERCENT, "part" if first.percent else "whole")
    if definition.is_count:
        _counted(first.value, "part")
    if second is not None:
        _counted(second.value, "whole")
    return Number(first.value, second.value if second else None)


def _share(part: Typed, whole: Typed | None) -> Number:
    if whole is None:
        if not part.percent:
            raise NotANumber(NO_WHOLE, "whole")
        if not 0 <= part.value <= 1:
            raise NotANumber(OVER_HUNDRED)
        return Number(part.value)
    for each, field in ((part, "part"), (whole, "whole")):
        if each.percent:
            raise NotANumber(NO_PERCENT, field)
        _counted(each.value, field)
    if part.value > whole.value:
        raise NotANumber(PART_TOO_LARGE)
    return Number(part.value, whole.value)


def _counted(value: float, field: str) -> None:
    if value < 0:
        raise NotANumber(NEGATIVE, field)
    if value != int(value):
        raise NotANumber(NOT_WHOLE, field)


def typed(value: float | None, *, percent: bool = False) -> str:
    """Return a number as a field holds it, so that reading it gives the same number again."""
    if value is None:
        return ""
    exact = Decimal(repr(value)) * (100 if percent else 1)
    text = f"{exact:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + ("%" if percent else "")


def as_typed(definition: Definition, kept: Number | None) -> tuple[str, str]:
    """Return the two fields that say `kept`."""
    if kept is None:
        return "", ""
    return typed(kept.value, percent=definition.is_share and kept.whole is None), typed(kept.whole)
