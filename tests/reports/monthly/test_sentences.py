"""The three sentences say what is proven, and nothing else."""

import dataclasses

from cxtrain.reports.monthly.facts import Standing, Three
from cxtrain.reports.monthly.figures import sheet_of
from cxtrain.reports.monthly.sentences import standing, three
from cxtrain.reports.monthly.sources.counted import share
from tests.reports.monthly.conftest import EMPTY, FACTS, visits


def said(facts, language):
    return [getattr(each, language) for each in three(sheet_of(facts))]


def test_what_moved_what_is_proven_what_to_do():
    assert said(FACTS, "zh") == [
        "与上月相比，有把握的变化：培训完成率由 84.8 % 降至 70.0 %（n 230、240）；首考通过率由 70.8 % 升至 84.0 %（n 120、131）；"
        "移情性（懂客人）由 5.70 降至 5.20（n 141、134）。",
        "有把握达到目标的：人均学时 2.6（目标 2.0，n 146）；有把握未达目标的：培训完成率 70.0 %（目标 95.0 %，n 240）、暗访完成率 97.9 %（目标 100.0 %，n 48）；"
        "还不能确定的 4 项。",
        "先做一件事（培训完成率）：和各店排出逾期课程的学习时间，计入工时；其余 1 项见下表。"]
    assert said(FACTS, "en")[2] == (
        "Do this first (Training completed): agree with the stores when overdue courses are learnt, in working time; 1 more in "
        "the table.")


def test_nothing_beyond_chance_is_said_to_be_nothing():
    quiet = dataclasses.replace(FACTS, lines={"plans": Three(share(20, 15), share(20, 16)), "empathy": Three(visits(40, 5.0))})
    assert said(quiet, "zh") == ["与上月相比，1 项指标的变化都在误差范围内。", "本年度还没有设目标，不能说达到或没达到。",
                                 "没有哪一项有把握变差或未达目标，照现在的做法继续。"]


def test_where_the_last_month_is_quiet_a_year_may_speak():
    yearly = dataclasses.replace(FACTS, lines={"plans": Three(share(60, 30), share(60, 30), share(60, 55))})
    assert said(yearly, "en")[0] == ("Against last month every change is within error (1 compared); against the same month a year "
                                     "ago, beyond chance: Plan actions on time down from 91.7 % to 50.0 % (n 60, 60).")
    assert "Plan actions on time" in said(yearly, "en")[2]


def test_a_month_without_visits_asks_for_visits_first():
    assert said(EMPTY, "zh") == ["上月或本月的数据太少，还不能比较。", "本年度还没有设目标，不能说达到或没达到。",
                                 "先把数据补足：本月暗访只有 0 次，少于 8 次不作判断。"]


def test_a_rate_without_a_better_side_is_never_to_be_mended():
    upheld = dataclasses.replace(FACTS, lines={"appeals": Three(share(60, 55), share(60, 20)), "empathy": Three(visits(40, 5.0))})
    first, _, todo = said(upheld, "zh")
    assert "申诉成立率由 33.3 % 升至 91.7 %" in first and "没有哪一项" in todo


def test_stores_are_named_only_where_they_stand_apart():
    assert standing(Standing(11)).zh == "门店差异在误差范围内，本月不排名。"
    assert standing(FACTS.standing).zh == "领先：静安店；落后：外滩店；相当：9 家（近三个月，把握 ≥ 90%，不分先后）。"
    assert standing(FACTS.standing).en == "Ahead: Jing'an; behind: The Bund; alike: 9 (three months, P ≥ 90 %, in no order)."
    many = Standing(40, tuple({"zh": f"店{n}", "en": f"Store {n}"} for n in range(15)))
    assert "店11等 15 家" in standing(many).zh and "and 3 more" in standing(many).en
