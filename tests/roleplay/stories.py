"""Scenarios for tests: the short story kept as a file, tiny ones built in a line, and generated ones with mutations."""

import copy
import json
from pathlib import Path

from hypothesis import strategies as st

from cxtrain.roleplay.scenario import parse
from cxtrain.roleplay.schema import DIMENSIONS, OUTCOMES

LATE_CHECK_IN = (Path(__file__).parent / "late_check_in.yaml").read_text()


def both(word):
    """Return a text in both languages."""
    return {"zh": f"{word}，好", "en": word}


def choice(name, leads_to, **more):
    """Return a choice with all its texts."""
    return {"id": name, "say": both(f"say {name}"), "reaction": both(f"reaction {name}"),
            "coaching": both(f"coaching {name}"), "next": leads_to, **more}


def silence(leads_to, *, after=20, **more):
    """Return what comes of giving no answer."""
    return choice("silence", leads_to, after=after, **more)


def scene(*choices, **more):
    """Return a scene in which the customer says something."""
    return {"says": both("hm"), "choices": list(choices), **more}


def ending(outcome="satisfied"):
    """Return a scene that ends the story."""
    return {"ending": {"outcome": outcome, "title": both("end"), "debrief": both("so")}}


def story(scenes, *, start="a", **more):
    """Return a scenario file as a dict."""
    return {"format": 1, "slug": "story", "touchpoint": "desk", "title": both("Story"), "brief": both("Brief"),
            "customer": {"name": both("Ms Zhou")}, "state": {"mood": {"start": 0, "min": -5, "max": 5}},
            "start": start, "scenes": scenes, **more}


def written(file):
    """Return the text of a scenario file; JSON is YAML."""
    return json.dumps(file, ensure_ascii=False)


def scenario(scenes, **more):
    """Return a parsed scenario."""
    parsed = parse(written(story(scenes, **more)))
    assert parsed.scenario, [fault.sentence for fault in parsed.findings]
    return parsed.scenario


def sentences(file):
    """Return the sentences of the errors found in a scenario file."""
    return [fault.sentence for fault in parse(written(file)).errors]


STATE = {"mood": {"start": 0, "min": -2, "max": 2}, "calls": {"start": 1, "min": 0, "max": 3},
         "told": {"start": False}, "minutes": {"start": 0}, "temper": {"start": "calm", "words": ["calm", "upset", "平静"]}}
effects = st.fixed_dictionaries({}, optional={
    "mood": st.integers(-2, 2), "calls": st.integers(-1, 1), "told": st.booleans(), "minutes": st.integers(0, 9),
    "temper": st.sampled_from(["calm", "upset", "平静"])})
conditions = st.fixed_dictionaries({}, optional={
    "mood": st.sampled_from([">= 0", "< 0", "> -2 and < 2", "!= 1"]), "calls": st.sampled_from([1, ">= 1", "<= 2"]),
    "told": st.booleans(), "temper": st.sampled_from(["== calm", "!= upset", "!= calm and != 平静"])})
amounts = st.integers(-3, 3) | st.sampled_from([0.1, 0.2, -1.5])
points = st.dictionaries(st.sampled_from(DIMENSIONS), amounts, max_size=2)


@st.composite
def files(draw):
    """Draw a scenario file: mostly forward roads, some back, some conditions. Many are faulty, many are not."""
    count, ends = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    names = [f"s{number}" for number in range(count)]
    finals = [f"end{number}" for number in range(ends)]
    scenes = {name: scene(*draw(_choices(names, finals, at))) for at, name in enumerate(names)}
    scenes |= {name: ending(draw(st.sampled_from(OUTCOMES))) for name in finals}
    return story(_reachable(scenes), start="s0", state=STATE)


def _reachable(scenes):
    """Return the scenes that some road leads to, so that many files are valid."""
    found = ["s0"]
    for name in found:
        for road in (one["next"] for one in scenes[name].get("choices", [])):
            targets = [road] if isinstance(road, str) else [branch["to"] for branch in road]
            found += [target for target in dict.fromkeys(targets) if target not in found]
    return {name: scenes[name] for name in found}


@st.composite
def _choices(draw, names, finals, at):
    made = []
    for number in range(draw(st.integers(1, 3))):
        back = draw(st.integers(0, 9)) == 0
        ahead = names[: at + 1] if back else names[at + 1:] + finals
        road = st.sampled_from(ahead)
        leads_to = draw(road) if draw(st.integers(0, 2)) else [
            {"when": draw(conditions) or {"told": True}, "to": draw(road)}, {"to": draw(road)}]
        more = {"effects": draw(effects)} | ({} if back else {"points": draw(points)})
        if number and draw(st.booleans()):
            more["when"] = draw(conditions)
        made.append(choice(f"c{number}", leads_to, **more))
    if draw(st.integers(0, 3)) == 0:
        made.append(silence(draw(st.sampled_from(names[at + 1:] + finals)), effects=draw(effects)))
    return made


@st.composite
def damaged(draw):
    """Draw the text of a scenario with something broken: a value replaced or dropped, lines cut, letters changed."""
    if draw(st.booleans()):
        file = json.loads(written(draw(files())))
        for _ in range(draw(st.integers(1, 3))):
            _break(draw, file)
        return written(file)
    text = LATE_CHECK_IN
    at = draw(st.integers(0, len(text)))
    return draw(st.sampled_from([text[:at], text[:at] + draw(st.text(max_size=5)) + text[at:],
                                 text[:at] + text[at + draw(st.integers(1, 60)):], text[at:] + text[:at]]))


JUNK = st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from(
    [[], {}, [1], {"zh": "一"}, 1e9, ">= 1", "s0", {"to": "s1"}, [{"to": "no"}], [{"when": {"mood": 1}, "to": "s0"}]])


def _break(draw, node):
    """Replace or drop something somewhere below `node`."""
    while node:
        key = draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
        inner = node[key]
        if isinstance(inner, (dict, list)) and inner and draw(st.integers(0, 3)):
            node = inner
        elif draw(st.booleans()):
            node[key] = copy.deepcopy(draw(JUNK))  # a list put in may be broken next, and must stay whole for other tests
            return
        else:
            del node[key]
            return
