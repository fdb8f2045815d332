"""What a Kano study asks: its features in both languages, and who the customers are. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from cxtrain.measures.kano import ATTRACTIVE, INDIFFERENT, MUST_BE, ONE_DIMENSIONAL, QUESTIONABLE, REVERSE
from cxtrain.voices.questionnaire import Questionnaire
from cxtrain.web.bilingual import N_, Bilingual

MOST_FEATURES, MOST_GROUPS = 30, 6
CATEGORIES = {  # by the letter of measures.kano
    MUST_BE: N_("Must-be"),
    ONE_DIMENSIONAL: N_("One-dimensional"),
    ATTRACTIVE: N_("Attractive"),
    INDIFFERENT: N_("Indifference"),
    REVERSE: N_("Reverse"),
    QUESTIONABLE: N_("Questionable"),
}
MEANINGS = {
    MUST_BE: N_("Taken for granted: nobody is pleased that it is there, everybody minds when it is not."),
    ONE_DIMENSIONAL: N_("The more of it, the more satisfied; the less, the less."),
    ATTRACTIVE: N_("A surprise that pleases; nobody misses it yet."),
    INDIFFERENT: N_("It makes little difference either way."),
    REVERSE: N_("Customers would rather not have it."),
    QUESTIONABLE: N_("The two answers contradict each other."),
}
ANSWERS = {  # of both questions
    1: N_("I would like that"),
    2: N_("That is how it must be"),
    3: N_("I do not mind either way"),
    4: N_("I can live with that"),
    5: N_("I would dislike that"),
}
TABLE_NAMES = {"classic": N_("Kano's table"), "pouliot": N_("Pouliot's table, stricter about contradictions")}
FACTORS = {MUST_BE: "must-be", ONE_DIMENSIONAL: "one-dimensional", ATTRACTIVE: "attractive", INDIFFERENT: "indifferent"}

NO_FEATURES = N_("Add at least one feature first.")


@dataclass(frozen=True)
class Feature:
    """One feature: its short name, and both questions."""

    id: str
    name: Bilingual
    there: Bilingual  # if it is there, how do you feel?
    missing: Bilingual  # if it is not?

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Feature":
        """Return the feature that the database keeps."""
        return cls(kept["id"], *(Bilingual(**kept[key]) for key in ("name", "there", "missing")))

    def as_dict(self) -> dict[str, Any]:
        """Return it as the database keeps it."""
        return asdict(self)


@dataclass(frozen=True)
class Group:
    """One kind of customer."""

    id: str
    name: Bilingual


@dataclass(frozen=True)
class Grouping:
    """The question of who somebody is, with its answers; without answers nobody is asked."""

    question: Bilingual = Bilingual("", "")
    groups: tuple[Group, ...] = ()

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Grouping":
        """Return the grouping that the database keeps."""
        if not kept:
            return cls()
        groups = tuple(Group(each["id"], Bilingual(**each["name"])) for each in kept["groups"])
        return cls(Bilingual(**kept["question"]), groups)

    def as_dict(self) -> dict[str, Any]:
        """Return it as the database keeps it."""
        return asdict(self) if self.groups else {}

    @property
    def lines(self) -> str:
        """The answers as they are typed: one a line, Chinese | English."""
        return "\n".join(f"{each.name.zh} | {each.name.en}" for each in self.groups)


def groups_typed(text: str) -> tuple[Group, ...] | None:
    """Return the groups of typed lines "Chinese | English"; None where a line lacks one of the languages."""
    groups: list[Group] = []
    for line in filter(str.strip, text.splitlines()):
        zh, bar, en = (part.strip() for part in line.replace("｜", "|").partition("|"))
        if not (zh and bar and en):
            return None
        groups.append(Group(slug_of(en, [group.id for group in groups]), Bilingual(zh, en)))
    return tuple(groups)


def slug_of(text: str, taken: Iterable[str]) -> str:
    """Return a short name for addresses and counts that is not taken yet, from an English text."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:30].strip("-") or "feature"
    used = set(taken)
    return next(slug for slug in (stem, *(f"{stem}-{number}" for number in range(2, 1000))) if slug not in used)


def questionnaire_of(slug: str, title: Mapping[str, str], features: Sequence[Feature], grouping: Grouping,
                     *, draws: int | None) -> Questionnaire:
    """Return the questionnaire that asks for these features, who somebody is last.

    Raises:
        pydantic.ValidationError: there is no feature, or a text lacks a language.
    """
    questions: list[dict[str, Any]] = [
        {"id": each.id, "kind": "kano", "text": each.there.as_dict(), "other": each.missing.as_dict()} for each in features]
    if grouping.groups:
        questions.append({"id": "who-you-are", "kind": "segment", "text": grouping.question.as_dict(),
                          "choices": [{"id": each.id, "text": each.name.as_dict()} for each in grouping.groups]})
    return Questionnaire.model_validate({
        "slug": slug, "title": dict(title), "kind": "kano", "questions": questions,
        "draws": None if draws is None or draws >= len(features) else draws})
