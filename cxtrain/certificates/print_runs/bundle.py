"""Many PDFs in a zip that is not compressed: PDFs are so already, and stored they open at once. Pure."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

EPOCH = (2026, 1, 1, 0, 0, 0)  # the same day in every file, so that equal files give an equal zip


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of `files` by name."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as archive:
        _add(archive, files)
    return kept.getvalue()


def join(parts: Iterable[bytes], target: Path) -> int:
    """Write one zip of what is in the zips `parts` to `target`; return how many files are in it."""
    unfinished = target.with_name(f".{target.name}")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_STORED) as archive:
        for part in parts:
            with zipfile.ZipFile(io.BytesIO(part)) as some:
                _add(archive, ((name, some.read(name)) for name in some.namelist()))
        count = len(archive.namelist())
    unfinished.replace(target)
    return count


def _add(archive: zipfile.ZipFile, files: Iterable[tuple[str, bytes]]) -> None:
    for name, body in files:
        entry = zipfile.ZipInfo(name, EPOCH)
        entry.external_attr = 0o644 << 16
        archive.writestr(entry, body)
