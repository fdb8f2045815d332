"""The rows of the trainers' table, gathered into scenes and choices. Pure."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from cxtrain.roleplay.formats.drafts import Names, document_of, slug_of
from cxtrain.roleplay.formats.results import Account
from cxtrain.roleplay.formats.table_words import (
    NO,
    OUTCOME_OF,
    STEP_OF,
    YES,
    key_of,
    number_of,
    outcome_of,
    points_of,
)
from cxtrain.web.bilingual import N_

Cells = Mapping[tuple[str, str | None], tuple[str, str]]  # (column, language): (text, name of the cell)
SCENE_TEXTS, CHOICE_TEXTS = ("sees", "says"), ("say", "reaction", "coaching")

NO_SCENE = N_("No row above names the scene that this row belongs to.")
SAID_OTHERWISE = N_("A row above tells this otherwise for the same scene; that was kept.")
NO_CHOICE = N_("The row says nothing under 应对 (what you say), so there is no choice that this belongs to.")
NOT_POINTS = N_("“%(text)s” is not understood: write a dimension and a number, such as 响应性+2 or empathy 1.")
NOT_A_STEP = N_("“%(text)s” is no step: write 探索, 提议, 行动 or 确认 (explore, offer, act, confirm).")
NOT_A_NUMBER = N_("“%(text)s” is not understood: write a number such as +1 or -2.")
NOT_YES_OR_NO = N_("“%(text)s” is not understood: write yes or no (是, 否).")
NOT_AN_OUTCOME = N_("“%(text)s” is no outcome: write 惊喜, 满意, 平淡 or 流失 (delighted, satisfied, indifferent, lost).")
NO_SUCH_SCENE = N_("No row has the scene “%(text)s”.")
NOT_AN_END = N_("This scene has choices, so it is no end.")
MARKS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "points": (NOT_POINTS, points_of),
    "step": (NOT_A_STEP, lambda text: STEP_OF.get(key_of(text))),
    "mood": (NOT_A_NUMBER, number_of),
}


class Scenes:
    """Collects rows; `document` joins them when all are known."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.names: dict[str, str] = {}  # by what the table calls the scene
        self._new = Names()
        self.scenes: dict[str, dict[str, Any]] = {}
        self._here: str | None = None
        self._roads: list[tuple[dict[str, Any], str, str]] = []  # choice, text and cell of its next
        self._of_ends: dict[str, list[tuple[str, str | None, str, str]]] = {}  # part, language, text, cell; by scene

    def add(self, cells: Cells, account: Account) -> None:
        """Take one row."""
        label, _ = cells.get(("scene", None), ("", ""))
        if label:
            account.take("cells")
            self._here = self._scene_named(label)
        if self._here is None:
            for _, place in cells.values():
                account.refuse("cells", place, NO_SCENE)
            return
        scene = self.scenes[self._here]
        choice: dict[str, Any] | None = None
        if any(column == "say" for column, _ in cells):
            choice = {"id": "", "say": {}}
            scene["choices"].append(choice)
        for (column, language), (text, place) in cells.items():
            if column != "scene":
                self._cell(scene, choice, column, text, language=language, place=place, account=account)

    def _scene_named(self, label: str) -> str:
        key = _label(label)
        if key not in self.names:
            name = self.names[key] = self._new.new(label, "scene")
            self.scenes[name] = {"choices": []}
        return self.names[key]

    def _cell(
        self, scene: dict[str, Any], choice: dict[str, Any] | None, column: str, text: str, *,
        language: str | None, place: str, account: Account,
    ) -> None:  # fmt: skip
        if column in SCENE_TEXTS:
            self._tell(scene.setdefault(column, {}), language or "zh", text, place, account)
        elif column == "moment":
            self._moment(scene, text, place, account)
        elif column == "outcome":
            self._outcome(scene, text, place, account)
        elif column == "end_title" or (column == "coaching" and choice is None):
            part = "title" if column == "end_title" else "debrief"
            self._of_ends.setdefault(self._here or "", []).append((part, language, text, place))
        elif choice is None:
            account.refuse("cells", place, NO_CHOICE)
        elif column in CHOICE_TEXTS:
            self._tell(choice.setdefault(column, {}), language or "zh", text, place, account)
        elif column == "next":
            self._roads.append((choice, text, place))
        else:
            self._mark(choice, column, text, place, account)

    @staticmethod
    def _tell(known: dict[str, str], key: str, text: str, place: str, account: Account) -> None:
        if known.setdefault(key, text) == text:
            account.take("cells")
        else:
            account.refuse("cells", place, SAID_OTHERWISE)

    @staticmethod
    def _mark(choice: dict[str, Any], column: str, text: str, place: str, account: Account) -> None:
        message, reader = MARKS[column]
        value = reader(text)
        if value is None:
            account.refuse("cells", place, message, text=text[:60])
            return
        account.take("cells")
        if column == "mood":
            choice["effects"] = {"mood": value}
        else:
            choice[column] = value

    @staticmethod
    def _moment(scene: dict[str, Any], text: str, place: str, account: Account) -> None:
        key = text.strip().lower()
        if key not in (*YES, *NO):
            account.refuse("cells", place, NOT_YES_OR_NO, text=text[:60])
            return
        account.take("cells")
        if key in YES:
            scene["moment_of_truth"] = True

    @staticmethod
    def _outcome(scene: dict[str, Any], text: str, place: str, account: Account) -> None:
        outcome = OUTCOME_OF.get(key_of(text))
        if outcome is None:
            account.refuse("cells", place, NOT_AN_OUTCOME, text=text[:60])
        elif scene.setdefault("outcome", (outcome, []))[0] != outcome:
            account.refuse("cells", place, SAID_OTHERWISE)
        else:
            scene["outcome"][1].append(place)

    def document(self, about: Mapping[str, Any], account: Account) -> dict[str, Any]:
        """Return the scenario's document: ways on joined, scenes without a choice turned into endings."""
        for choice, text, place in self._roads:
            if to := self._road(text):
                choice["next"] = to
                account.take("cells")
            else:
                account.refuse("cells", place, NO_SUCH_SCENE, text=text[:60])
        scenes = {name: self._finished(name, scene, account) for name, scene in list(self.scenes.items())}
        return document_of(about=about, start=next(iter(scenes), None), scenes=scenes)

    def _road(self, text: str) -> str | None:
        """Return the scene that a cell names, an end made where it names only an outcome."""
        if name := self.names.get(_label(text)):
            return name
        is_end, outcome = outcome_of(text)
        if not is_end:
            return None
        label = f"\0{outcome}"
        if label not in self.names:
            name = self.names[label] = self._new.new(outcome or "end", "end")
            self.scenes[name] = {"choices": [], **({"outcome": (outcome, [])} if outcome else {})}
        return self.names[label]

    def _finished(self, name: str, scene: dict[str, Any], account: Account) -> dict[str, Any]:
        outcome, places = scene.pop("outcome", (None, []))
        choices, words = scene.pop("choices"), self._of_ends.get(name, [])
        if choices:
            for place in places:
                account.refuse("cells", place, NOT_AN_END)
            for part, _, _, place in words:
                account.refuse("cells", place, NOT_AN_END if part == "title" else NO_CHOICE)
            self._name(choices)
            return {**scene, "choices": choices}
        account.take("cells", len(places))
        ending: dict[str, Any] = {"outcome": outcome} if outcome else {}
        for part, language, text, place in words:
            self._tell(ending.setdefault(part, {}), language or "zh", text, place, account)
        return {**scene, "ending": ending}

    @staticmethod
    def _name(choices: list[dict[str, Any]]) -> None:
        """Give each choice a name: from its English words, else its number."""
        names = Names()
        for number, choice in enumerate(choices, 1):
            words = "-".join((slug_of(choice["say"].get("en", "")) or "").split("-")[:4])
            choice["id"] = names.new(words, str(number))


def _label(text: str) -> str:
    """Return what a scene is called without what people write around it: "→ 场景2" and "2" are one."""
    key = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower().lstrip("→>➜-")
    return re.sub(r"^(?:跳到|转到|回到|到|去)?(?:场景|情景|scene|goto|to)?(?:第)?(?=.)", "", key) or key
