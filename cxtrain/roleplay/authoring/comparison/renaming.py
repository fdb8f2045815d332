"""Scenes that have another name in a later version, recognised by all else being equal. Pure; any plain data will do."""

import json
from collections.abc import Mapping

from cxtrain.web.yaml_tree import Data


def scenes_in(data: Data) -> Mapping[str, Data]:
    """Return the scenes of a document by name, none where it has none."""
    scenes = data.get("scenes") if isinstance(data, dict) else None
    return scenes if isinstance(scenes, dict) else {}


def renamed(before: Data, after: Data) -> dict[str, str]:
    """Return the new name by the former one of each scene that is the same but for names of scenes that came or went."""
    former, later = scenes_in(before), scenes_in(after)
    gone = [name for name in former if name not in later]
    fresh = [name for name in later if name not in former]
    masks = dict.fromkeys([*gone, *fresh], "")
    free: dict[str, list[str]] = {}
    for name in fresh:
        free.setdefault(_written(_led(later[name], masks)), []).append(name)
    found = ((name, free.get(_written(_led(former[name], masks)))) for name in gone if former[name])
    return {name: names.pop(0) for name, names in found if names}


def with_names(data: Data, names: Mapping[str, str]) -> Data:
    """Return a document in which scenes have other names, wherever one is named."""
    if not isinstance(data, dict) or not names:
        return data
    changed = dict(data)
    if isinstance(data.get("scenes"), dict):
        changed["scenes"] = {names.get(name, name): _led(part, names) for name, part in scenes_in(data).items()}
    start, variants = data.get("start"), data.get("variants")
    if isinstance(start, str):
        changed["start"] = names.get(start, start)
    if isinstance(variants, list):
        changed["variants"] = [_spoken_in(variant, names) for variant in variants]
    return changed


def _spoken_in(variant: Data, names: Mapping[str, str]) -> Data:
    says = variant.get("says") if isinstance(variant, dict) else None
    if not isinstance(variant, dict) or not isinstance(says, dict):
        return variant
    return {**variant, "says": {names.get(name, name): words for name, words in says.items()}}


def _written(part: Data) -> str:
    return json.dumps(part, sort_keys=True)


def _led(part: Data, names: Mapping[str, str]) -> Data:
    """Return a scene whose choices lead to scenes by their other names."""
    choices = part.get("choices") if isinstance(part, dict) else None
    if not isinstance(part, dict) or not isinstance(choices, list):
        return part
    return {**part, "choices": [_leading(choice, names) for choice in choices]}


def _leading(choice: Data, names: Mapping[str, str]) -> Data:
    if not isinstance(choice, dict) or "next" not in choice:
        return choice
    ways = choice["next"]
    return {**choice, "next": [_way(way, names) for way in ways] if isinstance(ways, list) else _name(ways, names)}


def _way(way: Data, names: Mapping[str, str]) -> Data:
    return {**way, "to": _name(way["to"], names)} if isinstance(way, dict) and "to" in way else way


def _name(name: Data, names: Mapping[str, str]) -> Data:
    return names.get(name, name) if isinstance(name, str) else name
