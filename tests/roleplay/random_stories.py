"""Whole scenario files from a source of chance: typed state, conditions, loops, variants, hints, reasons and silences.

The source is `random.Random`, or hypothesis's own, so that one generator serves the tests and `make soak`. Most files are
valid and some are not: what is valid is for the checker to say.
"""

from cxtrain.roleplay.schema import DIMENSIONS, OUTCOMES, STEPS
from tests.roleplay.stories import both, choice, ending, scene, story

WORDS = ("calm", "upset", "furious", "平静", "着急", "n0-1")
TEXTS = ("您好。", "Yes: of course", "# no", "'quoted'", "- 一", "12:30", "true", "~", "a\nb", "“好”", "𠮷野家", "{a}", "%s %(x)s", "0x1F", " ")
NAMES = ("told", "calls", "minutes", "temper", "承诺", "n-1", "x")


def a_story(chance):
    """Return a scenario file as a dict."""
    scenes, ends = chance.randint(1, 7), chance.randint(1, 4)
    names = [f"s{number}" for number in range(scenes)]
    finals = [f"end{number}" for number in range(ends)]
    state = _state(chance)
    made = {name: _scene(chance, state, _Place(names, finals, at)) for at, name in enumerate(names)}
    made |= {name: ending(chance.choice(OUTCOMES)) for name in finals}
    file = story(_linked(made), start="s0", state=state)
    if chance.random() < 0.3:
        file["variants"] = [_variant(chance, file["scenes"]) for _ in range(chance.randint(1, 3))]
    if chance.random() < 0.05:
        _slip(chance, file)
    return file


class _Place:
    """Where a scene stands: the roads ahead of it and behind it."""

    def __init__(self, names, finals, at):
        self.ahead, self.behind = names[at + 1:] + finals, names[: at + 1]

    def road(self, chance, back):
        """Return a scene to go to: the next one rather than a later one, so that most are reached."""
        ways = self.behind if back else self.ahead
        return ways[0] if not back and chance.random() < 0.7 else chance.choice(ways)


def _state(chance):
    state = {"mood": {"start": 0, "min": -chance.randint(0, 4), "max": chance.randint(0, 4)}}
    for name in chance.sample(NAMES, chance.randint(0, 3)):
        kind = chance.random()
        if kind < 0.3:
            state[name] = {"start": chance.random() < 0.5}
        elif kind < 0.6:
            words = chance.sample(WORDS, chance.randint(2, 4))
            state[name] = {"start": chance.choice(words), "words": words}
        elif kind < 0.9:
            low, step = chance.randint(-3, 1), chance.choice((1, 0.5, 0.1))
            state[name] = {"start": low + step, "min": low, "max": low + 4 * step}
        else:
            state[name] = {"start": chance.randint(-9, 9)}  # without bounds: it may change, but be in no condition
    return state


def _effect(chance, part):
    if "words" in part:
        return chance.choice(part["words"])
    if isinstance(part["start"], bool):
        return chance.random() < 0.5
    return chance.choice((1, -1, 2, 0.5, 0.1, -0.1))


def _when(chance, state):
    """Return conditions on one or two parts of the state, typed as they are."""
    fit = [name for name, part in state.items() if "words" in part or isinstance(part["start"], bool) or "max" in part]
    return {name: _condition(chance, state[name]) for name in chance.sample(fit, min(len(fit), chance.randint(1, 2)))}


def _condition(chance, part):
    if "words" in part:
        return f"{chance.choice(('==', '!='))} {chance.choice(part['words'])}"
    if isinstance(part["start"], bool):
        return chance.random() < 0.5
    bound = chance.choice((part["min"], part["max"], part["start"]))
    sign = chance.choice((">=", "<=", ">", "<", "==", "!="))
    return bound if chance.random() < 0.1 else f"{sign} {bound}" + (f" and <= {part['max']}" if chance.random() < 0.2 else "")


