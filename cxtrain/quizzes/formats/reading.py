"""A file or a pasted text in any of the formats, read as questions. Pure."""

from collections.abc import Callable
from typing import Literal

from cxtrain.quizzes.formats.aiken import read_aiken
from cxtrain.quizzes.formats.bounds import LARGEST, LONGEST_SHOWN, TOO_LARGE, WholeFileRefused
from cxtrain.quizzes.formats.gift import read_gift
from cxtrain.quizzes.formats.moodle_xml import read_moodle_xml
from cxtrain.quizzes.formats.results import Read, Refused
from cxtrain.quizzes.formats.sheet import read_sheet
from cxtrain.quizzes.formats.text import read_text
from cxtrain.quizzes.formats.yaml_file import read_yaml
from cxtrain.web.bilingual import N_

Format = Literal["text", "xlsx", "gift", "aiken", "moodle-xml", "yaml"]
FORMAT_NAMES = {  # in the order in which menus show them
    "text": N_("Text, as it is pasted"), "xlsx": N_("Spreadsheet (XLSX)"), "gift": "GIFT", "aiken": "Aiken",
    "moodle-xml": "Moodle XML", "yaml": N_("Questions of a quiz file (YAML)"),
}
READERS: dict[str, Callable[[bytes, str | None], Read]] = {
    "text": read_text, "gift": read_gift, "aiken": read_aiken, "moodle-xml": read_moodle_xml,
    "xlsx": read_sheet, "yaml": read_yaml,
}


def read_questions(data: bytes, form: str, language: str | None = None) -> Read:
    """Return the questions of a file, and all that was refused. Never raises for any bytes.

    `form` is one of `FORMAT_NAMES`. `language` (zh or en) says which language a file in one language is in; without it
    the letters of each question do.
    """
    try:
        if len(data) > LARGEST:
            raise WholeFileRefused(TOO_LARGE, limit=LARGEST // 1_000_000)
        return READERS[form](data, language)
    except WholeFileRefused as fault:
        shown = data[:LONGEST_SHOWN].decode("utf-8", "replace")[:80]
        return Read(form, (), (Refused(fault.line, fault.message, fault.values, shown),))
