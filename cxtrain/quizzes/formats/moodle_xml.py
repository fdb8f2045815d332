"""Moodle XML: questions of the standard types, and ordering, gap-select and drag-into-text. Pure.

Source: moodle/moodle question/format/xml/format.php. What is refused, such as calculated questions, is refused by its name.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from cxtrain.quizzes.formats.bounds import LONGEST_SHOWN, Unreadable, WholeFileRefused
from cxtrain.quizzes.formats.drafts import Collector, Draft
from cxtrain.quizzes.formats.encodings import decoded
from cxtrain.quizzes.formats.gift import path_of
from cxtrain.quizzes.formats.markup import AUTO, HTML, MARKDOWN, PLAIN, Said
from cxtrain.quizzes.formats.moodle_answers import READERS
from cxtrain.quizzes.formats.results import Read
from cxtrain.quizzes.formats.xml_tree import Node, planted
from cxtrain.web.bilingual import N_

NO_QUIZ = N_("This is no Moodle XML: its root is <%(tag)s>, not <quiz>.")
NO_XML = N_("This is no XML.")
CALCULATED = N_("Questions of the type %(type)s draw their numbers anew each time. Questions here cannot do that.")
UNKNOWN_TYPE = N_("Questions of the type “%(type)s” are not known here.")
FILE_LEFT = N_("Questions hold no files, so these were left out: %(names)s.")
HIDDEN = N_("The question is hidden in Moodle.")
LEFT = N_("Left out, because questions here have no place for it: %(what)s.")
CATEGORY_INFO = N_("The description of the category “%(name)s” was left out.")
DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
FORMS = {"html": HTML, "markdown": MARKDOWN, "plain_text": PLAIN, "moodle_auto_format": AUTO}
NO_PLACE = ("hint", "correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "responsetemplate")
USUAL = {"Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect."}


def read_moodle_xml(data: bytes, language: str | None = None) -> Read:
    """Return the questions of a Moodle XML file.

    Raises:
        WholeFileRefused: nothing of it can be read.
    """
    text, notes = decoded(data)
    document = planted(DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), text))
    root = document.root
    if root is None:
        raise document.broken or WholeFileRefused(NO_XML)
    if root.tag not in ("quiz", "question"):
        raise WholeFileRefused(NO_QUIZ, line=root.line, tag=root.tag[:60])
    lines = text.split("\n")
    collector = Collector("moodle-xml", language, notes)
    _read(root, lines, collector, cut_off=document.broken is not None)
    if document.broken:
        fault = document.broken
        collector.refuse(fault.line, "\n".join(lines[fault.line - 1 : fault.line]), fault.message, **fault.values)
    return collector.result()


def _read(root: Node, lines: list[str], collector: Collector, *, cut_off: bool) -> None:
    """Read the questions; of a file that is cut off, the last is not whole."""
    category = ""
    questions = [root] if root.tag == "question" else list(root.all("question"))
    for node, source in zip(questions[: -1 if cut_off else None], _sources(questions, lines), strict=False):
        if node.attributes.get("type") == "category":
            category = path_of(node.words("category", "text"))
            if node.words("info", "text"):
                collector.warn(node.line, CATEGORY_INFO, name=category)
        else:
            collector.read(node.line, source, partial(_draft, node, source, category))


def _sources(questions: list[Node], lines: list[str]) -> Iterator[str]:
    """Yield the lines of each question, shortened."""
    ends = [*(node.line for node in questions[1:]), len(lines) + 1]
    for node, end in zip(questions, ends, strict=True):
        yield "\n".join(line[:LONGEST_SHOWN] for line in lines[node.line - 1 : min(end - 1, node.line + 60)])[:LONGEST_SHOWN]


def _draft(node: Node, source: str, category: str) -> Draft:
    draft = Draft(node.line, source, category=category)
    draft.name, draft.id_number = node.words("name", "text"), node.words("idnumber")
    draft.tags = [tag.words("text") for tag in node.all("tag")]
    draft.tags += [tag.words("text") for tags in node.all("tags") for tag in tags.all("tag")]
    _set_marks(draft, node)
    stem = node.first("questiontext")
    draft.stem = said_of(stem, AUTO)
    draft.feedback = said_of(node.first("generalfeedback"), draft.stem.form) or None
    kind = node.attributes.get("type", "")
    if kind.startswith("calculated"):
        raise Unreadable(CALCULATED, type=kind)
    if kind not in READERS:
        raise Unreadable(UNKNOWN_TYPE, type=kind[:60])
    READERS[kind](draft, node, partial(said_of, form=draft.stem.form))
    _name_what_is_left(draft, node)
    return draft


def said_of(node: Node | None, form: str) -> Said:
    """Return a text with its form, or `form` where it names none."""
    if node is None:
        return Said("", form)
    own = FORMS.get(node.attributes.get("format", ""), form)
    text = node.first("text")
    return Said((text.text if text else node.text).strip(), own)


def _set_marks(draft: Draft, node: Node) -> None:
    found = re.fullmatch(r"(\d{1,3})(?:\.(\d{0,4})\d*)?", node.words("defaultgrade"))
    if found and (marks := Decimal(f"{found[1]}.{found[2] or 0}").normalize()) not in (0, 1):
        draft.marks = format(marks, "f")


def _name_what_is_left(draft: Draft, node: Node) -> None:
    """Warn of files, hints and other things that questions have no place for."""
    names, ahead = [], [node]
    while ahead:
        each = ahead.pop()
        ahead.extend(reversed(each.children))
        if each.tag == "file":
            names.append(each.attributes.get("name", "?"))
    if image := node.words("image"):
        names.append(image)
    if names:
        draft.warn(FILE_LEFT, names=", ".join(dict.fromkeys(names))[:600])
    left = [tag for tag in NO_PLACE for each in node.all(tag)
            if each.words("text") and re.sub(r"<[^<>]*>", "", each.words("text")) not in USUAL]
    if left:
        draft.warn(LEFT, what=", ".join(dict.fromkeys(left)))
    if node.words("hidden") == "1":
        draft.warn(HIDDEN)
