"""A scene as the fields of a page, and back. Pure.

The fields are what a form holds: texts, ticks, and lists of such; `filled` makes them of a scene, `scene_of` makes the
scene of them. What a scene has and the page does not show is kept.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from cxtrain.roleplay.authoring.manuscript import Document, Part, branches_of, put_ways, scenes_of
from cxtrain.roleplay.conditions import comparisons_in
from cxtrain.roleplay.formats.drafts import Names, clean, slug_of
from cxtrain.roleplay.schema import DIMENSIONS, OUTCOMES, STEPS
from cxtrain.web.bilingual import N_
from cxtrain.web.whole import whole
from cxtrain.web.yaml_tree import DECIMAL, INTEGER, typed

Fields: TypeAlias = dict[str, Any]

NEW_SCENE, NEW_ENDING = "/scene", "/ending"  # ways on to what does not exist yet; no scene can have such a name
LANGUAGES = ("zh", "en")
SAID = ("say", "reaction", "coaching")
SEEN = ("sees", "says", "hint")
TOLD = ("title", "debrief")
RELATIONS = {"=": N_("is"), "!=": N_("is not"), ">=": N_("is at least"), "<=": N_("is at most"), ">": N_("is more than"),
             "<": N_("is less than")}
YES, NO = "yes", "no"
HEARD = {"yes": YES, "no": NO, "是": YES, "否": NO, "true": YES, "false": NO}  # what people write for it
NOT_A_NUMBER = N_("“%(given)s” is not a number.")


class NoNumber(ValueError):
    """A word that stands where a number must."""


def number_of(word: str) -> int | float | None:
    """Return the number that somebody typed, None for nothing; full-width digits and a true minus sign are understood.

    Raises:
        NoNumber: it is none.
    """
    plain = unicodedata.normalize("NFKC", word).strip().replace("\u2212", "-")
    if not plain:
        return None
    if not (INTEGER.fullmatch(plain) or DECIMAL.fullmatch(plain)):
        raise NoNumber(word)
    value = typed(plain)
    assert isinstance(value, (int, float)), "the patterns are those of numbers"
    return value


def kind_of(part: Mapping[str, Any]) -> str:
    """Return what a part of the state is: flag, word or number."""
    if isinstance(part.get("start"), bool):
        return "flag"
    return "word" if part.get("words") else "number"


def filled(document: Document, name: str) -> Fields:
    """Return the fields of a scene and of what each variant's customer says in it."""
    scene, ending = scenes_of(document)[name], scenes_of(document)[name].get("ending", {})
    variants = document.get("variants", [])
    return {
        "name": name, "moment": bool(scene.get("moment_of_truth")), **texts_of(scene, SEEN),
        "outcome": ending.get("outcome", ""), **texts_of(ending, TOLD), "whens": _rows(scene.get("when", {})),
        "otherwise": scene.get("otherwise", ""),
        "voices": [texts_of(variant.get("says", {}), (name,), as_name="says") for variant in variants],
        "choices": [_choice_fields(choice, document.get("state", {})) for choice in scene.get("choices", [])]}


def texts_of(part: Mapping[str, Any], keys: Iterable[str], *, as_name: str = "") -> Fields:
    """Return the fields of a part's texts, one for each language: `title` gives title_zh and title_en."""
    return {f"{as_name or key}_{language}": part.get(key, {}).get(language, "") for key in keys for language in LANGUAGES}


def _choice_fields(choice: Part, state: Mapping[str, Any]) -> Fields:
    ways, effects = branches_of(choice), choice.get("effects", {})
    last = ways.pop() if ways and not ways[-1].get("when") else {}
    points = choice.get("points", {})
    return {
        "id": choice.get("id", ""), **texts_of(choice, SAID), "step": choice.get("step", ""),
        "reason": bool(choice.get("reason")), "after": _shown(choice.get("after")),
        **{dimension: _shown(points.get(dimension)) for dimension in DIMENSIONS},
        "effects": [{"name": name, "value": _shown(effects.get(name))} for name in {**state, **effects}],
        "whens": _rows(choice.get("when", {})), "to": last.get("to", ""),
        "ways": [{"whens": _rows(way.get("when", {})), "to": way.get("to", "")} for way in ways]}


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return "" if value is None else str(value)


def _rows(when: Mapping[str, Any]) -> list[Fields]:
    """Return a condition as rows of name, relation and value."""
    return [{"name": name, "relation": sign, "value": _shown(bound)}
            for name, wanted in when.items() for sign, bound in _comparisons(wanted)]


def _comparisons(wanted: object) -> list[tuple[str, object]]:
    if not isinstance(wanted, str):
        return [("=", wanted)]
    found = comparisons_in(wanted) or ()
    return [(sign, bound if isinstance(bound, (int, str)) else float(bound)) for sign, bound in found]


def scene_of(fields: Fields, was: Part, state: Mapping[str, Any]) -> Part:
    """Return the scene that fields describe; `was` is the scene as it stood, `state` that of the document.

    Raises:
        NoNumber: a number cannot be read.
    """
    shown = ("moment_of_truth", *SEEN, "ending", "choices", "when", "otherwise")
    scene = {key: value for key, value in was.items() if key not in shown}
    if fields["moment"]:
        scene["moment_of_truth"] = True
    scene |= written_texts(fields, SEEN)
    own = {"when": when_of(fields["whens"], state), "otherwise": fields["otherwise"]}
    scene |= {key: part for key, part in own.items() if part}
    if "ending" in was:
        outcome = {"outcome": fields["outcome"]} if fields["outcome"] in OUTCOMES else {}
        scene["ending"] = {**outcome, **written_texts(fields, TOLD)}
    elif "choices" in was or fields["choices"]:
        former = {choice.get("id"): choice for choice in was.get("choices", [])}
        names = Names(choice["id"] for choice in fields["choices"] if choice["id"])
        scene["choices"] = [_choice(each, former.get(each["id"], {}), state, names) for each in fields["choices"]]
    return scene


