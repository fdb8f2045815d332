"""A sheet as a page's fields hold it, and back. Pure.

    {"title_zh": …, "parts": [{"title_zh": …, "items": [{"id": …, "kind": "judged", "anchors_zh": "a line for each", …}]}]}
"""

import re
from collections.abc import Collection
from itertools import count
from typing import Any, TypeAlias

from cxtrain.training.practicals.sheet import LEVELS, Item, Sheet
from cxtrain.training.practicals.sheet_text import Document
from cxtrain.web.whole import whole

Fields: TypeAlias = dict[str, Any]
KINDS = ("measured", "judged")
EMPTY_ITEM: Fields = {"id": "", "kind": "measured", "points": 5}
EMPTY_PART: Fields = {"items": [EMPTY_ITEM]}
MOVES = ("up", "down", "drop")


def fields_of(sheet: Sheet) -> Fields:
    """Return the fields of a sheet."""
    head = _pair("title", sheet.title.as_dict()) | _pair("brief", sheet.brief.as_dict())
    prepare = _pair("prepare", sheet.prepare.as_dict()) if sheet.prepare else {}
    parts = [{**_pair("title", part.title.as_dict()), "items": [_item_fields(item) for item in part.items]}
             for part in sheet.parts]
    return {**head, **prepare, "minutes": sheet.minutes, "pass_mark": sheet.pass_mark, "parts": parts}


def _item_fields(item: Item) -> Fields:
    anchors = {f"anchors_{language}": "\n".join(getattr(anchor, language) for anchor in item.anchors)
               for language in ("zh", "en")}
    tip = _pair("tip", item.tip.as_dict()) if item.tip else {}
    return {"id": item.id, "kind": "judged" if item.is_judged else "measured", **_pair("text", item.text.as_dict()),
            "points": item.points, "critical": item.critical, **anchors, **tip}


def _pair(name: str, text: dict[str, str]) -> Fields:
    return {f"{name}_zh": text["zh"], f"{name}_en": text["en"]}


def document_from(slug: str, fields: Fields, known: Collection[str] = ()) -> Document:
    """Return the plain data of the file that the fields describe; what lacks a language lacks it there too.

    Args:
        slug: of the sheet.
        fields: as the page holds them.
        known: ids of the items of the version before: only they are kept, a new item gets a name of its own.
    """
    taken = {item["id"] for part in fields["parts"] for item in part["items"] if item.get("id") in known}
    head: Document = {"format": 1, "slug": slug, "title": _text(fields, "title"), "brief": _text(fields, "brief")}
    if any(_text(fields, "prepare").values()):
        head["prepare"] = _text(fields, "prepare")
    parts = [{"title": _text(part, "title"), "items": [_item(item, known, taken) for item in part["items"]]}
             for part in fields["parts"]]
    return {**head, "minutes": fields.get("minutes"), "pass_mark": fields.get("pass_mark"), "parts": parts}


def _text(fields: Fields, name: str) -> dict[str, str]:
    """Return a text of both languages in one line each: what a textarea breaks is space to a sheet."""
    return {language: " ".join(str(fields.get(f"{name}_{language}") or "").split()) for language in ("zh", "en")}


def _item(fields: Fields, known: Collection[str], taken: set[str]) -> Document:
    kind = fields.get("kind") if fields.get("kind") in KINDS else KINDS[0]
    name = fields.get("id") if fields.get("id") in known else named(_text(fields, "text")["en"], taken)
    taken.add(str(name))
    item: Document = {"id": name, kind: _text(fields, "text"), "points": fields.get("points")}
    if fields.get("critical"):
        item["critical"] = True
    if kind == "judged":
        zh, en = (lines(str(fields.get(f"anchors_{language}") or "")) for language in ("zh", "en"))
        item["anchors"] = [{"zh": one, "en": other} for one, other in zip(zh, en, strict=False)]
    if any(_text(fields, "tip").values()):
        item["tip"] = _text(fields, "tip")
    return item


def lines(text: str) -> list[str]:
    """Return the lines in which something stands, without space around them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def has_anchors(text: str) -> bool:
    """Whether a text has one line for each of 0, 1, 2 and 3, no two the same."""
    found = lines(text)
    return len(found) == len(LEVELS) == len(set(found))


def named(english: str, taken: Collection[str], usual: str = "item") -> str:
    """Return a short name made of an English text that is not taken."""
    base = re.sub(r"[^a-z0-9]+", "-", english.lower()).strip("-")[:30].strip("-") or usual
    return next(name for name in (base if n == 1 else f"{base}-{n}" for n in count(1)) if name not in taken)


def changed(fields: Fields, act: str) -> Fields:
    """Return the fields after a button of the page: "part", "item-0", "up-0", "drop-0", "up-0-2", "down-0-2", "drop-0-2".

    What leads nowhere, such as moving the first one up, changes nothing.
    """
    word, *at = act.split("-")
    places = [place for place in map(whole, at) if place is not None]
    parts = [{**part, "items": [*part["items"]]} for part in fields["parts"]]
    if word == "part":
        parts.append({**EMPTY_PART})
    elif word == "item" and places and places[0] < len(parts):
        parts[places[0]]["items"].append({**EMPTY_ITEM})
    elif word in MOVES and len(places) == 2 and places[0] < len(parts):
        _move(parts[places[0]]["items"], word, places[1])
    elif word in MOVES and len(places) == 1:
        _move(parts, word, places[0])
    return {**fields, "parts": parts}


def _move(things: list[Fields], word: str, at: int) -> None:
    if at >= len(things):
        return
    if word == "drop":
        things.pop(at)
        return
    other = at - 1 if word == "up" else at + 1
    if 0 <= other < len(things):
        things[at], things[other] = things[other], things[at]
