"""The words and marks by which pasted questions are told apart: headings, numbers, letters and labels. Pure."""

import re
import unicodedata
from collections.abc import Iterable

KIND_WORDS = {  # longer words first where one holds another
    "single": ("单项选择题", "单项选择", "单选题", "单选", "single choice", "single answer", "single-choice"),
    "multiple": ("不定项选择题", "不定项选择", "不定项", "多项选择题", "多项选择", "多选题", "多选", "multiple answers",
                 "multiple answer", "multiple response", "multiple-response", "select all that apply"),
    "choice": ("选择题", "multiple choice", "multiple-choice"),
    "true_false": ("判断对错题", "判断题", "是非题", "正误题", "对错题", "判断", "true or false", "true/false", "true-false"),
    "gap_fill": ("填空题", "填空", "fill in the blanks", "fill in the blank", "fill-in-the-blank", "gaps"),
    "short_answer": ("短答题", "short answers", "short answer"),
    "numerical": ("数值题", "计算题", "numerical", "number"),
    "matching": ("匹配题", "连线题", "配对题", "matching"),
    "ordering": ("排序题", "ordering", "put in order"),
    "description": ("说明文字", "阅读材料", "description"),
    "free_text": ("案例分析题", "情景分析题", "案例分析", "简答题", "问答题", "论述题", "案例题", "主观题", "开放题", "简答",
                  "问答", "free text", "essay", "open question"),
}
KIND_OF = {word: kind for kind, words in KIND_WORDS.items() for word in words}
MARKER_OF = {  # how an export names a kind
    "zh": {"single": "单选题", "multiple": "多选题", "true_false": "判断题", "gap_fill": "填空题", "short_answer": "短答题",
           "numerical": "数值题", "matching": "匹配题", "ordering": "排序题", "free_text": "简答题", "description": "说明文字"},
    "en": {"single": "Single choice", "multiple": "Multiple answers", "true_false": "True or false", "gap_fill": "Gaps",
           "short_answer": "Short answer", "numerical": "Number", "matching": "Matching", "ordering": "Ordering",
           "free_text": "Free text", "description": "Description"},
}
LABEL_WORDS = {
    "answer": ("正确答案", "参考答案", "标准答案", "答案", "答", "correct answers", "correct answer", "answers", "answer",
               "ans", "key"),
    "explanation": ("答案解析", "试题解析", "题目解析", "解析", "详解", "explanation", "rationale", "feedback"),
    "difficulty": ("难易程度", "难易度", "难度", "difficulty"),
    "category": ("知识点", "分类", "类别", "章节", "考点", "category", "topic"),
    "tags": ("标签", "关键词", "tags", "tag"),
    "marks": ("分值", "分数", "marks", "points", "score"),
    "kind": ("题型", "题目类型", "type"),
    "stem": ("题干", "题目", "question"),
    "name": ("题目名称", "名称", "name", "title"),
    "id_number": ("题目编号", "编号", "id"),
}
LABEL_OF = {word: key for key, words in LABEL_WORDS.items() for word in words}
DIFFICULTY_OF = {
    **dict.fromkeys(("易", "容易", "简单", "低", "初级", "easy", "1", "★"), "easy"),
    **dict.fromkeys(("中", "中等", "一般", "适中", "较易", "较难", "中级", "medium", "normal", "2", "★★"), "medium"),
    **dict.fromkeys(("难", "困难", "高", "很难", "高级", "hard", "difficult", "3", "★★★"), "hard"),
}
TRUE_WORDS = frozenset("正确 对 √ ✓ ✔ ☑ t true right correct".split())
FALSE_WORDS = frozenset("错误 错 不正确 不对 × ✗ ✘ ✕ x ☒ f false wrong incorrect".split())
MORE_TRUE, MORE_FALSE = frozenset("是 y yes a".split()), frozenset("否 不是 n no b".split())  # where the kind is known


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


KIND = _either(KIND_OF)
LABEL = _either(LABEL_OF)
LABELS = re.compile(rf"(?P<open>[【\[「]\s*)?(?P<word>{LABEL})\s*(?(open)[】\]」]\s*[:：]?|[:：])\s*", re.IGNORECASE)
BARE_ANSWER = re.compile(r"(?:正确|参考|标准)?答案\s*(?=(?:[A-TＡ-Ｔ][\s、,，]*)+[。.]?$|[√×✓✔✗✘对错]|正确|错误)")
ANSWER_WITHIN = re.compile(
    r"(?:(?<=[\s。；;，,)）】\]?？!！_＿])|(?<=[\u4e00-\u9fff]))"
    r"(?:[【\[（(]\s*(?:正确|参考|标准)?答案\s*[】\]]?\s*[:：]?|(?:正确|参考|标准)?答案\s*[:：]"
    r"|(?:Correct answer|Answer|Ans)\s*[:：])\s*"
    r"(?=(?:[A-TＡ-Ｔ][\s、,，]*)+(?:[)）】\]。.;；【解难分知标]|$|\s)|[√×✓✔✗✘对错]|正确|错误)", re.IGNORECASE)
