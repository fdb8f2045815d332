"""What our own Twee files carry beside Twee: the whole scenario as JSON under the key "cx". Pure.

A passage shows its texts and its choices as Twine does; the metadata holds them whole. Where a shown line was changed
by hand in the file, the change is taken into the Chinese or English text that it showed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cxtrain.roleplay.formats.results import Account
from cxtrain.roleplay.formats.twee_file import Passage, Story
from cxtrain.web.bilingual import N_

KEY = "cx"
PASSAGE_KEYS = (KEY, "position", "size")  # an export lays the map out anew
DATA_KEYS = (KEY, "start", "format", "format-version", "ifid")
SCENE, NAME = "scene", "name"
TEXTS = (("sees",), ("says",), ("ending", "title"), ("ending", "debrief"))

NO_DATA = N_("The file is one of ours, but this passage has lost its data: write it in again.")
CHANGED = N_("The number of texts or links of this passage was changed; what its data say was kept, this was not: %(text)s")
UNKNOWN_TARGET = N_("The link was changed to lead to “%(target)s”, which is no passage of this file.")


@dataclass(frozen=True)
class Shown:
    """A line of a passage, and the place in its scene that it shows."""

    line: str
    path: tuple[str | int, ...]  # of a text, or of a choice's way on
    is_link: bool = False
    target: str = ""


def scenario_data(story: Story) -> Mapping[str, Any] | None:
    """Return the scenario's own data, without its scenes; None for a file that is not ours."""
    own = story.data.get(KEY)
    return own if isinstance(own, dict) else None


def is_taken(passage: Passage) -> bool:
    """Whether a passage carries a scene of ours."""
    own = passage.metadata.get(KEY)
    return isinstance(own, dict) and isinstance(own.get(SCENE), dict) and isinstance(own.get(NAME), str)


def shown(scene: Mapping[str, Any], passages: Mapping[str, str]) -> Iterator[Shown]:
    """Yield the lines that a scene is shown as; `passages` tells the passage of each scene."""
    for path in TEXTS:
        part: Any = scene
        for step in path:
            part = part.get(step) if isinstance(part, dict) else None
        for language, text in part.items() if isinstance(part, dict) else ():
            if isinstance(text, str) and one_line(text):
                yield Shown(one_line(text), (*path, language))
    choices = scene.get("choices")
    for number, choice in enumerate(choices if isinstance(choices, list) else ()):
        yield from _links(choice, number, passages)


def _links(choice: Any, number: int, passages: Mapping[str, str]) -> Iterator[Shown]:
    say = choice.get("say") if isinstance(choice, dict) else None
    road = choice.get("next") if isinstance(choice, dict) else None
    words = " / ".join(_in_link(text) for text in say.values() if isinstance(text, str)) if isinstance(say, dict) else ""
    branches = enumerate(road) if isinstance(road, list) else ((None, {"to": road}),)
    for at, branch in branches:
        to = branch.get("to") if isinstance(branch, dict) else None
        if isinstance(to, str):
            path = ("choices", number, "next") if at is None else ("choices", number, "next", at, "to")
            target = passages.get(to, to)
            yield Shown(f"[[{words}->{target}]]", path, True, target)


def one_line(text: str) -> str:
    """Return a text as one line that Twee and Twine take for nothing but text."""
    line = " ".join(text.split()).replace("[[", "［［").replace("]]", "］］")
    return f"：：{line[2:]}" if line.startswith("::") else line


def _in_link(text: str) -> str:
    return one_line(text).replace("->", "→").replace("<-", "←").replace("|", "｜")


def restored(
    story: Story, own: Mapping[str, Any], kept: Mapping[str, Passage], account: Account
) -> dict[str, Any] | None:
    """Return the document of one of our own files, with what was changed by hand in it."""
    ours = {name: passage for name, passage in kept.items() if is_taken(passage)}
    names = {passage.metadata[KEY][NAME]: name for name, passage in ours.items()}
    scenes: dict[str, Any] = {}
    for name, passage in kept.items():
        account.hold("tags", len(passage.tags))
        if name not in ours:
            account.hold("texts")
            account.refuse("texts", name, NO_DATA)
            for tag in passage.tags:
                account.refuse("tags", name, NO_DATA, tag=tag)
            continue
        account.take("tags", len(passage.tags))
        scenes[passage.metadata[KEY][NAME]] = _scene(passage, names, account)
    document = {key: value for key, value in own.items() if key != "scenes"}
    return {**document, "scenes": scenes} if scenes else None


def _scene(passage: Passage, passages: Mapping[str, str], account: Account) -> dict[str, Any]:
    scene: dict[str, Any] = _copied(passage.metadata[KEY][SCENE])
    expected = list(shown(scene, passages))
    lines = [line.strip() for line in passage.text.split("\n") if line.strip()]
    links = sum(line.startswith("[[") for line in lines)
    account.hold("links", links)
    account.hold("texts", len(lines) - links)
    fits = len(lines) == len(expected) and all(
        line.startswith("[[") == each.is_link for line, each in zip(lines, expected, strict=True)
    )
    if fits:
        for line, each in zip(lines, expected, strict=True):
            _settle(scene, line, each, passage=passage, passages=passages, account=account)
        return scene
    left = Counter(each.line for each in expected)
    for line in lines:
        kind = "links" if line.startswith("[[") else "texts"
        if left[line]:
            left[line] -= 1
            account.take(kind)
        else:
            account.refuse(kind, passage.name, CHANGED, text=line[:80])
    return scene


def _settle(
    scene: dict[str, Any], line: str, each: Shown, *, passage: Passage, passages: Mapping[str, str], account: Account
) -> None:
    """Take a line that is shown as its data say, or was changed where that has one meaning."""
    kind = "links" if each.is_link else "texts"
    if line == each.line:
        account.take(kind)
        return
    if not each.is_link:
        _put(scene, each.path, line)
        account.take(kind)
        return
    words, _, target = line.removeprefix("[[").removesuffix("]]").partition("->")
    back = {passage_name: scene_name for scene_name, passage_name in passages.items()}
    if target not in back:
        account.refuse(kind, passage.name, UNKNOWN_TARGET, target=target[:80])
        return
    if words != each.line.removeprefix("[[").partition("->")[0]:
        account.refuse(kind, passage.name, CHANGED, text=line[:80])
        return
    _put(scene, each.path, back[target])
    account.take(kind)


def _put(scene: Any, path: tuple[str | int, ...], value: str) -> None:
    for step in path[:-1]:
        scene = scene[step]
    scene[path[-1]] = value


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value
