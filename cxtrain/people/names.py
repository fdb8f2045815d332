"""People's names: kept, compared, read aloud, sorted, searched for and masked. Pure.

王　喆 and 王喆 are one name, 单雄信 is read Shàn, Anna Schmidt is filed under Schmidt, and a certificate shows 王*.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from pypinyin import Style, lazy_pinyin, pinyin

from cxtrain.people.surnames import COMPOUND, SINGLE

HAN = r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
DOTS = "·•・‧･∙⋅．"  # all of them are typed between the parts of a name such as 买买提·阿卜杜拉
MAX_NAME = 40  # characters that the register keeps; names on Chinese identity documents have fewer than 30
ONE_BY_ONE: Any = list  # the dictionary takes a function for unknown characters, but types it as text to text
SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uan|uai|van|ai|ei|ao|ou|an|en|er|in|un|vn|ia|ie|iu|ua|ui|uo|ue|ve|"
    r"[aeiouv])"
)


@dataclass(frozen=True)
class Spoken:
    """A name as it is read: syllables such as wang2, one per Chinese character, the surname's first."""

    surname: tuple[str, ...]
    given: tuple[str, ...]


@lru_cache(maxsize=20_000)
def clean_name(name: str) -> str:
    """Return `name` as it is kept: no invisible marks, one kind of dot, no space between Chinese characters."""
    text = "".join(_plain(letter) for letter in unicodedata.normalize("NFC", name))
    text = re.sub(rf"\s*[{DOTS}]\s*", "·", text) if re.search(HAN, text) else text
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(rf"(?<={HAN}) (?={HAN})", "", text)


def _plain(letter: str) -> str:
    """Return a full-width letter as an ordinary one, a control or format mark as nothing, other letters unchanged."""
    if "\uff01" <= letter <= "\uff5e":
        return unicodedata.normalize("NFKC", letter)
    if letter.isspace():
        return " "
    return "" if unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs") else letter


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """Return what two spellings of one name have in common: compare keys, never names."""
    text = unicodedata.normalize("NFKC", clean_name(name)).casefold()
    return re.sub(r"[\s·]", "", text) if re.search(HAN, text) else text


