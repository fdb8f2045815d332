"""What is left of a value when somebody is erased. Pure."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

DASH = "—"
NAME, NAME_EN = "已清除的员工", "Erased employee"


def dashed(value: Any) -> Any:
    """Return a JSON value with a dash for every text that says something; its keys, numbers and shape stay."""
    if isinstance(value, str):
        return DASH if value else ""
    if isinstance(value, dict):
        return {key: dashed(each) for key, each in value.items()}
    return [dashed(each) for each in value] if isinstance(value, list) else value


def without(value: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return a JSON object with a dash at each of the names that says something."""
    return {key: dashed(each) if key in names else each for key, each in value.items()}


def chosen_only(given: Sequence[str], contents: Iterable[Any]) -> list[str]:
    """Return an answer with a dash for each text that does not stand in the questions: what was chosen stays.

    Args:
        given: what was chosen, put in order or typed.
        contents: the questions that it may answer, as JSON values.
    """
    known = "\n".join(json.dumps(content, ensure_ascii=False) for content in contents).casefold()
    return [text if len(text) <= 2 or text.casefold() in known else DASH for text in given]


def renamed(names: Any, before: str, after: str) -> Any:
    """Return a list of staff numbers with one replaced."""
    return [after if name == before else name for name in names] if isinstance(names, list) else names
