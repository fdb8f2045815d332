"""What lists and searches know of a question: its title, its words, and what it lacks. Pure."""

import unicodedata
from collections.abc import Iterator

from cxtrain.quizzes.kinds.every import as_data
from cxtrain.quizzes.markup import plainly
from cxtrain.quizzes.question import Question

LONGEST_TITLE = 120


def title_of(question: Question) -> dict[str, str]:
    """Return how lists call the question: its name, or its text shortened."""
    if question.name:
        return {"zh": question.name, "en": question.name}
    return {language: _shortened(plainly(text, question.markup)) for language, text in question.text.as_dict().items()}


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else text[:LONGEST_TITLE - 1] + "…"


def words_of(question: Question) -> str:
    """Return all texts of the question as a search compares them."""
    return folded(" ".join(_texts(as_data(question))))


def folded(text: str) -> str:
    """Return `text` without differences of width, case and space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def lacks(question: Question) -> str:
    """Return the language in which a text of the question is missing, "zh" before "en", else an empty text."""
    missing = {language for text in _wordings(as_data(question)) for language in ("zh", "en") if not text.get(language)}
    return "zh" if "zh" in missing else "en" if "en" in missing else ""


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _texts(each)


def _wordings(data: object) -> Iterator[dict[str, str]]:
    if isinstance(data, dict) and data and data.keys() <= {"zh", "en"}:
        yield data
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _wordings(each)
