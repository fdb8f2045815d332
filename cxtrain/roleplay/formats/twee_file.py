"""Twee 3: the text of a file as passages, and passages as text (twee-3-specification 3.0.2). Pure."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cxtrain.roleplay.formats.bounds import MOST_SCENES, TOO_MANY_PASSAGES, at_most

TITLE, DATA = "StoryTitle", "StoryData"
DEEPEST = 30  # of lists and keys in metadata


@dataclass(frozen=True)
class Passage:
    """A passage; `broken` holds metadata that is no JSON object."""

    name: str
    text: str
    tags: tuple[str, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
    broken: str = ""
    line: int = 1


@dataclass(frozen=True)
class Story:
    """The passages of a file in their order, its data, and what stands before the first passage."""

    passages: tuple[Passage, ...]
    title: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    form: str = "twee"
    loose: tuple[str, ...] = ()  # lines outside any passage
    broken: str = ""  # StoryData that is no JSON object

    @property
    def story_format(self) -> str:
        """Return the name of the story format that it was written for, blank where it does not say."""
        return str(self.data.get("format") or "")


def read_twee(text: str) -> Story:
    """Return the passages of a Twee file.

    Raises:
        TooLarge: it has more of them than a scenario takes.
    """
    lines = re.split(r"\r\n|\r|\n", text)
    starts = [number for number, line in enumerate(lines) if line.startswith("::")]
    at_most(MOST_SCENES, len(starts), TOO_MANY_PASSAGES)
    loose = tuple(line.strip() for line in lines[: starts[0] if starts else len(lines)] if line.strip())
    passages = [
        _passage(lines[start][2:], lines[start + 1 : end], start + 1)
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]
    title = next((passage.text.strip() for passage in passages if passage.name == TITLE), "")
    written = next((passage.text for passage in passages if passage.name == DATA), "")
    data = json_object(written)
    return Story(tuple(passages), title, data or {}, "twee", loose, "" if data is not None else written.strip())


def _passage(header: str, body: list[str], line: int) -> Passage:
    name, rest = _until(header, "[{")
    tags: tuple[str, ...] = ()
    if rest.startswith("["):
        inside, rest = _until(rest[1:], "]")
        tags, rest = tuple(_plain(tag) for tag in inside.split()), rest[1:].strip()
    metadata = json_object(rest)
    text = "\n".join(body).rstrip()
    return Passage(_plain(name.strip()), text, tags, metadata or {}, "" if metadata is not None else rest, line)


def _until(text: str, ends: str) -> tuple[str, str]:
    """Return the text before the first of `ends` that no backslash protects, and the rest from there."""
    at = 0
    while at < len(text) and text[at] not in ends:
        at += 2 if text[at] == "\\" else 1
    return text[:at], text[at:]


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def json_object(text: str) -> dict[str, Any] | None:
    """Return a JSON object, an empty one for a blank text, None for anything else."""
    if not text.strip():
        return {}
    try:
        value = json.loads(text)
        value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))  # half characters
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and is_shallow(value) else None


def is_shallow(value: Any, left: int = DEEPEST) -> bool:
    """Whether lists and keys lie no deeper than any story needs."""
    if not isinstance(value, (dict, list)):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return left > 0 and all(is_shallow(each, left - 1) for each in inner)


def twee_of(passages: Iterable[Passage]) -> str:
    """Return the text of a Twee file."""
    return "\n\n\n".join(f"{_header(passage)}\n{passage.text}" for passage in passages) + "\n"


def _header(passage: Passage) -> str:
    tags = f" [{' '.join(map(_escaped, passage.tags))}]" if passage.tags else ""
    metadata = f" {json.dumps(passage.metadata, ensure_ascii=False)}" if passage.metadata else ""
    return f":: {_escaped(passage.name)}{tags}{metadata}"


def _escaped(name: str) -> str:
    return re.sub(r"([\\\[\]{}])", r"\\\1", name)
