"""A pack's file of tags: what comments can be about, with the keywords that say so. Pure."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Fault, Part, Text, Tree, fault_at, in_order, read

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Keyword = Annotated[str, Field(min_length=1, max_length=24)]


class Keywords(Part):
    """The keywords in both languages; of an English one the beginning of a word is enough."""

    zh: Annotated[tuple[Keyword, ...], Field(min_length=1, max_length=40)]
    en: Annotated[tuple[Keyword, ...], Field(min_length=1, max_length=40)]


class TagPart(Part):
    """One tag."""

    slug: Slug
    title: Text
    keywords: Keywords

    @property
    def words(self) -> list[str]:
        """All its keywords."""
        return [*self.keywords.zh, *self.keywords.en]


class TagsFile(Part):
    """All tags of a pack."""

    format: Literal[1]
    comment_tags: Annotated[tuple[TagPart, ...], Field(min_length=1, max_length=60)]


def read_tags(text: str | bytes) -> tuple[TagsFile | None, tuple[Fault, ...]]:
    """Return the tags of a file, None where there is a fault, and all its faults in the order of lines."""
    document = read(text, TagsFile)
    if document.value is None or document.tree is None:
        return None, document.faults
    faults = in_order(_faults(document.value, document.tree))
    return (None if faults else document.value), faults


def _faults(file: TagsFile, tree: Tree) -> Iterator[Fault]:
    slugs = [tag.slug for tag in file.comment_tags]
    for index, slug in enumerate(slugs):
        if slug in slugs[:index]:
            yield fault_at(tree.place(("comment_tags", index, "slug")), N_('Two tags are called "%(slug)s".'), slug=slug)
