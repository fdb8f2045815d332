"""Macros as a page would draw them, without the page."""

from cxtrain.roleplay.authoring.map.cards import cards_of, roads_of
from cxtrain.roleplay.authoring.map.layout import laid_out
from cxtrain.roleplay.authoring.problems import problems_of
from cxtrain.roleplay.scenario import parse
from cxtrain.web.yaml_tree import plant
from tests.roleplay.stories import both, choice, scene, story, written

BROKEN = story({
    "desk": scene(choice("sorry", "talk"), choice("wait", "talk"), choice("leave", "nowhere"), moment_of_truth=True),
    "talk": scene(choice("again", "desk"), {**choice("done", "end"), "coaching": {"zh": "好"}}),
    "end": {"ending": {"outcome": "lost", "title": both("The <empty> chair")}}, "apart": scene(choice("so", "end"))}, start="desk")


def drawn(app, source, language, **facts):
    """Return what a template's text makes of facts, for a reader of a language."""
    with app.app_context(), app.test_request_context(headers={"Accept-Language": language}):
        return app.jinja_env.from_string(source).render(**facts)


def map_of(app, file, language="en"):
    """Return the map and the list of a scenario file."""
    text = written(file)
    data = plant(text)[0].data
    cards = cards_of(data, locale=language, address=lambda name: f"/scenes/{name}", problems=problems_of(parse(text)))
    source = '{% from "roleplay/map.html" import scene_list, scene_map %}{{ scene_map(map, cards) }}{{ scene_list(map, cards) }}'
    return drawn(app, source, language, map=laid_out(*roads_of(data)), cards=cards)
