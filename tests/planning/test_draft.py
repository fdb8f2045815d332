import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.intervals import Sums
from cxtrain.measures.servqual import DIMENSIONS
from cxtrain.measures.shrinkage import Spread
from cxtrain.paths import resource_dir
from cxtrain.planning.causes import Cause, Facts, Practised, triage
from cxtrain.planning.draft import Scene, draft
from cxtrain.planning.findings import PERSON_DIMENSIONS, Cell, judge
from cxtrain.planning.library import read_library
from cxtrain.planning.thresholds.numbers import DEFAULTS
from cxtrain.web.bilingual import Bilingual

LIBRARY = read_library((resource_dir("scenarios") / "actions.yaml").read_bytes()).value
SPREAD = Spread(mu=5.60, mu_variance=0.0, between=0.16, within=1.0, units=20, n=160)
TODAY = dt.date(2026, 5, 6)
SCENE = Scene(Bilingual("静安店", "Jing'an"), Bilingual("投诉处理", "Complaint desk"), "feedback", "offline",
              "mystery_shop", 12)


def finding(subject="person", *, mean=4.9, dimension="empathy", visits=1):
    values = [mean + step for step in (-1.2, -1, -0.6, -0.2, 0.2, 0.6, 1, 1.2)] * visits
    return judge(Cell(subject, 1, "complaint", dimension, Sums.of(values), 6.0, 1.3), SPREAD)


def drafted(found, cause=Cause.OPEN, scene=SCENE):
    return draft(found, LIBRARY, scene=scene, cause=cause, today=TODAY)


def test_it_meets_the_worked_example():
    # Quiz 62 %: knowledge or skill, so practise in the dimension, then watch on the job; class A is checked in 60 days.
    found = finding()
    plan = drafted(found, triage(found, Facts(quiz=Practised(62.0, 8, 1, "both"))).cause)
    assert [(action.kind, action.dimension) for action in plan.actions] == [("train", "empathy"), ("collect", None)]
    assert plan.due_on == dt.date(2026, 7, 5)


def test_it_says_what_was_found_in_both_languages():
    # Own mean 4.9 of 8 visits, standard 6, gap after shrinkage .793.
    plan = drafted(finding())
    assert plan.finding.zh == ("近 12 个月，在“投诉处理”有 8 次神秘顾客暗访能确认是本人接待。移情性（懂客人）平均 4.9 分，"
                               "标准是 6.0 分。去掉偶然起伏，估计还差 0.8 分，较有把握。")
    assert "8 mystery shops at Complaint desk" in plan.finding.en
    assert "4.9" in plan.finding.en and "0.8 points short" in plan.finding.en


def test_a_persons_plan_has_no_class_words_and_no_name():
    plan = drafted(finding())
    text = f"{plan.finding} {plan.goal} {plan.cause}"
    for word in ("A 类", "class A", "优先", "priority", "PI", "静安店"):
        assert word not in text


def test_a_team_goal_goes_half_the_way_and_asks_for_visits_that_a_store_can_have():
    # 24 visits, mean 3.0: B = 1/(1 + 24 * .16) = .207, g = .207 * -.4 + .793 * -3 = -2.46; baseline 3.5, target 4.8;
    # 2 * (1.96 + .84)² / 1.23² = 10.4, so 11 visits on each side.
    plan = drafted(finding("unit", mean=3.0, visits=3))
    assert "从估计的 3.5 分提高到 4.8 分以上" in plan.goal.zh
    assert "前后各有约 11 次才能下结论" in plan.goal.zh


def test_a_goal_that_no_store_could_prove_only_looks_at_the_direction():
    plan = drafted(finding("unit", mean=4.9))
    assert "只看方向" in plan.goal.zh and "才能下结论" not in plan.goal.zh
    assert "look at the direction" in plan.goal.en


@pytest.mark.parametrize(
    ("cause", "kinds"),
    [
        (Cause.SYSTEM, ["process", "collect"]),
        (Cause.STANDARD, ["process", "train", "collect"]),
        (Cause.PROMISE, ["process", "collect"]),
        (Cause.EVENT, ["collect"]),
        (Cause.OPEN, ["collect", "process", "coach"]),
    ],
)
def test_a_team_is_trained_only_where_the_cause_is_knowledge(cause, kinds):
    assert [action.kind for action in drafted(finding("unit"), cause).actions] == kinds


