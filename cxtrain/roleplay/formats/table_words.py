"""The words of the trainers' table, Chinese and English: its columns, its marks, its dimensions and its ends. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from cxtrain.roleplay.schema import DIMENSIONS, LARGEST, OUTCOMES, STEPS

TEXT_COLUMNS = ("sees", "says", "say", "reaction", "coaching", "end_title")
COLUMNS = {
    "scene": "场景编号 场景 场景号 编号 情景编号 scene sceneid scenenumber sceneno",
    "sees": "看到听到 看到 看见听见 所见所闻 现场 现场情况 sees seen yousee youseeandhear whatyousee whatyouseeandhear seehear",
    "says": "客户说 客人说 顾客说 客户的话 客人的话 says customersays thecustomersays guestsays",
    "say": "应对 应对话术 话术 选项 员工说 怎么说 say choice answer response yousay whatyousay",
    "reaction": "反应 客户反应 客人反应 顾客反应 reaction customerreaction",
    "coaching": "点评 讲评 辅导 解析 coaching comment feedback",
    "points": "加分维度 加分 得分 分值 维度 points score dimension dimensions",
    "next": "下一场景 下一场 下一步 跳转 去向 next nextscene leadsto goto",
    "step": "步骤 mot步骤 环节 step motstep",
    "mood": "情绪 心情 情绪变化 mood moodchange",
    "moment": "关键时刻 是否关键时刻 momentoftruth mot",
    "outcome": "结局 结果 结束 outcome ending",
    "end_title": "结局标题 endingtitle endtitle",
}
ABOUT = {
    "title": "标题 名称 情景名称 题目 title name",
    "brief": "背景 简介 情景背景 brief background",
    "customer": "客户 客人 顾客 客户称呼 customer guest customername",
    "kind": "客户类型 客人类型 customerkind kind",
    "touchpoint": "触点 接触点 touchpoint",
    "slug": "标识 网址名 slug",
}
ABOUT_HEAD = "项目 item field"
LANGUAGES = {"zh": "中文 汉语 汉文 zh cn chinese", "en": "英文 英语 en english"}
DIMENSION_WORDS = dict(
    zip(
        DIMENSIONS,
        ("有形性 看得见", "可靠性 说到做到", "响应性 反应快", "保证性 安全性 让人放心", "移情性 共情性 关怀性 懂客人"),
        strict=True,
    )
)
STEP_WORDS = dict(zip(STEPS, ("探索", "提议", "行动", "确认"), strict=True))
OUTCOME_WORDS = dict(zip(OUTCOMES, ("惊喜 喜出望外", "满意", "平淡 一般 无感", "流失 失去 离开"), strict=True))
YES, NO = ("是", "有", "√", "✓", "✔", "yes", "y", "true", "1", "关键时刻"), ("否", "无", "×", "no", "n", "false", "0")
END_WORDS = ("结束", "结局", "完", "end", "ending")
POINT = re.compile(r"(?P<name>[^\d+\-−:：()=×x*]+?)\s*[:：=(×x*]?\s*(?P<number>[+\-−]?\s*\d{1,6}(?:\.\d{1,3})?)?\s*分?\)?")


def key_of(text: str) -> str:
    """Return a heading without what people put around it: blanks, stars, brackets, capitals, full-width letters."""
    return re.sub(r"[\s()\[\]*_:.\-/+&'\"、]+", "", unicodedata.normalize("NFKC", text).lower().replace("（", "("))


def _reverse(words: Mapping[Any, str]) -> dict[str, str]:
    return {word: name for name, known in words.items() for word in (*known.split(), name.replace("_", ""))}


COLUMN_OF, ABOUT_OF, DIMENSION_OF = _reverse(COLUMNS), _reverse(ABOUT), _reverse(DIMENSION_WORDS)
STEP_OF, OUTCOME_OF, LANGUAGE_OF = _reverse(STEP_WORDS), _reverse(OUTCOME_WORDS), _reverse(LANGUAGES)
LANGUAGE_OF |= {"zhcn": "zh", "enus": "en"}


def column_of(heading: str) -> tuple[str, str | None] | None:
    """Return the column that a heading names and the language it tells, None for one that we do not know."""
    key = key_of(heading)
    if key in COLUMN_OF:
        return COLUMN_OF[key], None
    for word, language in LANGUAGE_OF.items():
        for rest in (key.removesuffix(word), key.removeprefix(word)):
            if rest != key and COLUMN_OF.get(rest) in TEXT_COLUMNS:
                return COLUMN_OF[rest], language
    return None


def points_of(text: str) -> dict[str, int | float] | None:
    """Return points from words such as "响应性+2，移情性" or "empathy: 1"; None where a part is not understood."""
    points: dict[str, int | float] = {}
    for part in re.split(r"[,，;；、\n]+", unicodedata.normalize("NFKC", text)):
        if not part.strip():
            continue
        match = POINT.fullmatch(part.strip())
        name = DIMENSION_OF.get(key_of(match["name"])) if match else None
        if match is None or name is None or name in points:
            return None
        points[name] = number_of(match["number"] or "1") or 0
    return points


def number_of(text: str) -> int | float | None:
    """Return a number that a cell holds: +1, −2, 0.5."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("−", "-")
    if not re.fullmatch(r"[+-]?\d{1,7}(\.\d{1,3})?", plain) or abs(Fraction(plain)) > LARGEST:
        return None
    return float(plain) if "." in plain else int(plain)


def outcome_of(text: str) -> tuple[bool, str | None]:
    """Return whether a text names an end, and the outcome it tells: "结束", "END", "满意", "结束（满意）"."""
    key = key_of(text)
    for word in sorted(END_WORDS, key=len, reverse=True):
        if key == word:
            return True, None
        if key.startswith(word) and key[len(word) :] in OUTCOME_OF:
            return True, OUTCOME_OF[key[len(word) :]]
    return key in OUTCOME_OF, OUTCOME_OF.get(key)
