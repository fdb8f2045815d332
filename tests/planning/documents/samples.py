"""Plans as they go to paper, with fixed facts."""

import datetime as dt
from dataclasses import replace

from cxtrain.measures.course import course
from cxtrain.measures.intervals import Sums
from cxtrain.planning.boards.effect import Effect
from cxtrain.planning.causes import Cause, Charted, Differ, Earlier, Elsewhere, Facts, Limits, Outcome, Practised, Triage
from cxtrain.planning.documents.drawing import Seen, radar_of, trend_of_months, trend_of_visits
from cxtrain.planning.documents.paper import Around, Ground, Measure, OptionLine, TalkLines, VisitLine, on_paper
from cxtrain.planning.evidence import OPEN as WITHIN_CHANCE
from cxtrain.planning.evidence import Comparison
from cxtrain.planning.reviews.brought import OPEN as WITHIN
from cxtrain.planning.reviews.brought import Brought
from cxtrain.planning.sheet import ActionLine, Numbers, PlanSheet, Signed
from cxtrain.planning.thresholds.numbers import DEFAULTS

NAMES = {
    "zh": {"tangibles": "有形性", "reliability": "可靠性", "responsiveness": "响应性", "assurance": "保证性", "empathy": "移情性"},
    "en": {"tangibles": "Tangibles", "reliability": "Reliability", "responsiveness": "Responsiveness", "assurance": "Assurance",
           "empathy": "Empathy"},
}
PERSONAL = ("responsiveness", "assurance", "empathy")
DAY = dt.date(2026, 5, 12)
LI, WANG = {"zh": "李想", "en": "Li Xiang"}, {"zh": "王喆", "en": "Wang Zhe"}
GREETED = {"zh": "员工主动打招呼，并说明接下来要做什么。", "en": "The employee greeted first and said what comes next."}
WAITED = {"zh": "忙碌时抬头示意，告诉客人还要等多久。", "en": "When busy, the employee looked up and said how long it takes."}


def names(language, only=tuple(NAMES["en"])):
    """Return the names of the dimensions as the chart writes them."""
    return {each: NAMES["en" if language == "en" else "zh"][each] for each in only}


def words(only):
    """Return the names of dimensions in both languages."""
    return tuple({"zh": NAMES["zh"][each], "en": NAMES["en"][each]} for each in only)


def sheet(**changes):
    """Return a coaching plan that has been worked on and reviewed."""
    return replace(PlanSheet(
        number="P-2026-0042", coaching=True, subject=WANG, subject_number="S0102", unit={"zh": "静安店", "en": "Jing'an"},
        touchpoint={"zh": "投诉处理台", "en": "Complaint desk"}, dimension={"zh": "移情性", "en": "Empathy"}, state="closed",
        due_on=dt.date(2026, 7, 11),
        finding={"zh": "最近 12 个月有 8 次神秘顾客到店，在投诉处理台的移情性平均 4.9 分，标准是 6.0 分，估计低 0.8 分。",
                 "en": "Over the last 12 months, 8 mystery shops found a mean of 4.9 for empathy at the complaint desk; the "
                       "standard is 6.0. The estimated distance is 0.8 points."},
        cause={"zh": "还没有学会或还不熟练：测验 62 分。", "en": "Not yet known, or not yet practised: 62 in the quiz."},
        goal={"zh": "到 2026-07-11，先听完、再道歉、再给方案，连续 6 次到店都做到。",
              "en": "By 2026-07-11: listen to the end, apologise, then offer a solution, in six visits in a row."},
        actions=(
            ActionLine("train", {"zh": "完成课程“倾听与挽回”，再测一次，达到 80 分。",
                                 "en": "Pass the course “Listening and recovery” and its test again, with 80 or more."},
                       WANG, dt.date(2026, 5, 26), dt.date(2026, 5, 24), "86 分"),
            ActionLine("coach", {"zh": "和主管一起演练两次，互相点评。", "en": "Two role-plays with the supervisor, with feedback both ways."},
                       LI, dt.date(2026, 6, 9), dt.date(2026, 6, 8), ""),
            ActionLine("collect", {"zh": "安排 6 次到店。", "en": "Six more visits."}, LI, dt.date(2026, 7, 4), None, "")),
        own_words="高峰时只有我一个人，先处理排队的客人，投诉的客人就等久了。", answered_on=dt.date(2026, 5, 14),
        numbers=Numbers({"zh": "神秘顾客", "en": "mystery shops"}, "2025-06", "2026-05", 8, 4.9, 6.0, -0.793, -1.312, -0.274),
        outcome="partly", review="听得完整了，道歉自然；高峰时仍会打断。继续每周演练一次。",
        compared=Comparison("mystery_shop", "2026-06", 8, 4.9, 6, 5.6, 0.7, -0.2, 1.6, WITHIN_CHANCE),
        drafted=Signed(LI, DAY), approved=Signed(LI, dt.date(2026, 5, 15)), closed=Signed({"zh": "何姐", "en": "He Jie"},
                                                                                       dt.date(2026, 7, 12))), **changes)


def team_sheet(**changes):
    """Return an improvement plan of a store, approved and under way."""
    return sheet(**{
        "coaching": False, "subject": {"zh": "静安店", "en": "Jing'an"}, "subject_number": "S01", "state": "approved",
        "own_words": "", "answered_on": None, "outcome": "", "review": "", "compared": None, "closed": None,
        "number": "P-2026-0043", "dimension": {"zh": "响应性", "en": "Responsiveness"}, **changes})


