import re
from math import cos, hypot, pi

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.certificates.guilloche import bead, border, flourish, rosette, trace

PAPERS = [(297, 210), (210, 297), (297, 297), (420, 297)]


def numbers(path):
    return [float(text) for text in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", path)]


def subpaths(path):
    """Return each stroke's knots and controls as points."""
    return [list(zip(*[iter(numbers(part))] * 2, strict=True)) for part in path.split("M")[1:]]


@pytest.mark.parametrize(("width", "height"), PAPERS)
def test_the_border_mirrors_itself_in_both_axes(width, height):
    made = border(width, height)
    half = 8.7 / 2
    spots = {(round(p.x + half * (not p.turn), 2), round(p.y + half * bool(p.turn), 2)) for p in made.beads}
    assert {(round(width - x, 2), round(height - y, 2)) for x, y in spots} == spots
    assert {(width - p.x, height - p.y) for p in made.rosettes} == {(p.x, p.y) for p in made.rosettes}


def test_the_bands_end_where_the_rosettes_begin():
    # A4: 264 across between corner centres; 28 beads of 8.7 leave 10.2 at either end, 0.2 less than a rosette clears.
    made = border()
    top = sorted(p.x for p in made.beads if p.y == 16.5 and not p.turn)
    assert (len(top), top[0], top[-1] + 8.7) == (28, pytest.approx(26.7), pytest.approx(270.3))


def test_it_refuses_a_sheet_too_small_for_it():
    with pytest.raises(ValueError, match="too small"):
        border(55, 55)


@settings(deadline=None)
@given(st.integers(2, 16).map(lambda half: 2 * half), st.floats(0.5, 6), st.floats(0, 1))
def test_a_bead_passes_its_strands_on_to_the_next(strands, swell, waist):
    # The heights at which strands leave are those at which they enter, so repeating the bead breaks no line.
    ends = [(points[0], points[-1]) for points in subpaths(bead(8.7, swell, strands=strands, waist=waist))]
    assert sorted(y for (_, y), _ in ends) == pytest.approx(sorted(y for _, (_, y) in ends), abs=0.011)
    assert {x for (x, _), _ in ends} == {0.0} and {x for _, (x, _) in ends} == {8.7}


@settings(deadline=None)
@given(st.floats(1, 20), st.floats(0, 0.5), st.integers(1, 20), st.integers(1, 8))
def test_a_rosette_stays_within_its_radius_and_closes(radius, depth, petals, strands):
    for points in subpaths(rosette(radius, depth=depth, petals=petals, strands=strands)):
        assert points[0] == pytest.approx(points[-1], abs=0.011)
        assert max(hypot(x, y) for x, y in points[::3]) <= radius + 0.01


def test_a_flourish_tapers_to_nothing():
    for points in subpaths(flourish(70, 2.2)):
        assert points[0] == (-35, 0) and points[-1] == (35, 0) and max(abs(y) for _, y in points) <= 2.3


def test_the_pieces_follow_the_curve_to_a_hundredth():
    # A quarter of a cosine wave of height 3 per piece: the cubic's middle lies within 0.02 of the true curve.
    def wave(u):
        return 10 * u, 3 * cos(2 * pi * u)

    points = subpaths(trace(wave, pieces=8))[0]
    for index in range(8):
        (_, y0), (_, c0), (_, c1), (_, y1) = points[3 * index : 3 * index + 4]
        assert (y0 + 3 * c0 + 3 * c1 + y1) / 8 == pytest.approx(wave((index + 0.5) / 8)[1], abs=0.02)
