"""Checking scenario files on disk: one by itself, or all in a folder. What lies in a pack is checked against it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cxtrain.journey.touchpoint import read_touchpoints
from cxtrain.roleplay.drift import drifted
from cxtrain.roleplay.reading_time import ReadingTime, reading_times
from cxtrain.roleplay.scenario import load, parse
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Fault, Tree, fault_at, in_order
from cxtrain.web.yaml_tree import LIMIT, plant

FOLDER, PACK, TOUCHPOINTS = "scenarios", "pack.yaml", "touchpoints.yaml"  # a pack is a folder that holds pack.yaml

UNREADABLE = N_("The file cannot be read (%(reason)s).")
NO_SCENARIOS = N_("No scenario file (*.yaml) lies in this folder.")
UNKNOWN_TOUCHPOINT = N_('The pack has no touchpoint "%(name)s"; it has %(known)s.')
NO_TOUCHPOINTS = N_("The pack's touchpoints.yaml cannot be read, so the touchpoint cannot be resolved.")
SLUG_TAKEN = N_('Another scenario of this pack has the slug "%(name)s" already: %(file)s.')


@dataclass(frozen=True)
class Finding:
    """A fault and the file it was found in."""

    path: Path
    fault: Fault

    @property
    def is_error(self) -> bool:
        """Whether it forbids publication."""
        return self.fault.level == "error"

    def __str__(self) -> str:
        """Return FILE:LINE:COLUMN: sentence, in English; a warning says that it is one."""
        prefix = "" if self.is_error else "warning: "
        return f"{self.path}:{self.fault.line}:{self.fault.column}: {prefix}{self.fault.sentence}"


@dataclass(frozen=True)
class Read:
    """How long a scene of a file takes to read, and where it stands."""

    path: Path
    line: int
    column: int
    scene: str
    time: ReadingTime

    def __str__(self) -> str:
        """Return FILE:LINE:COLUMN: scene and seconds in both languages."""
        return f"{self.path}:{self.line}:{self.column}: {self.scene}: {self.time.zh:.0f} s zh, {self.time.en:.0f} s en"


def reading_of(path: Path) -> list[Read]:
    """Return the reading times of the scenes in a scenario file; none where it has faults."""
    tree = _tree_of(path)
    scenario = load(_start_of(path).decode()) if tree and parse(_start_of(path)).scenario else None
    times = reading_times(scenario) if scenario else {}
    return [Read(path, *tree.key_place(("scenes", name)), name, time) for name, time in times.items() if tree]


def drift_of(path: Path, published: Callable[[str], str | None]) -> list[Finding]:
    """Return where one language of a scenario file was changed and the other was not, since what is published.

    Args:
        path: the file.
        published: gives the published text of the scenario with a slug, None where there is none.
    """
    tree = _tree_of(path)
    slug = tree.at(("slug",)) if tree else None
    before = plant(published(slug) or "")[0] if isinstance(slug, str) else None
    return [Finding(path, fault) for fault in drifted(tree, before)] if tree and before else []


def check_path(path: Path) -> list[Finding]:
    """Return all findings in a scenario file, or in every one below a folder. Never raises for what they hold."""
    if not path.is_dir():
        return check_file(path)
    files = scenario_files(path)
    if not files:
        return [Finding(path, Fault(1, 1, NO_SCENARIOS))]
    return [finding for file in files for finding in check_file(file)] + list(_doubles(files))


def check_file(path: Path) -> list[Finding]:
    """Return all findings in one scenario file; its touchpoint is resolved only where the file lies in a pack."""
    try:
        parsed = parse(_start_of(path))
    except OSError as error:
        return [Finding(path, Fault(1, 1, UNREADABLE, {"reason": error.strerror or "OSError"}))]
    pack = pack_of(path)
    more = _touchpoint_faults(parsed.tree, pack) if pack and parsed.tree else ()
    return [Finding(path, fault) for fault in in_order([*parsed.findings, *more])]


def scenario_files(folder: Path) -> list[Path]:
    """Return the scenario files below a folder: those of packs where there are any, else every *.yaml."""
    found = sorted(path for pattern in ("*.yaml", "*.yml") for path in folder.rglob(pattern) if path.is_file())
    within = any((parent / PACK).is_file() for parent in folder.absolute().parents)
    if within or any(path.name == PACK for path in found):
        return [path for path in found if pack_of(path)]
    return found


def pack_of(path: Path) -> Path | None:
    """Return the pack in whose scenarios/ the file lies, if it does."""
    folder = path.absolute().parent
    return folder.parent if folder.name == FOLDER and (folder.parent / PACK).is_file() else None


def _start_of(path: Path) -> bytes:
    """Return the file, or enough of it to see that it is too large."""
    with path.open("rb") as handle:
        return handle.read(LIMIT + 1)


def _touchpoint_faults(tree: Tree, pack: Path) -> Iterator[Fault]:
    wanted = tree.at(("touchpoint",))
    try:
        known = [touchpoint.slug for touchpoint in read_touchpoints(_start_of(pack / TOUCHPOINTS)).touchpoints or ()]
    except OSError:
        known = []
    if not known:
        yield fault_at(tree.place(("touchpoint",)), NO_TOUCHPOINTS)
    elif isinstance(wanted, str) and wanted not in known:
        yield fault_at(tree.place(("touchpoint",)), UNKNOWN_TOUCHPOINT, name=wanted, known=", ".join(known))


def _doubles(files: list[Path]) -> Iterator[Finding]:
    """Yield a finding for each scenario whose slug another one of the same pack took before it."""
    taken: dict[tuple[Path, str], Path] = {}
    for path in files:
        tree, pack = _tree_of(path), pack_of(path)
        slug = tree.at(("slug",)) if tree else None
        if tree is None or pack is None or not isinstance(slug, str):
            continue
        first = taken.setdefault((pack, slug), path)
        if first is not path:
            yield Finding(path, fault_at(tree.place(("slug",)), SLUG_TAKEN, name=slug, file=first.name))


def _tree_of(path: Path) -> Tree | None:
    try:
        return plant(_start_of(path))[0]
    except OSError:
        return None  # It has been named as unreadable already.
