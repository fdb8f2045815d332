"""`cxtrain measure alpha` and `agreement` against published figures."""

import pytest

# Shrout & Fleiss, Psychological Bulletin 86, 1979: six targets, four judges.
JUDGED = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]
# Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011: four observers of twelve units, here a row per unit.
_ = None
OBSERVED = list(zip((1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _), (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
                    (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _), (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _), strict=True))
RATERS = ("agreement", "--raters", "a,b,c,d")


@pytest.mark.parametrize(("level", "alpha"), [("nominal", .743421), ("ordinal", .815388), ("interval", .849107),
                                              ("ratio", .797403)])
def test_krippendorffs_example(measured, level, alpha):
    found = measured("a,b,c,d", OBSERVED, *RATERS, "--level", level)
    assert found["krippendorff"] == pytest.approx(alpha, abs=1e-5)
    assert (found["n"], found["level"]) == (11, level)
    low, high = found["krippendorff_ci95"]
    assert low < alpha < high <= 1
    assert found["icc"] is None and found["icc_reason"]


def test_the_same_seed_draws_the_same_interval(measured):
    first, again, other = (measured("a,b,c,d", OBSERVED, *RATERS, "--seed", seed) for seed in (1, 1, 2))
    assert first["krippendorff_ci95"] == again["krippendorff_ci95"] != other["krippendorff_ci95"]


def test_the_six_forms_of_shrout_and_fleiss(measured):
    icc = measured("a,b,c,d", JUDGED, *RATERS)["icc"]
    assert {name: round(form["value"], 2) for name, form in icc.items()} == {
        "ICC1": .17, "ICC2": .29, "ICC3": .71, "ICC1k": .44, "ICC2k": .62, "ICC3k": .91}
    assert icc["ICC2"]["ci95"] == pytest.approx([.019, .761], abs=1e-3)


def test_nominal_ratings_may_be_words(measured):
    words = [("praise", "praise"), ("complaint", "complaint"), ("question", "praise"), ("praise", "praise")]
    # Two of eight ratings disagree; by chance (64 - 25 - 4 - 1) / 56 would: 1 - (2/8) / (34/56) = 10/17.
    found = measured("a,b", words, "agreement", "--raters", "a,b", "--level", "nominal")
    assert found["krippendorff"] == pytest.approx(10 / 17)
    assert '"praise" is no number' in measured("a,b", words, "agreement", "--raters", "a,b", fails=True)


def test_equal_ratings_have_no_alpha_and_say_why(measured):
    found = measured("a,b", [(3, 3)] * 12, "agreement", "--raters", "a,b")
    assert found["krippendorff"] is None and "No variation" in found["reason"]


def test_alpha_with_what_each_item_does_to_it(measured):
    # Ratings of Shrout & Fleiss taken as a scale of four items: alpha equals ICC(3, k), .9093.
    found = measured("a,b,c,d", JUDGED, "alpha", "--items", "a,b,c,d")
    assert (found["n"], found["k"], found["alpha"]) == (6, 4, pytest.approx(.9093155))
    assert set(found["items"]) == {"a", "b", "c", "d"}
    assert set(found["items"]["a"]) >= {"rest_correlation", "alpha_if_deleted"}
    assert found["ci95"] == pytest.approx([.676, .986], abs=1e-3)
    assert "20" in found["note"]


def test_the_missing_policy_decides_who_counts(measured):
    rows = [*JUDGED, (5, None, 4, 4), (None, None, None, None)]
    words = ("alpha", "--items", "a,b,c,d")
    assert measured("a,b,c,d", rows, *words)["n"] == 6
    pairwise = measured("a,b,c,d", rows, *words, "--missing-policy", "pairwise")
    assert (pairwise["n"], pairwise["missing_policy"]) == (7, "pairwise")


def test_one_item_is_no_scale(measured):
    assert "at least 2 columns" in measured("a,b", [(1, 2)], "alpha", "--items", "a", fails=True)


def test_an_item_without_variance_is_left_out_and_named(measured):
    rows = [(*row, 4) for row in JUDGED]
    found = measured("a,b,c,d,e", rows, "alpha", "--items", "a,b,c,d,e")
    assert (found["dropped"], found["k"]) == (["e"], 4)
    assert "all answers are equal: e" in measured("a,b,c,d,e", rows, "alpha", "--items", "a,b,c,d,e", text=True)
