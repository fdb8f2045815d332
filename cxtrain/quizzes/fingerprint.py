"""What a question asks, without regard to how it is written, so that the same question is found again. Pure.

Width, case, spaces, punctuation and tags make no difference, nor does the order of the options; the kind, the name and the
feedback do not count. Questions with the same text and other options are different ones: 「下列做法正确的是」.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from cxtrain.quizzes.question import Question

BLOCK = re.compile(r"<(?:br|hr|/p|/div|/li|/tr|/h[1-6]|/pre|/blockquote)\b[^<>]{0,2000}>", re.IGNORECASE)
TAG = re.compile(r"<[/!?]?[a-zA-Z][^<>]{0,4000}>")
DROPPED = re.compile(r"[^\w.+<>=×÷√^%\-]|_|-(?!\d)|(?<!\d)\.|\.(?!\d)")  # all but words and what makes a number another one


def words_of(text: str, markup: str) -> str:
    """Return a text as a reader sees it, a line for each block of HTML; other text as it is."""
    if markup != "html":
        return text
    return html.unescape(TAG.sub("", BLOCK.sub("\n", text))).replace("\xa0", " ").strip()


def normalised(text: str, markup: str = "plain") -> str:
    """Return what of a text counts; the text itself where that is nothing."""
    plain = unicodedata.normalize("NFKC", words_of(text, markup)).casefold()
    return DROPPED.sub("", plain) or "".join(plain.split())


def fingerprint(question: Question) -> str:
    """Return 32 hex digits that are equal for equal questions, taken from the Chinese, or the English where there is none."""
    language = "zh" if question.text.zh else "en"
    offered = sorted(normalised(text, question.markup) for text in _offered(question, language))
    parts = [normalised(getattr(question.text, language), question.markup), *offered]
    return sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def _offered(question: Question, language: str) -> Iterator[str]:
    """Yield what there is to choose from and to match; of true and false nothing."""
    if question.kind == "true_false":
        return
    for text in (*(text for _, text in question.choices), *question.stems):
        yield getattr(text, language) or text.zh or text.en
    for gap in question.gaps:
        yield from gap.offered


def find_duplicates(prints: Sequence[str], known: Iterable[str] = ()) -> list[int | None]:
    """Return for each fingerprint the index of the first one that equals it, -1 for one among `known`, None for a new one."""
    seen = dict.fromkeys(known, -1)
    found: list[int | None] = []
    for index, each in enumerate(prints):
        found.append(seen.get(each))
        seen.setdefault(each, index)
    return found