def test_a_product_goes_to_its_owner_and_nobody_is_trained():
    product = Scene(SCENE.unit, SCENE.touchpoint, "use", "product", "mystery_shop", 12)
    plan = drafted(finding("unit"), Cause.STANDARD, product)
    assert "train" not in [action.kind for action in plan.actions]
    assert any("产品负责人" in action.what.zh or "标准" in action.what.zh for action in plan.actions)


def test_the_stage_of_the_touchpoint_chooses_the_action():
    feedback = drafted(finding("unit", dimension="responsiveness"))
    use = drafted(finding("unit", dimension="responsiveness"),
                  scene=Scene(SCENE.unit, SCENE.touchpoint, "use", "offline", "mystery_shop", 12))
    assert "投诉" in feedback.actions[1].what.zh
    assert "排班" in use.actions[1].what.zh


def test_no_plan_is_drafted_from_what_does_not_allow_one():
    slight = judge(Cell("person", 1, "complaint", "empathy", Sums.of([4, 5]), 6.0), SPREAD)
    with pytest.raises(ValueError, match="does not allow"):
        drafted(slight)


@given(st.sampled_from(list(Cause)), st.sampled_from(["awareness", "purchase", "use", "feedback"]),
       st.sampled_from(["online", "offline", "product", "internal"]), st.sampled_from(["person", "unit"]), st.data())
def test_every_draft_keeps_the_limits(cause, stage, channel, subject, data):
    dimension = data.draw(st.sampled_from(PERSON_DIMENSIONS if subject == "person" else DIMENSIONS))
    scene = Scene(SCENE.unit, SCENE.touchpoint, stage, channel, "mystery_shop", 12)
    plan = drafted(finding(subject, mean=3.0, dimension=dimension), cause, scene)
    assert 1 <= len(plan.actions) <= 3
    assert all(TODAY < action.due_on <= plan.due_on for action in plan.actions)
    assert "%(" not in f"{plan.finding} {plan.goal}"
    assert len(plan.options) >= 2 and len({option.action.what for option in plan.options}) == len(plan.options)
    assert tuple(option.action for option in plan.options if option.chosen) == plan.actions
    assert plan.smart.baseline < plan.smart.target <= 6.0 and plan.smart.check_on == plan.due_on
    if subject == "person":
        assert len([action for action in plan.actions if action.dimension]) == (0 if cause is Cause.EVENT else 1)
        assert not plan.smart.provable and plan.smart.per_side == 6
        assert "process" not in {action.kind for action in plan.actions}


def test_the_goal_has_its_numbers():
    # Baseline 3.5, target 4.8, 11 visits on each side: as the sentence of the goal says.
    plan = drafted(finding("unit", mean=3.0, visits=3))
    assert (round(plan.smart.baseline, 1), round(plan.smart.target, 1), plan.smart.per_side) == (3.5, 4.8, 11)
    assert plan.smart.provable and plan.smart.check_on == plan.due_on
    assert plan.smart.indicator.zh == "“投诉处理”的移情性，神秘顾客暗访的估计平均分（1–7 分）"


def test_practice_takes_the_course_of_its_touchpoint_unless_the_library_names_one():
    scene = replace(SCENE, course="moments-of-truth")
    assert [action.course for action in drafted(finding(), Cause.SKILL, scene).actions] == ["moments-of-truth", None]
    train = next(action for action in LIBRARY.actions if action.id == "e-train")
    named = LIBRARY.with_actions({"e-train": train.model_copy(update={"course": "listening"})})
    plan = draft(finding(), named, scene=scene, cause=Cause.SKILL, today=TODAY)
    assert plan.actions[0].course == "listening"


def test_an_event_is_looked_into_before_anything_else():
    assert "五个“为什么”" in drafted(finding("unit"), Cause.EVENT).actions[0].what.zh
    person = drafted(finding(), Cause.EVENT)
    assert [action.dimension for action in person.actions] == [None] and "不下结论" in person.actions[0].what.zh


def test_the_days_to_the_check_are_those_that_hr_set():
    rules = replace(DEFAULTS, now_days=45)
    found = judge(Cell("person", 1, "complaint", "empathy", finding().cell.sums, 6.0, 1.3), SPREAD, thresholds=rules)
    assert drafted(found).due_on == TODAY + dt.timedelta(45)
