"""Texts of which one language was changed after the other: they may no longer say the same. Compared with a former file."""

from collections.abc import Iterator
from dataclasses import dataclass

from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Fault, Path, Tree, warning_at
from cxtrain.web.yaml_tree import Data

ONLY_CHINESE = N_("The Chinese was changed since the published version, the English was not: check that they say the same.")
ONLY_ENGLISH = N_("The English was changed since the published version, the Chinese was not: check that they say the same.")


@dataclass(frozen=True)
class _Written:
    """A text in both languages, and where it stands."""

    path: Path
    zh: str
    en: str


def drifted(tree: Tree, before: Tree) -> Iterator[Fault]:
    """Yield a warning at each text whose other language was changed, and it was not.

    Items of a list are the same where their `id` is, wherever they stand; what is new or was moved away says nothing.
    """
    former = {name: text for name, text in _texts((), (), before.data)}
    for name, text in _texts((), (), tree.data):
        was = former.get(name, text)
        if text.zh != was.zh and text.en == was.en:
            yield warning_at(tree.place((*text.path, "en")), ONLY_CHINESE)
        elif text.en != was.en and text.zh == was.zh:
            yield warning_at(tree.place((*text.path, "zh")), ONLY_ENGLISH)


def _texts(name: Path, path: Path, data: Data) -> Iterator[tuple[Path, _Written]]:
    if isinstance(data, list):
        for at, item in enumerate(data):
            own = item.get("id") if isinstance(item, dict) else None
            yield from _texts((*name, own if isinstance(own, str) else at), (*path, at), item)
    elif isinstance(data, dict):
        zh, en = data.get("zh"), data.get("en")
        if isinstance(zh, str) and isinstance(en, str):
            yield name, _Written(path, " ".join(zh.split()), " ".join(en.split()))
        for key, item in data.items():
            yield from _texts((*name, key), (*path, key), item)
