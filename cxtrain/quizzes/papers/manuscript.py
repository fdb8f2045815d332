"""A quiz as the plain data of its file, changed by a page and written anew as text. Pure.

A question that stands in a file in full lives on in the bank, so the page names it by its key as any other of the bank.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, TypeAlias

import yaml

from cxtrain.quizzes.quiz import Draw, Fixed, Parsed, Quiz, QuizFile
from cxtrain.web.documents import Fault
from cxtrain.web.whole import whole
from cxtrain.web.yaml_tree import typed

Document: TypeAlias = dict[str, Any]  # as in the file
ALWAYS = ("format", "slug", "title", "brief", "pass_mark", "questions")
MOMENT = "%Y-%m-%d %H:%M"
PLACES = ("closes",)  # settings that a file can be wrong in although each field of the page is right


class _Dumper(yaml.SafeDumper):
    """Writes what the house's own reader reads back equal: a word that would be a number there is put in quotes."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out."""
        return True


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if isinstance(typed(text), str) else "'")


def _mapping(dumper: _Dumper, mapping: dict[str, Any]) -> yaml.Node:
    flat = bool(mapping.keys() & {"bank", "draw", "score"})
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping.items(), flow_style=flat)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _mapping)


def document_of(quiz: Quiz) -> Document:
    """Return the plain data of a quiz, its questions by their keys."""
    return in_order({
        "format": 1, "slug": quiz.slug, "title": quiz.title.as_dict(), "brief": quiz.brief.as_dict(),
        "pass_mark": quiz.pass_mark, "attempts": quiz.attempts, "counts": quiz.counts.value, "shuffle": quiz.shuffle,
        "marking": quiz.marking.value, "certainty": quiz.certainty,
        "pages": "one_by_one" if quiz.one_by_one else "all_on_one", "time_limit": quiz.time_limit,
        "opens": quiz.opens and quiz.opens.strftime(MOMENT), "closes": quiz.closes and quiz.closes.strftime(MOMENT),
        "on_site": quiz.on_site,
        "review": {part: when.value for part, when in asdict(quiz.review).items()},
        "questions": [entry_of(slot) for slot in quiz.slots]})


def entry_of(slot: Fixed | Draw) -> Document:
    """Return an entry as the file writes it."""
    if isinstance(slot, Fixed):
        return {"bank": slot.key}
    entry = {"draw": slot.count, "category": slot.category, "tags": list(slot.tags), "difficulty": slot.difficulty}
    return {key: value for key, value in entry.items() if value}


def slot_of(entry: Mapping[str, Any]) -> Fixed | Draw:
    """Return an entry of plain data as the quiz would read it, right or wrong."""
    if "bank" in entry:
        return Fixed(entry["bank"])
    return Draw(entry["draw"], entry.get("category"), tuple(entry.get("tags", ())), entry.get("difficulty"))


def in_order(document: Mapping[str, Any]) -> Document:
    """Return the data in the order of the format, without what would be as it is anyway."""
    usual = {name: field.get_default(call_default_factory=True) for name, field in QuizFile.model_fields.items()}
    usual["review"] = usual["review"].model_dump()
    return {name: document[name] for name in QuizFile.model_fields
            if name in document and (name in ALWAYS or document[name] not in (None, usual[name]))}


def written(document: Mapping[str, Any]) -> str:
    """Return the text of a quiz file. Equal documents give equal texts."""
    return yaml.dump(in_order(document), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def by_field(parsed: Parsed, faults: Sequence[Fault], count: int) -> dict[str, list[Fault]]:
    """Return faults by the field of the page that they are about: a name, "entry-0" …, or "" for the whole."""
    found: dict[str, list[Fault]] = {}
    for fault in faults:
        found.setdefault(_field(parsed, fault, count), []).append(fault)
    return found


def _field(parsed: Parsed, fault: Fault, count: int) -> str:
    if parsed.tree is None:
        return ""
    for number in range(count):  # an entry stands on a line of its own
        if parsed.tree.place(("questions", number)).line == fault.line:
            return f"entry-{number}"
    return next((name for name in PLACES if (name,) in parsed.tree.values
                 and parsed.tree.place((name,)).line == fault.line), "")


def moved(rows: Sequence[Any], do: str) -> list[Any]:
    """Return the rows after a button such as "up:2", "down:0" or "remove:1"; any other leaves them as they are."""
    verb, _colon, at = do.partition(":")
    rows, place = list(rows), whole(at, len(rows) - 1)
    if place is None:
        return rows
    if verb == "remove":
        del rows[place]
    elif verb in ("up", "down"):
        other = min(max(place + (1 if verb == "down" else -1), 0), len(rows) - 1)
        rows[place], rows[other] = rows[other], rows[place]
    return rows
