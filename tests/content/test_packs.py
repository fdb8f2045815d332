"""Each content pack as a whole: what it holds, that nothing in it is faulty, and that its plays are fair."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from cxtrain.content import check
from cxtrain.roleplay.scenario import parse
from cxtrain.roleplay.score import extremes_of

SCENARIOS = Path(__file__).parents[2] / "scenarios"
PACKS = sorted(path.parent for path in SCENARIOS.glob("*/pack.yaml"))


def read(path):
    """Return a YAML file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


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
    assert len(list((pack / "courses").glob("*.yaml"))) == 1
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


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*/scenarios/*.yaml")), ids=lambda path: path.stem)
def test_what_one_chooses_makes_a_difference_to_the_points(path):
    extremes = extremes_of(parse(path.read_bytes()).scenario)
    assert max(extremes.best) > max(extremes.worst)