def arranged(choices: list[Fields], do: str) -> list[Fields]:
    """Return the fields of choices after one was added, copied, deleted or moved.

    `do` is `choice`, or `copy`, `delete`, `up` or `down` with a number from 0, such as `copy:2`; anything else does nothing.
    """
    verb, _colon, word = do.partition(":")
    if verb == "choice":
        return [*choices, blank()]
    at = whole(word, len(choices) - 1)
    if at is None:
        return choices
    others = [*choices[:at], *choices[at + 1:]]
    if verb == "copy":
        return [*choices[:at + 1], {**choices[at], "id": ""}, *choices[at + 1:]]
    if verb in ("up", "down"):
        others.insert(max(at - 1, 0) if verb == "up" else at + 1, choices[at])
    return others if verb in ("up", "down", "delete") else choices


def blank() -> Fields:
    """Return the fields of a choice that is not written yet."""
    return _choice_fields({}, {})


def voices_of(fields: Fields) -> dict[int, dict[str, str]]:
    """Return what each variant's customer says in the scene, by the variant's number from 0."""
    return {at: written_texts(voice, ("says",)).get("says", {}) for at, voice in enumerate(fields["voices"])}


def written_texts(fields: Fields, keys: Iterable[str]) -> Part:
    """Return the texts of a part that are written at all, each in the languages that it is written in."""
    texts = {key: {language: clean(fields[f"{key}_{language}"] or "") for language in LANGUAGES} for key in keys}
    known = {key: {language: text for language, text in both.items() if text} for key, both in texts.items()}
    return {key: both for key, both in known.items() if both}


def _choice(fields: Fields, was: Part, state: Mapping[str, Any], names: Names) -> Part:
    own = ("id", *SAID, "step", "reason", "after", "points", "effects", "when", "next")
    texts = written_texts(fields, SAID)
    choice: Part = {key: value for key, value in was.items() if key not in own}
    choice |= {"id": _name(fields, was, texts.get("say", {}), names), **texts}
    if fields["step"] in STEPS:
        choice["step"] = fields["step"]
    if fields["reason"]:
        choice["reason"] = True
    choice |= _consequences(fields, state)
    ways = [{"when": when_of(way["whens"], state), "to": way["to"]} for way in fields["ways"] if way["to"] or any_row(way)]
    put_ways(choice, [_way(way) for way in ways] + ([{"to": fields["to"]}] if fields["to"] else []))
    return choice


def _name(fields: Fields, was: Part, spoken: Mapping[str, str], names: Names) -> str:
    """Return the answer's name: its own, or for a new one, with its first words, one made of them."""
    if fields["id"] and (was.get("say") or not spoken):
        return str(fields["id"])
    return names.new(slug_of(spoken.get("en", ""), spoken.get("zh", "")) or "", "choice-1")


def _consequences(fields: Fields, state: Mapping[str, Any]) -> Part:
    """Return when a choice is offered and what it earns and changes, as far as anything is said of it."""
    after = number_of(fields["after"] or "")
    found: dict[str, Part] = {
        "when": when_of(fields["whens"], state),
        "effects": {row["name"]: _value(row["value"] or "", state.get(row["name"], {})) for row in fields["effects"]},
        "points": {dimension: number_of(fields[dimension] or "") for dimension in DIMENSIONS}}
    kept = {key: {name: value for name, value in part.items() if value is not None} for key, part in found.items()}
    return {**({"after": after} if after is not None else {}), **{key: part for key, part in kept.items() if part}}


def any_row(way: Fields) -> bool:
    """Whether a way on has a condition."""
    return any(row["name"] for row in way["whens"])


def _way(way: Part) -> Part:
    return {key: value for key, value in way.items() if value}


def _value(word: str, part: Mapping[str, Any]) -> Any:
    """Return a value of a part of the state as the file writes it; None for nothing."""
    if part and kind_of(part) == "number":
        return number_of(word)
    if word.strip().lower() in HEARD and not part.get("words"):
        return HEARD[word.strip().lower()] == YES
    try:
        return number_of(word) if not part else word or None
    except NoNumber:  # of a part of the state that does not exist, a word is as good as a number
        return word or None


def when_of(rows: Iterable[Fields], state: Mapping[str, Any]) -> Part:
    """Return the condition that rows of name, relation and value state; rows without a name or a value say nothing.

    Raises:
        NoNumber: a number cannot be read.
    """
    found: dict[str, list[tuple[str, Any]]] = {}
    for row in rows:
        bound = _value(row["value"] or "", state.get(row["name"], {})) if row["name"] else None
        if bound is not None:
            found.setdefault(row["name"], []).append((row["relation"] or "=", bound))
    return {name: _wanted(comparisons) for name, comparisons in found.items()}


def _wanted(comparisons: list[tuple[str, Any]]) -> Any:
    """Return comparisons of one part of the state as the format writes them: a bare value where it is to be equal."""
    (sign, bound), *more = comparisons
    if isinstance(bound, bool):
        return bound if sign != "!=" else not bound
    if sign == "=" and not more and not isinstance(bound, str):
        return bound
    return " and ".join(f"{sign} {_plain(bound)}" for sign, bound in comparisons)


def _plain(bound: Any) -> str:
    """Return a bound without an exponent, which a condition may not have."""
    return f"{bound:f}".rstrip("0") if isinstance(bound, float) else str(bound)
