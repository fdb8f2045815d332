"""Each content pack as a whole: what it holds, that nothing in it is faulty, and that its plays are fair."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from cxtrain.content import check, files_of
from cxtrain.roleplay.scenario import parse
from cxtrain.roleplay.score import extremes_of

SCENARIOS = Path(__file__).parents[2] / "scenarios"
PACKS = sorted(path.parent for path in SCENARIOS.glob("*/pack.yaml"))
PLAYS = sorted(SCENARIOS.glob("*/scenarios/*.yaml"))
EVERYWHERE = {"hints", "conditions on choices", "conditions on what follows"}  # in each scenario of each pack
USES = {  # what else a pack makes use of, and in which scenarios
    "cafe": {"reasons": {"cafe-number-unheard"}, "other customers": {"cafe-the-usual"}, "words": {"cafe-number-unheard"}},
    "electronics": {"reasons": {"electronics-opened-box"}, "other customers": {"electronics-fathers-phone"},
                    "words": {"electronics-three-oclock"}},
    "hotel": {"reasons": {"breakfast-complaint"}, "other customers": {"late-check-in"},
              "words": {"airport-car", "late-check-in"}, "silence": {"airport-car"}},
    "hotpot": {"reasons": {"hotpot-his-treat"}, "other customers": {"hotpot-table-for-one"}, "words": {"hotpot-his-treat"}},
    "online-shop": {"reasons": {"never-mind"}, "other customers": {"never-mind"}, "words": {"never-mind"},
                    "silence": {"one-tap-short"}},
    "theme-park": {"reasons": {"park-lost-child"}, "other customers": {"park-closed-ride"}, "words": {"park-lost-child"},
                   "silence": {"park-lost-child"}},
}
NAMED = {"tangibles": ("有形性", "tangib"), "reliability": ("可靠性", "reliab"), "responsiveness": ("响应性", "responsive"),
         "assurance": ("保证性", "assurance"), "empathy": ("移情性", "empath")}


def read(path):
    """Return a YAML file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def used_in(play):
    """Return what a scenario makes use of."""
    scenes = play["scenes"].values()
    choices = [choice for scene in scenes for choice in scene.get("choices", ())]
    found = {
        "hints": any("hint" in scene for scene in scenes),
        "reasons": any(choice.get("reason") for choice in choices),
        "other customers": bool(play.get("variants")),
        "words": any(isinstance(gauge["start"], str) for gauge in play["state"].values()),
        "silence": any("after" in choice for choice in choices),
        "conditions on choices": any("when" in choice for choice in choices),
        "conditions on what follows": any(isinstance(choice["next"], list) for choice in choices),
    }
    return {name for name, is_used in found.items() if is_used}


def told(play):
    """Yield the choices of a scenario with their scene."""
    for name, scene in play["scenes"].items():
        for choice in scene.get("choices", ()):
            yield name, choice


@pytest.fixture(params=PACKS, ids=lambda path: path.name)
def pack(request):
    """One pack after the other."""
    return request.param


def test_there_are_six_packs():
    assert [path.name for path in PACKS] == ["cafe", "electronics", "hotel", "hotpot", "online-shop", "theme-park"]


def test_a_pack_can_be_published_and_leaves_next_to_nothing_to_advise(pack):
    findings = check(pack)
    assert [str(finding) for finding in findings if finding.is_error] == []
    assert len(findings) <= 1, list(map(str, findings))


def test_a_pack_holds_what_a_course_needs(pack):
    touchpoints = read(pack / "touchpoints.yaml")["touchpoints"]
    assert 6 <= len(touchpoints) <= 10
    assert len({each["stage"] for each in touchpoints}) >= 3 and len({each["kind"] for each in touchpoints}) >= 2
    lessons = {path.name.rsplit(".", 2)[0] for path in (pack / "lessons").glob("*.md")}
    assert 3 <= len(lessons) <= 5
    assert all((pack / "lessons" / f"{lesson}.{language}.md").exists() for lesson in lessons for language in ("zh", "en"))
    assert 1 <= len(list((pack / "courses").glob("*.yaml"))) <= 2  # one on screen, perhaps one in class
    quizzes = [read(path)["questions"] for path in (pack / "quizzes").glob("*.yaml")]
    assert len(quizzes) == 1 and 12 <= len(quizzes[0]) <= 15


def test_the_scenarios_of_a_pack_are_of_a_length_to_be_played_in_a_break(pack):
    plays = [read(path) for path in (pack / "scenarios").glob("*.yaml")]
    assert len(plays) == 3, pack.name
    for play in plays:
        scenes = [scene for scene in play["scenes"].values() if "choices" in scene]
        assert 8 <= len(scenes) <= 15, play["slug"]
        assert min(len(scene["choices"]) for scene in scenes) >= 2, play["slug"]
        outcomes = Counter(scene["ending"]["outcome"] for scene in play["scenes"].values() if "ending" in scene)
        assert set(outcomes) == {"delighted", "satisfied", "indifferent", "lost"}, play["slug"]


