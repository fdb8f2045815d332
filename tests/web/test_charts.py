import re
from pathlib import Path
from xml.etree import ElementTree

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.web.charts import HEAT, TONES, Reading, bar_chart, heat, ring
from cxtrain.web.curves import emotion_curve, text_span, trend

ROOT = Path(__file__).parents[2]
moods = st.lists(st.integers(-5, 5), min_size=1, max_size=30)


@pytest.fixture(scope="module")
def macros():
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        undefined=jinja2.StrictUndefined,
    )
    env.install_null_translations(newstyle=True)
    return env.get_template("components/chart.html").module


def roles(values):
    curve = emotion_curve([Reading(str(value), value) for value in values], low=-5, high=5)
    return [mark.role for mark in curve.marks]


def test_the_peak_is_the_moment_farthest_from_neutral_and_the_end_is_the_last():
    assert roles([0, -3, 2, 4]) == ["point", "peak", "point", "end"]


def test_of_two_equal_peaks_the_later_is_marked():
    assert roles([3, 0, -3, 1]) == ["point", "point", "peak", "end"]


def test_a_visit_without_feeling_has_no_peak():
    assert roles([0, 0, 0]) == ["point", "point", "end"]


@settings(deadline=None)
@given(moods)
def test_every_visit_has_one_end_and_at_most_one_peak(values):
    marked = roles(values)
    assert marked[-1] == "end" and marked.count("end") == 1 and marked.count("peak") == (any(values[:-1]))


@given(moods)
def test_the_texts_of_peak_and_end_never_cover_each_other(values):
    curve = emotion_curve([Reading(str(value), value) for value in values], low=-5, high=5)
    boxes = [(*text_span(mark), mark.text_y) for mark in curve.marks if mark.role != "point"]
    for (left, right, y), (start, stop, other) in zip(boxes, boxes[1:], strict=False):
        assert right <= start or stop <= left or abs(y - other) >= 14  # 14: a line of 13 px


def test_a_number_gives_way_to_the_word_beside_it():
    # Eight moments, 42 apart: "Peak 4" reaches over the second, "Ending 3" over the seventh; those go below.
    curve = emotion_curve([Reading("", mood) for mood in (4, 3, 3, 3, 3, 3, 3, 3)], low=-5, high=5)
    assert [round(mark.text_y - mark.y) for mark in curve.marks] == [-9, 20, -9, -9, -9, -9, 20, -9]
    assert [mark.x for mark in curve.marks] == sorted(mark.x for mark in curve.marks)


@pytest.mark.parametrize(("low", "high"), [(0, 100), (1, 7), (0, 1000)])
def test_the_last_number_of_the_axis_is_not_cut_off(low, high):
    chart = bar_chart([Reading("RS", high)], low=low, high=high, digits=0)
    last = chart.x_ticks[-1]
    assert last.at + 4 * len(last.text) <= chart.frame.width  # a digit of 13 px is less than 8 px wide


def test_the_last_quarter_of_a_trend_is_not_cut_off():
    line = trend([Reading(f"2026 Q{quarter}", 5) for quarter in (1, 2, 3)], low=1, high=7)
    assert line.x_ticks[-1].at + 4 * len("2026 Q3") <= line.frame.width


def test_what_stands_below_the_worst_mood_stays_above_the_numbers_of_the_answers():
    curve = emotion_curve([Reading("", mood) for mood in (0, -3, -5, -5)], low=-5, high=5)
    assert max(mark.text_y for mark in curve.marks) <= curve.frame.bottom


def test_it_refuses_an_emotion_curve_with_a_hole():
    with pytest.raises(ValueError, match="at every moment"):
        emotion_curve([Reading("a", 1), Reading("b", None)], low=-5, high=5)


def test_a_missing_value_breaks_the_line_and_draws_no_point():
    chart = trend([Reading(m, v) for m, v in zip("abcde", [1, 2, None, 3, 4], strict=True)], low=1, high=7)
    assert (len(chart.lines), len(chart.marks), len(chart.rows)) == (2, 4, 5)


def test_a_lone_value_between_two_gaps_is_a_point_without_a_line():
    chart = trend([Reading("a", None), Reading("b", 4.0), Reading("c", None)], low=1, high=7)
    assert (chart.lines, len(chart.marks)) == ((), 1)


@pytest.mark.parametrize("draw", [trend, bar_chart, emotion_curve])
def test_it_refuses_to_draw_nothing(draw):
    with pytest.raises(ValueError, match="at least one reading"):
        draw([], low=1, high=7)


def test_a_bar_ends_where_its_value_lies_and_keeps_its_marks():
    # On 1..7 over x 10..350, 4.0 lies at 180 and each point is 56.67 wide.
    chart = bar_chart([Reading("RS", 4.0, 3.0, 5.0, 6, standard=6.0, reference=4.6)], low=1, high=7)
    bar = chart.bars[0]
    assert (bar.end, bar.whisker, bar.standard, bar.reference) == (180, (123.3, 236.7), 293.3, 214.0)


