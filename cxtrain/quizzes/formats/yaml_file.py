"""Our own YAML: a list of questions, or the questions of a whole quiz file. Pure.

Each question is read by itself, so that one with a fault does not keep the others from being read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from cxtrain.quizzes.formats.bounds import LONGEST, TOO_LONG, WholeFileRefused
from cxtrain.quizzes.formats.drafts import Collector
from cxtrain.quizzes.formats.encodings import decoded
from cxtrain.quizzes.formats.results import Read, Written
from cxtrain.quizzes.kinds.every import as_data
from cxtrain.quizzes.question import Question
from cxtrain.web.bilingual import N_
from cxtrain.web.yaml_tree import plant, typed

NO_QUESTIONS = N_("No questions were found: write them below the key questions, each beginning with a dash.")
WRONG_FORMAT = N_("This file has the format %(format)s; only 1 is read.")
BANK_ENTRY = N_("This entry takes questions from the bank and is none itself.")
NO_MAPPING = N_("This is no question: it must be keys with values.")
ONLY_QUESTIONS = N_("Only the questions were read; the quiz's own settings were not: %(keys)s.")
START = re.compile(r"questions[ \t]*:[ \t]*(?:#.*)?")
ITEM = re.compile(r"( *)-(?:\s|$)")
KEY = re.compile(r"([A-Za-z_]\w*)[ \t]*:")
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
NUMBERS = frozenset({"weight", "marks", "value", "tolerance", "low", "high", "multiplier", "unit_penalty"})


@dataclass(frozen=True)
class Entry:
    """One item of the list, and the line on which it begins."""

    line: int
    text: str


def read_yaml(data: bytes, language: str | None = None) -> Read:
    """Return the questions of a YAML file; its texts name their languages themselves.

    Raises:
        WholeFileRefused: nothing of it can be read.
    """
    text, notes = decoded(data)
    lines = text.split("\n")
    collector = Collector("yaml", language, notes)
    _look_at_head(lines, collector)
    entries = list(_entries(lines))
    if not entries:
        raise WholeFileRefused(NO_QUESTIONS)
    for entry in entries:
        _read(entry, collector)
    return collector.result()


def _look_at_head(lines: Sequence[str], collector: Collector) -> None:
    """Note the keys of a quiz, and refuse a format that is not ours."""
    keys = {found[1]: (at, line[found.end() :].strip()) for at, line in enumerate(lines, 1) if (found := KEY.match(line))}
    at, form = keys.get("format", (1, "1"))
    if form.partition("#")[0].strip() != "1":
        raise WholeFileRefused(WRONG_FORMAT, line=at, format=form[:20])
    if others := [key for key in keys if key not in ("format", "questions")]:
        collector.warn(keys[others[0]][0], ONLY_QUESTIONS, keys=", ".join(others)[:200])


def _entries(lines: Sequence[str]) -> Iterator[Entry]:
    """Yield the items of the list: below the key questions, or the whole file."""
    start = next((at for at, line in enumerate(lines) if START.fullmatch(line.rstrip())), -1)
    own: str | None = None
    may_begin = start >= 0 or not any(KEY.match(line) for line in lines)
    at, kept = 0, list[str]()
    for number, line in enumerate(lines[start + 1 :], start + 2):
        item = ITEM.match(line)
        if item and own is None and may_begin:
            own = item[1]
        if item and item[1] == own:
            if kept:
                yield Entry(at, "\n".join(kept))
            at, kept = number, [line]
        elif kept and KEY.match(line):
            break
        elif kept:
            kept.append(line)
    if kept:
        yield Entry(at, "\n".join(kept))


def _read(entry: Entry, collector: Collector) -> None:
    """Take one item of the list, or refuse it with its first fault."""
    source = entry.text.rstrip()
    if len(source) > 2 * LONGEST:
        collector.refuse(entry.line, source, TOO_LONG, limit=LONGEST)
        return
    tree, faults = plant(source)
    if faults or tree is None:
        fault = faults[0]
        collector.refuse(entry.line + fault.line - 1, source, fault.message, **dict(fault.values))
        return
    data = tree.data[0] if isinstance(tree.data, list) and len(tree.data) == 1 else None
    if not isinstance(data, dict):
        collector.refuse(entry.line, source, NO_MAPPING)
    elif "kind" not in data and ("bank" in data or "draw" in data):
        collector.refuse(entry.line, source, BANK_ENTRY)
    else:
        collector.keep(entry.line, source, data)


class _Dumper(DUMPER):
    """Writes what our reader reads back equal: a word that would be a number there is put in quotes."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out."""
        return True


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    plain = isinstance(typed(text), str)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else "'")


def _mapping(dumper: _Dumper, mapping: dict[str, Any]) -> yaml.Node:
    flat = all(not isinstance(value, dict | list) for value in mapping.values())
    short = sum(2 * len(str(value)) for value in mapping.values()) <= 100
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping.items(), flow_style=flat and short)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _mapping)


def write_yaml(questions: Sequence[Question], language: str | None = None) -> Written:
    """Return the questions as a file of ours, which holds all of them whole; an id that was there before gets a number."""
    names = Collector("yaml")
    items = [_with_numbers(as_data(question)) | {"id": names.new_id(question.id)} for question in questions]
    lines = "".join(yaml.dump([item], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=116) for item in items)
    listed = re.sub(r"^(?=.)", "  ", lines, flags=re.MULTILINE) if lines else ""
    return Written("format: 1\nquestions:" + (f"\n{listed}" if listed else " []\n"), len(items))


def _with_numbers(value: Any, key: str = "") -> Any:
    """Return plain data in which decimals are numbers, where a number says exactly the same."""
    if isinstance(value, Mapping):
        return {name: _with_numbers(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_with_numbers(each) for each in value]
    if key in NUMBERS and isinstance(value, str):
        number = typed(value)
        return number if isinstance(number, int | float) and str(number) == value else value
    return value