def visit_lines(count=8):
    """Return visits in words, as a person's plan lists them."""
    return tuple(VisitLine(DAY - dt.timedelta(days=17 * index), None, (GREETED,) if index % 3 else (), WAITED if index % 2 else None,
                           "等了四分钟没有人说话。" if index == 1 else "") for index in range(count))


LIMITS = Limits.of(DEFAULTS)
WHY = Triage(
    Cause.SKILL, "T3", dict(zip(("T1", "T2", "T3", "T4", "T5", "T6", "T7"), map(Outcome, (
        "not asked", "no", "yes", "no", "no", "not asked", "not asked")), strict=True)),
    Facts(chart=Charted("", low=False, points=12), quiz=Practised(62, 8, 1, "both"), played=Practised(71, 2, 1, "dimension"),
          elsewhere=(Elsewhere("check-in", {"zh": "入住办理", "en": "Check-in"}, -0.1, 7, low=False),),
          earlier=Earlier(-0.2, 9, "2024-12", "2025-11")), LIMITS, 6.0, 5.2)
TEAM_WHY = Triage(
    Cause.SYSTEM, "T1", dict(zip(("T1", "T2", "T3", "T4", "T5", "T6", "T7"), map(Outcome, (
        "yes", "unknown", "no", "no", "no", "no", "unknown")), strict=True)),
    Facts(people=Differ(0.02, 9, 54), quiz=Practised(84, 40, 9, "both"), team_quiz=Practised(84, 40, 9, "both")), LIMITS, 6.0, 5.2)
BROUGHT = on_paper(Brought(0.31, 0.39, -0.42, 1.2, 6, 8, 6, WITHIN))
BESIDE = Effect("shopper", "places", 0.4, -0.1, 0.9, 0.6, 0.2, 32, 30, 96, 91, 1, 3, ("2025-06", "2026-05", "2026-06", "2026-07"))
SCORES = (5.5, 5.0, 4.5, 5.5, 5.0, 4.0, 4.5, 5.0, 5.5, 6.0, 5.5, 6.0, 6.0, 6.5)


def around_person(language):
    """Return what stands beside a coaching plan."""
    own = {each: Sums.of([mean - 0.5, mean + 0.5] * 4) for each, mean in zip(PERSONAL, (5.6, 6.1, 4.9), strict=True)}
    store = {each: Sums.of([mean] * 30) for each, mean in zip(PERSONAL, (5.8, 5.9, 5.6), strict=True)}
    seen = [Seen((DAY + dt.timedelta(days=15 * (index - 8))).isoformat(), score) for index, score in enumerate(SCORES)]
    return Around(
        visit_lines(), 0, radar_of(own, store, standard=dict.fromkeys(PERSONAL, 6.0), names=names(language, PERSONAL)),
        trend=trend_of_visits(seen, 6.0, "2026-05-15"), measure=Measure(
            {"zh": "移情性，神秘顾客（1 至 7 分）", "en": "Empathy, mystery shops (1 to 7)"}, 5.2, 5.6, 12),
        options=(OptionLine({"zh": "课程“倾听与挽回”", "en": "Course “Listening and recovery”"}, "library", True),
         OptionLine({"zh": "高峰时请同事接待排队的客人，我先听投诉的客人说完。"}, "employee", True),
         OptionLine({"zh": "和有经验的同事搭班一周。", "en": "A week beside an experienced colleague."}, "supervisor", False)),
        talks=(TalkLines(dt.date(2026, 5, 14), LI, "让投诉的客人觉得被听懂。", "高峰时只有一个人，客人常被打断。", "先给方案，后听原因。",
                   "想当值班经理，愿意练。", "每周演练一次，高峰时叫同事。", WANG, dt.date(2026, 6, 9), "主管陪同两次高峰。",
                   dt.date(2026, 6, 10)),), dimensions=words(PERSONAL), why=WHY, ground=Ground(("A", "M1"), DEFAULTS, 0.98, disputed=1), brought=BROUGHT)


def around_team(language):
    """Return what stands beside an improvement plan."""
    means = (5.4, 5.2, 5.5, 5.3, 5.1, 5.4, 5.0, 5.2, 5.1, 4.9, 5.3, 5.2, 5.6, 5.9)
    months = [f"{2025 + (index + 3) // 12}-{(index + 3) % 12 + 1:02d}" for index in range(len(means))]
    found = course({month: Sums.of([mean - 0.8, mean + 0.8] * 4) for month, mean in zip(months, means, strict=True)}, months)
    own = {each: Sums.of([mean - 0.5, mean + 0.5] * 9) for each, mean in zip(NAMES["en"], (6.2, 5.7, 5.2, 5.9, 5.5), strict=True)}
    lines = tuple(VisitLine(DAY - dt.timedelta(days=5 * index), 5.0 + index % 3 / 2, (GREETED,), WAITED if index % 2 else None, "")
                  for index in range(8))
    return Around(lines, 45, radar_of(own, {}, standard=dict.fromkeys(own, 6.0), names=names(language)),
                  trend=trend_of_months(found, 6.0, "2026-05"), measure=Measure(
                      {"zh": "响应性，神秘顾客（1 至 7 分）", "en": "Responsiveness, mystery shops (1 to 7)"}, 5.2, 5.6, 63),
                  options=(OptionLine({"zh": "按高峰曲线排班", "en": "Roster to the peak curve"}, "library", True),
                   OptionLine({"zh": "增加自助办理机", "en": "More self check-in"}, "supervisor", False)),
                  dimensions=words(tuple(NAMES["en"])), why=TEAM_WHY, ground=Ground(("A",), DEFAULTS, 0.97))
