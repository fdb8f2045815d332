"""What an import gives: a draft, what it took over, and all that it did not, each with its reason and its place. Pure.

For every kind of thing that a file holds, held = imported + refused. Nothing falls between the two.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from cxtrain.web.documents import Fault

FILE = "files"


@dataclass(frozen=True)
class Refused:
    """Something that was not taken over. `message` is an English template for `values`; a page translates it first."""

    kind: str  # links, macros, tags, cells …
    place: str  # the passage, the cell or the node, as its author knows it
    message: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    count: int = 1

    @property
    def sentence(self) -> str:
        """Why, in English."""
        return self.message % self.values


@dataclass(frozen=True)
class Result:
    """An imported file. `text` is None exactly where nothing of it could become a draft."""

    format: str  # table, twee, twine, h5p, or unknown
    text: str | None  # the YAML of a scenario, perhaps with gaps
    gaps: tuple[Fault, ...]  # what still keeps the draft from being published, by line and column of `text`
    held: Mapping[str, int]  # how many of each kind the file holds
    imported: Mapping[str, int]
    refused: tuple[Refused, ...]

    @property
    def is_complete(self) -> bool:
        """Whether the draft can be published as it is."""
        return self.text is not None and not self.gaps

    @property
    def is_accounted(self) -> bool:
        """Whether imported and refused together are all that the file holds, kind by kind."""
        told = Counter(self.imported)
        for each in self.refused:
            told[each.kind] += each.count
        return +told == +Counter(self.held)


class Account:
    """Counts what a file holds and what became of it, while it is being read."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.held: Counter[str] = Counter()
        self.imported: Counter[str] = Counter()
        self.refused: list[Refused] = []

    def hold(self, kind: str, count: int = 1) -> None:
        """Count things that the file holds."""
        self.held[kind] += count

    def take(self, kind: str, count: int = 1) -> None:
        """Count things that were taken over."""
        self.imported[kind] += count

    def refuse(self, kind: str, place: str, message: str, *, count: int = 1, **values: object) -> None:
        """Note something that was not taken over, and why."""
        self.refused.append(Refused(kind, place, message, values, count))

    def result(self, form: str, text: str | None, gaps: tuple[Fault, ...] = ()) -> Result:
        """Return the result; `text` is None where there is no draft."""
        held, imported = dict(sorted((+self.held).items())), dict(sorted((+self.imported).items()))
        return Result(form, text, gaps, MappingProxyType(held), MappingProxyType(imported), tuple(self.refused))


def whole_file_refused(form: str, message: str, **values: object) -> Result:
    """Return the result for a file that is refused as a whole."""
    account = Account()
    account.hold(FILE)
    account.refused.append(Refused(FILE, "1", message, values))
    return account.result(form, None)
