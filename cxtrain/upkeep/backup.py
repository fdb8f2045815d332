"""Making a backup: copied beside, opened and looked at, and only then given its name."""

import os
import re
import sqlite3
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

from cxtrain.clock import now
from cxtrain.config import Settings
from cxtrain.upkeep import archive, postgresql, sqlite
from cxtrain.upkeep.archive import DATABASE, Manifest, Part
from cxtrain.upkeep.facts import Facts
from cxtrain.upkeep.faults import UpkeepFault

NAME = re.compile(r"cxtrain-\d{8}-\d{6}\.tar")
KEYS = ("secret_key", "badge_keys")  # without them surveys' codes on posters lead nowhere, and badges cannot be checked


@dataclass(frozen=True)
class Backup:
    """A backup that was made and looked at."""

    path: Path
    size: int  # bytes
    manifest: Manifest
    removed: list[str]  # older ones


def database_file(settings: Settings) -> Path | None:
    """Return where SQLite's database lies; None for PostgreSQL.

    Raises:
        UpkeepFault: it lies nowhere.
    """
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite":
        return None
    if not url.database or url.database == ":memory:":
        raise UpkeepFault("a database in memory cannot be kept: set CXTRAIN_INSTANCE, or unset CXTRAIN_DATABASE_URL")
    return Path(url.database)


def make_backup(settings: Settings, target: Path | None = None, *, keep: int = 0) -> Backup:
    """Make a backup while the site runs; `target` is its name, or the folder that gets it.

    Args:
        keep: how many backups stay in that folder, the newest; 0 for all.

    Raises:
        UpkeepFault: none was made, and those that are there are as they were.
    """
    moment, target = now(), target or settings.instance / "backups"
    if target.is_dir() or not target.suffix:
        target = target / f"cxtrain-{moment:%Y%m%d-%H%M%S}.tar"
    folder = target.resolve().parent
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with TemporaryDirectory(dir=folder, prefix=".cxtrain-") as work:
            manifest = _written(settings, Path(work), Path(work) / "whole")
            os.replace(Path(work) / "whole", target)
        sqlite.see_on_disk(folder)
    except (OSError, sqlite3.Error) as error:
        raise UpkeepFault(f"no backup was made in {folder} ({error}); those that are there are as they were") from error
    return Backup(target, target.stat().st_size, manifest, _removed(folder, keep))


def _written(settings: Settings, work: Path, whole: Path) -> Manifest:
    """Write the backup to `whole` and look at all of it again, as whoever restores it will."""
    source = database_file(settings)
    dumped = work / DATABASE
    facts = sqlite.dump(source, dumped) if source else postgresql.dump(settings.database, dumped)
    paths = {DATABASE: dumped, **_keys(settings.instance), **_files(settings.instance, facts)}
    parts = {name: archive.part_of(name, path) for name, path in paths.items()}
    good = [part for part in parts.values() if _is_what_it_says(part)]
    held = {part.name.rpartition("/")[2] for part in good}
    manifest = Manifest(
        format=archive.FORMAT, version=version("cxtrain"), made_at=now(), engine="sqlite" if source else "postgresql",
        revision=facts.revision, epoch=facts.epoch, rows=facts.rows, parts=good,
        lost=[digest for digest in facts.digests if digest not in held])
    archive.write(whole, manifest, [paths[part.name] for part in good])
    dumped.unlink()
    archive.read(whole, lambda name: dumped if name == DATABASE else None)
    sqlite.check(dumped) if source else postgresql.check(settings.database, dumped)
    return manifest


def _keys(instance: Path) -> dict[str, Path]:
    found = [path for name in KEYS for path in (instance / name, *sorted((instance / name).glob("*"))) if path.is_file()]
    names = {path.relative_to(instance).as_posix(): path for path in found}
    return {name: path for name, path in names.items() if archive.PART.fullmatch(name)}


def _files(instance: Path, facts: Facts) -> dict[str, Path]:
    names = {f"files/{digest[:2]}/{digest}" for digest in facts.digests}
    return {name: instance / name for name in sorted(names) if (instance / name).is_file()}


def _is_what_it_says(part: Part) -> bool:
    """Whether a kept file still has the content that its name stands for."""
    return not part.name.startswith("files/") or part.name.endswith(part.sha256)


def _removed(folder: Path, keep: int) -> list[str]:
    old = sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))[:-keep] if keep else []
    for path in old:
        path.unlink()
    return [path.name for path in old]
