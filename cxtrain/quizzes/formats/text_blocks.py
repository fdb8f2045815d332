"""Pasted text cut into questions: where each begins, its options, and what its labels say. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cxtrain.quizzes.formats.text_options import letter_place, lettered, row_of_options, split
from cxtrain.quizzes.formats.text_words import (
    ANSWER_WITHIN,
    BARE_ANSWER,
    CHAPTER,
    HEADING,
    KIND_OF,
    LABEL_OF,
    LABELS,
    MARKS_EACH,
    NUMBER,
    OPTION,
    PAGE,
)

AHEAD = 12  # lines to look ahead for the first option of a question
STYLES = ("di", "bracket", "dot", "q", "ti")
GAPING = re.compile(" {4,}")  # no wider than this, or patterns that begin with spaces take too long
SPACES = re.compile("[\t\x0b\x0c\xa0\u2000-\u200b\u202f\u205f\u3000]")


@dataclass
class Block:
    """A question as it stands in the text."""

    line: int
    number: int | None = None
    style: str = ""
    kind: str = ""  # as the heading above says
    marks: str = ""  # as the heading above says
    category: str = ""  # as a line above all questions says
    given: str = ""  # an answer in brackets before the number
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    labels: dict[str, list[str]] = field(default_factory=dict)
    source: list[str] = field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        """Whether its answer was given by a label."""
        return "answer" in self.labels

    @property
    def text(self) -> str:
        """The question as it stands in the text."""
        return "\n".join(self.source)


@dataclass(frozen=True)
class Passed:
    """A line that belongs to no question."""

    line: int
    text: str


class Cutter:
    """Goes through the lines of a text once."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Begin before the first line."""
        self._lines = lettered([GAPING.sub("   ", SPACES.sub(" ", line)).strip() for line in lines])
        self.blocks: list[Block] = []
        self.passed: list[Passed] = []
        self._now: Block | None = None
        self._at = ""  # the label whose text may go on, or "stem", or "options"
        self._blank = False
        self._kind, self._marks, self._category = "", "", ""
        self._sub = 0  # the last number of a list within an answer

    def cut(self) -> None:
        """Fill `blocks` and `passed`."""
        for at, line in enumerate(self._lines):
            if not line:
                self._blank = True
                continue
            self._take(at, line)
            self._blank = False

    def _take(self, at: int, line: str) -> None:
        heading = HEADING.fullmatch(line) if len(line) < 150 else None
        number = NUMBER.match(line)
        if heading and (heading["ordinal"] or self._blank or self._now is None or self._at != "stem"):
            self._open_section(heading)
        elif PAGE.fullmatch(line):
            self.passed.append(Passed(at + 1, line))
        elif number and self._is_new(at, number):
            self._open(at, number)
        elif self._is_chapter(line):
            self._now = None
            self.passed.append(Passed(at + 1, line))
        elif self._now is None and not LABELS.match(line) and not self._begins(at):
            self.passed.append(Passed(at + 1, line))
        else:
            self._go_on(at, line)

    def _open_section(self, heading: re.Match[str]) -> None:
        each = MARKS_EACH.search(heading["rest"] or "")
        self._now, self._kind = None, KIND_OF[heading["kind"].lower()]
        self._marks = (each[1] or each[2]) if each else ""

    def _is_chapter(self, line: str) -> bool:
        return bool(CHAPTER.fullmatch(line)) and (self._now is None or self._now.is_answered or self._now.options != [])

    def _is_new(self, at: int, number: re.Match[str]) -> bool:
        """Whether a number begins a question, and not a point of a list within an answer or a stem."""
        now, style, value = self._now, _style(number), _value(number)
        if now is None or now.number is None or self._begins(at):
            return True
        if style != now.style:
            return self._changes_style(style, value)
        if self._at not in ("answer", "explanation") or self._blank or value != self._sub + 1:
            return True
        if value == now.number + 1 and not self._comes_again(at, style, value):
            return True
        self._sub = value
        return False

    def _changes_style(self, style: str, value: int) -> bool:
        """Whether a number in another style than the question's own begins the next one: 第3题 after 2."""
        now = self._now
        if now is None or style in ("di", "q"):
            return True
        if self._at == "stem" and not now.is_answered and not _answered_within(now):
            return False
        if self._at not in ("answer", "explanation") or self._blank:
            return True
        return style != "bracket" and value == (now.number or 0) + 1

    def _comes_again(self, at: int, style: str, value: int) -> bool:
        """Whether the same number stands before a line soon after, so that the first of the two is in a list."""
        for line in self._lines[at + 1 : at + 4 * AHEAD]:
            number = NUMBER.match(line)
            if number and _style(number) == style and _value(number) == value:
                return True
            if HEADING.fullmatch(line):
                return False
        return False

    def _open(self, at: int, number: re.Match[str] | None) -> None:
        """Begin a question at a line."""
        line = self._lines[at]
        self._now = Block(at + 1, kind=self._kind, marks=self._marks, category=self._category)
        self.blocks.append(self._now)
        self._at, self._sub = "stem", 0
        if number:
            self._now.number, self._now.style, self._now.given = _value(number), _style(number), number["given"] or ""
            line = line[number.end() :]
        self._now.source.append(self._lines[at])
        self._add_text(line)

    def _go_on(self, at: int, line: str) -> None:
        now = self._now
        label = LABELS.match(line) or BARE_ANSWER.match(line)
        if now is None and label and LABEL_OF.get(label.groupdict().get("word", "").lower()) == "category":
            self._category = line[label.end() :].strip()
            return
        if not label and (now is None or self._ends(at, line)):
            self._open(at, None)
            return
        if now is None or (label and self._opens_by_label(label)):
            self._open(at, None)
            return
        now.source.append(self._lines[at])
        self._add_text(line)

    def _opens_by_label(self, label: re.Match[str]) -> bool:
        """Whether a label begins the next question: 题干, or 题型 after an answer."""
        key = LABEL_OF.get(label.groupdict().get("word", "").lower(), "answer")
        now = self._now
        return now is not None and key in ("stem", "kind", "name", "id_number") and (
            now.is_answered or (key == "stem" and bool(now.stem))) and now.number is None

    def _ends(self, at: int, line: str) -> bool:
        """Whether the question before has ended, so that a line without a number begins another."""
        now = self._now
        if now is None or self._at == "stem" and not (now.is_answered or (self._blank and _answered_within(now))):
            return False
        if OPTION.match(line) and self._next_option(line):
            return False
        if self._begins(at):
            return True
        return self._blank and now.number is None and (now.is_answered or bool(now.options) or _answered_within(now))

    def _begins(self, at: int) -> bool:
        """Whether the first option of a question follows this line before any answer does, or stands in it."""
        if row_of_options(self._lines[at]):
            return True
        blank = False
        for line in self._lines[at + 1 : at + AHEAD]:
            option = OPTION.match(line)
            if option and option["letter"] in "AaＡａ":
                return True
            if LABELS.match(line) or NUMBER.match(line) or BARE_ANSWER.match(line) or option or (blank and line):
                return False
            blank = not line
        return False

    def _next_option(self, line: str) -> re.Match[str] | None:
        """Return the option that a line begins with, if it is the one that comes next."""
        option, now = OPTION.match(line), self._now
        if option is None or now is None:
            return None
        place, strong = letter_place(option["letter"]), not re.match(r"[A-Za-z]\s", line)
        if not now.options:
            return option if place == 0 and (strong or self._at == "stem") and not now.is_answered else None
        return option if place == len(now.options) or (strong and self._at == "options" and place < 20) else None

    def _add_text(self, line: str) -> None:
        """Give the text of a line to what it belongs to, labels and answers within it told apart."""
        bare = BARE_ANSWER.match(line)
        if LABELS.match(line):
            self._add_labels(line)
        elif bare:
            self._begin_label("answer", line[bare.end() :])
        elif within := ANSWER_WITHIN.search(line):
            self._add_words(line[: within.start()])
            self._at = "within"
            self._add_labels("答案：" + line[within.end() :].rstrip(")）】] "))
        else:
            self._add_words(line)

    def _add_labels(self, line: str) -> None:
        """Give the text behind each label of a line to the label."""
        first, *others = LABELS.finditer(line)
        labels = [first, *(label for label in others if _is_label(line, label))]
        ends = [*(label.start() for label in labels[1:]), len(line)]
        for label, end in zip(labels, ends, strict=True):
            self._begin_label(LABEL_OF[label["word"].lower()], line[label.end() : end])

    def _begin_label(self, key: str, text: str) -> None:
        now = self._now
        if now is None:
            return
        if key == "stem":
            self._at = "stem"
            self._add_words(text)
        elif key in now.labels and key != "tags":
            now.labels[key].append(text.strip())
        else:
            now.labels.setdefault(key, []).append(text.strip())
            self._at, self._sub = key, 0

    def _add_words(self, line: str) -> None:
        """Give words without a label to the options, the stem, or the label before."""
        now, text = self._now, line.strip()
        if now is None or not text:
            return
        if option := self._next_option(text):
            self._at = "options"
            now.options += [*split(option["mark"] or "", option["letter"], option["text"])]
        elif self._at == "stem" and not now.options and (row := row_of_options(text)):
            now.stem.append(text[: row.start()].strip())
            inner = OPTION.match(text[row.start() :])
            self._at = "options"
            now.options += [*split("", inner["letter"], inner["text"])] if inner else []
        elif self._at == "options":
            letter, before = now.options[-1]
            now.options[-1] = (letter, f"{before} {text}".strip())
        elif self._at == "stem":
            now.stem.append(text)
        else:
            key = self._at if self._at in ("answer", "explanation") else "explanation"
            if key == "answer" and now.options and any(now.labels["answer"]):
                key = self._at = "explanation"
            now.labels.setdefault(key, []).append(text)


def _is_label(line: str, label: re.Match[str]) -> bool:
    """Whether a word within a line that began with a label is a label itself, and not part of what is said."""
    key, before = LABEL_OF[label["word"].lower()], line[label.start() - 1]
    if label["open"]:
        return True
    if key not in ("explanation", "difficulty", "category", "tags", "marks"):
        return False
    return before in " 。；;，,)）】]" or (before.upper() in "ABCDEFGHIJKLMNOPQRST√×对错" and key == "explanation")


def _style(number: re.Match[str]) -> str:
    return next(name for name in STYLES if number[name] is not None)


def _value(number: re.Match[str]) -> int:
    return int(number[_style(number)])


def _answered_within(block: Block) -> bool:
    last = block.stem[-1] if block.stem else ""
    return bool(block.given) or bool(re.search(r"[（(【\[]\s*(?:[√×✓✔✗✘对错TF]|正确|错误)\s*[)）】\]]\s*[。.]?$", last))
