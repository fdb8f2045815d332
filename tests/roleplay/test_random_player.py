"""A random player comes to an end in any scenario that the checker calls valid; a damaged file gives faults and no more.

`make soak` does the same twenty thousand times.
"""

import random
import shutil
from collections import Counter

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from cxtrain.content import check
from tests.roleplay.proof import SCENARIOS, damage_a_file, pack_files, play_a_story
from tests.roleplay.random_stories import a_story, features

FILES = pack_files()
chances = st.randoms(use_true_random=False)


@given(chances)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_whatever_the_checker_calls_valid_ends_for_a_random_player_with_a_score(chance):
    played = play_a_story(chance)
    event("valid" if played.valid else "faulty")


def test_a_good_share_of_the_generated_files_is_valid_and_uses_all_of_the_language():
    played = [play_a_story(random.Random(seed)) for seed in range(120)]
    valid = [each for each in played if each.valid]
    assert 0.3 <= len(valid) / len(played) <= 0.8
    assert sum(each.choices for each in valid) >= 2 * len(valid)
    used = Counter(feature for each in valid for feature in each.features)
    assert {name for name, count in used.items() if count >= len(valid) / 10} == features(EVERYTHING)


EVERYTHING = next(file for file in (a_story(random.Random(seed)) for seed in range(10_000)) if len(features(file)) == 12)


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the packs, in which a file is damaged and mended again."""
    folder = tmp_path_factory.mktemp("packs") / "scenarios"
    shutil.copytree(SCENARIOS, folder)
    return folder


@given(chances, st.sampled_from(FILES))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_a_damaged_file_of_a_pack_gives_faults_at_places_of_its_text(copy, chance, path):
    try:
        found = damage_a_file(chance, path, copy / path.relative_to(SCENARIOS))
    finally:
        shutil.copy(path, copy / path.relative_to(SCENARIOS))
    event("faulty" if any(each.is_error for each in found) else "advised" if found else "fine")


def test_most_damage_is_found_and_the_files_as_they_are_have_none(copy):
    chance = random.Random(7)
    few = [path for path in FILES if path.parent.name != "scenarios" and path.suffix == ".yaml"]
    found = 0
    for _ in range(60):
        path = chance.choice(few)
        found += any(each.is_error for each in damage_a_file(chance, path, copy / path.relative_to(SCENARIOS)))
        shutil.copy(path, copy / path.relative_to(SCENARIOS))
    assert found >= 30
    assert [str(each) for path in few for each in check(path) if each.is_error] == []
