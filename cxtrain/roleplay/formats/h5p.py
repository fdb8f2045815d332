"""An H5P Branching Scenario as the draft of a scenario: each question a scene, each alternative a choice. Pure.

A node is known by its place in the list, the first is the start; a negative number, or none, leads to an end screen
(semantics.json of H5P.BranchingScenario 1.0 to 1.8). Both shapes of a question are read: params.branchingQuestion, and
the older params.question with params.alternatives.
"""

import json
from collections.abc import Mapping
from typing import Any

from cxtrain.roleplay.formats.bounds import (
    MOST_CHOICES,
    MOST_SCENES,
    TOO_MANY_ALTERNATIVES,
    TOO_MANY_NODES,
    at_most,
    lengths,
)
from cxtrain.roleplay.formats.drafts import Names, clean, document_of, draft_of, said, slug_of
from cxtrain.roleplay.formats.h5p_package import CONTENT, NOT_JSON, PACKAGE, read_package
from cxtrain.roleplay.formats.html_text import text_of
from cxtrain.roleplay.formats.results import FILE, Account, Result
from cxtrain.roleplay.formats.twee_file import is_shallow
from cxtrain.web.bilingual import N_

QUESTION, WORDS, MAIN = "H5P.BranchingQuestion", ("H5P.AdvancedText", "H5P.Text"), "branchingScenario"
GO_ON = {"zh": "继续", "en": "Continue"}
DEFAULT_END = -1

OTHER_CONTENT = N_("This is %(library)s. Of H5P, only Branching Scenario becomes a scenario.")
NO_NODES = N_("The Branching Scenario holds no content.")
NOT_A_NODE = N_("This is no content that H5P knows.")
MEDIA_NODE = N_("%(library)s cannot be shown in a scenario; its place in the story was kept, put what matters into words.")
MEDIA = N_("Pictures, sounds and films are not taken over: put what matters into words.")
NOWHERE = N_("“%(words)s” leads to content %(target)s, which the file does not have.")
SCORE = N_("The score %(score)s belongs to an end here; in a scenario choices earn points: give them there.")
UNUSED_END = N_("Nothing leads to this end screen.")
NO_PLACE = N_("A scenario has no place for the setting “%(key)s”.")


def import_package(data: bytes, name: str) -> Result:
    """Return the draft of an .h5p file.

    Raises:
        TooLarge: it is more than one scenario.
    """
    account = Account()
    files = read_package(data, account)
    about = files.get(PACKAGE)
    about = about if isinstance(about, dict) else {}
    if CONTENT not in files:
        return account.result("h5p", None)
    return _result(files[CONTENT], about, account, name)


def import_content(text: str, name: str) -> Result:
    """Return the draft of a content.json that lies alone.

    Raises:
        TooLarge: it is more than one scenario.
    """
    account = Account()
    account.hold(FILE)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, (dict, list)) or not is_shallow(content, 100):
        account.refuse(FILE, "1", NOT_JSON)
        return account.result("h5p", None)
    account.take(FILE)
    return _result(content, {}, account, name)


def _result(content: Any, about: Mapping[str, Any], account: Account, name: str) -> Result:
    main = content.get(MAIN) if isinstance(content, dict) else None
    nodes = main.get("content") if isinstance(main, dict) else None
    if not isinstance(main, dict) or not isinstance(nodes, list) or not nodes:
        account.hold("contents")
        library = clean(str(about.get("mainLibrary") or "another content"), lines=False)[:60]
        account.refuse("contents", CONTENT, NO_NODES if isinstance(main, dict) else OTHER_CONTENT, library=library)
        return account.result("h5p", None)
    at_most(MOST_SCENES, len(nodes), TOO_MANY_NODES)
    at_most(MOST_CHOICES, lengths(map(_alternatives, nodes)), TOO_MANY_ALTERNATIVES)
    return account.result("h5p", *draft_of(_Reader(main, nodes, about, account, name).document(), name))


