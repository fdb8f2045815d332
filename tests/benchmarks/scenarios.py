"""What scenarios cost: reading, checking, searching the best and worst play, drawing the map, replaying; beside the YAML parser.

The baseline is the parser alone, `yaml.parse` with libyaml, over the same file in the same run.
Measured are the largest scenario of the packs and a generated one of 500 scenes.
"""

import random
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from cxtrain.paths import resource_dir
from cxtrain.roleplay.authoring.map.layout import laid_out
from cxtrain.roleplay.formats.drafts import yaml_of
from cxtrain.roleplay.graph import explore
from cxtrain.roleplay.outline import outline_of
from cxtrain.roleplay.play import Position, advance, opening, replay
from cxtrain.roleplay.records import Scenario
from cxtrain.roleplay.scenario import load, parse
from cxtrain.roleplay.score import search
from cxtrain.web.yaml_tree import LOADER, plant
from tests.roleplay.stories import choice, ending, scene, story

SCENES, WIDE = 500, 3  # of the generated scenario, and how many of them stand side by side


def largest() -> Path:
    """Return the largest scenario file of the packs."""
    return max(resource_dir("scenarios").glob("*/scenarios/*.yaml"), key=lambda path: path.stat().st_size)


def generated() -> str:
    """Return the text of a scenario of 500 scenes: three choices each, forks by mood, points, in 165 rows."""
    chance = random.Random(5)
    scenes = {f"s{at}": scene(*(_choice(chance, at, number) for number in range(3)), hint={"zh": "提示", "en": "A hint"})
              for at in range(SCENES - 4)}
    scenes |= {name: ending(name) for name in ("delighted", "satisfied", "indifferent", "lost")}
    state = {"mood": {"start": 0, "min": -3, "max": 3}, "told": {"start": False}}
    return yaml_of(story(scenes, start="s0", state=state))


def _choice(chance: random.Random, at: int, number: int) -> dict:
    row, last = (at - 1) // WIDE + 1, SCENES - 5
    ahead = min(1 + row * WIDE + (at + number) % WIDE, last) if at else 1 + number
    road = [{"when": {"mood": "< -2"}, "to": "lost"}, {"to": f"s{ahead}"}] if number == 1 else f"s{ahead}"
    if row * WIDE >= last:
        road = [{"when": {"mood": ">= 2"}, "to": "delighted"}, {"to": ("satisfied", "indifferent", "lost")[number]}]
    more = {"effects": {"mood": number - 1}, "points": {"empathy": chance.randint(-1, 2)}}
    return choice(f"c{number}", road, **more, **({"step": "offer", "when": {"told": False}} if number == 2 else {}))


def timed(work: Callable[[], object], times: int = 5) -> float:
    """Return the processor's seconds in the best of some runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def fresh(text: str) -> Scenario:
    """Return the scenario anew, so that nothing about it is remembered."""
    scenario = load(text)
    assert scenario
    return scenario


def a_play(scenario: Scenario) -> Position:
    """Return the longest of a hundred random plays."""
    chance, plays = random.Random(1), []
    for _ in range(100):
        position = opening(scenario)
        while not position.outcome:
            position = advance(scenario, position, chance.choice(position.offered).id)
        plays.append(position)
    return max(plays, key=lambda position: len(position.trail))


def measured(text: str) -> Iterator[tuple[str, float]]:
    """Yield what is done with a text, and the seconds that it takes; the baseline first."""
    yield "yaml.parse (libyaml): the baseline", timed(lambda: deque(yaml.parse(text, Loader=LOADER), maxlen=0))
    yield "yaml.load, which checks nothing", timed(lambda: yaml.load(text, Loader=LOADER))
    yield "the tree with every place", timed(lambda: plant(text))
    yield "a published text becomes a scenario", timed(lambda: load(text))
    yield "parse and check", timed(lambda: parse(text))
    scenario, others = fresh(text), [fresh(text) for _ in range(5)]
    yield "its graph", timed(lambda: explore(others.pop()))
    yield "best and worst, the graph known", timed(lambda: search(explore(scenario)))
    outline = outline_of(plant(text)[0])
    roads = {name: each.targets for name, each in outline.scenes.items()}
    yield "layout of the map", timed(lambda: laid_out(outline.start, roads), 3)
    position = a_play(scenario)
    made = [beat.choice.id for beat in position.trail]
    yield f"replay of {len(made)} choices", (seconds := timed(lambda: replay(scenario, made)))
    yield "  per choice", seconds / len(made)


def main() -> None:
    """Measure both files and print a table each."""
    path = largest()
    for name, text in ((path.name, path.read_text(encoding="utf-8")), (f"generated, {SCENES} scenes", generated())):
        scenario = parse(text).scenario
        assert scenario, parse(text).errors[:3]
        print(f"\n{name}: {len(text.encode()) / 1000:.0f} kB, {len(scenario.scenes)} scenes, {len(explore(scenario).nodes)} places")
        base = None
        for what, seconds in measured(text):
            base = base or seconds
            print(f"  {what:<38}{seconds * 1000:9.2f} ms {seconds / base:8.2f}")


if __name__ == "__main__":
    main()
