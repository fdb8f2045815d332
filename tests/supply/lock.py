"""The locked requirements as records."""

import configparser
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCKS = tuple(ROOT / "requirements" / f"{name}.txt" for name in ("all", "fuzz", "tools"))
LINE = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)==(?P<version>[\w.+!-]+)(?: ; (?P<marker>[^\\]+?))?((?: --hash=sha256:[0-9a-f]{64})*)")


@dataclass(frozen=True)
class Locked:
    """One package of a lock."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]  # SHA-256 of each file that may be installed, hex


def locked(path: Path = LOCKS[0]) -> list[Locked]:
    """Return the packages of a lock.

    Raises:
        ValueError: a line is something else, such as an address or an option.
    """
    found = []
    for line in path.read_text().replace(" \\\n    ", " ").splitlines():
        if not (parts := LINE.fullmatch(line)):
            raise ValueError(f"{path.name}: {line[:80]}")
        hashes = tuple(re.findall(r"sha256:(\w+)", parts[4]))
        found.append(Locked(parts["name"], parts["version"], (parts["marker"] or "").strip(), hashes))
    return found


def asked_for() -> dict[str, list[str]]:
    """Return the names of the packages that setup.cfg asks for, by extra; "" for those that everybody gets."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    wanted = {"": config["options"]["install_requires"], **config["options.extras_require"]}
    return {extra: [re.match(r"[\w.-]+", line)[0].lower().replace("_", "-")  # type: ignore[index]
                    for line in lines.strip().splitlines()] for extra, lines in wanted.items()}
