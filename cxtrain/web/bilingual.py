"""Text that exists in Chinese and in English, and the mark for strings that pages translate. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Bilingual:
    """One text in both languages of the product."""

    zh: str
    en: str

    def in_(self, locale: str) -> str:
        """Return the text for a reader of `locale` ("zh…" or "en…"), or the other language where one is empty."""
        return pick({"zh": self.zh, "en": self.en}, locale)

    def as_dict(self) -> dict[str, str]:
        """Return {"zh": …, "en": …}, the form in which the database keeps it."""
        return {"zh": self.zh, "en": self.en}


def pick(text: Mapping[str, str], locale: str) -> str:
    """Return the text of `locale`'s language, or of the other one where it is missing."""
    first, second = ("zh", "en") if locale.lower().startswith("zh") else ("en", "zh")
    return text.get(first) or text.get(second) or ""


def N_(message: str) -> str:
    """Mark `message` for the catalogue; the page that shows it translates it."""
    return message
