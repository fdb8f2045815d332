"""Words that a firm's certificate may not bear, because it would look like one of the state. Pure.

Source: 人社部函〔2022〕25号 against look-alike certificates; the firm's own registered name may contain them.
"""

import unicodedata
from collections.abc import Iterator

from cxtrain.certificates.form.placeholders import known_places
from cxtrain.training.course import STATE_WORDS

# The forms of the listed words' characters that are written elsewhere, so that 國家 is found as well as 国家.
ELSEWHERE = str.maketrans("國囯華職業資格崗專術務項級", "国国华职业资格岗专术务项级")
BLANK = "\u115f\u1160\u2800"  # letters and a sign by their kind, and nothing to see
UNRECORDED = ("实操", "實操", "practical")


def state_words(text: str, registered: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield (position in `text`, word) of each forbidden word, however spaced, outside of the firm's registered names."""
    letters, places = _plain(text)
    for name in registered:
        plain = _plain(name)[0]
        letters = letters.replace(plain, "\0" * len(plain)) if plain else letters
    yield from _found(letters, places, STATE_WORDS)


def unrecorded_words(text: str) -> Iterator[tuple[int, str]]:
    """Yield (position, word) where a practical assessment is claimed by hand; {assessed} names it where it was recorded."""
    yield from _found(*_plain(text.lower()), UNRECORDED)


def _found(letters: str, places: list[int], words: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    for word in words:
        start = letters.find(word)
        while start >= 0:
            yield places[start], word
            start = letters.find(word, start + len(word))


def _plain(text: str) -> tuple[str, list[int]]:
    """Return the characters of `text` in their usual form, and where each stood.

    Left out are blanks, what is not seen or stands over another character, and placeholders, which may come to nothing.
    """
    letters: list[str] = []
    places: list[int] = []
    filled = known_places(text)
    for place, character in enumerate(text):
        usual = unicodedata.normalize("NFKC", character).translate(ELSEWHERE)
        if place not in filled and unicodedata.category(character)[0] not in "ZCM" and usual not in BLANK:
            letters += usual
            places += [place] * len(usual)
    return "".join(letters), places