def test_no_slug_is_used_twice_for_the_same_kind():
    for kind in ("scenarios", "quizzes", "courses"):
        slugs = Counter(read(path)["slug"] for path in SCENARIOS.glob(f"*/{kind}/*.yaml"))
        assert max(slugs.values()) == 1, slugs
    places = Counter(each["slug"] for path in SCENARIOS.glob("*/touchpoints.yaml") for each in read(path)["touchpoints"])
    assert max(places.values()) == 1, places


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: path.stem)
def test_what_one_chooses_makes_a_difference_to_the_points(path):
    extremes = extremes_of(parse(path.read_bytes()).scenario)
    assert max(extremes.best) > max(extremes.worst)


def test_a_pack_makes_use_of_what_it_is_said_to(pack):
    found = {path.stem: used_in(read(path)) for path in PLAYS if path.parents[1] == pack}
    assert all(EVERYWHERE <= used for used in found.values()), found
    others = {name for used in found.values() for name in used} - EVERYWHERE
    assert {name: {stem for stem, used in found.items() if name in used} for name in others} == USES[pack.name]


def test_a_course_walks_all_that_its_pack_holds(pack):
    steps = max((read(path)["steps"] for path in (pack / "courses").glob("*.yaml")), key=len)
    walked = {kind: [step[kind] for step in steps if kind in step] for kind in ("lesson", "scenario", "quiz")}
    assert sorted(walked["lesson"]) == sorted({path.name.split(".")[0] for path in (pack / "lessons").glob("*.md")})
    assert sorted(walked["scenario"]) == sorted(read(path)["slug"] for path in (pack / "scenarios").glob("*.yaml"))
    assert walked["quiz"] == [read(path)["slug"] for path in (pack / "quizzes").glob("*.yaml")]


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: path.stem)
def test_coaching_names_dimensions_that_the_choice_has_points_in(path):
    for scene, choice in told(read(path)):
        chinese, english = ({name for name, words in NAMED.items() if words[at] in choice["coaching"][language].lower()}
                            for at, language in enumerate(("zh", "en")))
        assert chinese == english != set(), (scene, choice["id"])
        assert chinese <= choice.get("points", {}).keys(), (scene, choice["id"])


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: path.stem)
def test_the_best_answer_is_not_told_by_its_length(path):
    scenes = [[choice for choice in scene["choices"] if "after" not in choice]
              for scene in read(path)["scenes"].values() if "choices" in scene]
    for language in ("zh", "en"):
        longest = [max(choices, key=lambda one: len(one["say"][language])) for choices in scenes]
        best = [max(choices, key=lambda one: sum(one.get("points", {}).values())) for choices in scenes]
        assert sum(one is other for one, other in zip(longest, best, strict=True)) <= len(scenes) / 2, language


@pytest.mark.parametrize("path", [path for path in PLAYS if "variants" in read(path)], ids=lambda path: path.stem)
def test_another_customer_speaks_from_the_start_and_differs_in_kind(path):
    play = read(path)
    kinds = [play["customer"]["kind"], *(variant["customer"]["kind"] for variant in play["variants"])]
    assert len(set(kinds)) == len(kinds)
    for variant in play["variants"]:
        assert play["start"] in variant["says"] and len(variant["says"]) >= 3
        assert all(words != play["scenes"][scene]["says"] for scene, words in variant["says"].items())


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: path.stem)
def test_a_reason_is_asked_of_more_than_one_answer_of_a_scene(path):
    # A pencil beside one answer only would give that answer away.
    asked = Counter(scene for scene, choice in told(read(path)) if choice.get("reason"))
    assert all(count > 1 for count in asked.values()), asked


def test_customers_differ():
    kinds = {each["customer"]["kind"] for path in PLAYS for each in (read(path), *read(path).get("variants", ()))}
    assert {"angry", "shy", "traveller", "elderly", "with-child", "hard-of-hearing", "foreign"} <= kinds


def test_the_forms_of_a_pack_and_those_for_any_touchpoint_go_with_it(pack):
    names = {path.name for path in files_of(pack) if path.parent.name == "instruments"}
    assert {"servqual-22.yaml", "observable-standards.yaml", "coaching-observation.yaml"} <= names
    others = {path.name for path in PACKS} - {pack.name}
    assert not [name for name in names if any(name.startswith(f"{other}-") for other in others)]
