"""What is said about a whole scenario, as the fields of a page, and back. Pure."""

import copy
import re

from cxtrain.roleplay.authoring.manuscript import Document, Part, with_state_renamed
from cxtrain.roleplay.authoring.sheet import HEARD, LANGUAGES, YES, Fields, kind_of, number_of, texts_of, written_texts
from cxtrain.web.whole import whole

KINDS = ("number", "flag", "word")  # of a part of the state
GAPS = re.compile(r"[,，、;；\s]+")


def filled(document: Document) -> Fields:
    """Return the fields of a document's heads."""
    customer, start = document.get("customer", {}), document.get("start", "")
    variants = [variant.get("customer", {}) for variant in document.get("variants", [])]
    return {
        **texts_of(document, ("title", "brief")), **_customer(customer),
        "touchpoint": document.get("touchpoint", ""), "start": start,
        "gauges": [_gauge(name, part) for name, part in document.get("state", {}).items()],
        "variants": [{**_customer(one), "at": str(at)} for at, one in enumerate(variants)]}


def _customer(part: Part) -> Fields:
    name = part.get("name", {})
    return {"customer_zh": name.get("zh", ""), "customer_en": name.get("en", ""), "kind": part.get("kind", "")}


def _gauge(name: str, part: Part) -> Fields:
    start = part.get("start")
    shown = ("yes" if start else "no") if isinstance(start, bool) else start
    return {"was": name, "name": name, "kind": kind_of(part), "words": ", ".join(part.get("words") or ()),
            **{key: "" if value is None else str(value) for key, value in
               (("start", shown), ("min", part.get("min")), ("max", part.get("max")))}}


def document_of(fields: Fields, document: Document) -> Document:
    """Return the document with the heads that fields describe; its scenes follow what was renamed or removed.

    Raises:
        NoNumber: a number cannot be read.
    """
    gauges = [row for row in fields["gauges"] if (row["name"] or "").strip()]
    names = {row["was"]: row["name"].strip() for row in gauges if row["was"] and row["was"] != row["name"].strip()}
    changed = with_state_renamed(document, names)
    changed["state"] = {row["name"].strip(): _state(row) for row in gauges}
    for key in ("title", "brief"):
        changed.pop(key, None)
    changed |= written_texts(fields, ("title", "brief"))
    changed["customer"] = _customer_of(fields)
    for key in ("touchpoint", "start"):
        changed = {**changed, key: fields[key]} if fields[key] else {k: v for k, v in changed.items() if k != key}
    return _with_variants(changed, fields["variants"])


def _state(row: Fields) -> Part:
    start = (row["start"] or "").strip()
    if row["kind"] == "flag":
        return {"start": HEARD.get(start.lower()) == YES}
    if row["kind"] == "word":
        words = [word for word in GAPS.split(row["words"] or "") if word]
        return {"start": start or (words[0] if words else ""), "words": words}
    bounds = {key: number_of(row[key] or "") for key in ("min", "max")}
    return {"start": number_of(start) or 0, **{key: value for key, value in bounds.items() if value is not None}}


def _customer_of(fields: Fields) -> Part:
    name = {language: fields[f"customer_{language}"].strip() for language in LANGUAGES if fields[f"customer_{language}"]}
    kind = (fields["kind"] or "").strip()
    return {**({"name": name} if name else {}), **({"kind": kind} if kind else {})}


def _with_variants(document: Document, rows: list[Fields]) -> Document:
    """Return the document with the variants of the rows: those without a customer are let go, new ones have no words yet."""
    former = document.get("variants", [])
    kept = []
    for row in rows:
        if row["customer_zh"] or row["customer_en"]:
            at = whole(row["at"], len(former) - 1)
            words = copy.deepcopy(former[at].get("says", {})) if at is not None else {}
            kept.append({"customer": _customer_of(row), **({"says": words} if words else {})})
    return {**{key: value for key, value in document.items() if key != "variants"}, **({"variants": kept} if kept else {})}
