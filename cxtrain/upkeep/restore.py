"""Restoring a backup: held against its digests, built beside what is there, finished, and put in its place in one step."""

import datetime as dt
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from cxtrain.clock import now
from cxtrain.config import Settings
from cxtrain.upkeep import archive, postgresql, sqlite
from cxtrain.upkeep.archive import DATABASE, Manifest
from cxtrain.upkeep.backup import KEYS, database_file
from cxtrain.upkeep.faults import UpkeepFault
from cxtrain.upkeep.running import stopped
from cxtrain.web.health import head_revision, known_revisions

BESIDE = "cxtrain.db"


@dataclass
class Restore:
    """A backup that is being restored: its database and files stand beside those of the site."""

    manifest: Manifest
    settings: Settings  # of the site that is being built
    kept: list[str] = field(default_factory=list)  # afterwards: where what was there before lies now


def inspect(path: Path) -> Manifest:
    """Read a whole backup and hold each part against its digest; writes nothing.

    Raises:
        UpkeepFault: it is not whole, or this version of cxtrain cannot read it.
    """
    manifest = archive.read(path, lambda name: None)
    if manifest.revision not in known_revisions():
        raise UpkeepFault(f"{path} was made by cxtrain {manifest.version}, which is newer than this one (schema "
                          f"{manifest.revision}, here {head_revision()}): install that version, then restore")
    return manifest


@contextmanager
def restoring(path: Path, manifest: Manifest, settings: Settings, *, replace: bool) -> Iterator[Restore]:
    """Build what `path` holds, which was inspected, beside the site; when the block ends well, it takes its place.

    Raises:
        UpkeepFault: something is in the way; nothing was changed.
    """
    file, instance = database_file(settings), settings.instance.resolve()
    if manifest.engine != ("sqlite" if file else "postgresql"):
        raise UpkeepFault(f"{path} holds a database of {manifest.engine}: set CXTRAIN_DATABASE_URL to one")
    with stopped(instance), ExitStack() as stack:
        _refuse_in_the_way(settings, file, replace)
        work = Path(stack.enter_context(TemporaryDirectory(dir=instance, prefix=".restore-")))
        # Beside the old database, so that it can take its place by its name alone.
        dumped = Path(stack.enter_context(TemporaryDirectory(dir=file.parent if file else work, prefix=".restore-"))) / BESIDE
        archive.read(path, lambda name: dumped if name == DATABASE else work / name)
        address = _built(settings, dumped, file is not None)
        if not file:
            stack.callback(postgresql.drop, address)
        restore = Restore(manifest, settings.model_copy(update={"instance": work, "database_url": address}))
        yield restore
        moment = now()
        restore.kept = [*_files_in_place(work, instance, moment), *filter(None, [
            sqlite.swap(dumped, file, moment) if file else postgresql.swap(address, settings.database, moment)])]


def _refuse_in_the_way(settings: Settings, file: Path | None, replace: bool) -> None:
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
    sqlite.refuse_used(file) if file else postgresql.refuse_used(settings.database)
    empty = sqlite.is_empty(file) if file else postgresql.is_empty(settings.database)
    if not empty and not replace:
        raise UpkeepFault("there is a database already. To put the backup in its place, add --replace: what is there stays "
                          "beside it, under another name")


def _built(settings: Settings, dumped: Path, on_sqlite: bool) -> str:
    if on_sqlite:
        sqlite.check(dumped)
        return f"sqlite:///{dumped}"
    postgresql.check(settings.database, dumped)
    return postgresql.build(settings.database, dumped)


def _files_in_place(work: Path, instance: Path, moment: dt.datetime) -> list[str]:
    """Move files in, which are named by their content, and keys, whose predecessors stay beside them."""
    kept = []
    for source in sorted((work / "files").glob("*/*")):
        target = instance / source.relative_to(work)
        if re.fullmatch(r"[0-9a-f]{64}", source.name):  # what a killed upload left behind has another name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.replace(source, target)
    for name in KEYS:
        source, target = work / name, instance / name
        if source.exists() and target.exists() and not _equal(source, target):
            os.replace(target, target.with_name(f"{name}.before-{moment:%Y%m%d-%H%M%S-%f}"))
            kept.append(str(target.with_name(f"{name}.before-{moment:%Y%m%d-%H%M%S-%f}")))
        if source.exists() and not target.exists():
            os.replace(source, target)
    return kept


def _equal(one: Path, other: Path) -> bool:
    contents = [{path.name: path.read_bytes() for path in (each, *each.glob("*")) if path.is_file()} for each in (one, other)]
    return contents[0] == contents[1]
