"""Categories such as 前台/入住 as a tree with the number of questions in each. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Branch:
    """A category."""

    path: str  # as questions have it
    name: str  # its last part
    depth: int  # 0 at the top
    count: int  # questions in it and below it


def branches_of(counts: Mapping[str, int]) -> list[Branch]:
    """Return every category and those above it, each followed by what lies below it, from questions by category."""
    whole: dict[tuple[str, ...], int] = {}
    for path, count in counts.items():
        steps = tuple(path.split("/"))
        for end in range(1, len(steps) + 1):
            whole[steps[:end]] = whole.get(steps[:end], 0) + count
    return [Branch("/".join(steps), steps[-1], len(steps) - 1, whole[steps]) for steps in sorted(whole)]