class _Reader:
    """Reads one Branching Scenario; what it finds is counted in its account."""

    def __init__(
        self, main: Mapping[str, Any], nodes: list[Any], about: Mapping[str, Any], account: Account, name: str
    ) -> None:
        self.main, self.about, self.account, self.name = main, about, account, name
        given = str(about.get("language") or "")[:2].lower()
        self.language = given if given in ("zh", "en") else None
        self.nodes: dict[int, dict[str, Any]] = {}
        self.names: dict[int, str] = {}
        self._new = Names()
        self.ends: dict[int, str] = {}  # by contentId; those that something leads to
        account.hold("nodes", len(nodes))
        for number, node in enumerate(nodes):
            if isinstance(node, dict) and isinstance(node.get("type"), dict):
                account.take("nodes")
                self.nodes[number] = node
                self.names[number] = self._new.new(self._title(node), "scene")
            else:
                account.refuse("nodes", f"content[{number}]", NOT_A_NODE)

    def document(self) -> dict[str, Any]:
        """Return the scenario's document."""
        scenes = {self.names[number]: self._scene(number, node) for number, node in self.nodes.items()}
        scenes |= self._end_scenes()
        title = said(text_of(str(self.main.get("title") or self.about.get("title") or self.name))[0], self.language)
        about: dict[str, Any] = {"title": title} if title else {}
        if slug := slug_of(*(title or {}).values(), self.name):
            about["slug"] = slug
        if brief := self._brief():
            about["brief"] = brief
        self._settings()
        return document_of(about=about, start=next(iter(self.names.values()), None), scenes=scenes)

    def _title(self, node: Mapping[str, Any]) -> str:
        metadata = _part(node["type"], "metadata")
        return text_of(str(metadata.get("title") or node.get("contentTitle") or ""))[0]

    def _said(self, html: object, place: str) -> dict[str, str] | None:
        """Return a text of the file; the pictures in it are refused."""
        text, media = text_of(html) if isinstance(html, str) else ("", 0)
        if media:
            self._refuse_media(place, media)
        return said(text, self.language)

    def _refuse_media(self, place: str, count: int = 1) -> None:
        self.account.hold("media", count)
        self.account.refuse("media", place, MEDIA, count=count)

    def _scene(self, number: int, node: Mapping[str, Any]) -> dict[str, Any]:
        place, params = self.names[number], _part(node["type"], "params")
        library = clean(str(node["type"].get("library") or "?"), lines=False).partition(" ")[0][:60]
        if library == QUESTION:
            return self._question(place, params)
        sees = self._said(params.get("text"), place) if library in WORDS else said(self._title(node), self.language)
        if library not in WORDS:
            self.account.hold("media")
            self.account.refuse("media", place, MEDIA_NODE, library=library)
        say = self._said(node.get("proceedButtonText"), place) or dict(GO_ON)
        return {**({"sees": sees} if sees else {}), "choices": [self._choice("continue", say, node, place)]}

    def _question(self, place: str, params: Mapping[str, Any]) -> dict[str, Any]:
        inner = _part(params, "branchingQuestion") or params
        says = self._said(inner.get("question"), place)
        alternatives = inner.get("alternatives")
        choices: list[dict[str, Any]] = []
        ids = Names()
        for alternative in alternatives if isinstance(alternatives, list) else ():
            self.account.hold("alternatives")
            if not isinstance(alternative, dict):
                self.account.refuse("alternatives", place, NOT_A_NODE)
                continue
            self.account.take("alternatives")
            say = self._said(alternative.get("text"), place)
            id = ids.new(slug_of(*(say or {}).values()) or "", "choice")
            choices.append(self._choice(id, say, alternative, place))
        return {**({"says": says} if says else {}), "choices": choices}

    def _choice(self, id: str, say: dict[str, str] | None, way: Mapping[str, Any], place: str) -> dict[str, Any]:
        choice: dict[str, Any] = {"id": id, "say": say or {}}
        if coaching := self._feedback(_part(way, "feedback"), place):
            choice["coaching"] = coaching
        words = next(iter((say or {}).values()), id)[:80]
        if to := self._target(way.get("nextContentId"), place, words):
            choice["next"] = to
        return choice

    def _feedback(self, feedback: Mapping[str, Any], place: str) -> dict[str, str] | None:
        self._score(feedback, place)
        if feedback.get("image"):
            self._refuse_media(place)
        parts = [self._said(feedback.get(key), place) for key in ("title", "subtitle")]
        return said("\n".join(text for part in parts if part for text in part.values()), self.language)

    def _score(self, part: Mapping[str, Any], place: str) -> None:
        score = part.get("endScreenScore")
        if isinstance(score, (int, float)) and not isinstance(score, bool):
            self.account.hold("scores")
            self.account.refuse("scores", place, SCORE, score=score)

    def _target(self, given: Any, place: str, words: str) -> str | None:
        """Return the scene that a way leads to, an end among them; a way to nowhere is refused."""
        self.account.hold("links")
        number = DEFAULT_END if given is None or given == "" else given
        if isinstance(number, int) and not isinstance(number, bool):
            if number < 0:
                self.account.take("links")
                if number not in self.ends:
                    self.ends[number] = self._new.new("end", "end")
                return self.ends[number]
            if number in self.names:
                self.account.take("links")
                return self.names[number]
        self.account.refuse("links", place, NOWHERE, words=words, target=clean(str(given), lines=False)[:20])
        return None

    def _end_scenes(self) -> dict[str, dict[str, Any]]:
        given = self.main.get("endScreens")
        screens = [screen for screen in given if isinstance(screen, dict)] if isinstance(given, list) else []
        self.account.hold("end screens", len(screens))
        scenes: dict[str, dict[str, Any]] = {}
        for screen in screens:
            number = screen.get("contentId", DEFAULT_END)
            scene = self.ends.get(number) if isinstance(number, int) else None
            if scene is None or scene in scenes:
                self.account.refuse("end screens", self._title_of(screen), UNUSED_END)
                continue
            self.account.take("end screens")
            scenes[scene] = {"ending": self._ending(screen, scene)}
        return scenes | {scene: {"ending": {}} for scene in self.ends.values() if scene not in scenes}

    def _title_of(self, screen: Mapping[str, Any]) -> str:
        title = screen.get("endScreenTitle")
        return text_of(title)[0][:60] if isinstance(title, str) else "?"

    def _ending(self, screen: Mapping[str, Any], place: str) -> dict[str, Any]:
        self._score(screen, place)
        if screen.get("endScreenImage"):
            self._refuse_media(place)
        title = self._said(screen.get("endScreenTitle"), place)
        debrief = self._said(screen.get("endScreenSubtitle"), place)
        return {**({"title": title} if title else {}), **({"debrief": debrief} if debrief else {})}

    def _brief(self) -> dict[str, str] | None:
        screen = _part(self.main, "startScreen")
        if screen.get("startScreenImage"):
            self._refuse_media("startScreen")
        parts = [self._said(screen.get(key), "startScreen") for key in ("startScreenTitle", "startScreenSubtitle")]
        return said("\n".join(text for part in parts if part for text in part.values()), self.language)

    def _settings(self) -> None:
        for key in self.main:
            if key in ("content", "endScreens"):
                continue
            self.account.hold("settings")
            if key in ("title", "startScreen"):
                self.account.take("settings")
            else:
                self.account.refuse("settings", MAIN, NO_PLACE, key=clean(key, lines=False)[:40])


def _alternatives(node: Any) -> object:
    """Return the alternatives of a node, a list where it is a question."""
    params = _part(_part(node, "type"), "params")
    return (_part(params, "branchingQuestion") or params).get("alternatives")


def _part(whole: Any, key: str) -> Mapping[str, Any]:
    part = whole.get(key) if isinstance(whole, dict) else None
    return part if isinstance(part, dict) else {}
