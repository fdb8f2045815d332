"""A sheet written as the text of a file, so that one edited in the browser and one from a pack are the same thing. Pure."""

from typing import Any, TypeAlias

import yaml

from cxtrain.training.practicals.sheet import Item, Sheet
from cxtrain.web.yaml_tree import typed

Document: TypeAlias = dict[str, Any]  # as in the file


class _Dumper(yaml.SafeDumper):
    """Writes what the house's own reader reads back equal: a word that would be a number there is put in quotes."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out."""
        return True


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if isinstance(typed(text), str) else "'")


_Dumper.add_representer(str, _text)


def written(sheet: Sheet) -> str:
    """Return the text of a file that `sheet.parse` reads as an equal sheet."""
    return text_of(document_of(sheet))


def text_of(document: Document) -> str:
    """Return the plain data of a sheet as the text of a file."""
    return yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=116)


def document_of(sheet: Sheet) -> Document:
    """Return the plain data of a sheet."""
    head: Document = {"format": 1, "slug": sheet.slug, "title": sheet.title.as_dict(), "brief": sheet.brief.as_dict()}
    if sheet.prepare:
        head["prepare"] = sheet.prepare.as_dict()
    parts = [{"title": part.title.as_dict(), "items": [_item(item) for item in part.items]} for part in sheet.parts]
    return {**head, "minutes": sheet.minutes, "pass_mark": sheet.pass_mark, "parts": parts}


def _item(item: Item) -> Document:
    found: Document = {"id": item.id, "judged" if item.is_judged else "measured": item.text.as_dict(), "points": item.points}
    if item.critical:
        found["critical"] = True
    if item.anchors:
        found["anchors"] = [anchor.as_dict() for anchor in item.anchors]
    if item.tip:
        found["tip"] = item.tip.as_dict()
    return found
