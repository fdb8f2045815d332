"""An exam paper as it is printed: sections, questions, options with letters, and the key to them; plain values. Pure.

Both forms have the same questions. Which order a form has, of questions and of options, hangs on its seed alone.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from html import unescape
from typing import Any

import nh3

from cxtrain.quizzes.kinds.arranged import Matching, Ordering
from cxtrain.quizzes.kinds.choice import Choice, TrueFalse
from cxtrain.quizzes.kinds.judgement import Judgement
from cxtrain.quizzes.kinds.open import FreeText
from cxtrain.quizzes.kinds.written import GAP
from cxtrain.quizzes.marking import Mark
from cxtrain.quizzes.markup import to_html
from cxtrain.quizzes.paper import Sheet, lay_out
from cxtrain.quizzes.papers.exams.wording import NUMERALS, ROMAN, SECTIONS, STANDARDS, WHOLE, marks_each, marks_of
from cxtrain.quizzes.question import Question, Shape, Wording
from cxtrain.quizzes.quiz import Quiz
from cxtrain.quizzes.review import lines_of
from cxtrain.web.bilingual import Bilingual

Words = dict[str, str]  # {"zh": …, "en": …}
FORMS = ("A", "B")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BREAK = re.compile(r"<br>|</(?:p|div|li|tr|pre|blockquote)>")
NARROW, HALF = 11, 30  # widths of options of which four, or two, stand in a row; a Chinese character counts two


@dataclass(frozen=True)
class Printed:
    """One question on paper."""

    number: int  # through the whole paper; 0 for a text that asks for nothing
    shape: str
    marks: Words
    text: Words
    options: tuple[tuple[str, Words], ...]  # with their letters
    stems: tuple[Words, ...]
    gaps: tuple[tuple[str, ...], ...]  # what each gap offers, nothing where it is typed
    units: tuple[str, ...]
    lines: int  # to write on
    columns: int  # of options: 4, 2 or 1
    is_true_false: bool
    key: tuple[Words, ...]  # what is right
    criteria: tuple[tuple[Words, int], ...]
    why: Words | None


@dataclass(frozen=True)
class Section:
    """The questions of one kind."""

    numeral: Words
    title: Words
    worth: Words
    standard: Words | None
    most: str  # marks
    questions: tuple[Printed, ...]


def sections_of(quiz: Quiz, questions: Sequence[Question], seed: int) -> tuple[Section, ...]:
    """Return the sections of a form. Where texts stand between questions, all stay in their order, in one section."""
    sheets = lay_out(replace(quiz, shuffle=True), seed, questions)
    if any(sheet.question.shape is Shape.NONE for sheet in sheets):
        return _numbered([("", WHOLE, sheets)], quiz)
    parts = [(name, title, tuple(sheet for sheet in sheets if sheet.question.kind in kinds))
             for name, (title, kinds) in SECTIONS.items()]
    return _numbered([part for part in parts if part[2]], quiz)


def most_of(quiz: Quiz, questions: Sequence[Question]) -> tuple[Fraction, ...]:
    """Return the most marks of each section, the same in both forms."""
    worth = {question.id: question.worth for question in questions}
    sheets = lay_out(quiz, 0, questions)
    if any(sheet.question.shape is Shape.NONE for sheet in sheets):
        return (sum(worth.values(), Fraction(0)),)
    sums = (sum((question.worth for question in questions if question.kind in kinds), Fraction(0))
            for _title, kinds in SECTIONS.values())
    return tuple(each for each in sums if each)


def shown_marks(marks: Fraction) -> str:
    """Return marks as people write them: 2, 1.5."""
    return f"{float(marks):.4f}".rstrip("0").rstrip(".")


def _numbered(parts: Sequence[tuple[str, Bilingual, Sequence[Sheet]]], quiz: Quiz) -> tuple[Section, ...]:
    found, number = [], 0
    for at, (name, title, sheets) in enumerate(parts):
        asking = [sheet.question for sheet in sheets if sheet.question.shape is not Shape.NONE]
        worths = {question.worth for question in asking}
        each = shown_marks(next(iter(worths))) if len(worths) == 1 else None
        total = shown_marks(sum((question.worth for question in asking), Fraction(0)))
        printed = []
        for sheet in sheets:
            number += sheet.question.shape is not Shape.NONE
            printed.append(_printed(sheet, number, alone=each is None))
        standard = STANDARDS.get(name) or STANDARDS.get(f"{name} {quiz.marking.value}")
        found.append(Section(
            {"zh": NUMERALS[at], "en": ROMAN[at]}, title.as_dict(), marks_each(each, total, len(asking)).as_dict(),
            standard.as_dict() if standard else None, total, tuple(printed)))
    return tuple(found)


def _printed(sheet: Sheet, number: int, *, alone: bool) -> Printed:
    question = sheet.question
    names, asks = dict(question.choices), question.shape is not Shape.NONE
    options = tuple((LETTERS[at], _plain(names[name], question.markup)) for at, (_token, name) in enumerate(sheet.options))
    letters = {name: LETTERS[at] for at, (_token, name) in enumerate(sheet.options)}
    text, why = _plain(question.text, question.markup), question.explanation
    return Printed(
        number if asks else 0, _shape(question), marks_of(shown_marks(question.worth)).as_dict() if alone and asks else {},
        {language: GAP.sub(r"____(\1)____", each) for language, each in text.items()}, options,
        tuple(_plain(stem, question.markup) for stem in question.stems), tuple(gap.offered for gap in sheet.gaps),
        tuple(question.units), getattr(question, "lines", 0), _columns(options), isinstance(question, TrueFalse),
        _key(question, letters), _criteria(question), _plain(why, question.markup) if why else None)


def _shape(question: Question) -> str:
    """Return what is asked for; responses that are ranked get places, where other things are put in order by their letters."""
    return "ranks" if isinstance(question, Judgement) and question.shape is Shape.ORDER else question.shape.value


def _columns(options: Sequence[tuple[str, Words]]) -> int:
    widest = max((sum(2 if ord(letter) > 0x2E7F else 1 for letter in text) for _l, words in options for text in words.values()),
                 default=0)
    return 4 if widest <= NARROW else 2 if widest <= HALF else 1


def _criteria(question: Question) -> tuple[tuple[Words, int], ...]:
    if not isinstance(question, FreeText):
        return ()
    return tuple((_plain(criterion.text, question.markup), criterion.points) for criterion in question.criteria)


def _key(question: Question, letters: Mapping[str, str]) -> tuple[Words, ...]:
    """Return what is right, part by part."""
    if isinstance(question, TrueFalse):
        return (_same("√" if question.answer else "×"),)
    if isinstance(question, Choice):
        right = sorted((letters[option.id], option.weight) for option in question.options if option.right)
        return (_same("、".join(letter if weight in (None, 100) else f"{letter} ({weight:g}%)" for letter, weight in right)),)
    if isinstance(question, Matching):
        return tuple(_same(f"({at}) {letters[name]}") for at, name in enumerate(question.key, 1))
    if isinstance(question, Ordering):
        return (_same(" → ".join(letters[item.id] for item in question.items)),)
    if isinstance(question, Judgement):
        means = zip(question.responses, question.means(), strict=True)
        return tuple(_same(text) for text in sorted(f"{letters[one.id]}: {float(mean):.1f}" for one, mean in means))
    return tuple(words for line in lines_of(Mark(question, (), None)) if line.key for words in [_joined(line, question.markup)])


def _joined(line: Any, markup: str) -> Words:
    stem = f"{str(line.stem).replace('[', '(').replace(']', ')')} " if line.stem else ""
    keys = [_plain(key, markup) if not isinstance(key, str) else _same(key) for key in line.key]
    return {language: stem + " / ".join(key[language] for key in keys) for language in ("zh", "en")}


def _same(text: str) -> Words:
    return {"zh": text, "en": text}


def _plain(words: Wording | Bilingual, markup: str) -> Words:
    """Return a text without its markup, in both languages; where one is missing, the other one."""
    found = {language: plain_text(text, markup) for language, text in words.as_dict().items()}
    return {language: found[language] or found[other] for language, other in (("zh", "en"), ("en", "zh"))}


def plain_text(text: str, markup: str) -> str:
    """Return a text as it is read, without tags: paper takes no foreign HTML."""
    html = BREAK.sub("\n", to_html(text, markup))
    return unescape(nh3.clean(html, tags=set())).strip()
