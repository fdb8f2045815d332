"""GIFT, the text format of Moodle: blocks between blank lines, each a question with its answers in braces. Pure.

Source: moodle/moodle question/format/gift/format.php; docs.moodle.org, GIFT format.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from cxtrain.quizzes.formats.bounds import Unreadable
from cxtrain.quizzes.formats.drafts import Collector, Draft
from cxtrain.quizzes.formats.encodings import decoded
from cxtrain.quizzes.formats.gift_answers import ordered, with_answers
from cxtrain.quizzes.formats.gift_marks import protected, restored, said_of
from cxtrain.quizzes.formats.markup import AUTO, unwrapped
from cxtrain.quizzes.formats.results import Read
from cxtrain.web.bilingual import N_

ONE_BRACE = N_("Only one of the two braces { } is there. Write \\{ or \\} for a brace that is part of the text.")
SECOND = N_("There are more braces after the answers; they were read as text.")
CATEGORY = re.compile(r"\$CATEGORY:[ \t]*(.*)")
ROOTS = re.compile(r"^\s*\$[a-z]+\$/?(?:top(?:/|$))?|^\s*top/", re.IGNORECASE)
IN_COMMENT = re.compile(r"\[(id|tag):((?:\\\]|[^\]\n]){0,300})\]")
NAME = re.compile(r"\s*::(.*?)::", re.DOTALL)
GAP = "_____"
MOST_COMMENTS = 5_000  # characters of a block's comments that are looked through for its id number and tags


@dataclass(frozen=True)
class Block:
    """What stands between two blank lines."""

    line: int  # of its first line that is no comment
    text: str  # without comments
    source: str
    comments: str


def read_gift(data: bytes, language: str | None = None) -> Read:
    """Return the questions of a GIFT file.

    Raises:
        WholeFileRefused: nothing of it can be read.
    """
    text, notes = decoded(data)
    collector = Collector("gift", language, notes)
    category = ""
    for block in blocks(text):
        if switch := CATEGORY.match(block.text):
            category = path_of(switch[1])
            block = Block(block.line + 1, block.text[switch.end() :].strip("\n"), block.source, block.comments)
        if block.text.strip():
            collector.read(block.line, block.source, partial(_draft, block, category))
    return collector.result()


def blocks(text: str) -> Iterator[Block]:
    """Yield what stands between blank lines; a block of comments alone is none."""
    lines: list[tuple[int, str]] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            lines.append((number, line))
        elif lines:
            own = [(at, each) for at, each in lines if not each.lstrip().startswith("//")]
            comments = "\n".join(each for _, each in lines if each.lstrip().startswith("//"))
            if own:
                yield Block(own[0][0], "\n".join(each for _, each in own), "\n".join(each for _, each in lines), comments)
            lines = []


def path_of(category: str) -> str:
    """Return the path of a category without the roots that Moodle puts before it; a doubled stroke is part of a name."""
    return ROOTS.sub("", category).replace("//", "／").strip("/ ")


def _draft(block: Block, category: str) -> Draft:
    draft = Draft(block.line, block.source, category=category)
    for key, value in IN_COMMENT.findall(block.comments[:MOST_COMMENTS]):
        value = value.replace("\\]", "]").strip()
        if key == "tag":
            draft.tags.append(value)
        else:
            draft.id_number = draft.id_number or value
    text = protected(block.text)
    if name := NAME.match(text):
        draft.name, text = unwrapped(restored(name[1]), AUTO), text[name.end() :]
    stem, answers = _parts(draft, text)
    draft.stem = said_of(stem, AUTO)
    _fill(draft, answers)
    return draft


def _parts(draft: Draft, text: str) -> tuple[str, str | None]:
    """Return the stem, a gap where the answers stood within it, and the answers; None where there are no braces."""
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        return text, None
    if start < 0 or end < start:
        raise Unreadable(ONE_BRACE)
    before, tail = text[:start], text[end + 1 :]
    if re.search("[{}]", tail):
        draft.warn(SECOND)
    return (before + GAP + tail if tail.strip() else before), text[start + 1 : end]


def _fill(draft: Draft, answers: str | None) -> None:
    """Fill in the kind and the answers."""
    if answers is None:
        draft.kind = "description"
        return
    before, mark, feedback = answers.rpartition("####")
    if mark:
        draft.feedback = said_of(feedback, draft.stem.form)
        if not draft.feedback:
            draft.feedback = None
    answers = (before if mark else answers).strip()
    if answers.startswith(">"):
        ordered(draft, answers[1:])
    else:
        with_answers(draft, answers)

