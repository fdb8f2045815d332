"""`cxtrain measure servqual`: gaps from an export and an instrument file."""

import pytest

GAPS = {"tangibles": -.65, "reliability": -1.10, "responsiveness": -.83, "assurance": -.70, "empathy": -1.01}
WEIGHTS = {"tangibles": 11, "reliability": 32, "responsiveness": 22, "assurance": 19, "empathy": 16}


@pytest.fixture
def instrument(tmp_path):
    """Return what writes an instrument file and gives its path."""
    def write(text):
        path = tmp_path / "instrument.yaml"
        path.write_text(text)
        return path
    return write


def test_a_published_example_unweighted_and_weighted(measured, instrument):
    # 12manage, worked example: gaps -.65 -1.10 -.83 -.70 -1.01 -> -.858; with the weights of 1990 -.9007.
    lines = [f"  {name}: {{weight: {WEIGHTS[name]}, pairs: [[E{at}, P{at}]]}}" for at, name in enumerate(GAPS)]
    path = instrument("scale: [1, 7]\ndimensions:\n" + "\n".join(lines))
    header = ",".join(f"E{at},P{at}" for at in range(5))
    rows = [[cell for gap in GAPS.values() for cell in (6, 6 + gap)] for _ in range(3)]
    found = measured(header, rows, "servqual", "--instrument", path)
    assert found["overall"]["unweighted"] == pytest.approx(-.858)
    assert found["overall"]["weighted"] == pytest.approx(-.9007)
    assert {name: each["gap"] for name, each in found["dimensions"].items()} == pytest.approx(GAPS)
    assert found["dimensions"]["tangibles"]["perception"] == pytest.approx(5.35)


TWO = "scale: [1, 7]\ndimensions:\n  care: {pairs: [[E1, P1], [E2, P2]]}\n"


def test_a_dimension_is_the_mean_over_items_then_over_respondents(measured, instrument):
    # Respondents' gaps: ((5-6)+(4-6))/2 = -1.5, ((6-7)+(7-7))/2 = -.5, (2-4 + 4-4)/2 = -1: mean -1, sd .5, t(2) 4.3027.
    rows = [(6, 5, 6, 4), (7, 6, 7, 7), (4, 2, 4, 4)]
    care = measured("E1,P1,E2,P2", rows, "servqual", "--instrument", instrument(TWO))["dimensions"]["care"]
    assert (care["n"], care["gap"], care["expectation"]) == (3, pytest.approx(-1), pytest.approx(34 / 6))
    half = 4.30265273 * .5 / 3**.5
    assert care["ci95"] == pytest.approx([-1 - half, -1 + half])
    # alpha of P: items 5 6 2 and 4 7 4, totals 9 13 6: 2 (1 - (13/3 + 3)/(37/3)) = 30/37.
    assert care["alpha_perception"] == pytest.approx(30 / 37)
    # alpha of the gaps: -1 -1 -2 and -2 0 0, totals -3 -1 -2: 2 (1 - (1/3 + 4/3)/1) = -4/3.
    assert care["alpha_gap"] == pytest.approx(-4 / 3)


def test_who_answered_too_little_is_left_out_and_counted(measured, instrument):
    rows = [(6, 5, 6, 4), (7, 6, 7, None)]
    care = measured("E1,P1,E2,P2", rows, "servqual", "--instrument", instrument(TWO))["dimensions"]["care"]
    assert (care["n"], care["left_out"]) == (1, 1)


def test_weights_are_rescaled_with_a_note(measured, instrument):
    path = instrument("scale: [1, 7]\ndimensions:\n  a: {weight: 3, pairs: [[E1, P1]]}\n  b: {weight: 1, pairs: [[E2, P2]]}\n")
    found = measured("E1,P1,E2,P2", [(6, 5, 6, 4)], "servqual", "--instrument", path)["overall"]
    assert found["weighted"] == pytest.approx(.75 * -1 + .25 * -2)
    assert "rescaled" in found["note"]


@pytest.mark.parametrize(("text", "sentence"), [
    ("scale: [1, 7]\n", 'instrument.yaml:1:1: The key "dimensions" is missing.'),
    (TWO.replace("pairs", "pears"), "instrument.yaml:3:"),
    (TWO.replace("[1, 7]", "[7, 1]"), "the low end of the scale must lie below"),
    (TWO.replace("P2", "P1"), 'the column "P1" stands in two pairs'),
    (TWO + "  more: {weight: 3, pairs: [[E3, P3]]}\n", "give every dimension a weight, or none"),
    (TWO.replace("[E1, P1]", "[E1]"), "instrument.yaml:3:"),
])
def test_a_faulty_instrument_file_is_named_by_its_place(measured, instrument, text, sentence):
    said = measured("E1,P1,E2,P2", [(6, 5, 6, 4)], "servqual", "--instrument", instrument(text), fails=True)
    assert sentence in said and "Traceback" not in said


def test_an_answer_outside_the_scale_and_a_missing_column_are_named(measured, instrument):
    path = instrument(TWO)
    assert 'row 2, column "P2": 9 lies outside the scale 1 to 7' in measured(
        "E1,P1,E2,P2", [(6, 5, 6, 9)], "servqual", "--instrument", path, fails=True)
    assert 'the column "E2" is not there' in measured("E1,P1", [(6, 5)], "servqual", "--instrument", path, fails=True)
    assert "No such file" in measured("E1", [(6,)], "servqual", "--instrument", "none.yaml", fails=True)


def test_the_printed_table_has_a_line_for_each_dimension_and_both_overalls(measured, instrument):
    text = measured("E1,P1,E2,P2", [(6, 5, 6, 4)] * 9, "servqual", "--instrument", instrument(TWO), text=True)
    assert [line.split("  ")[0] for line in text.splitlines()[:4]] == ["dimension", "care", "overall, unweighted",
                                                                       "overall, weighted"]
