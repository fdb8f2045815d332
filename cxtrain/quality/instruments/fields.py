"""Parts of a form as the fields of a page hold them, and the other way round. Pure.

`…_fields` gives what a page's form is filled with; `…_of` gives the part that such a form says. What a page does not show is
kept; what a kind of item does not have is left out, so that a stored form says nothing that has no effect.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from cxtrain.quality.instruments.manuscript import Document, Part, head_of, is_of_survey, lean
from cxtrain.web.whole import whole

Fields: TypeAlias = Mapping[str, Any]
USUAL_SCALES = {"1-5": (1, 5), "1-7": (1, 7)}
ITEM_SCALES = {**USUAL_SCALES, "0-3": (0, 3)}  # 0 to 3 is what practical assessments use
OF_THE_SURVEY = ("kind", "dimension", "of")
NEVER = 0  # of note_below: nothing is owed


def _said(part: Mapping[str, Any], key: str) -> dict[str, str]:
    """Return the fields key_zh and key_en of a text."""
    text = part.get(key) or {}
    return {f"{key}_{language}": text.get(language, "") for language in ("zh", "en")}


def _text(fields: Fields, key: str) -> dict[str, str]:
    """Return the text that two fields give; a language that is empty is left out."""
    typed = {language: (fields.get(f"{key}_{language}") or "").strip().replace("\r\n", "\n") for language in ("zh", "en")}
    return {language: text for language, text in typed.items() if text}


def scale_name(scale: Mapping[str, Any] | None) -> str:
    """Return "1-7" of a scale from 1 to 7; "" of none."""
    return f"{scale.get('min')}-{scale.get('max')}" if scale else ""


def _scale(fields: Fields, before: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the scale that the fields name; a name that is none of ours keeps the points it had."""
    low, high = ITEM_SCALES.get(fields["scale"]) or ((before or {}).get("min", 1), (before or {}).get("max", 7))
    return {"min": low, "max": high, "anchors": {"low": _text(fields, "low"), "high": _text(fields, "high")}}


def _anchors(scale: Mapping[str, Any] | None) -> dict[str, str]:
    anchors = (scale or {}).get("anchors") or {}
    return {**_said(anchors, "low"), **_said(anchors, "high")}


def head_fields(document: Document) -> dict[str, Any]:
    """Return what the page of a form's head is filled with."""
    scale = document.get("scale")
    return {
        **_said(document, "title"), **_said(document, "persona"), **_anchors(scale), "scale": scale_name(scale),
        "kind": document.get("kind", ""), "touchpoint": document.get("touchpoint", ""),
        "note_below": document.get("note_below", NEVER),
        "script": [_said({"step": step}, "step") for step in document.get("script", [])],
        "test_questions": [{**_said(each, "ask"), **_said(each, "answer")}
                           for each in document.get("test_questions", [])]}


def head_from(fields: Fields, document: Document, do: str = "") -> Part:
    """Return the head that the fields say, over the one that stands. `do`: see `arranged`."""
    script = [_text(row, "step") for row in arranged(fields["script"], "script", do)]
    asked = [{"ask": _text(row, "ask"), "answer": _text(row, "answer")}
             for row in arranged(fields["test_questions"], "test_questions", do)]
    head = {
        **head_of(document), "title": _text(fields, "title"), "kind": fields["kind"], "touchpoint": fields["touchpoint"],
        "scale": _scale(fields, document.get("scale")), "note_below": fields["note_below"],
        "script": [step for step in script if step],
        "test_questions": [each for each in asked if each["ask"] or each["answer"]]}
    return lean({**head, "persona": _text(fields, "persona")})


