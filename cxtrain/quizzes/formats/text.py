"""Questions as trainers paste them: a number, the text, options A B C, 答案, 解析; Chinese or English, tidy or not. Pure.

    一、单选题（每题2分）
    1. 客人进门，先做什么？
    A. 问候  B. 报价
    答案：A
    解析：先让客人觉得受欢迎。
    难度：易  分类：前台/接待  标签：礼仪、新员工

What is read, in both languages, is told by `docs/questions.md`.
"""

from functools import partial

from cxtrain.quizzes.formats.bounds import MOST_QUESTIONS, TOO_MANY, WholeFileRefused
from cxtrain.quizzes.formats.drafts import Collector
from cxtrain.quizzes.formats.encodings import decoded
from cxtrain.quizzes.formats.results import Read
from cxtrain.quizzes.formats.text_answers import draft_of
from cxtrain.quizzes.formats.text_blocks import Cutter
from cxtrain.quizzes.formats.text_key import apply_key, split_key
from cxtrain.web.bilingual import N_

PASSED = N_("This line belongs to no question and was passed over: “%(text)s”")
LONGEST_LINE = 20_000  # characters; a longer one is no paragraph that anybody wrote


def read_text(data: bytes, language: str | None = None) -> Read:
    """Return the questions of a pasted text.

    Raises:
        WholeFileRefused: nothing of it can be read.
    """
    text, notes = decoded(data)
    lines, key = split_key([line[:LONGEST_LINE] for line in text.replace("\x0b", "\n").replace("\x0c", "\n").split("\n")])
    cutter = Cutter(lines)
    cutter.cut()
    if len(cutter.blocks) > MOST_QUESTIONS:
        raise WholeFileRefused(TOO_MANY, limit=MOST_QUESTIONS)
    apply_key(cutter.blocks, key)
    collector = Collector("text", language, notes)
    for passed in cutter.passed:
        collector.warn(passed.line, PASSED, text=passed.text[:60])
    for block in cutter.blocks:
        collector.read(block.line, block.text, partial(draft_of, block))
    return collector.result()
