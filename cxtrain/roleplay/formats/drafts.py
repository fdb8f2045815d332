"""A scenario as the text of its file, in the house's order of keys, and the gaps that a draft still has. Pure.

Equal documents give equal texts. A text is written in one language where only one is known; what is missing is left
out, so that the checker names it by line and column as it does for any author.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import yaml
from pypinyin import lazy_pinyin

from cxtrain.roleplay.formats.bounds import refuse_longer, refuse_overlarge
from cxtrain.roleplay.scenario import parse
from cxtrain.roleplay.schema import FORMAT, ChoicePart, EndingPart, ScenarioFile, ScenePart
from cxtrain.web.documents import Fault, Part
from cxtrain.web.yaml_tree import UNWRITABLE, typed

MOST_NAMED = 200  # gaps in the comment at the head; the checker names all of them
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
MOOD = {"start": 0, "min": -5, "max": 5}


class _Dumper(yaml.SafeDumper):
    """Writes what the house's own reader reads back equal: a word that would be a number there is put in quotes."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out."""
        return True


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    plain = isinstance(typed(text), str)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else "'")


def _mapping(dumper: _Dumper, mapping: dict[str, Any]) -> yaml.Node:
    flat = all(not isinstance(value, (dict, list)) for value in mapping.values())
    short = sum(2 * len(str(value)) for value in mapping.values()) <= 100
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping.items(), flow_style=flat and short)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _mapping)


def yaml_of(document: Mapping[str, Any]) -> str:
    """Return the text of a scenario file, keys in the order in which they are given."""
    return yaml.dump(dict(document), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=116)


def document_of(
    *, about: Mapping[str, Any], start: str | None, scenes: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """Return a scenario's document in the house's order; what `about` does not say is left out."""
    whole = {"format": FORMAT, "state": {"mood": dict(MOOD)}, **about, "scenes": {}}
    if start is not None:
        whole["start"] = start
    whole["scenes"] = {name: _scene(scene) for name, scene in scenes.items()}
    return _in_order(whole, ScenarioFile)


def _scene(scene: Mapping[str, Any]) -> dict[str, Any]:
    ordered = _in_order(scene, ScenePart)
    if "choices" in ordered:
        ordered["choices"] = [_in_order(choice, ChoicePart) for choice in ordered["choices"]]
    if "ending" in ordered:
        ordered["ending"] = _in_order(ordered["ending"], EndingPart)
    return ordered


def _in_order(part: Mapping[str, Any], model: type[Part]) -> dict[str, Any]:
    """Return a part of a document with its keys in the order of the format."""
    order = list(model.model_fields)
    return dict(sorted(part.items(), key=lambda item: order.index(item[0])))


def draft_of(document: Mapping[str, Any], name: str) -> tuple[str, tuple[Fault, ...]]:
    """Return the text of a draft, its gaps named in a comment at its head, and the gaps. No gaps, no comment.

    Raises:
        TooLarge: see bounds; or the text would be longer than the house's reader takes.
    """
    refuse_overlarge(document)
    body = yaml_of(document)
    refuse_longer(len(body.encode("utf-8", "replace")))
    errors = parse(body).errors
    if not errors:
        return body, ()
    named = errors[:MOST_NAMED]
    more = [f"# … {len(errors) - len(named)} more"] if len(named) < len(errors) else []
    shift = 1 + len(named) + len(more)
    gaps = tuple(replace(fault, line=fault.line + shift) for fault in errors)
    listed = [f"# {gap.line}:{gap.column} {clean(gap.sentence, lines=False)}" for gap in gaps[:MOST_NAMED]]
    head = f"# A draft from {clean(name, lines=False)[:100]}. Gaps to fill, by line and column: {len(errors)}"
    text = "\n".join([head, *listed, *more, body])
    refuse_longer(len(text.encode("utf-8", "replace")))
    return text, gaps


def clean(text: str, *, lines: bool = True) -> str:
    """Return a text that can stand in a file: no control characters, no half characters, blank ends cut."""
    whole = UNWRITABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not lines:
        return " ".join(whole.split())
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", whole)).strip()


def language_of(text: str) -> str:
    """Return the language that a text is written in, as far as its letters show."""
    return "zh" if HAN.search(text) else "en"


def said(text: str, language: str | None = None) -> dict[str, str] | None:
    """Return a text in the one language it is known in; None for a blank one."""
    kept = clean(text)
    return {language or language_of(kept): kept} if kept else None


def slug_of(*words: str) -> str | None:
    """Return a slug from the first of `words` that gives one, Chinese in pinyin."""
    for word in words:
        spelled = " ".join(lazy_pinyin(clean(word, lines=False)[:100])).lower()
        slug = "-".join(re.findall(r"[a-z0-9]+", spelled))[:64].strip("-")
        if slug:
            return slug
    return None


class Names:
    """Gives out names for scenes or choices, each unlike all before it."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """Begin with those that are `taken`."""
        self._taken = set(taken)
        self._next: dict[str, int] = {}  # by base, so that a thousand of one name are not counted through each time

    def new(self, text: str, otherwise: str) -> str:
        """Return a new name from a text of any kind, from `otherwise` where that leaves nothing."""
        base = re.sub(r"[\s/\\]+", "-", clean(text, lines=False)).strip("-")[:56] or otherwise
        name, number = base, self._next.get(base, 2)
        while name in self._taken:
            name, number = f"{base}-{number}", number + 1
        self._next[base] = number
        self._taken.add(name)
        return name
