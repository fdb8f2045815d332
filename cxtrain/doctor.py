"""`cxtrain doctor`: what this machine lacks, and the exact line that brings it."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from cxtrain.config import Settings, UnsafeSetting, refuse_unsafe
from cxtrain.people.strokes import PACKAGE, dictionary_file
from cxtrain.web.fonts import lacks

NETWORK_FILESYSTEMS = {"nfs", "nfs4", "cifs", "smb2", "smbfs", "fuse.sshfs", "9p"}


@dataclass(frozen=True)
class Check:
    """One thing looked at: whether it is fine, and what to do where it is not."""

    name: str
    fine: bool
    advice: str = ""


def examine(settings: Settings) -> Iterator[Check]:
    """Look at everything that cxtrain needs, one after the other."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    yield Check(f"Python {version}", sys.version_info >= (3, 11), "install Python 3.11 or newer")
    missing = lacks()
    yield from (Check(lack.what, False, f"{lack.effect} Run: {lack.remedy}") for lack in missing)
    if not missing:
        yield Check("fonts and libraries for PDFs", True)
    yield from _strokes()
    yield _settings(settings)
    yield _filesystem(settings)
    yield from _database()


def _strokes() -> Iterator[Check]:
    """Look for the dictionary of strokes where a package brings it; elsewhere the order by strokes is just not offered."""
    if not sys.platform.startswith("linux"):
        return
    advice = f"nothing is ordered by strokes. Run: sudo apt-get install -y --no-install-recommends {PACKAGE}"
    yield Check("dictionary of strokes", dictionary_file() is not None, advice)


def _settings(settings: Settings) -> Check:
    try:
        refuse_unsafe(settings)
    except UnsafeSetting as error:
        return Check("settings", False, str(error))
    return Check("settings", True)


def _filesystem(settings: Settings) -> Check:
    folder = settings.instance.resolve()
    if not settings.database.startswith("sqlite") or not sys.platform.startswith("linux") or not folder.exists():
        return Check("file system of the database", True)
    said = subprocess.run(["stat", "-f", "-c", "%T", str(folder)], capture_output=True, text=True, check=False)
    kind = said.stdout.strip()
    return Check(f"file system of the database ({kind})", kind not in NETWORK_FILESYSTEMS,
                 "SQLite's log does not work on a network file system: set CXTRAIN_INSTANCE to a local folder, "
                 "or use PostgreSQL")


def _database() -> Iterator[Check]:
    from cxtrain.app import create_app
    from cxtrain.web.health import CHECKS
    try:
        app = create_app()
    except UnsafeSetting:
        return
    with app.app_context():
        for name, look in CHECKS.items():
            try:
                said = str(look())
            except Exception as error:
                said = f"{type(error).__name__}: {str(error).splitlines()[0]}"
            yield Check(name, said == "ok", said)
        yield from _restored()


def _restored() -> Iterator[Check]:
    """Say that a backup was restored and nobody has looked yet at what it lost; nothing else says it to who runs the site."""
    from cxtrain.upkeep.queries import unconfirmed
    try:
        found = unconfirmed()
    except Exception:  # the database is older, or cannot be reached; that was said above
        return
    if found:
        yield Check("restored", False, f"from a backup of {found.made_at:%Y-%m-%d %H:%M} UTC; what came after is gone. Look at "
                    "what the page /restore names, then confirm there, or run: cxtrain confirm-restore")

