"""Texts that start out in both languages and are then edited in one. Pure."""

from collections.abc import Mapping

from cxtrain.web.bilingual import pick


def plain(text: str) -> str:
    """Return what a text area sent, with one kind of line end and nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def reworded(before: Mapping[str, str], text: str, locale: str) -> dict[str, str]:
    """Return the text after somebody who reads `locale` left it as `text`.

    Unchanged words keep both languages. Changed words stand alone, because the other language would say something
    that nobody meant any more; readers of it see the words as they were written.
    """
    if plain(text) == plain(pick(before, locale)):
        return dict(before)
    return {"zh" if locale.lower().startswith("zh") else "en": plain(text)}
