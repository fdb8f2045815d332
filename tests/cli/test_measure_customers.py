"""`cxtrain measure nps`, `csat`, `kano` and `importance` against published and hand-computed figures."""

import pytest

# The answers when a feature is there / is not: 1 like, 2 must be, 3 neutral, 4 live with, 5 dislike (Berger et al. 1993).
PAIR = {"M": (2, 5), "O": (1, 5), "A": (1, 3), "I": (3, 3), "R": (5, 1), "Q": (1, 1)}


def column(*values):
    return [(value,) for value in values]


def test_nps_of_six_promoters_two_passives_and_two_detractors_is_forty(measured):
    # A public scoring catalogue: 6/2/2 of 10 -> 40.0; variance .6 + .2 - .4² = .64, so se = 100 √(.64 / 10).
    found = measured("c", column(*[10] * 3, *[9] * 3, 8, 7, 6, 0, None), "nps", "--column", "c")
    assert (found["n"], found["promoters"], found["passives"], found["detractors"]) == (10, 6, 2, 2)
    assert found["nps"] == pytest.approx(40.0)
    assert found["se"] == pytest.approx(25.298221)
    assert found["ci95"] == pytest.approx([40 - 1.959964 * 25.298221, 40 + 1.959964 * 25.298221])
    assert "30" in found["note"]


@pytest.mark.parametrize(("value", "sentence"), [(11, "11 lies outside the scale 0 to 10"), (7.5, "7.5 is no answer"),
                                                 (-1, "outside")])
def test_nps_names_a_cell_that_is_none_of_its_answers(measured, value, sentence):
    said = measured("c", column(5, value), "nps", "--column", "c", fails=True)
    assert 'row 3, column "c"' in said and sentence in said


def test_nps_without_answers_says_so(measured):
    found = measured("c,d", [(None, 1)], "nps", "--column", "c")
    assert (found["nps"], found["ci95"], found["n"]) == (None, None, 0) and found["reason"]


def test_csat_is_the_share_of_the_top_two_with_wilsons_interval(measured):
    # 81 of 263: Newcombe, Statistics in Medicine 17, 1998, method 3: .2553 to .3662.
    answers = [5] * 40 + [4] * 41 + [3] * 100 + [2] * 50 + [1] * 32
    found = measured("c", column(*answers), "csat", "--column", "c")
    assert (found["n"], found["top"], found["share"]) == (263, 81, pytest.approx(81 / 263))
    assert found["ci95"] == pytest.approx([0.255289, 0.366210], abs=1e-6)
    assert found["distribution"] == {"1": 32, "2": 50, "3": 100, "4": 41, "5": 40}
    assert found["mean"] == pytest.approx(sum(answers) / 263)


def test_csat_takes_other_top_answers_and_scales(measured):
    found = measured("c", column(7, 6, 1), "csat", "--column", "c", "--top", "6,7", "--scale", 1, 7)
    assert (found["top"], found["distribution"]["7"]) == (2, 1)
    assert "must be answers" in measured("c", column(5), "csat", "--column", "c", "--top", "high", fails=True)
    assert "top boxes must lie within" in measured("c", column(5), "csat", "--column", "c", "--top", "9", fails=True)


def test_kano_reproduces_a_published_feature(measured):
    # stp25kano, README, "Service app", n = 296: M 95 O 123 A 45 I 33 -> O, .568, -.736, the first two differ.
    rows = [PAIR["M"]] * 95 + [PAIR["O"]] * 123 + [PAIR["A"]] * 45 + [PAIR["I"]] * 33
    found = measured("F,D", rows, "kano", "--features", "F/D")["features"]["F/D"]
    assert [found[each] for each in "AMOIRQ"] == [45, 95, 123, 33, 0, 0]
    assert (found["n"], found["category"], found["fong_significant"]) == (296, "O", True)
    assert (round(found["better"], 3), round(found["worse"], 3)) == (0.568, -0.736)


def test_the_two_kano_tables_differ_where_both_answers_are_must_be(measured):
    rows = [(2, 2)] * 40
    assert measured("F,D", rows, "kano", "--features", "F/D")["features"]["F/D"]["I"] == 40
    pouliot = measured("F,D", rows, "kano", "--features", "F/D", "--table", "pouliot")["features"]["F/D"]
    assert (pouliot["Q"], pouliot["category"]) == (40, None) and "contradict" in pouliot["reason"]


def test_kano_reads_other_codes_and_names_what_is_none_of_them(measured):
    words = ("kano", "--features", "F/D", "--codes", "like,must,neutral,live,dislike")
    found = measured("F,D", [("like", "dislike"), ("like", None)], *words)["features"]["F/D"]
    assert (found["O"], found["n"], found["missing"]) == (1, 1, 1)
    said = measured("F,D", [("like", "hate")], *words, fails=True)
    assert 'row 2, column "D": "hate" is none of the answers' in said
    assert "at least 5" in measured("F,D", [], "kano", "--features", "F/D", "--codes", "1,2", fails=True)


def test_one_code_is_the_same_however_the_export_writes_it(measured):
    found = measured("F,D", [("1.0", "5"), ("01", "5.00")], "kano", "--features", "F/D")["features"]["F/D"]
    assert found["O"] == 2


def test_importance_puts_the_items_into_quadrants_by_the_means_of_the_data(measured):
    # Means: a (6.5, 2.5), b (2.5, 5.5); lines at their means, 4.5 and 4.0.
    rows = [(6, 3, 3, 5), (7, 2, 2, 6)]
    found = measured("Ia,Sa,Ib,Sb", rows, "importance", "--pairs", "Ia/Sa,Ib/Sb")
    assert (found["mean_importance"], found["mean_performance"]) == (4.5, 4.0)
    assert {key: item["quadrant"] for key, item in found["items"].items()} == {"1": "concentrate", "2": "overkill"}
    assert found["items"]["1"]["undecided"]  # two answers have an interval as wide as the scale


def test_importance_takes_the_middle_of_the_scale_where_asked(measured):
    rows = [(6, 6), (6, 6), (6, 5)]
    found = measured("I,S", rows, "importance", "--pairs", "I/S", "--crosshair", "scale")
    assert found["lines"] == {"importance": 4, "performance": 4}
    assert (found["items"]["1"]["quadrant"], found["items"]["1"]["importance"]) == ("keep_up", 6)
    said = measured("I,S", [(8, 6)], "importance", "--pairs", "I/S", "--crosshair", "scale", fails=True)
    assert "8 lies outside the scale 1 to 7" in said


@pytest.mark.parametrize("words", [("nps", "--column", "a"), ("csat", "--column", "b"), ("kano", "--features", "b/c"),
                                   ("importance", "--pairs", "b/c")])
def test_without_json_a_table_is_printed(measured, words):
    text = measured("a,b,c", [(10, 4, 5), (3, 5, 5)], *words, text=True)
    assert len(text.splitlines()) >= 2 and "{" not in text


def test_the_two_highest_answers_are_the_satisfied_ones_on_any_scale(measured):
    assert measured("c", column(7, 6, 5, 4), "csat", "--column", "c", "--scale", 1, 7)["top"] == 2
