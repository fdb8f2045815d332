"""The fields of the page on which a form is written, and the sheet that they amount to. Pure."""

from collections.abc import Mapping
from typing import Any

from cxtrain.certificates.form.sheet import FormSheet, Picture, Signer, Validity
from cxtrain.web.bilingual import Bilingual

PARTS = ("first", "second")
PLAIN = ("palette", "orientation", "level", "excellent_from", "photo")


def data_of(sheet: FormSheet) -> dict[str, Any]:
    """Return what the fields hold for `sheet`."""
    data: dict[str, Any] = {name: getattr(sheet, name) for name in PLAIN}
    for name in ("title", "text", "firm"):
        pair = getattr(sheet, name)
        data |= {f"{name}_zh": pair.zh, f"{name}_en": pair.en}
    data["logo"] = sheet.logo.digest if sheet.logo else ""
    for part, signer in zip(PARTS, sheet.signers, strict=False):
        data[part] = {"name": signer.name, "post_zh": signer.post.zh, "post_en": signer.post.en,
                      "picture": signer.picture.digest if signer.picture else ""}
    span = sheet.validity
    return data | {"validity": span.kind, "months": span.months, "until": span.until, "grace_days": span.grace_days,
                   "remind_days": span.remind_days}


def sheet_from(data: Mapping[str, Any], pictures: Mapping[str, Picture]) -> FormSheet:
    """Return the sheet of what the fields hold; `pictures` by digest are those that may be chosen."""
    title, text, firm = (Bilingual(_text(data, f"{name}_zh"), _text(data, f"{name}_en")) for name in ("title", "text", "firm"))
    signers = tuple(_signer(data[part], pictures) for part in PARTS if _is_there(data[part]))
    return FormSheet(title=title, text=text, firm=firm, signers=signers, logo=pictures.get(data["logo"]),
                     validity=_validity(data), **{name: data[name] for name in PLAIN})


def _validity(data: Mapping[str, Any]) -> Validity:
    kind = data["validity"]
    return Validity(kind, data["months"] if kind == "months" else None, data["until"] if kind == "day" else None,
                    data["grace_days"] or 0, data["remind_days"] or 0)


def _signer(part: Mapping[str, Any], pictures: Mapping[str, Picture]) -> Signer:
    return Signer(_text(part, "name"), Bilingual(_text(part, "post_zh"), _text(part, "post_en")), pictures.get(part["picture"]))


def _is_there(part: Mapping[str, Any]) -> bool:
    return any(part.get(name) for name in ("name", "post_zh", "post_en", "picture"))


def _text(data: Mapping[str, Any], name: str) -> str:
    return "\n".join(line.strip() for line in (data[name] or "").strip().splitlines())
