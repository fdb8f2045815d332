"""The skeleton of a scenario file, as far as it can be made out, so that one wrong text does not hide a wrong name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cxtrain.web.documents import Path, Tree
from cxtrain.web.yaml_tree import Data


@dataclass(frozen=True)
class BranchOutline:
    """A way on: where its target is written, its condition if any, its target where that is a word."""

    path: Path
    to_path: Path
    when: Mapping[str, Data] | None
    to: str | None


@dataclass(frozen=True)
class ChoiceOutline:
    """A choice: where it is written, and what of it can be read."""

    path: Path
    id: str | None
    when: Mapping[str, Data]
    effects: Mapping[str, Data]
    branches: tuple[BranchOutline, ...]
    is_silence: bool = False
    asks_why: bool = False


@dataclass(frozen=True)
class SceneOutline:
    """A scene: which of its three parts are written, and its choices."""

    id: str
    path: Path
    parts: frozenset[str]
    choices: tuple[ChoiceOutline, ...]
    when: Mapping[str, Data]
    otherwise: str | None

    @property
    def is_ending(self) -> bool:
        """Whether the story ends here."""
        return "ending" in self.parts

    @property
    def targets(self) -> tuple[str, ...]:
        """The scenes that may follow, as far as they are named."""
        ways = [branch.to for choice in self.choices for branch in choice.branches]
        return tuple(to for to in (*ways, self.otherwise) if to is not None)


@dataclass(frozen=True)
class Outline:
    """What can be made out of a scenario file."""

    tree: Tree
    gauges: Mapping[str, Mapping[str, Data]]
    start: str | None
    scenes: Mapping[str, SceneOutline]

    @property
    def has_every_road(self) -> bool:
        """Whether the story starts, and each choice leads, where there is a scene to play."""
        choices = [choice for scene in self.scenes.values() for choice in scene.choices]
        targets = [branch.to for choice in choices for branch in choice.branches]
        targets += [scene.otherwise for scene in self.scenes.values() if scene.otherwise is not None]
        first = self.scenes.get(self.start or "")
        starts = first is not None and not first.is_ending
        return starts and all(choice.branches for choice in choices) and set(self.scenes).issuperset(targets)


def outline_of(tree: Tree) -> Outline:
    """Return the skeleton of a scenario file; what has the wrong type is left out, for the schema names it."""
    start = tree.at(("start",))
    return Outline(
        tree=tree,
        gauges={name: _mapping(part) for name, part in _mapping(tree.at(("state",))).items()},
        start=start if isinstance(start, str) else None,
        scenes={name: _scene(name, _mapping(part)) for name, part in _mapping(tree.at(("scenes",))).items()},
    )


def _mapping(data: Data) -> Mapping[str, Data]:
    return data if isinstance(data, dict) else {}


def _scene(name: str, part: Mapping[str, Data]) -> SceneOutline:
    path: Path = ("scenes", name)
    given = part.get("choices")
    choices = given if isinstance(given, list) else []
    parts = frozenset(key for key, value in part.items() if value is not None and value != [])
    otherwise = part.get("otherwise")
    return SceneOutline(
        name, path, parts, tuple(_choice((*path, "choices", at), _mapping(one)) for at, one in enumerate(choices)),
        _mapping(part.get("when")), otherwise if isinstance(otherwise, str) else None,
    )


def _choice(path: Path, part: Mapping[str, Data]) -> ChoiceOutline:
    given = part.get("id")
    return ChoiceOutline(
        path=path,
        id=given if isinstance(given, str) else None,
        when=_mapping(part.get("when")),
        effects=_mapping(part.get("effects")),
        branches=tuple(_branches((*path, "next"), part.get("next"))),
        is_silence=part.get("after") is not None,
        asks_why=part.get("reason") is True,
    )


def _branches(path: Path, given: Data) -> Iterator[BranchOutline]:
    if isinstance(given, str):
        yield BranchOutline(path, path, None, given)
    for at, item in enumerate(given if isinstance(given, list) else []):
        one = _mapping(item)
        when, to = one.get("when"), one.get("to")
        yield BranchOutline(
            (*path, at),
            (*path, at, "to"),
            None if when is None else _mapping(when),
            to if isinstance(to, str) else None,
        )
