"""Where a row's person works: a unit by its code, its name, or a path such as 集团/华东/静安店. Pure."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cxtrain.people.names import name_key
from cxtrain.people.roster import sentences as say
from cxtrain.people.roster.faults import RosterFault
from cxtrain.people.roster.values import MAX_UNIT

FIRM_WORDS = frozenset({"集团", "总部", "公司", "集团公司", "总公司", "全公司", "group", "company", "firm"})
FIRM_NAME = re.compile(r"公司|集团|有限|股份|\b(co|ltd|inc|gmbh|group|corp)\b", re.IGNORECASE)
SLASHES, DASHES = re.compile(r"\s*[/／\\＼>＞»]\s*"), re.compile(r"\s*[-－–—]\s*")
MANY = re.compile(r"[;；\n]")  # WeCom lists several departments of one person


@dataclass(frozen=True)
class KnownUnit:
    """A unit as it is. `chain` holds the names from below the firm down to its own."""

    id: int
    code: str
    name: str
    name_en: str
    chain: tuple[str, ...]
    reachable: bool = True  # whoever imports looks after it
    chain_en: tuple[str, ...] = ()  # the same names in English, where there are some


@dataclass(frozen=True)
class NewUnit:
    """A unit that the import would make below `parent`; `names` runs from there down to its own."""

    parent: KnownUnit
    names: tuple[str, ...]
    code: str = ""

    @property
    def chain(self) -> tuple[str, ...]:
        """The names from below the firm down to its own."""
        return (*self.parent.chain, *self.names)


Place = KnownUnit | NewUnit
Keys = tuple[frozenset[str], ...]  # of each name of a chain the words it goes by, Chinese and English


def place_name(place: Place) -> str:
    """Return the place as a path below the firm, or the firm's name."""
    return "/".join(place.chain) or (place.name if isinstance(place, KnownUnit) else "")


