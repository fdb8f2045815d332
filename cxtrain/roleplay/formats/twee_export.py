"""A scenario as Twee 3: readable in Twine, and equal when it comes back. Pure.

Twee holds names, texts and links. Points, effects, conditions, reactions and coaching stand as JSON in the metadata
of each passage, what is said about the whole scenario in StoryData; both under the key "cx". The Twine application drops
metadata that it does not know: what it has saved comes back as a draft.
"""

import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any

from cxtrain.roleplay.formats.drafts import Names
from cxtrain.roleplay.formats.twee_file import DATA, TITLE, Passage, twee_of
from cxtrain.roleplay.formats.twee_import import CODE_NAMES, MOMENT
from cxtrain.roleplay.formats.twee_own import KEY, NAME, SCENE, one_line, shown

STORY_FORMAT = {"format": "SugarCube", "format-version": "2.37.3"}
STEP = 200  # between two passages on Twine's map


def export_twee(document: Mapping[str, Any]) -> str:
    """Return the Twee file of a scenario's document, which `parse` has found right. Equal documents, equal files."""
    scenes: Mapping[str, Any] = document["scenes"]
    names = _passage_names(scenes)
    rest = {key: value for key, value in document.items() if key != "scenes"}
    digest = hashlib.sha256(str(document["slug"]).encode()).digest()[:16]
    data = {
        "ifid": str(uuid.UUID(bytes=digest, version=4)).upper(), **STORY_FORMAT, "start": names[document["start"]], KEY: rest
    }
    places = _places(document["start"], scenes)
    passages = [Passage(names[name], _body(scene, names), _tags(scene), {
        "position": "{},{}".format(*places[name]), "size": "100,100", KEY: {NAME: name, SCENE: scene},
    }) for name, scene in scenes.items()]
    title = one_line(" / ".join(document["title"].values()))
    return twee_of([Passage(TITLE, title), Passage(DATA, _indented(data)), *passages])


def _indented(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def _passage_names(scenes: Mapping[str, Any]) -> dict[str, str]:
    """Return a passage name for each scene: its own, unless Twine means something else by it."""
    names = Names(scenes)
    return {name: names.new(f"scene-{name}", "scene") if name in (TITLE, DATA, *CODE_NAMES) else name for name in scenes}


def _body(scene: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return "\n\n".join(each.line for each in shown(scene, names))


def _tags(scene: Mapping[str, Any]) -> tuple[str, ...]:
    moment = (MOMENT,) if scene.get("moment_of_truth") else ()
    return (*moment, scene["ending"]["outcome"]) if scene.get("ending") else moment


def _places(start: str, scenes: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    """Return where each passage stands on Twine's map: a column per number of choices from the start."""
    depth = {start: 0}
    for name in (line := [start]):
        for choice in scenes[name].get("choices") or ():
            road = choice["next"]
            for to in [road] if isinstance(road, str) else [branch["to"] for branch in road]:
                if to not in depth:
                    depth[to] = depth[name] + 1
                    line.append(to)
    rows: dict[int, int] = {}
    places = {}
    for name in scenes:
        column = depth.get(name, 0)
        rows[column] = rows.get(column, 0) + 1
        places[name] = (STEP * (column + 1), STEP * rows[column])
    return places
