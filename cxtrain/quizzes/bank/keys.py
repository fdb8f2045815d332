"""The short name under which the bank keeps a question of its own. Pure."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import count

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 50


def is_key(text: str) -> bool:
    """Whether a text may be a question's short name."""
    return len(text) <= LONGEST and KEY.fullmatch(text) is not None


def wanted_key(*texts: str | None) -> str:
    """Return a short name made of the first text that has letters or figures for one, else "q"."""
    for text in texts:
        plain = unicodedata.normalize("NFKD", (text or "")[:200]).encode("ascii", "ignore").decode().lower()
        words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
        if words:
            return words[:LONGEST - 8].strip("-")
    return "q"


def free_keys(wanted: str, taken: Collection[str]) -> Iterator[str]:
    """Yield `wanted` and then it with numbers after it, without what is taken; plain "q" always has a number."""
    if wanted != "q" and wanted not in taken:
        yield wanted
    yield from (key for number in count(1 if wanted == "q" else 2) if (key := f"{wanted}-{number}") not in taken)
