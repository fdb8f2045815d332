"""Known holes of the locked packages: python -m tests.supply.audit asks, and says plainly where nobody answered."""

import json
import subprocess
import sys
from pathlib import Path

from tests.supply.lock import LOCKS, ROOT

PROGRAM = ROOT / "build" / "tools" / "bin" / "pip-audit"
STRICT = ("--strict", "--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json")


def verdict(code: int, out: str, err: str) -> tuple[int, str]:
    """Return the exit code and the sentence for what the program answered. With `--strict` a package not found is no answer.

    The program ends with 1 both where it found a hole and where it could not ask; only an answer in JSON tells them apart.
    """
    try:
        packages = json.loads(out)["dependencies"]
    except (ValueError, KeyError, TypeError):
        why = (err.strip().splitlines() or [f"it ended with {code}"])[-1][:160]
        return 0, f"not checked: {why}"
    skipped = [each["name"] for each in packages if "vulns" not in each]
    if skipped or not packages:
        return 0, f"not checked: {len(skipped)} packages are not known to the service"
    holes = [f"{each['name']} {each['version']}: {hole['id']}" for each in packages for hole in each["vulns"]]
    return int(bool(holes)), "\n".join(holes) or f"no known holes in {len(packages)} packages"


def audit(lock: Path) -> int:
    """Ask about one lock and print what came of it."""
    try:
        done = subprocess.run([str(PROGRAM), *STRICT, "-r", str(lock)], capture_output=True, text=True, check=False, timeout=300)
        code, said = verdict(done.returncode, done.stdout, done.stderr)
    except (OSError, subprocess.TimeoutExpired) as fault:
        code, said = 0, f"not checked: {type(fault).__name__}"
    print(f"{lock.name}: {said}")
    return code


if __name__ == "__main__":
    sys.exit(max(map(audit, LOCKS)))
