"""Which tags a comment's words say, by lists of keywords. Pure."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from cxtrain.voices.comments.vocabulary import plain

LONGEST, MOST = 24, 80  # letters of a keyword, keywords of a tag


@lru_cache(maxsize=500)
def _pattern(keywords: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds one of the keywords: a Chinese one anywhere, another at the beginning of a word."""
    found = [re.escape(plain(word)) if ord(word[0]) > 0x2E7F else rf"(?<![^\W\d_]){re.escape(plain(word))}"
             for word in keywords if word.strip()]
    return re.compile("|".join(found) or r"(?!)")


def says(words: str, keywords: Sequence[str]) -> bool:
    """Whether a comment has one of the keywords."""
    return _pattern(tuple(keywords)).search(plain(words)) is not None


def read_keywords(text: str) -> list[str]:
    """Return the keywords of a field, between commas, semicolons and line ends, each once."""
    found = (re.sub(r"\s+", " ", word).strip() for word in re.split(r"[,，、;；\n]", text))
    return list(dict.fromkeys(word for word in found if word))


def too_long(keywords: Iterable[str]) -> list[str]:
    """Return the keywords that are no words."""
    return [word for word in keywords if len(word) > LONGEST]
