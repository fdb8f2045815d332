"""`cxtrain measure` on an export of answers and the pages on their counts say the same."""

from collections import Counter
from random import Random

import pytest

from cxtrain.voices import figures
from tests.voices.test_figures import rows

DRAWN = Random(7)
ANSWERS = [(DRAWN.randint(0, 10), DRAWN.randint(1, 5), (DRAWN.randint(1, 7), DRAWN.randint(1, 7)),
            (DRAWN.randint(1, 7), DRAWN.randint(1, 7))) for _ in range(211)]


def same(mine, interval, value, theirs):
    assert mine.value == pytest.approx(value, abs=1e-12)
    assert [interval.low, interval.high] == pytest.approx(theirs, abs=1e-12)


def test_the_net_promoter_score(measured):
    found = measured("a", [(answer[0],) for answer in ANSWERS], "nps", "--column", "a")
    mine = figures.nps_of(Counter(answer[0] for answer in ANSWERS))
    assert (mine.promoters, mine.passives, mine.detractors) == (found["promoters"], found["passives"], found["detractors"])
    same(mine, mine.interval, found["nps"], found["ci95"])
    same(mine, mine.adjusted, found["nps"], found["adjusted_ci95"])


def test_satisfaction(measured):
    found = measured("a", [(answer[1],) for answer in ANSWERS], "csat", "--column", "a")
    mine = figures.csat_of(Counter(answer[1] for answer in ANSWERS))
    same(mine.share, mine.share.interval, found["share"], found["ci95"])
    same(mine.mean, mine.mean.interval, found["mean"], found["mean_ci95"])
    assert {str(box.answer): box.count for box in mine.distribution} == found["distribution"]


def test_perception_against_expectation(measured, tmp_path):
    form = tmp_path / "form.yaml"
    form.write_text("scale: [1, 7]\ndimensions:\n  empathy: {weight: 100, pairs: [[E, P]]}\n")
    found = measured("P,E", [answer[2] for answer in ANSWERS], "servqual", "--instrument", form)["dimensions"]["empathy"]
    mine = figures.confirmations(rows("servqual", [answer[2] for answer in ANSWERS], "empathy"))["empathy"]
    assert (mine.perception.value, mine.expectation.value) == pytest.approx((found["perception"], found["expectation"]))
    same(mine.gap, mine.gap.interval, found["gap"], found["ci95"])


def test_importance_and_performance(measured):
    table = [(*answer[2], *answer[3]) for answer in ANSWERS]
    found = measured("P1,I1,P2,I2", table, "importance", "--pairs", "I1/P1,I2/P2")
    grid = figures.importance_grid([*rows("importance", [answer[2] for answer in ANSWERS], "a:one"),
                                    *rows("importance", [answer[3] for answer in ANSWERS], "a:two")])
    for mine, theirs in zip(grid.points, found["items"].values(), strict=True):
        same(mine.importance, mine.importance.interval, theirs["importance"], theirs["importance_ci95"])
        same(mine.performance, mine.performance.interval, theirs["performance"], theirs["performance_ci95"])
        assert (mine.quadrant, mine.undecided) == (theirs["quadrant"], theirs["undecided"])
