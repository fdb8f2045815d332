"""What is found in a comment: its words, and the tags whose keywords it has. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cxtrain.voices.comments.keywords import says
from cxtrain.voices.comments.vocabulary import words_of


@dataclass(frozen=True)
class Unread:
    """A comment whose words are to be found."""

    id: int
    words: str
    pack: str  # of its touchpoint


@dataclass(frozen=True)
class KnownTag:
    """A tag that can be given."""

    id: int
    pack: str  # "": for touchpoints of all packs
    keywords: tuple[str, ...]

    def fits(self, comment: Unread) -> bool:
        """Whether the comment is about it, by its words."""
        return self.pack in ("", comment.pack) and says(comment.words, self.keywords)


@dataclass(frozen=True)
class Found:
    """What was found in one comment: its words, of each whether it tells something, and ids of tags."""

    comment_id: int
    words: Mapping[str, bool]
    tags: tuple[int, ...]


def found_in(comments: Iterable[Unread], tags: Sequence[KnownTag]) -> list[Found]:
    """Return what is found in each comment."""
    return [Found(each.id, words_of(each.words), tuple(tag.id for tag in tags if tag.fits(each))) for each in comments]