def test_the_table_says_what_the_drawing_shows():
    chart = bar_chart([Reading("RS", 4.0, 3.0, 5.0, 6, 6.0), Reading("E", None, n=0)], low=1, high=7)
    first, second = chart.rows
    assert (first.value, first.interval, first.n, first.standard) == ("4.0", "3.0–5.0", "6", "6.0")
    assert (second.value, second.interval, second.n) == ("", "", "0")


@pytest.mark.parametrize(
    ("done", "total", "whole", "drawn"),
    [(0, 5, False, False), (5, 5, True, False), (3, 5, False, True), (9, 5, True, False), (0, 0, False, False)],
)
def test_a_ring_fills_by_the_share_done(done, total, whole, drawn):
    shown = ring(done, total)
    assert (shown.whole, bool(shown.path)) == (whole, drawn)


def test_a_quarter_ring_ends_at_three_o_clock():
    # size 64: stroke 7.1, radius 28.45, so the arc ends at x = 32 + 28.45, y = 32.
    assert ring(1, 4).path.endswith("0 0 1 60.45 32")


@pytest.mark.parametrize(
    ("value", "n", "name", "thin"),
    [
        (5.5, 4, "heat-level", False),
        (5.7, 4, "heat-level", False),
        (5.8, 4, "heat-above-1", False),
        (7.0, 4, "heat-above-3", False),
        (5.2, 4, "heat-below-1", False),
        (4.5, 2, "heat-below-2", True),
        (1.0, 9, "heat-below-3", False),
        (None, 0, "heat-none", False),
        (5.0, 0, "heat-none", False),
    ],
)
def test_a_cell_is_coloured_by_its_distance_from_the_target(value, n, name, thin):
    cell = heat(value, target=5.5, n=n)
    assert (cell.name, cell.thin, cell.color) == (name, thin, HEAT[name])


def luminance(color):
    channels = [int(color[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("color", HEAT.values())
def test_text_on_every_heat_colour_meets_aa(color):
    # WCAG 2.2, 1.4.3: (lighter + 0.05) / (darker + 0.05) >= 4.5.
    assert (luminance(color) + 0.05) / (luminance(TONES["ink"]) + 0.05) >= 4.5


def drawings(macros):
    curve = emotion_curve([Reading(f"<b>{v}</b>", v) for v in (0, -3, 2, 4)], low=-5, high=5)
    month = trend([Reading("1", 4.0, 3.5, 4.5, 3, 5.5), Reading("2", None), Reading("3", 5.0)], low=1, high=7)
    bars = bar_chart([Reading("RS", 4.0, 3.0, 5.0, 6, 6.0, 4.6, "responsiveness"), Reading("E", None)], low=1, high=7)
    yield macros.line(curve, "a", "Mood <1>", "from 0 to 4")
    yield macros.line(month, "b", "Trend", "up")
    yield macros.bars(bars, "c", "Bars", "two")
    yield macros.ring(ring(3, 5), "3 of 5")


def test_the_markup_is_well_formed_titled_and_without_inline_style(macros):
    for markup in drawings(macros):
        tree = ElementTree.fromstring(f"<div>{markup}</div>")
        svg = next(element for element in tree.iter("svg") if element.get("role") == "img")
        assert svg[0].tag == "title" and svg[0].text
        assert not re.search(r"\sstyle=|<style|<script|foreignObject", markup)


def test_labels_are_escaped(macros):
    markup = next(drawings(macros))
    assert "&lt;b&gt;0&lt;/b&gt;" in markup and "<b>" not in markup


def test_each_chart_has_a_description_and_a_table_of_its_numbers(macros):
    for markup in list(drawings(macros))[:3]:
        tree = ElementTree.fromstring(f"<div>{markup}</div>")
        svg, table = next(tree.iter("svg")), next(tree.iter("table"))
        named = svg.get("aria-labelledby").split()
        assert [element.get("id") for element in (svg[0], svg[1])] == named
        assert len(table.find("tbody")) >= 2 and table.find("thead/tr/th").get("scope") == "col"


def test_every_class_that_colours_a_mark_has_its_rule(macros):
    sheet = (ROOT / "static/components/chart.css").read_text()
    used = {
        name
        for markup in drawings(macros)
        for names in re.findall(r'class="(chart-[^"]+)"', markup)
        for name in names.split()
    }
    plain = {name for name in used if name.startswith("chart-")} - {"chart-line", "chart-bar"}
    assert not {name for name in plain if f".{name} " not in sheet}
    assert not {tone for tone in ("tangibles", "empathy", "accent") if f".chart-bar.tone-{tone} " not in sheet}
    assert not {name for name in HEAT if name != "heat-none" and f".{name} " not in sheet}
