"""Questions as text that people can read, print and paste again. What is written is read back before it counts. Pure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from cxtrain.quizzes.fingerprint import words_of
from cxtrain.quizzes.formats.exports import NotHeld, language_for, missing, note_losses, say, written
from cxtrain.quizzes.formats.parts import letter_of
from cxtrain.quizzes.formats.results import Note, Written, plain_number
from cxtrain.quizzes.formats.text import read_text
from cxtrain.quizzes.formats.text_words import MARKER_OF
from cxtrain.quizzes.kinds.arranged import Matching, Ordering
from cxtrain.quizzes.kinds.choice import Choice, TrueFalse
from cxtrain.quizzes.kinds.every import digest_of, from_data
from cxtrain.quizzes.kinds.numerical import Numerical
from cxtrain.quizzes.kinds.open import FreeText
from cxtrain.quizzes.kinds.written import GAP, GapFill, ShortAnswer
from cxtrain.quizzes.question import Accepted, Question, Wording

NOT_HELD = ("touchpoint", "dimension", "marking", "case", "rubric", "unit_list", "unit_penalty")
WORDS = {
    "zh": {"answer": "答案：", "explanation": "解析：", "difficulty": "难度：", "category": "分类：", "tags": "标签：",
           "name": "名称：", "id_number": "编号：", "marks": "分值：",
           "easy": "易", "medium": "中", "hard": "难", True: "正确", False: "错误"},
    "en": {"answer": "Answer: ", "explanation": "Explanation: ", "difficulty": "Difficulty: ", "category": "Category: ",
           "tags": "Tags: ", "name": "Name: ", "id_number": "ID: ", "marks": "Marks: ", "easy": "easy", "medium": "medium",
           "hard": "hard", True: "True", False: "False"},
}


def write_text(questions: Sequence[Question], language: str | None = None) -> Written:
    """Return the questions as text; of a question in two languages, the one asked for or the Chinese."""
    count = [0]

    def write(question: Question, notes: list[Note], number: int) -> str | None:
        if question.kind not in MARKER_OF["en"]:
            return None
        text = _Writer(question, language).text(notes, number, count[0] + 1)
        count[0] += 1
        return text

    return written(questions, "text", write)


class _Writer:
    """Writes one question."""

    def __init__(self, question: Question, language: str | None) -> None:
        self._question, self._language = question, language_for(question, language)
        self._words = WORDS[self._language]
        self._lost = list(missing(question, NOT_HELD))

    def text(self, notes: list[Note], number: int, place: int) -> str:
        """Return the question's lines.

        Raises:
            NotHeld: reading them again would give another question.
        """
        try:
            question = from_data(self._data())
        except ValidationError as fault:
            raise NotHeld("nothing is left of a text") from fault
        lines = f"{place}. [{MARKER_OF[self._language][question.kind]}] " + "\n".join(self._lines(question))
        again = read_text(lines.encode(), self._language).questions
        if len(again) != 1 or digest_of(again[0]) != digest_of(question):
            raise NotHeld("its words look like marks of this form")
        note_losses(notes, number, self._question, "text", self._lost)
        return lines + "\n\n"

    def _data(self) -> dict[str, Any]:
        """Return what a text can hold of the question, as plain data in one language."""
        question = self._question
        data: dict[str, Any] = {"id": question.id, "kind": question.kind, "text": self._said(question.text)}
        for key in ("name", "id_number", "category", "difficulty"):
            if value := getattr(question, key):
                data[key] = value
        if question.tags:
            data["tags"] = list(question.tags)
        if question.marks != 1:
            data["marks"] = plain_number(question.marks)
        if question.explanation:
            data["explanation"] = self._said(question.explanation)
        return data | self._body()

    def _said(self, text: Wording) -> dict[str, str]:
        said = say(text, self._language)
        words = words_of(said, self._question.markup)
        if "<" in said and self._question.markup == "html":
            self._lost.append("tags")
        return {self._language: "\n".join(line.strip() for line in words.split("\n") if line.strip())}

    def _body(self) -> dict[str, Any]:
        question = self._question
        if isinstance(question, Choice):
            return {"options": list(self._options(question))}
        if isinstance(question, TrueFalse):
            self._lost += ["feedback"] if question.feedback else []
            return {"answer": question.answer}
        if isinstance(question, ShortAnswer):
            return {"answers": self._accepted(question.answers)}
        if isinstance(question, GapFill):
            self._lost += ["choose"] if any(part.choose for part in question.parts) else []
            return {"parts": [{"answers": self._accepted(part.answers)} for part in question.parts]}
        if isinstance(question, Numerical):
            return {"answers": self._numbers(question)}
        if isinstance(question, Matching):
            self._lost += ["extra"] if question.extra else []
            return {"pairs": [{"id": letter_of(index), "text": self._said(pair.text), "match": self._said(pair.match)}
                              for index, pair in enumerate(question.pairs)]}
        if isinstance(question, Ordering):
            items = [self._said(item.text) for item in question.items]
            return {"items": [{"id": letter_of(index), "text": text} for index, text in enumerate(items)]}
        return {"sample": self._said(question.sample)} if isinstance(question, FreeText) and question.sample else {}

    def _options(self, question: Choice) -> Iterator[dict[str, Any]]:
        """Yield the options, right those that earn something: the whole mark where only one can be chosen."""
        if question.weighted:
            self._lost.append("weight")
        if any(option.feedback for option in question.options):
            self._lost.append("feedback")
        best = max((option.weight or Decimal(0) for option in question.options), default=Decimal(0))
        single = question.kind == "single" and question.weighted and not any(option.correct for option in question.options)
        for index, option in enumerate(question.options):
            right = option.weight == best if single else option.correct or (question.kind == "multiple" and option.right)
            part: dict[str, Any] = {"id": letter_of(index), "text": self._said(option.text)}
            yield part | ({"correct": True} if right else {})

    def _accepted(self, answers: Sequence[Accepted]) -> list[dict[str, str]]:
        """Return the answers that earn the whole mark."""
        whole = [answer for answer in answers if answer.weight == 100]
        if len(whole) < len(answers) or any(answer.feedback for answer in answers):
            self._lost.append("weight and feedback of answers")
        if not whole:
            raise NotHeld("no answer earns the whole mark")
        return [{"text": answer.text} for answer in whole]

    def _numbers(self, question: Numerical) -> list[dict[str, str]]:
        first = next((part for part in question.answers if part.weight == 100 and part.ends), None)
        if first is None:
            raise NotHeld("no number earns the whole mark")
        if len(question.answers) > 1 or first.feedback:
            self._lost.append("weight and feedback of answers")
        if first.low is not None and first.high is not None:
            return [{"low": f"{first.low:f}", "high": f"{first.high:f}"}]
        tolerance = {"tolerance": f"{first.tolerance:f}"} if first.tolerance else {}
        return [{"value": f"{first.value:f}", **tolerance}]

    def _lines(self, question: Question) -> Iterator[str]:
        """Yield the lines of a question that holds no more than a text can."""
        stem = say(question.text, self._language)
        yield GAP.sub("____", stem) if isinstance(question, GapFill) else stem
        given = question.items if isinstance(question, Ordering) else question.options if isinstance(question, Choice) else ()
        for index, part in enumerate(given):
            yield f"{letter_of(index).upper()}. {say(part.text, self._language)}"
        if isinstance(question, Matching):
            for pair in question.pairs:
                yield f"{say(pair.text, self._language)} -> {say(pair.match, self._language)}"
        if answer := self._answer(question):
            yield self._words["answer"] + answer
        if question.explanation:
            yield self._words["explanation"] + say(question.explanation, self._language)
        if question.difficulty:
            yield self._words["difficulty"] + self._words[question.difficulty]
        for key in ("category", "name", "id_number"):
            if value := getattr(question, key):
                yield self._words[key] + value
        if question.tags:
            yield self._words["tags"] + "、".join(question.tags)
        if question.marks != 1:
            yield self._words["marks"] + plain_number(question.marks)

    def _answer(self, question: Question) -> str:
        if isinstance(question, Choice):
            return "".join(letter_of(index).upper() for index, option in enumerate(question.options) if option.correct)
        if isinstance(question, Ordering):
            return "".join(letter_of(index).upper() for index in range(len(question.items)))
        if isinstance(question, TrueFalse):
            return self._words[question.answer]
        if isinstance(question, ShortAnswer):
            return self._typed(question.answers)
        if isinstance(question, GapFill):
            return "；".join(self._typed(part.answers) for part in question.parts)
        if isinstance(question, Numerical):
            first = question.answers[0]
            ends = f"{first.low:f}~{first.high:f}" if first.low is not None and first.high is not None else ""
            return ends or f"{first.value:f}" + (f"±{first.tolerance:f}" if first.tolerance else "")
        return say(question.sample, self._language) if isinstance(question, FreeText) else ""

    @staticmethod
    def _typed(answers: Sequence[Accepted]) -> str:
        return "/".join(answer.text.replace("\\*", "*") for answer in answers)