def number_key(number: str) -> str:
    """Return what two spellings of one staff number have in common, so that "ｚ01 " and "Z01" are one."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", number)).casefold()


def surname_of(name: str) -> str:
    """Return the surname: one Chinese character or a compound such as 尉迟, or the last word of a Western name."""
    name = clean_name(name)
    if not re.match(HAN, name):
        return _western(name)[0]
    if "·" in name:
        return name.partition("·")[0]
    return name[:2] if name[:2] in COMPOUND and len(name) > 2 else name[:1]


def masked_name(name: str) -> str:
    """Return the name as strangers may see it: 王喆 -> 王*, 尉迟恭 -> 尉迟*, Anna Schmidt -> A* Schmidt."""
    name = clean_name(name)
    if not re.match(HAN, name):
        family, given = _western(name)
        return f"{given[:1]}* {family}" if given else f"{family[:1]}*"
    return surname_of(name)[: 1 if "·" in name else 2] + "*"


def _western(name: str) -> tuple[str, str]:
    """Return (family name, given names) of "Anna Schmidt" or "Schmidt, Anna"."""
    if "," in name:
        family, _, given = name.partition(",")
        return family.strip(), given.strip()
    given, _, family = name.rpartition(" ")
    return family, given


@lru_cache(maxsize=20_000)
def spoken(name: str, correction: str = "") -> Spoken | None:
    """Return how a Chinese name is read, or None for a name in other letters.

    `correction` is pinyin typed by HR, surname first ("Dan Xiong"); it is followed where each syllable is a known
    reading of its character, and otherwise (an English name) left aside.
    """
    letters = re.sub(r"[^\w]", "", clean_name(name))
    if not re.fullmatch(rf"{HAN}+", letters):
        return None
    family = len(surname_of(name))
    said = _corrected(letters, correction) or (*_surname_reading(letters[:family]), *_read(letters[family:]))
    return Spoken(said[:family], said[family:])


def _read(letters: str) -> tuple[str, ...]:
    """Return one reading per character, with the tone as a digit; a character no dictionary has stands for itself."""
    return tuple(lazy_pinyin(letters, style=Style.TONE3, errors=ONE_BY_ONE, neutral_tone_with_five=True))


def _surname_reading(surname: str) -> tuple[str, ...]:
    reading = COMPOUND.get(surname) or SINGLE.get(surname)
    return tuple(reading.split()) if reading else _read(surname)


def _corrected(letters: str, correction: str) -> tuple[str, ...]:
    """Return one known reading per character that together spell `correction`, or nothing where they cannot."""
    if not correction:
        return ()
    known = [pinyin(letter, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0] for letter in letters]
    for at, reading in enumerate(_surname_reading(surname_of(letters))):
        known[at] = [reading, *known[at]]
    for split in split_pinyin(latin_key(correction)):
        chosen = [_reading(syllable, readings) for syllable, readings in zip(split, known, strict=False)]
        if len(split) == len(letters) and all(chosen):
            return tuple(chosen)
    return ()


def _reading(syllable: str, readings: list[str]) -> str:
    return next((reading for reading in readings if reading[:-1] == syllable), "")


def latin_key(text: str) -> str:
    """Return the Latin letters of `text` as pinyin is typed: lower case, no tones, ü as v (lyu and nyu too)."""
    text = unicodedata.normalize("NFD", text.casefold().replace("ü", "v")).replace("u\u0308", "v")
    text = "".join(letter for letter in text if "a" <= letter <= "z" or letter in " '")
    return re.sub(r"(?<=[ln])yu", "v", text).replace("'", " ").strip()


def split_pinyin(text: str, most: int = 6) -> list[tuple[str, ...]]:
    """Return up to `most` ways of splitting Latin letters into pinyin syllables, spaces kept as borders."""
    words = [_splits(word) for word in text.split()]
    return [tuple(part for split in splits for part in split) for splits in product(*words)][:most]


@lru_cache(maxsize=10_000)
def _splits(word: str) -> tuple[tuple[str, ...], ...]:
    if not word:
        return ((),)
    found: list[tuple[str, ...]] = []
    for length in range(min(6, len(word)), 0, -1):
        if SYLLABLE.fullmatch(word[:length]):
            found += [(word[:length], *rest) for rest in _splits(word[length:])]
    return tuple(found[:6])


def romanised(name: str, correction: str = "") -> str:
    """Return the name in Latin letters as passports have it: 单雄信 -> Shan Xiongxin, 吕布 -> Lyu Bu.

    A Western name is returned as it is. Source: GB/T 28039-2011.
    """
    reading = spoken(name, correction)
    if reading is None:
        return clean_name(name)
    words = ("".join(_passport(syllable) for syllable in part) for part in (reading.surname, reading.given))
    return " ".join(word.capitalize() for word in words if word)


def _passport(syllable: str) -> str:
    syllable = re.sub(r"[^a-z]", "", syllable.replace("ü", "v"))
    return syllable.replace("ve", "ue").replace("v", "yu")


def sort_key(name: str, correction: str = "") -> str:
    """Return a text whose plain order is that of a Chinese name list: by syllable, tone and character.

    "wang2王 zhe2喆"; Western names by family name, "schmidt anna". At most 120 characters.
    """
    reading = spoken(name, correction)
    if reading is None:
        family, given = _western(clean_name(name).casefold())
        return f"{family} {given}".strip()[:120]
    letters = re.sub(r"[^\w]", "", clean_name(name))
    syllables = (*reading.surname, *reading.given)
    return " ".join(f"{said}{letter}" for said, letter in zip(syllables, letters, strict=True))[:120]


def search_patterns(text: str) -> tuple[str, ...]:
    """Return LIKE patterns that find the `sort_key`s of names said as `text`: wangzhe, zhe, wang zh, wz, schmidt."""
    typed = latin_key(text)
    if not typed or any(letter.isdigit() for letter in text):
        return ()
    ways = split_pinyin(typed, 3) + _unfinished(typed)
    if len(typed) <= 4:
        ways.append(tuple(typed.replace(" ", "")))
    said = [" ".join(syllable + "%" for syllable in way) for way in ways] + [typed + "%"]
    return tuple(dict.fromkeys(pattern for start in said for pattern in (start, "% " + start)))


def _unfinished(typed: str) -> list[tuple[str, ...]]:
    """Return ways to read `typed` as whole syllables and the first consonants of one more."""
    rest = re.search(r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])$", typed)
    if not rest or not rest.start():
        return []
    return [(*way, rest[0]) for way in split_pinyin(typed[: rest.start()].strip(), 3)]
