"""The JSON Schema that editors use."""

import json
from pathlib import Path

import pytest
import yaml

from cxtrain.roleplay.schema import DIMENSIONS, json_schema
from tests.roleplay.stories import LATE_CHECK_IN, both, choice, ending, scene, sentences, story

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_schema_is_json_and_says_what_a_scenario_needs():
    schema = json.loads(json.dumps(json_schema()))
    assert schema["required"] == [
        "format", "slug", "touchpoint", "title", "brief", "customer", "state", "start", "scenes"]
    assert schema["additionalProperties"] is False
    assert set(schema["$defs"]["ChoicePart"]["required"]) == {"id", "say", "reaction", "coaching", "next"}
    assert schema["$defs"]["ScenePart"]["oneOf"] == [{"required": ["says", "choices"]}, {"required": ["ending"]}]


def test_the_schema_names_the_dimensions_and_every_key_of_the_short_story():
    schema = json_schema()
    parts = [schema, *schema["$defs"].values()]
    known = {key for part in parts for key in part.get("properties", {})}
    used = set()

    def collect(node):
        if isinstance(node, dict):
            used.update(node)
            for inner in node.values():
                collect(inner)
        elif isinstance(node, list):
            for inner in node:
                collect(inner)

    story = yaml.safe_load(LATE_CHECK_IN)
    names = set(story["scenes"]) | set(story["state"]) | set(DIMENSIONS)
    collect(story)
    assert used - names <= known
    assert schema["$defs"]["ChoicePart"]["properties"]["points"]["propertyNames"]["enum"] == list(DIMENSIONS)


@pytest.mark.parametrize("name", ["scenarios.md", "scenarios.zh-CN.md"])
def test_the_guide_for_authors_names_every_key_and_its_example_is_right(name):
    guide = (ROOT / "docs" / name).read_text()
    schema = json_schema()
    keys = {key for part in (schema, *schema["$defs"].values()) for key in part.get("properties", {})}
    assert {key for key in keys - {"zh", "en", "to"} if f"`{key}" not in guide and f"{key}:" not in guide} == set()
    silent = yaml.safe_load(guide.split("```yaml\n")[1].split("```")[0])
    told = story({"a": {**scene(choice("x", "end"), choice("y", "end")), "says": both("hm")}, "gone": ending("lost"), "end": ending()})
    told["scenes"]["a"]["choices"] += silent
    assert sentences(told) == []
