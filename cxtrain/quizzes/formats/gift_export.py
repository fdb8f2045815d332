"""Questions as a GIFT file. Reading it again gives the same questions, but for what a note says cannot be held. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from cxtrain.quizzes.fingerprint import words_of
from cxtrain.quizzes.formats.exports import SHARED, NotHeld, language_for, missing, note_losses, say, shares, written
from cxtrain.quizzes.formats.gift_marks import FORM, escaped
from cxtrain.quizzes.formats.markup import AUTO, HAS_TAG, HTML, MARKDOWN, PLAIN
from cxtrain.quizzes.formats.results import Note, Written
from cxtrain.quizzes.kinds.arranged import Matching, Ordering
from cxtrain.quizzes.kinds.choice import Choice, TrueFalse
from cxtrain.quizzes.kinds.numerical import NumberPart, Numerical
from cxtrain.quizzes.kinds.open import Description, FreeText
from cxtrain.quizzes.kinds.written import ShortAnswer
from cxtrain.quizzes.question import Question, Wording

NOT_HELD = (
    "difficulty", "touchpoint", "dimension", "marks", "marking", "case", "sample", "rubric", "unit_list", "unit_penalty")
TAG_OF = {HTML: "[html]", MARKDOWN: "[markdown]", PLAIN: "[plain]", AUTO: ""}


def write_gift(questions: Sequence[Question], language: str | None = None) -> Written:
    """Return the questions in GIFT; of a question in two languages, the one asked for or the Chinese."""
    category = [""]

    def write(question: Question, notes: list[Note], number: int) -> str | None:
        text = _Writer(question, language).block(notes, number)
        if text is None:
            return None
        switch = "" if (question.category or "") == category[0] else f"$CATEGORY: $course$/top/{question.category or ''}\n\n"
        category[0] = question.category or ""
        return switch + text + "\n\n"

    return written(questions, "GIFT", write)


class _Writer:
    """Writes one question."""

    def __init__(self, question: Question, language: str | None) -> None:
        self._question, self._language = question, language_for(question, language)
        self._form = question.markup if question.markup != PLAIN else AUTO
        stem = say(question.text, self._language)
        if self._form == AUTO and (HAS_TAG.search(stem) or FORM.match(stem) or stem.startswith(("//", "$CATEGORY"))):
            self._form = PLAIN
        self._stem = TAG_OF[self._form] + escaped(stem)
        self._lost = list(missing(question, NOT_HELD))

    def block(self, notes: list[Note], number: int) -> str | None:
        """Return the question's block, None for a kind that GIFT does not have."""
        answers = self._answers()
        if answers is None:
            return None
        question = self._question
        if isinstance(question, Choice) and question.kind == "multiple" and not question.weighted:
            notes.append(Note(number, SHARED, {"id": question.id, "format": "GIFT"}))
        name = f"::{escaped(question.name)}::" if question.name else ""
        text = f"{self._comment()}{name}{self._stem}"
        if not isinstance(question, Description):
            if question.explanation:
                answers = answers.removesuffix("\n") + f"\n\t####{self._part(question.explanation)}\n"
            text += f"{{{answers}}}"
        elif question.explanation:
            self._lost.append("explanation")
        note_losses(notes, number, question, "GIFT", self._lost)
        return text

    def _comment(self) -> str:
        """Return the line that carries the id number and the tags; what ends in a backslash has no place in it."""
        question = self._question
        marks = [("id", text) for text in [question.id_number] if text] + [("tag", tag) for tag in question.tags]
        self._lost += [f"{key} {text}" for key, text in marks if text.endswith("\\")]
        kept = [(key, " ".join(text.replace("]", "\\]").split())) for key, text in marks if not text.endswith("\\")]
        return f"// {' '.join(f'[{key}:{text}]' for key, text in kept)}\n" if kept else ""

    def _answers(self) -> str | None:
        question = self._question
        if isinstance(question, Choice):
            return self._options(question)
        if isinstance(question, TrueFalse):
            return self._true_false(question)
        if isinstance(question, ShortAnswer):
            return self._lines(self._accepted(question))
        if isinstance(question, Numerical):
            return "#" + self._lines(self._amount(part) for part in question.answers)
        if isinstance(question, Matching):
            return self._lines(self._pairs(question))
        if isinstance(question, Ordering):
            settings = ">0 ALL VERTICAL RELATIVE_ALL_PREVIOUS_AND_NEXT SHOW NONE"
            return settings + self._lines(self._item(item.text) for item in question.items)
        return "" if isinstance(question, FreeText | Description) else None

    def _item(self, text: Wording) -> str:
        part = self._part(text)
        if part.startswith(("//",)):
            return TAG_OF[self._form if self._form != AUTO else PLAIN] + part
        return part

    @staticmethod
    def _lines(parts: Iterable[str]) -> str:
        return "".join(f"\n\t{part}" for part in parts) + "\n"

    def _part(self, text: Wording | None) -> str:
        """Return a text in the question's form, with its tag where readers would take it for another."""
        said = say(text, self._language)
        plain = self._form == AUTO and HAS_TAG.search(said)
        tag = TAG_OF[PLAIN if self._form == AUTO else self._form] if plain or FORM.match(said) else ""
        return tag + escaped(said)

    def _typed(self, text: str) -> str:
        """Return a text that people type, which has no form."""
        tagged = (self._form in (HTML, AUTO) and ("<" in text or "&" in text)) or FORM.match(text)
        return (TAG_OF[PLAIN] if tagged else "") + escaped(text)

    def _feedback(self, text: Wording | None) -> str:
        return f"#{self._part(text)}" if text else ""

    def _options(self, question: Choice) -> str:
        worth = shares(question)
        best = max(weight for _, weight in worth)
        led = next(index for index, (_, weight) in enumerate(worth) if weight == best)
        parts = []
        for index, (option, weight) in enumerate(worth):
            mark = "=" if question.kind == "single" and index == led else "~"
            text = self._part(option.text)
            parts.append(f"{mark}{_weight(weight, 100 if mark == '=' else 0, text)}{text}{self._feedback(option.feedback)}")
        return self._lines(parts)

    def _true_false(self, question: TrueFalse) -> str:
        said = question.feedback
        answer = "TRUE" if question.answer else "FALSE"
        if not said:
            return answer
        return f"{answer}#{self._part(said.wrong)}" + (f"#{self._part(said.right)}" if said.right else "")

    def _accepted(self, question: ShortAnswer) -> Iterator[str]:
        for answer in question.answers:
            text = self._typed(answer.text)
            line = f"={_weight(answer.weight, 100, text)}{text}{self._feedback(answer.feedback)}"
            if "->" in line:
                raise NotHeld("->")
            yield line

    def _amount(self, part: NumberPart) -> str:
        if part.low is not None and part.high is not None:
            text = f"{part.low:f}..{part.high:f}"
        elif part.value is not None:
            text = f"{part.value:f}:{part.tolerance:f}"
        else:
            text = "*"
        if text == "*" and not part.weight:
            return "~" + self._feedback(part.feedback)
        return f"={_weight(part.weight, 100, text)}{text}{self._feedback(part.feedback)}"

    def _pairs(self, question: Matching) -> Iterator[str]:
        for pair in question.pairs:
            left = self._part(pair.text)
            if "->" in left:
                raise NotHeld("->")
            yield f"={left} -> {self._match(pair.match)}"
        for extra in question.extra:
            yield f"= -> {self._match(extra)}"

    def _match(self, text: Wording) -> str:
        said = say(text, self._language)
        words = " ".join(words_of(said, self._question.markup).split())
        if "<" in said and self._form == HTML:
            self._lost.append("tags in matches")
        return escaped(words)


def _weight(weight: Decimal, usual: int, text: str) -> str:
    """Return a weight as it stands before an answer; the usual one is left out where the text does not look like another."""
    return "" if weight == usual and not text.startswith("%") else f"%{weight:f}%"
