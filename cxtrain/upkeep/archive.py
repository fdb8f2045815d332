"""A backup: one tar file that begins with what it holds, and the SHA-256 of each part."""

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from cxtrain.upkeep.faults import UpkeepFault

FORMAT, MANIFEST, DATABASE = 1, "manifest.json", "database"
PART = re.compile(r"database|secret_key|badge_keys/[\w.-]*\w|files/[0-9a-f]{2}/[0-9a-f]{64}")
PIECE = 1 << 20


class Part(BaseModel):
    """One file of a backup: its place in the instance folder, or the database."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    size: int
    sha256: str


class Manifest(BaseModel):
    """What a backup holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    format: int
    version: str  # of cxtrain
    made_at: AwareDatetime
    engine: str  # sqlite or postgresql
    revision: str  # of the schema
    epoch: int  # how often a backup had been restored there before
    rows: dict[str, int]  # by table
    lost: list[str]  # digests of files that the database names and that were not there, or damaged
    parts: list[Part]


def part_of(name: str, path: Path) -> Part:
    """Return what a manifest says of the file at `path`."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return Part(name=name, size=stream.tell(), sha256=digest)


def write(target: Path, manifest: Manifest, paths: Iterable[Path]) -> None:
    """Write `target` with the manifest and its parts, which lie at `paths`, and see it on the disk."""
    head = tarfile.TarInfo(MANIFEST)
    body = manifest.model_dump_json().encode()
    head.size = len(body)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
            tar.addfile(head, io.BytesIO(body))
            for part, path in zip(manifest.parts, paths, strict=True):
                member = tarfile.TarInfo(part.name)
                member.size, member.mode = part.size, 0o600
                with path.open("rb") as stream:
                    tar.addfile(member, stream)
        out.flush()
        os.fsync(out.fileno())


def read(path: Path, place: Callable[[str], Path | None]) -> Manifest:
    """Hold each part of a backup against its digest, and write it to where `place` says, if anywhere.

    Raises:
        UpkeepFault: it is no backup, or not whole.
    """
    with path.open("rb") as stream:
        if stream.read(16) == b"SQLite format 3\0":
            raise UpkeepFault(f"{path} is a plain copy of a database, not a backup: a copy made while cxtrain runs lacks what "
                              "is still in its log, and it holds no files. Make backups with: cxtrain backup")
    try:
        with tarfile.open(path, "r:") as tar:
            return _read(path, tar, place)
    except (tarfile.TarError, EOFError) as error:
        raise UpkeepFault(f"{path} is no backup of cxtrain, or its end is missing ({error})") from error


def _read(path: Path, tar: tarfile.TarFile, place: Callable[[str], Path | None]) -> Manifest:
    manifest = _manifest(path, tar)
    for part in manifest.parts:
        member = tar.next()
        stream = tar.extractfile(member) if member and member.isreg() and member.name == part.name else None
        if stream is None or not PART.fullmatch(part.name):
            raise UpkeepFault(f"{path} is damaged: {part.name} is not where its list says")
        if _copied(stream, place(part.name)) != part.sha256:
            raise UpkeepFault(f"{path} is damaged: {part.name} is not what was kept. Take an earlier backup")
    return manifest


def _manifest(path: Path, tar: tarfile.TarFile) -> Manifest:
    first = tar.next()
    stream = tar.extractfile(first) if first and first.name == MANIFEST else None
    if stream is None:
        raise UpkeepFault(f"{path} is no backup of cxtrain: it does not begin with the list of what it holds")
    try:
        found = json.load(stream)
        if found.get("format") != FORMAT:
            raise UpkeepFault(f"{path} was made by cxtrain {found.get('version')}, another version: restore it with that one")
        return Manifest.model_validate(found)
    except (ValueError, AttributeError, ValidationError) as error:
        raise UpkeepFault(f"{path} is damaged: the list of what it holds cannot be read") from error


def _copied(stream: IO[bytes], target: Path | None) -> str:
    """Return the digest of what was read, which now lies on the disk at `target`."""
    digest = hashlib.sha256()
    if target is None:
        while piece := stream.read(PIECE):
            digest.update(piece)
        return digest.hexdigest()
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        while piece := stream.read(PIECE):
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()
