"""Questions as trainers paste them: the messy forms in which they really come, each read or refused with its reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quizzes.formats.reading import read_questions
from cxtrain.quizzes.formats.text_export import write_text
from tests.quizzes.formats.examples import questions, same
from tests.quizzes.formats.pastes import PASTES


def read(text, language=None):
    """Return what is read of a text."""
    return read_questions(text.encode(), "text", language)


def test_the_usual_form_is_read():
    found = read("1. 客人进门，先做什么？\nA. 问候\nB、报价\nC) 走开\n答案:A\n解析:先让客人觉得受欢迎。\n难度: 易\n分类: 前台/接待\n标签: 礼仪、新员工")
    assert found.refused == () and found.counts == {"single": 1}
    assert found.report()["questions"] == [{
        "type": "single", "name": "客人进门，先做什么？", "stem": "客人进门，先做什么？", "id_number": None, "tags": ["礼仪", "新员工"],
        "category": "前台/接待", "feedback": "先让客人觉得受欢迎。", "answers": [
            {"text": "问候", "weight": 100, "feedback": ""}, {"text": "报价", "weight": 0, "feedback": ""},
            {"text": "走开", "weight": 0, "feedback": ""}]}]
    assert found.questions[0].difficulty == "easy"


def short(listed):
    """Return kind, text and answer of a question in a report: letters, a verdict, or words."""
    kind, answers = listed["type"], listed["answers"]
    if kind in ("single", "multiple"):
        answer = " ".join(chr(ord("A") + index) for index, each in enumerate(answers) if each["weight"])
    elif kind == "true_false":
        answer = str(answers[0]["weight"] == 100)
    else:
        answer = " | ".join(each["text"] for each in answers)
    return kind, listed["stem"], answer


@pytest.mark.parametrize(("why", "text", "wanted", "refused", "passed"), PASTES, ids=[paste[0] for paste in PASTES])
def test_a_messy_paste_gives_its_questions(why, text, wanted, refused, passed):
    found = read(text)
    assert [short(each) for each in found.report()["questions"]] == wanted
    assert [each.line for each in found.refused] == refused and [note.line for note in found.notes] == passed


def one(text):
    """Return the only question of a text."""
    found = read(text)
    assert found.held == 1 and found.refused == (), found.refused
    return found.taken[0]


@pytest.mark.parametrize(("text", "kind"), [
    ("1. 甲？\nA. 一\nB. 二\n答案：AB", "multiple"), ("1. 甲？\nA. 正确\nB. 错误\n答案：A", "true_false"),
    ("1. 甲？（√）", "true_false"), ("1. 甲___乙。\n答案：十", "gap_fill"), ("1. 几号？\n答案：8001", "short_answer"),
    ("1. 为什么？\n答案：因为客人在等。先动手，再解释。", "free_text"), ("1. 【数值题】几声？\n答案：3±1", "numerical"),
    ("1. [排序题] 顺序？\nA. 二\nB. 一\n答案：BA", "ordering"), ("1. 【匹配题】配对\n甲 -> 乙\n丙 -> 丁", "matching"),
    ("1. 【说明文字】下面都是同一位客人。", "description"), ("1. What?\nA) one\nB) two\nAnswer: two", "single")])
def test_the_answer_or_a_mark_tells_the_kind(text, kind):
    assert one(text).question.kind == kind


@pytest.mark.parametrize(("text", "sentence"), [
    ("1. 甲？\nA. 一\nB. 二", "The question has no answer."),
    ("1. 甲？\nA. 一\nB. 二\n答案：D", "The answer is D, but the question has no such option."),
    ("1. 甲？\nA. 一\nB. 二\n答案：都可以吧", "The answer “都可以吧” was not understood."),
    ("一、单选题\n1. 甲？\n答案：A", "The question needs options A, B … below it."),
    ("1. 甲___乙___。\n答案：x；y；z", "The text has 2 gaps, but the answer has 3 parts.")])
def test_what_cannot_be_read_is_refused_with_its_line_and_reason(text, sentence):
    found = read(text)
    assert found.taken == () and [each.sentence for each in found.refused] == [sentence]
    assert found.refused[0].line == (2 if "单选题" in text else 1)


def test_what_is_odd_is_read_with_a_warning():
    assert one("1. 甲？\nA. 一\nB. 二\n答案：A\n难度：变态").warnings[0].sentence.startswith("“变态” is no difficulty")
    several = one("一、单选题\n1. 甲？\nA. 一\nB. 二\n答案：AB")
    assert several.question.kind == "multiple" and "several right answers" in several.warnings[0].sentence
    assert "no text" in one("1. \nA. 一\nB. 二\n答案：A").warnings[0].sentence


def test_a_question_without_a_text_reports_none():
    found = read("1. \nA. 一\nB. 二\n答案：A")
    assert found.report()["questions"][0]["stem"] == "" and found.questions[0].text.zh == "…"


def test_the_language_is_what_the_letters_show_or_what_is_said():
    assert one("1. 甲乙丙？\n答案：对").question.text.zh and one("1. What is CX?\n答案：对").question.text.en
    assert read("1. CX?\n答案：对", "zh").questions[0].text.zh == "CX?"


HELD = ["single", "true_false", "short_answer", "numerical", "ordering", "free_text", "description"]


@given(st.lists(questions(HELD, alphabet="好客人店，员工先问", language="zh", feedback=False), min_size=1, max_size=3))
def test_written_and_read_again_nothing_has_changed(asked):
    made = write_text(asked, "zh")
    found = read(made.text, "zh")
    whole = [index for index, _ in enumerate(asked, 1) if not any(note.line == index for note in made.notes)]
    assert len(found.taken) == made.count
    assert made.count < len(asked) or same([asked[at - 1] for at in whole], [found.questions[at - 1] for at in whole])


def test_what_text_cannot_hold_is_named():
    asked = read("1. 甲？\nA. 一\nB. 二\n答案：A").questions[0].model_copy(update={"touchpoint": "lobby"})
    assert write_text([asked]).notes[0].sentence == "“q-1”: text cannot hold everything; not written: touchpoint."
