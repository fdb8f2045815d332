"""The finished parts of a run, kept in a folder until the whole is there, so that none is made twice. Pure.

A part's name bears its place, how many certificates it holds, and the SHA-256 of its bytes: a part that a crash cut short,
or a disk spoilt, is known by that and made again.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NAME = re.compile(r"(\d{6})-(\d{4})-([0-9a-f]{64})\.part")


@dataclass(frozen=True)
class Part:
    """Certificates `first` to `first + count`, without the last, in one file."""

    first: int
    count: int
    path: Path

    @property
    def body(self) -> bytes:
        """Its bytes."""
        return self.path.read_bytes()


class Parts:
    """The parts of one run, in the folder `folder`."""

    def __init__(self, folder: Path) -> None:
        """Look at what is there; a part that is not whole, or not next in line, is removed."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.kept = self._sound()

    @property
    def count(self) -> int:
        """How many certificates are in the parts that are there."""
        return sum(part.count for part in self.kept)

    def _sound(self) -> list[Part]:
        kept: list[Part] = []
        reached = 0
        for path in sorted(self.folder.glob("*.part")):
            named = NAME.fullmatch(path.name)
            if named and int(named[1]) == reached and hashlib.sha256(path.read_bytes()).hexdigest() == named[3]:
                kept.append(Part(reached, int(named[2]), path))
                reached += int(named[2])
            else:
                path.unlink(missing_ok=True)
        return kept

    def keep(self, body: bytes, count: int) -> None:
        """Keep the next part, of `count` certificates; it is there whole or not at all."""
        first = self.count
        path = self.folder / f"{first:06d}-{count:04d}-{hashlib.sha256(body).hexdigest()}.part"
        unfinished = self.folder / f"unfinished-{os.getpid()}"
        try:
            with unfinished.open("wb") as out:
                out.write(body)
                out.flush()
                os.fsync(out.fileno())
            unfinished.replace(path)
        except OSError:  # on a full disk what was written of it would keep it full
            unfinished.unlink(missing_ok=True)
            raise
        self.kept.append(Part(first, count, path))

    def bodies(self) -> Iterator[bytes]:
        """Yield the parts' bytes, one after the other."""
        yield from (part.body for part in self.kept)

    def clear(self) -> None:
        """Remove the folder with all parts."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.kept = []