def arranged(rows: Sequence[Any], name: str, do: str) -> list[Any]:
    """Return rows as a button wants them: "up:script:2", "down:…" or "remove:…" of the row at that number from 0."""
    verb, _, rest = do.partition(":")
    place, _, typed = rest.partition(":")
    kept = list(rows)
    at = whole(typed, len(kept) - 1)
    if place != name or at is None:
        return kept
    row = kept.pop(at)
    if verb != "remove":
        kept.insert(max(0, at + (-1 if verb == "up" else 1)), row)
    return kept


def section_fields(section: Part) -> dict[str, Any]:
    """Return what the page of a section is filled with."""
    return {**_said(section, "title"), "weight": section.get("weight", 1.0)}


def section_from(fields: Fields, section: Part) -> Part:
    """Return the section that the fields say."""
    return {**section, "title": _text(fields, "title"), "weight": fields["weight"]}


def item_fields(item: Part) -> dict[str, Any]:
    """Return what the page of an item is filled with."""
    rule, limits = item.get("critical") or {}, item.get("limits") or {}
    return {
        **_said(item, "shopper"), **_anchors(item.get("scale")), "scale": scale_name(item.get("scale")),
        **{key: item.get(key, "") for key in ("dimension", "step", "unit")},
        **{key: item.get(key) for key in ("note_below", "photo_below")},
        "kind": item.get("kind", "rating"), "of": item.get("of", "process"), "see": item.get("see", "visit"),
        "good": item.get("good", "yes"), "na": item.get("na", True), "weight": item.get("weight", 1.0),
        "bad_note": bool(item.get("note_below")), "bad_photo": bool(item.get("photo_below")),
        "at_least": limits.get("at_least"), "at_most": limits.get("at_most"),
        "effect": rule.get("effect", ""), "at_or_below": rule.get("at_or_below", 0) if rule else None, "cap": rule.get("cap")}


def item_from(fields: Fields, item: Part) -> Part:
    """Return the item that the fields say. A survey's item keeps what it measures, whatever the fields say."""
    if is_of_survey(item):
        fields = {**fields, **{key: item_fields(item)[key] for key in OF_THE_SURVEY}}
    kind = fields["kind"]
    words = {"id": item["id"], "kind": kind, "of": fields["of"], "see": fields["see"], "na": bool(fields["na"]),
             "weight": fields["weight"], "shopper": _text(fields, "shopper"), **_filled(fields, "dimension", "step")}
    kept: Part = {key: item[key] for key in ("number", "customer") if key in item}
    own = {"rating": _rating, "yes_no": _yes_no, "number": _number}.get(kind)
    return lean({**words, **kept, **(own(fields, item) if own else {})})


def _filled(fields: Fields, *names: str) -> dict[str, Any]:
    return {name: fields[name] for name in names if fields.get(name) not in (None, "")}


def _rating(fields: Fields, item: Part) -> Part:
    scale = {"scale": _scale(fields, item.get("scale"))} if fields["scale"] else {}
    return {**scale, **_filled(fields, "note_below", "photo_below"), **_critical(fields, fields.get("at_or_below"))}


def _yes_no(fields: Fields, _item: Part) -> Part:
    return {"good": fields["good"], **_owed_if_bad(fields), **_critical(fields, 0)}


def _number(fields: Fields, _item: Part) -> Part:
    limits = _filled(fields, "at_least", "at_most")
    judged = {**_owed_if_bad(fields), **_critical(fields, 0)} if limits else {}
    return {**_filled(fields, "unit"), **({"limits": limits} if limits else {}), **judged}


def _owed_if_bad(fields: Fields) -> Part:
    """Of what is either right or not: 1 stands for words or a photo where it is not."""
    return {f"{name}_below": 1 for name in ("note", "photo") if fields.get(f"bad_{name}")}


def _critical(fields: Fields, at: int | None) -> Part:
    if not fields["effect"]:
        return {}
    cap = fields.get("cap") if fields["effect"] == "cap" else None
    rule = {"effect": fields["effect"], "at_or_below": at or None, "cap": cap}
    return {"critical": {key: value for key, value in rule.items() if value is not None}}
