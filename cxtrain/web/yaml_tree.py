"""YAML as a plain tree of values that remembers where each of them was written. Pure.

Less than YAML on purpose: one document, no anchors, aliases or tags, no key twice, and only true, false, whole numbers
and finite decimals have a type. All else is text, so `no`, `on`, 12:30 and 2026-05-06 stay what the author typed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

import yaml

from cxtrain.web.bilingual import N_
from cxtrain.web.nearest import Nearest

LIMIT = 1_000_000  # bytes; the largest scenario we know has 60,000
DEPTH = 40  # collections within each other; ours need 9
MOST_VALUES = 60_000  # texts, numbers, lists and keys; 1 MB of nothing but keys would be a fault each, 400 MB of them
SOME = 10  # control characters named one by one; a file that has more of them is no text
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path: TypeAlias = tuple[str | int, ...]
Data: TypeAlias = None | bool | int | float | str | list["Data"] | dict[str, "Data"]

INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
DECIMAL = re.compile(r"[-+]?([0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18}|[0-9]{1,18}(?=[eE]))([eE][-+]?[0-9]{1,2})?")
BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what YAML takes for the end of a line
UNWRITABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

PROBLEMS = {
    "mapping values are not allowed in this context": N_(
        "A colon stands where no key can be: put the text in quotes, or correct the indentation."
    ),
    "found character that cannot start any token": N_(
        "A value cannot begin with this character: indent with spaces, not tabs, and put @, ` or %% in quotes."
    ),
    "did not find expected comment or line break": N_("A value that begins with > or | must stand in quotes."),
    "found unexpected end of stream": N_("A quotation mark that was opened here is never closed."),
    "could not find expected ':'": N_("A colon is missing after this key."),
    "did not find expected key": N_("A key was expected here: check the indentation and the quotes above."),
    "did not find expected '-' indicator": N_("A list item that begins with a dash was expected here."),
    "did not find expected ',' or ']'": N_("A comma or ] is missing before this place."),
    "did not find expected ',' or '}'": N_("A comma or } is missing before this place."),
}
UNREADABLE = N_("The file cannot be read from here on: check indentation, quotes, colons and dashes.")
SENTENCES_OF_THE_PARSER = (*PROBLEMS.values(), UNREADABLE)


class Place(NamedTuple):
    """Where something is written: line and column, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where. `message` is an English template for `values`; a page translates it first."""

    line: int  # from 1
    column: int  # from 1, in characters
    message: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    level: Literal["error", "warning"] = "error"

    @property
    def sentence(self) -> str:
        """The fault in English."""
        return self.message % self.values


@dataclass(frozen=True)
class Tree:
    """The values of a document and the places of its keys and values, by path from the root."""

    data: Data
    keys: Mapping[Path, Place]
    values: Mapping[Path, Place]
    nearest: Nearest = field(default_factory=Nearest, compare=False, repr=False)  # what a word in it was meant to be

    def place(self, path: Path) -> Place:
        """Return where `path`, or its nearest parent, is written: the key of a collection, else the value."""
        while path and path not in self.values:
            path = path[:-1]
        value = self.at(path)
        own = self.values.get(path, Place(1, 1))
        return self.keys.get(path, own) if isinstance(value, (dict, list)) or value is None else own

    def key_place(self, path: Path) -> Place:
        """Return where the key of `path` is written, or its value where it is an item of a list."""
        return self.keys.get(path) or self.place(path)

    def at(self, path: Path) -> Data:
        """Return the value at `path`, None where there is nothing."""
        here: Data = self.data
        for step in path:
            if isinstance(here, dict) and isinstance(step, str):
                here = here.get(step)
            elif isinstance(here, list) and isinstance(step, int) and step < len(here):
                here = here[step]
            else:
                return None
        return here


class _Stop(Exception):
    """The rest of the document is not worth reading."""


@dataclass
class _Open:
    """A collection that is being filled."""

    into: dict[str, Data] | list[Data]
    path: Path
    key: str | None = None  # of the value that comes next, in a mapping


def plant(text: str | bytes) -> tuple[Tree | None, tuple[Fault, ...]]:
    """Return the tree of a YAML document, or None where it cannot be read to its end, and every fault found."""
    whole, faults = decoded(text)
    if faults:
        return None, faults
    grower = _Grower()
    try:
        for event in yaml.parse(whole, Loader=LOADER):
            grower.take(event)
    except _Stop:
        return None, tuple(grower.faults)
    except yaml.MarkedYAMLError as error:
        return None, (*grower.faults, _syntax_fault(error, whole))
    except yaml.YAMLError:
        return None, (*grower.faults, Fault(1, 1, UNREADABLE))
    if grower.documents == 0:
        return None, (Fault(1, 1, N_("The file is empty.")),)
    return Tree(grower.root, grower.keys, grower.values), tuple(grower.faults)


def decoded(text: str | bytes) -> tuple[str, tuple[Fault, ...]]:
    """Return the text without its byte order mark, and faults where it is too long, not UTF-8 or not writable."""
    try:
        raw = text if isinstance(text, bytes) else text.encode()
        if len(raw) > LIMIT:
            return "", (Fault(1, 1, N_("The file is larger than %(limit)s kB."), {"limit": LIMIT // 1000}),)
        whole = raw.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        place = _place_after(error.object[: error.start].decode(errors="replace"))
        return "", (Fault(*place, N_("This byte is not UTF-8: save the file with the encoding UTF-8.")),)
    except UnicodeEncodeError as error:
        place = _place_after(error.object[: error.start])
        return "", (Fault(*place, N_("This character is not UTF-8: save the file with the encoding UTF-8.")),)
    return whole, tuple(_unwritable(whole))


def _place_after(text: str) -> Place:
    lines = BREAK.split(text)
    return Place(len(lines), len(lines[-1]) + 1)


def _unwritable(text: str) -> Iterator[Fault]:
    message = N_("The control character U+%(code)s cannot stand in a text file.")
    for match in islice(UNWRITABLE.finditer(text), SOME):
        yield Fault(*_place_after(text[: match.start()]), message, {"code": f"{ord(match[0]):04X}"})


def _syntax_fault(error: yaml.MarkedYAMLError, text: str) -> Fault:
    """Return what the parser says, in our words; a quotation never closed is shown where it was opened."""
    opened = error.problem == "found unexpected end of stream"
    mark = (error.context_mark if opened else None) or error.problem_mark or error.context_mark
    place = _within(text, mark.line + 1, mark.column + 1) if mark else Place(1, 1)
    return Fault(*place, PROBLEMS.get(error.problem or "", UNREADABLE))


def _within(text: str, line: int, column: int) -> Place:
    """Return the place, or the end of the text: the parser counts one line more where the last one does not end."""
    lines = BREAK.split(text)
    return Place(line, column) if line <= len(lines) else Place(len(lines), len(lines[-1]) + 1)


class _Grower:
    """Turns the parser's events into a tree; nothing is ever looked up twice, so an alias cannot grow it."""

    def __init__(self) -> None:
        self.root: Data = None
        self.documents = 0
        self.keys: dict[Path, Place] = {}
        self.values: dict[Path, Place] = {}
        self.faults: list[Fault] = []
        self._open: list[_Open] = []

    def take(self, event: yaml.Event) -> None:
        """Add what one event brings."""
        if len(self.values) + len(self.keys) > MOST_VALUES:
            self._fault(event, N_("The file holds more than %(limit)s texts and numbers. Split it."), limit=MOST_VALUES)
            raise _Stop
        if isinstance(event, yaml.DocumentStartEvent):
            self._begin_document(event)
        elif isinstance(event, yaml.AliasEvent):
            self._fault(event, N_("Anchors (&) and aliases (*) are not used here: write the text out."))
            self._give(event, None)
        elif isinstance(event, yaml.ScalarEvent):
            self._refuse_extras(event)
            plain = event.implicit[0] and event.tag is None
            self._give(event, typed(event.value) if plain else event.value, word=event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_extras(event)
            self._descend(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()

    def _begin_document(self, event: yaml.Event) -> None:
        self.documents += 1
        if self.documents > 1:
            self._fault(event, N_("A file holds one document: remove this line of dashes and what follows."))
            raise _Stop

    def _refuse_extras(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._fault(event, N_("Anchors (&) and aliases (*) are not used here: write the text out."))
        if event.tag is not None:
            self._fault(event, N_("Tags (!) are not used here: remove it, or put the text in quotes."))

    def _descend(self, event: yaml.CollectionStartEvent) -> None:
        if len(self._open) >= DEPTH:
            self._fault(event, N_("Lists and keys lie more than %(depth)s deep."), depth=DEPTH)
            raise _Stop
        into: dict[str, Data] | list[Data] = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._give(event, into)
        self._open.append(_Open(into, path))

    def _give(self, event: yaml.Event, value: Data, *, word: str | None = None) -> Path:
        """Put `value` where the document has come to, or take `word` as the next key; return its path."""
        here = self._open[-1] if self._open else None
        if here is None:
            self.root = value
            path: Path = ()
        elif isinstance(here.into, list):
            path = (*here.path, len(here.into))
            here.into.append(value)
        elif here.key is None:
            return self._take_key(event, here, word)
        else:
            path, here.into[here.key], here.key = (*here.path, here.key), value, None
        self.values[path] = _place(event)
        return path

    def _take_key(self, event: yaml.Event, here: _Open, word: str | None) -> Path:
        if word is None:
            self._fault(event, N_("A key must be a word."))
        here.key = word if word is not None else f"?{len(here.into)}"
        path = (*here.path, here.key)
        if here.key in here.into:
            twice = N_('The key "%(key)s" stands here twice, first in line %(first)s.')
            self._fault(event, twice, key=word, first=self.keys[path].line)
        self.keys.setdefault(path, _place(event))
        return path

    def _fault(self, event: yaml.Event, message: str, **values: object) -> None:
        self.faults.append(Fault(*_place(event), message, values))


def _place(event: yaml.Event) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)


def typed(word: str) -> Data:
    """Return the value of a word without quotes: true, false, a number, None for nothing, else the word."""
    if word in ("true", "false"):
        return word == "true"
    if word in ("", "~", "null"):
        return None
    if INTEGER.fullmatch(word):
        return int(word)
    return float(word) if DECIMAL.fullmatch(word) else word
