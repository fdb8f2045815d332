"""A scenario that is being written: its document as plain data, and what an author does to it. Pure.

A document has the shape of `schema.ScenarioFile`, but keys and texts may still be missing. Each function returns a new
document and leaves the one it was given as it was. Text is made of it by `written`, in the house's order of keys.
"""

import copy
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from cxtrain.roleplay.formats.drafts import MOOD, Names, document_of, yaml_of
from cxtrain.roleplay.schema import ScenarioFile
from cxtrain.web.documents import NEEDS_LANGUAGE, NOTHING_HERE, SENTENCES, Fault
from cxtrain.web.documents import read as read_document
from cxtrain.web.yaml_tree import plant

Document: TypeAlias = dict[str, Any]  # as in the file
Part: TypeAlias = dict[str, Any]  # a scene of it

GAPS = frozenset({*NEEDS_LANGUAGE.values(), NOTHING_HERE, SENTENCES["missing"]})  # what a draft may lack
HEADS = ("title", "brief", "customer", "touchpoint", "state", "start", "slug")


def read(text: str | bytes) -> tuple[Document | None, tuple[Fault, ...]]:
    """Return the document of a file, or None and its faults where more is wrong with it than that something is missing."""
    found = read_document(text, ScenarioFile)
    faults = tuple(fault for fault in found.faults if fault.message not in GAPS)
    if found.tree is None or faults or not isinstance(found.tree.data, dict):
        return None, faults or found.faults
    return _without_nothing(found.tree.data), ()


def opened(text: str) -> Document:
    """Return the document of a text that `written` made."""
    tree = plant(text)[0]
    assert tree is not None and isinstance(tree.data, dict), "a save holds what `written` made"
    return tree.data


def written(document: Document) -> str:
    """Return the text of a document. Equal documents give equal texts."""
    heads = {name: value for name, value in document.items() if name not in ("start", "scenes")}
    return yaml_of(document_of(about=heads, start=document.get("start"), scenes=document.get("scenes", {})))


def _without_nothing(data: Any) -> Any:
    """Return plain data without the keys that have no value; a list is never made shorter."""
    if isinstance(data, dict):
        return {key: _without_nothing(value) for key, value in data.items() if value is not None}
    return [_without_nothing(item) for item in data] if isinstance(data, list) else data


def begun(*, slug: str, touchpoint: str, title: Mapping[str, str], customer: Mapping[str, str]) -> Document:
    """Return a document to start from: an opening with two answers, and an ending behind each."""
    answers = [{"id": "first", "next": "good-end"}, {"id": "second", "next": "poor-end"}]
    scenes: Document = {
        "opening": {"moment_of_truth": True, "choices": answers},
        "good-end": {"ending": {"outcome": "satisfied"}}, "poor-end": {"ending": {"outcome": "lost"}}}
    return {"slug": slug, "touchpoint": touchpoint, "title": dict(title), "customer": {"name": dict(customer)},
            "state": {"mood": dict(MOOD)}, "start": "opening", "scenes": scenes}


def scenes_of(document: Document) -> dict[str, Part]:
    """Return the scenes by name, in the file's order."""
    scenes: dict[str, Part] = document.get("scenes", {})
    return scenes


def branches_of(choice: Part) -> list[Part]:
    """Return the ways on of a choice as branches; one without a condition where the file names a scene alone."""
    onward = choice.get("next")
    return [{"to": onward}] if isinstance(onward, str) else list(onward or [])


def leading_to(document: Document, name: str) -> list[tuple[str, str]]:
    """Return (scene, choice) of each choice that may lead to a scene, and (scene, "") where it comes instead of a scene."""
    instead = [(scene, "") for scene, part in scenes_of(document).items() if part.get("otherwise") == name]
    return instead + [
        (scene, choice.get("id", "")) for scene, part in scenes_of(document).items() for choice in part.get("choices", [])
        if any(branch.get("to") == name for branch in branches_of(choice))]


def with_scene(
    document: Document, name: str, scene: Part, *, voices: Mapping[int, Mapping[str, str]] | None = None
) -> Document:
    """Return the document with a scene put in; `voices` is what each variant's customer says there, by its number from 0."""
    changed = copy.deepcopy(document)
    changed.setdefault("scenes", {})[name] = copy.deepcopy(scene)
    for at, variant in enumerate(changed.get("variants", [])):
        words = (voices or {}).get(at)
        if words:
            variant.setdefault("says", {})[name] = dict(words)
        elif voices is not None:
            variant.get("says", {}).pop(name, None)
    return changed


def with_new_scene(document: Document, *, ending: bool = False, wish: str = "") -> tuple[Document, str]:
    """Return the document with an empty scene at its end, and the scene's name."""
    name = Names(scenes_of(document)).new(wish, "ending-1" if ending else "scene-1")
    scene: Part = {"ending": {"outcome": "satisfied"}} if ending else {"choices": []}
    return with_scene(document, name, scene), name


