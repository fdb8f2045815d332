"""The characters that GIFT gives a meaning, and how a text says that it means them as they are. Pure."""

import re

from cxtrain.quizzes.formats.markup import AUTO, HTML, MARKDOWN, PLAIN, Said, unwrapped

ESCAPED = dict(zip("\\:#={}~n", map(chr, range(1, 9)), strict=True))  # no file holds these, `decoded` sees to that
RESTORED = {ord(mark): "\n" if letter == "n" else letter for letter, mark in ESCAPED.items()}
SOURCE = {ord(mark): "\\" + letter for letter, mark in ESCAPED.items()}
ESCAPE = re.compile(r"\\([\\:#={}~n])")
FORMS = {"html": HTML, "markdown": MARKDOWN, "plain": PLAIN, "moodle": AUTO}
FORM = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")


def protected(text: str) -> str:
    """Return a text in which what is escaped is one character that means nothing here."""
    return ESCAPE.sub(lambda found: ESCAPED[found[1]], text)


def restored(text: str) -> str:
    """Return a text with what was escaped as it is meant."""
    return text.translate(RESTORED)


def as_written(text: str) -> str:
    """Return a protected text as it stands in the file."""
    return text.translate(SOURCE)


def said_of(text: str, form: str) -> Said:
    """Return a part of a question, in the form that its tag says, or `form` where it has none."""
    if tag := FORM.match(text):
        form, text = FORMS[tag[1]], text[tag.end() :]
    return Said(restored(unwrapped(text, form)), form)


def escaped(text: str) -> str:
    """Return a text as it may stand anywhere in a file."""
    return re.sub(r"([\\:#={}~])", r"\\\1", text).replace("\n", "\\n")
