"""The map of scenes: what is drawn where. Random stories, and the shipped ones."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.roleplay.authoring.map.cards import roads_of
from cxtrain.roleplay.authoring.map.columns import GRID
from cxtrain.roleplay.authoring.map.layout import laid_out
from cxtrain.web.yaml_tree import plant

SHIPPED = sorted((Path(__file__).parents[3] / "scenarios").glob("*/scenarios/*.yaml"))


@st.composite
def stories(draw):
    """Draw (start, scenes): roads anywhere, also to the scene itself, twice, and to scenes that are missing."""
    names = [f"s{number}" for number in range(draw(st.integers(0, 14)))]
    targets = st.lists(st.sampled_from([*names, "gone", "lost"]), max_size=4)
    return draw(st.sampled_from([*names, None, "wrong"])), {name: draw(targets) for name in names}


def ends_of(d):
    """Return the first and the last point of a path."""
    points = list(points_of(d))
    return points[0], points[-1]


def points_of(d):
    """Return every point of a path, control points too: what is drawn lies between them."""
    x = y = 0
    for letter, numbers in re.findall(r"([A-Za-z])([-\d ]*)", d):
        values = [int(number) for number in numbers.split()]
        if letter == "V":
            values = [x, values[0]]
        for at in range(0, len(values), 2):
            point = values[at] + (x if letter == "c" else 0), values[at + 1] + (y if letter == "c" else 0)
            yield point
        x, y = point


def is_on_border(box, x, y):
    """Whether a point lies on the outline of a box."""
    inside = box.x <= x <= box.right and box.y <= y <= box.bottom
    return inside and (x in (box.x, box.right) or y in (box.y, box.bottom))


@given(stories())
def test_each_scene_and_each_missing_one_has_one_box(story):
    start, scenes = story
    boxes = laid_out(start, scenes).boxes
    missing = {target for targets in scenes.values() for target in targets} - set(scenes)
    assert sorted(box.id for box in boxes) == sorted({*scenes, *missing})
    assert {box.id for box in boxes if box.is_missing} == missing


@given(stories())
def test_no_two_boxes_overlap(story):
    for one, other in combinations(laid_out(*story).boxes, 2):
        assert one.right < other.x or other.right < one.x or one.bottom < other.y or other.bottom < one.y


@given(stories())
def test_each_road_has_one_line_from_border_to_border_that_counts_its_choices(story):
    start, scenes = story
    map = laid_out(start, scenes)
    boxes = {box.id: box for box in map.boxes}
    roads = {(name, target): targets.count(target) for name, targets in scenes.items() for target in targets}
    assert sorted((line.source, line.target, line.count) for line in map.lines) == sorted((*road, n) for road, n in roads.items())
    for line in map.lines:
        first, last = ends_of(line.d)
        assert is_on_border(boxes[line.source], *first) and is_on_border(boxes[line.target], *last)


@given(stories())
def test_lines_go_down_the_layers_unless_they_lead_back(story):
    map = laid_out(*story)
    layer = {box.id: box.layer for box in map.boxes}
    for line in map.lines:
        assert (layer[line.target] > layer[line.source]) != line.is_back


@given(stories())
def test_everything_lies_within_the_drawing(story):
    map = laid_out(*story)
    for box in map.boxes:
        assert 0 <= box.x and box.right <= map.width and 0 <= box.y and box.bottom <= map.height
    for line in map.lines:
        assert all(0 <= x <= map.width and 0 <= y <= map.height for x, y in points_of(line.d))


@given(stories())
def test_no_line_runs_through_a_box(story):
    # Lines are upright or level where they pass rows, and bent only between rows, so looking at the stretches is enough.
    map = laid_out(*story)
    for line in map.lines:
        points = list(points_of(line.d))
        for (x, y), (to_x, to_y) in zip(points, points[1:]):
            for box in map.boxes:
                if line.source == line.target:
                    continue
                inside_x = max(min(x, to_x), box.x + 1) < min(max(x, to_x) + 1, box.right)
                inside_y = max(min(y, to_y), box.y + 1) < min(max(y, to_y) + 1, box.bottom)
                assert not (inside_x and inside_y), (line, box)


@given(stories())
def test_what_is_not_reached_lies_in_a_band_below(story):
    start, scenes = story
    map = laid_out(start, scenes)
    reached, ahead = set(), [start] if start in scenes else []
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead += scenes.get(name, [])
    assert {box.id for box in map.boxes if box.is_reached} == reached
    assert (map.band is None) == all(box.is_reached for box in map.boxes)
    for box in map.boxes:
        assert map.band is None or box.is_reached == (box.bottom < map.band.y)
        assert box.is_reached or box.bottom <= map.band.y + map.band.height <= map.height


@given(stories())
def test_equal_stories_give_equal_maps(story):
    start, scenes = story
    assert laid_out(start, scenes) == laid_out(start, {name: list(targets) for name, targets in scenes.items()})


@given(stories())
def test_boxes_come_in_reading_order(story):
    boxes = laid_out(*story).boxes
    assert list(boxes) == sorted(boxes, key=lambda box: (box.layer, box.x))


def test_a_tree_has_no_crossings_and_stands_straight():
    map = laid_out("a", {"a": ["b", "c"], "b": ["d"], "c": ["e"], "d": [], "e": []})
    place = {box.id: box.centre for box in map.boxes}
    assert place["b"] == place["d"] < place["c"] == place["e"]
    assert abs(place["a"] - (place["b"] + place["c"]) / 2) <= GRID / 2


def test_nothing_at_all_is_a_map_too():
    map = laid_out(None, {})
    assert map.boxes == map.lines == () and map.band is None and map.width > 0 and map.height > 0


def test_what_is_bound_to_nothing_stands_in_rows_not_in_one_long_line():
    map = laid_out("a", {"a": [], **{f"s{number}": [] for number in range(40)}})
    assert map.width < 1000


def test_a_scene_stands_near_what_it_leads_to():
    # Nothing but "a" holds "late" up, and two roads draw it down to the ends.
    map = laid_out("a", {"a": ["b", "late"], "b": ["c"], "c": ["end", "end2"], "late": ["end", "end2"], "end": [], "end2": []})
    layer = {box.id: box.layer for box in map.boxes}
    assert layer["late"] == 2 and layer["end"] == 3


def naive_crossings(scenes, layer):
    """Return how many roads cross where each layer stands in the order of the file: by hand, pair by pair.

    Roads to one scene run together; where one passes a layer, it stands there as its target would.
    """
    order = {name: at for at, name in enumerate(scenes)}
    pieces = set()
    for name, targets in scenes.items():
        for target in targets:
            if layer[target] > layer[name]:
                stops = [("scene", name), *(("bend", target) for _ in range(layer[name] + 1, layer[target])), ("scene", target)]
                pieces |= {(layer[name] + at, *pair) for at, pair in enumerate(zip(stops, stops[1:]))}
    return crossings((level, order[upper[1]], order[lower[1]]) for level, upper, lower in pieces)


def crossings(pieces):
    """Return how many pairs of (level, upper place, lower place) cross."""
    return sum(one[0] == other[0] and (one[1] - other[1]) * (one[2] - other[2]) < 0 for one, other in combinations(set(pieces), 2))


def drawn_crossings(map):
    """Return how many lines cross in the gaps between rows, read from the drawing."""
    tops = sorted({box.y for box in map.boxes})
    pieces = set()
    for line in map.lines:
        if not line.is_back:
            ways = {y: x for x, y in points_of(line.d)}
            source, target = ({box.id: box for box in map.boxes}[name] for name in (line.source, line.target))
            stops = [(source.layer, ways[source.bottom])]
            x = stops[0][1]
            for level in range(source.layer + 1, target.layer + 1):
                x = ways.get(tops[level], x)
                pieces.add((level, stops[-1][1], x))
                stops.append((level, x))
    return crossings(pieces)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_stories_have_few_crossings_and_never_more_than_in_the_order_of_the_file(path):
    start, scenes = roads_of(plant(path.read_text())[0].data)
    map = laid_out(start, scenes)
    drawn = drawn_crossings(map)
    assert drawn <= 8 and drawn <= naive_crossings(scenes, {box.id: box.layer for box in map.boxes})


@given(stories())
def test_no_story_has_more_crossings_between_layers_than_in_the_order_of_the_file(story):
    # Ghosts and roads that lead up are left out: the file gives the former no place, and lanes carry the latter.
    start, scenes = story
    scenes = {name: [target for target in targets if target in scenes] for name, targets in scenes.items()}
    map = laid_out(start, scenes)
    assert drawn_crossings(map) <= naive_crossings(scenes, {box.id: box.layer for box in map.boxes})
