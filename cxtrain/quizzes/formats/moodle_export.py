"""Questions as Moodle XML. Reading it again gives the same questions, but for what a note says cannot be held. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from cxtrain.quizzes.fingerprint import words_of
from cxtrain.quizzes.formats.cloze import cloze_of
from cxtrain.quizzes.formats.exports import SHARED, language_for, missing, note_losses, say, shares, written
from cxtrain.quizzes.formats.results import Note, Written, plain_number
from cxtrain.quizzes.kinds.arranged import Matching, Ordering
from cxtrain.quizzes.kinds.choice import Choice, TrueFalse
from cxtrain.quizzes.kinds.numerical import NumberPart, Numerical, Unit
from cxtrain.quizzes.kinds.open import FreeText
from cxtrain.quizzes.kinds.written import GAP, GapFill, ShortAnswer
from cxtrain.quizzes.question import Question, Wording

NOT_HELD = ("difficulty", "touchpoint", "dimension", "marking", "rubric")
TYPES = {
    "single": "multichoice", "multiple": "multichoice", "true_false": "truefalse", "short_answer": "shortanswer",
    "numerical": "numerical", "matching": "matching", "ordering": "ordering", "gap_fill": "cloze", "free_text": "essay",
    "description": "description",
}
FORMS = {"plain": "plain_text", "html": "html", "markdown": "markdown"}
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HEAD, FOOT = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n', "</quiz>\n"


def write_moodle_xml(questions: Sequence[Question], language: str | None = None) -> Written:
    """Return the questions in Moodle XML; of a question in two languages, the one asked for or the Chinese."""
    category = [""]

    def write(question: Question, notes: list[Note], number: int) -> str | None:
        if question.kind not in TYPES:
            return None
        text = _Writer(question, language).element(notes, number)
        switch = "" if (question.category or "") == category[0] else _category(question.category or "")
        category[0] = question.category or ""
        return switch + text

    found = written(questions, "Moodle XML", write)
    return Written(HEAD + found.text + FOOT, found.count, found.notes)


def _category(path: str) -> str:
    return f'  <question type="category">\n    <category>{_text("$course$/top/" + path)}</category>\n  </question>\n'


def _text(text: str) -> str:
    """Return a text element; what holds tags stands in CDATA, so that people can read the file."""
    clean = UNWRITABLE.sub("", text)
    if "<" not in clean and "&" not in clean:
        return f"<text>{escape(clean)}</text>"
    return "<text><![CDATA[" + clean.replace("]]>", "]]]]><![CDATA[>") + "]]></text>"


class _Writer:
    """Writes one question."""

    def __init__(self, question: Question, language: str | None) -> None:
        self._question, self._language = question, language_for(question, language)
        self._form = FORMS[question.markup]
        self._lost = list(missing(question, NOT_HELD))

    def element(self, notes: list[Note], number: int) -> str:
        """Return the question's element."""
        question = self._question
        lines = [*self._head(), *self._body()]
        if isinstance(question, Choice) and question.kind == "multiple" and not question.weighted:
            notes.append(Note(number, SHARED, {"id": question.id, "format": "Moodle XML"}))
        if isinstance(question, FreeText) and question.most != 2000:
            self._lost.append("most")
        note_losses(notes, number, question, "Moodle XML", self._lost)
        inner = "".join(f"    {line}\n" for line in lines)
        return f"  <question type={quoteattr(TYPES[question.kind])}>\n{inner}  </question>\n"

    def _head(self) -> Iterator[str]:
        question = self._question
        yield f"<name>{_text(question.name or '')}</name>"
        stem = say(question.text, self._language)
        yield self._said("questiontext", self._with_gaps(question, stem) if isinstance(question, GapFill) else stem)
        yield self._said("generalfeedback", say(question.explanation, self._language))
        if question.worth or question.kind != "description":
            yield f"<defaultgrade>{plain_number(question.marks)}</defaultgrade>"
        yield f"<idnumber>{escape(UNWRITABLE.sub('', question.id_number or ''))}</idnumber>"
        if question.tags:
            yield "<tags>" + "".join(f"<tag>{_text(tag)}</tag>" for tag in question.tags) + "</tags>"

    def _said(self, tag: str, text: str) -> str:
        return f'<{tag} format="{self._form}">{_text(text)}</{tag}>'

    def _feedback(self, text: Wording | None) -> str:
        return self._said("feedback", say(text, self._language)) if text else ""

    def _with_gaps(self, question: GapFill, stem: str) -> str:
        """Return the sentence with each gap as Moodle writes it."""
        fields = [cloze_of(part, [say(answer.feedback, self._language) for answer in part.answers], question.markup)
                  for part in question.parts]
        return GAP.sub(lambda found: fields[int(found[1]) - 1], stem)

    def _body(self) -> Iterable[str]:
        question = self._question
        if isinstance(question, Choice):
            return self._choice(question)
        if isinstance(question, TrueFalse):
            return self._true_false(question)
        if isinstance(question, ShortAnswer):
            return self._short(question)
        if isinstance(question, Numerical):
            return self._numerical(question)
        if isinstance(question, Matching):
            return self._matching(question)
        if isinstance(question, Ordering):
            return [self._answer(Decimal(place), say(item.text, self._language))
                    for place, item in enumerate(question.items, 1)]
        return self._essay(question) if isinstance(question, FreeText) else ()

    def _answer(self, weight: Decimal, text: str, feedback: Wording | None = None, *, more: str = "", form: str = "") -> str:
        said = f"{_text(text)}{self._feedback(feedback)}{more}"
        return f'<answer fraction="{weight:f}" format="{form or self._form}">{said}</answer>'

    def _choice(self, question: Choice) -> Iterator[str]:
        yield f"<single>{'true' if question.kind == 'single' else 'false'}</single>"
        yield "<shuffleanswers>true</shuffleanswers>"
        for option, weight in shares(question):
            yield self._answer(weight, say(option.text, self._language), option.feedback)

    def _true_false(self, question: TrueFalse) -> Iterator[str]:
        for option in question.options:
            yield self._answer(Decimal(100 if option.correct else 0), option.id, option.feedback, form="moodle_auto_format")

    def _short(self, question: ShortAnswer) -> Iterator[str]:
        yield f"<usecase>{int(question.case)}</usecase>"
        for answer in question.answers:
            yield self._answer(answer.weight, answer.text, answer.feedback, form="plain_text")

    def _numerical(self, question: Numerical) -> Iterator[str]:
        for part in question.answers:
            yield self._amount(part)
        if question.unit_list:
            yield "<units>" + "".join(self._unit(unit) for unit in question.unit_list) + "</units>"
            yield f"<unitgradingtype>{int(bool(question.unit_penalty))}</unitgradingtype>"
            yield f"<unitpenalty>{question.unit_penalty or Decimal('0.1'):f}</unitpenalty>"

    def _amount(self, part: NumberPart) -> str:
        value, tolerance = part.value, part.tolerance
        if part.low is not None and part.high is not None:
            value, tolerance = (part.low + part.high) / 2, (part.high - part.low) / 2
        more = "" if value is None else f"<tolerance>{tolerance:f}</tolerance>"
        return self._answer(part.weight, "*" if value is None else f"{value:f}", part.feedback, more=more, form="plain_text")

    @staticmethod
    def _unit(unit: Unit) -> str:
        """Return a unit; Moodle's multiplier says how many of these make one of the answers' own."""
        times = format((1 / unit.multiplier).normalize(), "f")
        return f"<unit><multiplier>{times}</multiplier><unit_name>{escape(UNWRITABLE.sub('', unit.text))}</unit_name></unit>"

    def _matching(self, question: Matching) -> Iterator[str]:
        yield "<shuffleanswers>true</shuffleanswers>"
        pairs = [(say(pair.text, self._language), pair.match) for pair in question.pairs]
        for text, match in [*pairs, *(("", extra) for extra in question.extra)]:
            said = say(match, self._language)
            if "<" in said and question.markup == "html":
                self._lost.append("tags in matches")
            yield self._said("subquestion", text).removesuffix("</subquestion>") + (
                f"<answer>{_text(words_of(said, question.markup))}</answer></subquestion>")

    def _essay(self, question: FreeText) -> Iterator[str]:
        yield "<responseformat>editor</responseformat>"
        yield f"<responsefieldlines>{question.lines}</responsefieldlines>"
        if question.sample:
            yield self._said("graderinfo", say(question.sample, self._language))