def _scene(chance, state, place):
    choices = [_choice(chance, state, place, number) for number in range(chance.randint(1, 4))]
    if chance.random() < 0.15:
        choices.append(choice("silence", place.road(chance, False), after=chance.randint(5, 60)))
    more = {key: both(chance.choice(TEXTS) + "x") for key in ("hint", "sees") if chance.random() < 0.3}
    if len(place.behind) > 1 and chance.random() < 0.15:
        more |= {"when": _when(chance, state), "otherwise": place.road(chance, False)}
    return scene(*choices, **more, **({"moment_of_truth": True} if chance.random() < 0.5 else {}))


def _choice(chance, state, place, number):
    back = number and chance.random() < 0.2
    road = place.road(chance, back)
    if not back and chance.random() < 0.35:
        fork = [{"when": _when(chance, state), "to": place.road(chance, False)} for _ in range(chance.randint(1, 2))]
        road = [*fork, {"to": road}]
    more = {}
    if chance.random() < 0.6:
        more["effects"] = {name: _effect(chance, state[name]) for name in chance.sample(list(state), chance.randint(1, min(2, len(state))))}
    if not back and chance.random() < 0.7:
        more["points"] = {name: chance.choice((1, 2, 3, -1, 0.5, 0.1)) for name in chance.sample(DIMENSIONS, chance.randint(1, 2))}
    if number and chance.random() < 0.35:
        more["when"] = _when(chance, state)
    if chance.random() < 0.6:
        more["step"] = chance.choice(STEPS)
    if chance.random() < 0.15:
        more["reason"] = True
    made = choice(f"c{number}", road, **more)
    made["say"] = both(chance.choice(TEXTS) + "x")
    return made


def _variant(chance, scenes):
    says = [name for name, each in scenes.items() if "says" in each and chance.random() < 0.4]
    return {"customer": {"name": both("Mr Wu"), "kind": "regular"}, "says": {name: both(f"{name}!") for name in says}}


def _linked(scenes):
    """Return the scenes that some road leads to from the first."""
    found = ["s0"]
    for name in found:
        for road in (one["next"] for one in scenes[name].get("choices", [])):
            targets = [road] if isinstance(road, str) else [branch["to"] for branch in road]
            found += [target for target in dict.fromkeys(targets) if target not in found]
        instead = scenes[name].get("otherwise")
        found += [instead] if instead and instead not in found else []
    return {name: scenes[name] for name in found}


def _slip(chance, file):
    """Make one of the mistakes that authors make."""
    first = file["scenes"]["s0"]["choices"][0]
    key, value = chance.choice((
        ("next", "nowhere"), ("effects", {"no": 1}), ("points", {"kindness": 1}), ("when", {"mood": "> 99"}), ("say", "hi"), ("id", "")))
    first[key] = value


def features(file):
    """Return which parts of the language a file uses."""
    scenes = file["scenes"].values()
    choices = [one for each in scenes for one in each.get("choices", [])]
    order = list(file["scenes"])
    roads = [(order.index(name), one["next"]) for name, each in file["scenes"].items() for one in each.get("choices", [])]
    found = {
        "loop": any(isinstance(to, str) and to in order and order.index(to) <= at for at, to in roads),
        "branches": any(isinstance(to, list) for _, to in roads),
        "when": any(one.get("when") for one in choices), "silence": any("after" in one for one in choices),
        "scene condition": any(each.get("when") for each in scenes), "reason": any(one.get("reason") for one in choices), "hint": any("hint" in each for each in scenes),
        "variants": bool(file.get("variants")), "words": any("words" in part for part in file["state"].values()),
        "flag": any(isinstance(part["start"], bool) for part in file["state"].values()),
        "decimals": any(isinstance(part.get("max"), float) for part in file["state"].values()),
        "several scenes": sum("choices" in each for each in scenes) > 2,
    }
    return {name for name, there in found.items() if there}
