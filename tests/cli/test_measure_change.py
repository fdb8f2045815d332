"""`cxtrain measure control`, `effect` and `shrink` against published figures."""

import pytest

# Twenty loan costs: Montgomery, Introduction to Statistical Quality Control, individuals chart.
COSTS = [310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304]
# Student's sleep data, 1908.
FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2.0]
SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
# Dyestuff yields: Davies, Statistical Methods in Research and Production.
DYESTUFF = {"A": [1545, 1440, 1440, 1520, 1580], "B": [1540, 1555, 1490, 1560, 1495], "C": [1595, 1550, 1605, 1510, 1560],
            "D": [1445, 1440, 1595, 1465, 1545], "E": [1595, 1630, 1515, 1635, 1625], "F": [1520, 1455, 1450, 1480, 1445]}


def test_the_xmr_chart_of_the_loan_costs(measured):
    found = measured("cost", [(cost,) for cost in COSTS], "control", "--values", "cost")
    assert (found["n"], found["centre"]) == (20, 300.5)
    assert found["limits"] == pytest.approx([279.7833147, 321.2166853])
    assert (found["mean_range"], found["range_limit"]) == (pytest.approx(7.789473684), pytest.approx(25.448, abs=0.002))
    assert found["signals"] == []


def test_a_signal_is_named_by_its_row(measured):
    found = measured("v", [(value,) for value in [*[1, 2] * 10, 30]], "control", "--values", "v")
    assert {"row": 22, "kind": "outside"} in found["signals"]
    assert "signal at row 22" in measured("v", [(v,) for v in [*[1, 2] * 10, 30]], "control", "--values", "v", text=True)


def test_a_p_chart_steps_with_the_sizes(measured):
    # p̄ = 30/300; at n = 100 the limits are .1 ± 3 √(.09/100) = .01 and .19, at n = 50 they are cut off at 0.
    found = measured("c,n", [(10, 100), (5, 50), (None, 10), (15, 150)], "control", "--values", "c", "--n", "n", "--kind", "p")
    assert found["centre"] == pytest.approx(0.1)
    assert found["points"][0]["limits"] == pytest.approx([0.01, 0.19])
    assert (found["points"][1]["limits"][0], [point["row"] for point in found["points"]]) == (0, [2, 3, 5])


@pytest.mark.parametrize(("row", "sentence"), [((1.5, 10), 'column "c": 1.5 is no count'), ((-1, 10), "-1 is no count"),
                                               ((11, 10), 'column "c": 11 is more than 10')])
def test_a_p_chart_wants_counts(measured, row, sentence):
    assert sentence in measured("c,n", [row], "control", "--values", "c", "--n", "n", "--kind", "p", fails=True)
    assert "needs --n" in measured("c,n", [row], "control", "--values", "c", "--kind", "p", fails=True)


def test_the_effect_of_the_sleeping_drugs(measured):
    found = measured("a,b", zip(FIRST, SECOND, strict=True), "effect", "--before", "a", "--after", "b")
    assert (found["n"], found["df"], found["change"]) == (10, 9, pytest.approx(1.58))
    assert (found["t"], found["p"]) == (pytest.approx(4.062127683), pytest.approx(0.0028328902))
    assert found["ci95"] == pytest.approx([0.700114236723, 2.459885763277])
    assert (found["g_z"]["value"], found["g_av"]["d"]) == (pytest.approx(1.1744526287), pytest.approx(0.8321810813))


def test_the_difference_in_differences_takes_out_what_time_did(measured):
    # Trained +2 and +4, others +1 and +1: 3 - 1 = 2.
    rows = [(1, 3, "yes"), (1, 5, "yes"), (2, 3, "no"), (4, 5, "no")]
    found = measured("b,a,g", rows, "effect", "--before", "b", "--after", "a", "--group", "g")
    assert (found["difference_in_differences"], found["gains"]) == (2, [3, 1])
    assert (found["treated"], found["untreated"], found["n"]) == (2, 2, 8)


def test_who_was_trained_is_named_where_it_cannot_be_guessed(measured):
    words = ("effect", "--before", "b", "--after", "a", "--group", "g")
    rows = [(1, 3, "north"), (2, 3, "south"), (1, 1, "north"), (2, 2, "south")]
    assert "named by --treated; it holds north, south" in measured("b,a,g", rows, *words, fails=True)
    assert measured("b,a,g", rows, *words, "--treated", "south")["treated"] == 2
    assert 'row 2, column "g": everybody needs a group' in measured("b,a,g", [(1, 2, None)], *words, fails=True)


def test_shrinking_the_dyestuff_batches(measured):
    rows = [(batch, value) for batch, values in DYESTUFF.items() for value in values]
    found = measured("batch,yield", rows, "shrink", "--unit", "batch", "--value", "yield")
    assert (found["tau2"], found["within"], found["mu"]) == (pytest.approx(1764.05), pytest.approx(2451.25), 1527.5)
    shrunk = {name: unit["shrunk"] - found["mu"] for name, unit in found["units"].items()}
    assert shrunk == pytest.approx({"E": 56.733, "C": 28.562, "B": 0.391, "A": -17.607, "D": -23.085, "F": -44.995}, abs=1e-3)
    assert found["units"]["A"]["reliability"] == pytest.approx(0.78253, abs=1e-5)


def test_units_that_cannot_be_told_apart_are_said_to_be_so(measured):
    found = measured("u,v", [("a", 1), ("a", 5), ("b", 2), ("b", 4)], "shrink", "--unit", "u", "--value", "v")
    assert found["tau2"] == 0 and "cannot" in found["reason"]
    assert 'row 2, column "u": every value needs a unit' in measured("u,v", [(None, 1)], "shrink", "--unit", "u", "--value", "v",
                                                                   fails=True)


def test_a_month_without_a_value_breaks_the_moving_range(measured):
    # Ranges 2 and 19 on the two sides of the gap: mean 10.5.
    assert measured("v", [(10,), (12,), (None,), (30,), (11,)], "control", "--values", "v")["mean_range"] == 10.5


def test_who_was_seen_once_only_is_no_effect(measured):
    # Nobody changed; the trained who began low were not seen again.
    rows = [(n % 6 + 1, n % 6 + 1 if n % 6 > 2 else None, "yes") for n in range(12)] + [(4, 4, "no")] * 10
    found = measured("b,a,g", rows, "effect", "--before", "b", "--after", "a", "--group", "g")
    assert (found["difference_in_differences"], found["left_out"]) == (0, 6)