class Places:
    """The units of the firm, found by what rosters write."""

    def __init__(self, units: Sequence[KnownUnit], *, create: bool, home: KnownUnit) -> None:
        """`home` is where units are made whose path does not begin at a known one; `create` allows making them."""
        self._create, self._home = create, home
        self._by_code = {name_key(unit.code): unit for unit in units}
        self._units = [(unit, _keys(unit)) for unit in units]
        self._by_name: dict[str, list[tuple[KnownUnit, Keys]]] = {}
        for unit, keys in self._units:
            for word in {name_key(unit.name), name_key(unit.name_en), name_key(unit.code)} - {""}:
                self._by_name.setdefault(word, []).append((unit, keys))
        self._firm_words = set(FIRM_WORDS)
        for unit, keys in self._units:
            if not keys:
                self._firm_words |= {name_key(unit.name), name_key(unit.name_en), name_key(unit.code)} - {""}
        self._found: dict[tuple[str, str], Place] = {}

    def take_as_firm(self, texts: Iterable[str]) -> str:
        """Return the first part of all paths where they share one that is no unit, and read it as the firm from now on.

        Chat tools begin every path with the firm's full name, which need not be the name it has here.
        """
        paths = [parts for parts in map(_parts, texts) if parts]
        firsts = {parts[0] for parts in paths}
        if len(firsts) != 1 or max(map(len, paths)) < 2:
            return ""
        (first,) = firsts
        key = name_key(first)
        if key in self._by_name or key in self._firm_words or not (FIRM_NAME.search(first) or self._begins_firm(key)):
            return ""
        self._firm_words.add(key)
        return first

    def _begins_firm(self, key: str) -> bool:
        return len(key) > 1 and any(word.startswith(key) or key.startswith(word) for word in self._firm_words if word)

    def find(self, code: str, text: str) -> Place:
        """Return the unit meant by a code and a name or path, either of which may be empty.

        Raises:
            RosterFault: nothing, or more than one unit, or a unit of somebody else's area is meant.
        """
        key = (code, text)
        if key not in self._found:
            self._found[key] = self._meant(code, text)
        return self._found[key]

    def _meant(self, code: str, text: str) -> Place:
        place: Place | None = self._by_code.get(name_key(code)) if code else None
        if place and text:
            self._check_same(place, code, text)
        if place is None:
            place = self._by_text(text or code, code)
        reached = place if isinstance(place, KnownUnit) else place.parent
        if not reached.reachable:
            raise RosterFault(say.UNIT_OUTSIDE, text=text or code)
        return place

    def _check_same(self, place: Place, code: str, text: str) -> None:
        try:
            same = self._by_text(text, "") == place
        except RosterFault:
            same = False
        if not same:
            raise RosterFault(
                say.UNIT_CONTRADICTS,
                code=code,
                name=place_name(place),
                text=text,
            )

    def _by_text(self, text: str, code: str) -> Place:
        whole = self._by_name.get(name_key(text), [])
        if len(whole) == 1:
            return whole[0][0]
        parts = self._below_firm(text)
        if not parts:
            return self._firm()
        found = self._matching(tuple(map(name_key, parts)))
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(place_name(unit) for unit in found[:5])
            raise RosterFault(say.UNIT_AMBIGUOUS, text=text, names=names)
        return self._made(parts, text, code)

    def _below_firm(self, text: str) -> list[str]:
        """Return the parts of a path without the firm at its beginning; a dash divides only what is known to."""
        parts = _parts(text)
        dashed = [part for part in DASHES.split(parts[0]) if part] if len(parts) == 1 else []
        if len(dashed) > 1 and (name_key(dashed[0]) in self._firm_words or name_key(dashed[0]) in self._by_name):
            parts = dashed
        while parts and name_key(parts[0]) in self._firm_words:
            parts = parts[1:]
        return parts

    def _firm(self) -> KnownUnit:
        return next((unit for unit, keys in self._units if not keys), self._home)

    def _matching(self, keys: tuple[str, ...]) -> list[KnownUnit]:
        """Return the units whose path ends like `keys`; else those of that name all of whose parents `keys` names."""
        named = self._by_name.get(keys[-1], []) if keys else []
        size = len(keys)
        exact = [
            unit
            for unit, chain in named
            if size <= len(chain) and all(map(_is_one_of, keys[:-1], chain[len(chain) - size : -1]))
        ]
        return exact or [unit for unit, chain in named if size > 1 and all(words & set(keys) for words in chain[:-1])]

    def _made(self, parts: Sequence[str], text: str, code: str) -> NewUnit:
        if not self._create:
            near = difflib.get_close_matches(parts[-1], [unit.name for unit, _ in self._units], 1, 0.6)
            if near:
                raise RosterFault(
                    say.UNIT_NEAR,
                    text=text,
                    near=near[0],
                )
            raise RosterFault(say.UNIT_UNKNOWN, text=text)
        if not all(parts) or any(len(part) > MAX_UNIT for part in parts) or len(parts) > 6:
            raise RosterFault(say.UNIT_WRONG, text=text[:60])
        parent, rest = self._deepest(parts)
        return NewUnit(parent, tuple(rest), code)

    def _deepest(self, parts: Sequence[str]) -> tuple[KnownUnit, Sequence[str]]:
        """Return the known unit that the path begins at, and the part of the path below it."""
        for length in range(len(parts) - 1, 0, -1):
            found = self._matching(tuple(map(name_key, parts[:length])))
            if len(found) == 1:
                return found[0], parts[length:]
        return self._home, parts


def _keys(unit: KnownUnit) -> Keys:
    english = unit.chain_en or unit.chain
    return tuple(frozenset({name_key(zh), name_key(en)}) for zh, en in zip(unit.chain, english, strict=True))


def _is_one_of(key: str, words: frozenset[str]) -> bool:
    return key in words


def _parts(text: str) -> list[str]:
    """Return the parts of a path; of several paths the first."""
    return [part.strip() for part in SLASHES.split(MANY.split(text)[0].strip(" /／")) if part.strip()]
