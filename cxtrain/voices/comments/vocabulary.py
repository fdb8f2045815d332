"""Which words a comment has: Chinese ones as jieba cuts them, others as they are written. Pure.

The dictionary is loaded by the first text that is cut, which is a worker's: it takes most of a second and some 95 MB.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from cxtrain.voices.comments.fillers import FILLERS, TELLING_LETTERS

LONGEST = 24  # letters of a word
HAN = "\u3400-\u4dbf\u4e00-\u9fff"
RUNS = re.compile(rf"[{HAN}]+|[^\W\d_{HAN}][^\W_{HAN}]*(?:['’-][^\W_{HAN}]+)*")
MOST_CHUNKS, LONGEST_CHUNK = 6, 20


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    """Return jieba's tokenizer. Its own start would leave a cache where everybody may write, and read one from there."""
    import jieba

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


def plain(text: str) -> str:
    """Return a text as it is compared: full-width letters narrow, no case."""
    return unicodedata.normalize("NFKC", text).casefold()


def words_of(text: str) -> dict[str, bool]:
    """Return the words of a comment, and of each whether it tells something and is no part of a longer word.

    Numbers are no words, so that no telephone, card or order is found by them.
    """
    found: dict[str, bool] = {}
    for word, whole in _pieces(plain(text)):
        if len(word) <= LONGEST and (word not in FILLERS or (_is_han(word) and len(word) > 1)):
            found[word] = found.get(word, False) or (whole and _tells(word))
    return found


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    for run in RUNS.findall(text):
        if not _is_han(run):
            yield _latin(run), True
            continue
        whole = set(_tokenizer().lcut(run))
        for word in {*whole, *_tokenizer().lcut_for_search(run)}:
            yield word, word in whole


def _tells(word: str) -> bool:
    return word not in FILLERS and (len(word) > 1 + (not _is_han(word)) or word in TELLING_LETTERS)


def _is_han(word: str) -> bool:
    return re.match(f"[{HAN}]", word) is not None


def _latin(word: str) -> str:
    """Return wi-fi as wifi, and guest's and wasn't without what follows the apostrophe, of which n't goes, too."""
    return re.sub("-", "", re.sub(r"(?:n['’]t|['’].*)$", "", word))


def chunks_of(query: str) -> tuple[str, ...]:
    """Return what is looked for: the words between blanks and signs, without fillers unless there is nothing else."""
    found = [run if _is_han(run) else _latin(run) for run in RUNS.findall(plain(query))]
    found = [chunk[:LONGEST_CHUNK] for chunk in found if chunk]
    telling = [chunk for chunk in found if chunk not in FILLERS]
    return tuple(dict.fromkeys(telling or found))[:MOST_CHUNKS]


def parts_of(chunk: str) -> tuple[str, ...]:
    """Return every run of letters within a Chinese chunk, which may be a word, the longest first."""
    if not _is_han(chunk):
        return (chunk,)
    size = len(chunk)
    return tuple(chunk[start:start + length] for length in range(size, 0, -1) for start in range(size - length + 1))


def cover(chunk: str, known: frozenset[str]) -> tuple[str, ...]:
    """Return known words that make up a chunk, from left to right the longest; letters that no word begins are left out."""
    found, place = [], 0
    while place < len(chunk):
        word = next((chunk[place:end] for end in range(len(chunk), place, -1) if chunk[place:end] in known), "")
        found += [word] if word else []
        place += len(word) or 1
    return tuple(dict.fromkeys(found))
