"""Questions as trainers paste them: the messy forms in which they really come, each read or refused with its reason."""

from cxtrain.quizzes.formats.reading import read_questions


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
