"""The known word that somebody probably meant. Pure."""

import difflib
from collections.abc import Collection
from dataclasses import dataclass

ALIKE = 0.7  # of 1, by difflib
MOST = 20_000  # words compared for one document: half a second, and more than any that people write by hand needs


@dataclass
class Nearest:
    """Finds words for one document. A document of nothing but wrong names gets no more hints after the first hundreds."""

    left: int = MOST

    def to(self, word: str, known: Collection[str]) -> str:
        """Return the known word most like `word`; an empty one where none is like it, or too many were compared before."""
        self.left -= len(known)
        found = difflib.get_close_matches(word, known, 1, ALIKE) if self.left >= 0 else []
        return "".join(found)