def with_wishes(document: Document, name: str, wishes: Mapping[str, bool]) -> tuple[Document, list[str]]:
    """Return the document with a new scene for each way on of a scene that names a wish, and the new scenes' names.

    `wishes` says of each name that stands for what does not exist yet whether it is to be an ending.
    """
    changed, added = document, list[str]()
    for at, choice in enumerate(scenes_of(document)[name].get("choices", [])):
        ways = branches_of(choice)
        for way_at, way in enumerate(ways):
            if way.get("to") in wishes:
                changed, new = with_new_scene(changed, ending=wishes[way["to"]])
                ways[way_at] = {**way, "to": new}
                added.append(new)
        put_ways(scenes_of(changed)[name]["choices"][at], ways)
    return changed, added


def with_copy(document: Document, name: str) -> tuple[Document, str]:
    """Return the document with a copy of a scene right after it, and the copy's name. Nothing leads to the copy yet."""
    own = Names(scenes_of(document)).new(name, "scene-1")
    changed = copy.deepcopy(document)
    changed["scenes"] = {}
    for each, part in scenes_of(document).items():
        changed["scenes"][each] = copy.deepcopy(part)
        if each == name:
            changed["scenes"][own] = copy.deepcopy(part)
    for variant in changed.get("variants", []):
        if name in variant.get("says", {}):
            variant["says"][own] = dict(variant["says"][name])
    return changed, own


def without_scene(document: Document, name: str, *, instead: str | None = None) -> Document:
    """Return the document without a scene; what led to it leads to `instead`, or to nothing where that is None."""
    changed = _led(document, name, instead)
    del changed["scenes"][name]
    for variant in changed.get("variants", []):
        variant.get("says", {}).pop(name, None)
    return changed


def renamed(document: Document, old: str, new: str) -> Document:
    """Return the document with a scene under another name; what led to it still does."""
    changed = _led(document, old, new)
    changed["scenes"] = {new if each == old else each: part for each, part in changed["scenes"].items()}
    for variant in changed.get("variants", []):
        if "says" in variant:
            variant["says"] = {new if each == old else each: words for each, words in variant["says"].items()}
    return changed


def _led(document: Document, old: str, new: str | None) -> Document:
    """Return a copy in which all that leads to `old` leads to `new`."""
    changed = copy.deepcopy(document)
    if changed.get("start") == old:
        changed.pop("start") if new is None else changed.update(start=new)
    for scene in scenes_of(changed).values():
        if scene.get("otherwise") == old:
            scene.pop("otherwise") if new is None else scene.update(otherwise=new)
        for choice in scene.get("choices", []):
            _lead(choice, old, new)
    return changed


def _lead(choice: Part, old: str, new: str | None) -> None:
    branches = branches_of(choice)
    if not any(branch.get("to") == old for branch in branches):
        return
    ways = [{**branch, "to": new if branch.get("to") == old else branch.get("to")} for branch in branches]
    put_ways(choice, [way for way in ways if way["to"] is not None])


def put_ways(choice: Part, ways: Sequence[Part]) -> None:
    """Write the ways on into a choice as briefly as the format allows; no ways, no key."""
    if not ways:
        choice.pop("next", None)
    elif len(ways) == 1 and not ways[0].get("when"):
        choice["next"] = ways[0].get("to")
    else:
        choice["next"] = [dict(way) for way in ways]


def with_state_renamed(document: Document, names: Mapping[str, str]) -> Document:
    """Return the document with parts of its state under other names, by their old ones, wherever they are read or changed."""
    changed = copy.deepcopy(document)
    changed["state"] = _keys_renamed(changed.get("state", {}), names)
    for scene in scenes_of(changed).values():
        if "when" in scene:
            scene["when"] = _keys_renamed(scene["when"], names)
        for choice in scene.get("choices", []):
            for part in (choice, *branches_of(choice)):
                for key in ("effects", "when"):
                    if key in part:
                        part[key] = _keys_renamed(part[key], names)
    return changed


def _keys_renamed(mapping: Mapping[str, Any], names: Mapping[str, str]) -> Part:
    return {names.get(key, key): value for key, value in mapping.items()}


def heads_of(document: Document) -> Part:
    """Return what is said about the whole scenario, apart from its scenes."""
    customers = [variant.get("customer", {}) for variant in document.get("variants", [])]
    return {**{name: document[name] for name in HEADS if name in document}, "variants": customers}


def seen(*part: Any) -> str:
    """Return a short digest of a part of a document: two authors who hold the same digest saw the same."""
    words = json.dumps(part, ensure_ascii=False, sort_keys=False)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def seen_scene(document: Document, name: str) -> str:
    """Return the digest of all that the page of a scene changes: the scene, and what each variant's customer says there."""
    voices = [variant.get("says", {}).get(name) for variant in document.get("variants", [])]
    return seen(scenes_of(document).get(name), voices, document.get("state"))