BULLET = re.compile(r"[○●□■☐◯◎]\s*(?![A-Ta-tＡ-Ｔ]\s*[.．、:：)）])(?=\S)")
WORTH = r"\d{1,3}(?:[.．]\d{1,2})?"
MARKER = re.compile(
    rf"[【\[（(]\s*(?P<kind>{KIND})\s*(?:[，,、:：]?\s*(?P<marks>{WORTH})\s*分)?\s*[】\]）)]\s*\*?\s*", re.IGNORECASE)
MARKS = re.compile(rf"[（(【\[]\s*(?:本题\s*)?({WORTH})\s*(?:分|points?|marks?)\s*[)）】\]]", re.IGNORECASE)
MARKS_EACH = re.compile(rf"每(?:小)?题\s*({WORTH})\s*分|({WORTH})\s*(?:points?|marks?) each", re.IGNORECASE)
ORDINAL = (
    r"(?:第?[一二三四五六七八九十]{1,3}(?:部分|大题|章)?\s*[、.．:：)）]?|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|Part\s+\w{1,5}\s*[:.]?|#{1,4}|[IVX]{1,4}[.、])")
HEADING = re.compile(
    rf"(?P<ordinal>{ORDINAL})?\s*[【\[]?\s*(?P<kind>{KIND})s?(?:\s+questions?)?(?:题)?\s*[】\]]?\s*[:：]?\s*"
    r"(?P<rest>[（(【\[].*|[，,]?\s*(?:本大题)?(?:共|每|合计).*)?", re.IGNORECASE)
CHAPTER = re.compile(
    r"(?:第\s*[一二三四五六七八九十\d]{1,3}\s*[章节篇编]|第?[一二三四五六七八九十]{1,3}(?:部分)?\s*[、.．]).{0,60}")
PAGE = re.compile(
    r"[-—\s]*(?:第\s*\d{1,4}\s*页.{0,30}|\d{1,4}\s*/\s*\d{1,4}|[-—]\s*\d{1,4}\s*[-—]|[-=_*—]{4,})[-—\s]*")
GIVEN = r"(?:[A-TＡ-Ｔa-t√×✓✔✗✘对错]{1,8}|正确|错误)?"
NUMBER = re.compile(
    rf"(?:[（(【\[]\s*(?P<given>{GIVEN})\s*[)）】\]]\s*)?"
    r"(?:第\s*(?P<di>\d{1,5})\s*题\s*[、.．:：)）]?|[（(【\[]\s*(?P<bracket>\d{1,4})\s*[)）】\]]\s*[、.．:：]?"
    r"|(?P<dot>\d{1,5})\s*(?:[、)）:：]|[.．](?!\d))|(?:Q|Question)\s*(?P<q>\d{1,5})\s*[.:、)：]?"
    r"|题目?\s*(?P<ti>\d{1,5})\s*[、.．:：])\s*", re.IGNORECASE)
OPTION = re.compile(
    r"(?P<mark>[*√✓✔]\s*)?(?:[○●□■☐◯◎•·]\s*)?[（(【\[]?\s*(?P<letter>[A-Ta-tＡ-Ｔａ-ｔ])\s*"
    r"(?:[)）】\]]\s*[.．、:：]?|[.．、:：,，]|(?<=\S)\s+(?=\S))\s*(?P<text>.*)", re.DOTALL)
RIGHT = re.compile(
    r"\s*(?:[（(【\[]\s*(?:正确答案|正确|√|✓|✔|right|correct(?: answer)?)\s*[)）】\]]|[√✓✔]|\s\*)\s*$", re.IGNORECASE)
BLANK = re.compile(r"[（(【]\s*[)）】]|\[\s{1,20}\]|[_＿]{2,}|\[\[\d{1,2}\]\]")
FILLED = re.compile(r"[（(]\s*([^（）()\n]{1,100}?)\s*[)）]|【\s*([^【】\n]{1,100}?)\s*】")


def folded(text: str) -> str:
    """Return a word as these tables hold it: narrow, small, without spaces at its ends."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def letters_of(text: str) -> str:
    """Return the letters of an answer such as "A、C" or "ＡＣ", in capitals; nothing where it is no row of letters."""
    plain = re.sub(r"\band\b|和|与", ",", unicodedata.normalize("NFKC", text[:200])).strip().rstrip("。.;")
    found = re.fullmatch(r"[(\[【]?\s*([A-Ta-t](?:[\s,、;/&+]*[A-Ta-t])*)\s*[)\]】]?", plain)
    return "".join(re.findall("[A-T]", found[1].upper())) if found else ""


def judged(text: str, *, known: bool = False) -> bool | None:
    """Return whether a word says true or false; where the kind is `known`, 是, 否, A and B do too."""
    word = folded(text).strip("()（）【】[]。.;；").strip()
    if word in TRUE_WORDS or (known and word in MORE_TRUE):
        return True
    return False if word in FALSE_WORDS or (known and word in MORE_FALSE) else None
