"""Gaps as Moodle writes them: {1:SHORTANSWER:=yes~%50%perhaps#why}, and [[1]] with a list of what may be chosen. Pure.

Source: docs.moodle.org, Embedded Answers (Cloze) question type; question/type/multianswer/questiontype.php.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from cxtrain.quizzes.formats.bounds import Unreadable
from cxtrain.quizzes.formats.drafts import Draft
from cxtrain.quizzes.formats.markup import HTML, PLAIN, Said, typed
from cxtrain.quizzes.kinds.written import GAP, GapPart
from cxtrain.web.bilingual import N_

TYPED = ("SHORTANSWER", "SA", "MW")
EXACT = ("SHORTANSWER_C", "SAC", "MWC")
CHOSEN = ("MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH", "MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS",
          "MULTICHOICE_HS", "MCHS")
FIELD = re.compile(r"\{(\d{0,4}):([A-Za-z_]{1,40})(?::((?:\\.|[^\\{}])*))?\}", re.DOTALL)
ANSWER = re.compile(
    r"(?P<mark>=|%(?P<weight>-?\d{1,3}(?:\.\d{1,10})?)%)?(?P<text>(?:\\.|[^\\#~])*)(?:#(?P<feedback>(?:\\.|[^\\~])*))?",
    re.DOTALL)
NO_GAPS = N_("The text has no gaps.")
OTHER_GAP = N_("A gap of the type %(type)s cannot be taken over, only those where a word is typed or one of several is chosen.")
NO_ANSWERS = N_("Gap %(number)s has no answers.")
NO_OPTION = N_("Gap [[%(number)s]] has no option of that number.")
UNEQUAL = N_("The gaps are worth different marks in the file; here each is worth the same.")
HAS_MARKS = N_("The text holds [[%(number)s]], which marks a gap here.")


def read_cloze(draft: Draft) -> None:
    """Fill in the sentence with gaps that a draft's stem describes."""
    text, form = draft.stem.text, draft.stem.form
    fields = list(FIELD.finditer(text))
    if not fields:
        raise Unreadable(NO_GAPS)
    if held := GAP.search(text):
        raise Unreadable(HAS_MARKS, number=held[1])
    if len({field[1] or "1" for field in fields}) > 1:
        draft.warn(UNEQUAL)
    parts = [_part(number, field, form) for number, field in enumerate(fields, 1)]
    numbers = iter(range(1, len(fields) + 1))
    draft.stem = replace(draft.stem, text=FIELD.sub(lambda field: f"[[{next(numbers)}]]", text))
    draft.kind, draft.body = "gap_fill", {"parts": parts}


def _part(number: int, field: re.Match[str], form: str) -> dict[str, Any]:
    kind = field[2].upper()
    if kind not in TYPED + EXACT + CHOSEN:
        raise Unreadable(OTHER_GAP, type=kind)
    pieces = re.findall(r"(?:\\.|[^\\~])+", field[3] or "", re.DOTALL)
    answers = [_answer(piece, form) for piece in pieces if piece.strip()]
    if not answers:
        raise Unreadable(NO_ANSWERS, number=number)
    part: dict[str, Any] = {"answers": answers}
    return part | ({"choose": True} if kind in CHOSEN else {"case": True} if kind in EXACT else {})


def _answer(piece: str, form: str) -> dict[str, Any]:
    found = ANSWER.fullmatch(piece.strip())
    if found is None:
        raise Unreadable(NO_ANSWERS, number="?")
    weight = Decimal(found["weight"]) if found["weight"] else Decimal(100 if found["mark"] else 0)
    part: dict[str, Any] = {"text": typed(Said(_bare(found["text"]), form))}
    if weight != 100:
        part["weight"] = format(weight, "f")
    feedback = Said(_bare(found["feedback"] or "").strip(), form)
    return part | ({"feedback": feedback} if feedback else {})


def _bare(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def read_gaps(draft: Draft, offered: Sequence[tuple[str, str]]) -> None:
    """Fill in gaps where one chooses; [[2]] in the text means that the second of what is offered is right."""
    wanted = [int(number) for number in GAP.findall(draft.stem.text)]
    if not wanted:
        raise Unreadable(NO_GAPS)
    for number in wanted:
        if not 1 <= number <= len(offered):
            raise Unreadable(NO_OPTION, number=number)
    numbers = iter(range(1, len(wanted) + 1))
    draft.stem = replace(draft.stem, text=GAP.sub(lambda found: f"[[{next(numbers)}]]", draft.stem.text))
    draft.kind, draft.body = "gap_fill", {"parts": [_choices(number, offered) for number in wanted]}


def _choices(right: int, offered: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return a gap: what is right first, then the others of its group, none twice, in the file's order."""
    word, group = offered[right - 1]
    texts = dict.fromkeys(text for text, each in offered if each == group and text)
    return {"choose": True, "answers": [{"text": text, **({} if text == word else {"weight": "0"})} for text in texts]}


def gap_texts(text: str) -> str:
    """Return what may be put into a gap, without tags."""
    return typed(Said(text, HTML if "<" in text or "&" in text else PLAIN))


def cloze_of(part: GapPart, feedbacks: Sequence[str], markup: str) -> str:
    """Return a gap as Moodle writes it, the feedback of its answers given in one language."""
    kind = "MULTICHOICE" if part.choose else "SHORTANSWER_C" if part.case else "SHORTANSWER"
    answers = []
    for answer, feedback in zip(part.answers, feedbacks, strict=True):
        bare = not answer.weight and answer.text[:1] not in "=%"
        mark = "=" if answer.weight == 100 else "" if bare else f"%{answer.weight:f}%"
        text = html.escape(answer.text, quote=False) if markup == HTML else answer.text
        answers.append(mark + _escaped(text) + (f"#{_escaped(feedback)}" if feedback else ""))
    return f"{{1:{kind}:{'~'.join(answers)}}}"


def _escaped(text: str) -> str:
    return re.sub(r"([\\}#~/\"])", r"\\\1", text)
