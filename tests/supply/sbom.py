"""The bill of materials: python -m tests.supply.sbom FILE checks what cyclonedx-py wrote of the lock, and adds the licences.

Where the files lie (an address of a registry) is left out: whoever installs decides that; what they are is said by hashes.
"""

import json
import sys
from pathlib import Path
from typing import Any

from tests.supply.licences import written
from tests.supply.lock import Locked, locked


def completed(bill: dict[str, Any], licences: dict[str, str]) -> dict[str, Any]:
    """Return the bill with hashes and licences at each component and no address of any registry."""
    for each in bill["components"]:
        files = each.pop("externalReferences", [])
        each.pop("description", None)
        each["hashes"] = each.get("hashes") or [one for file in files for one in file.get("hashes", [])]
        each["licenses"] = [{"expression": licences.get(each["name"], "NOASSERTION")}]
    bill.get("metadata", {}).pop("tools", None)
    return bill


def faults(bill: dict[str, Any], packages: list[Locked]) -> list[str]:
    """Return what the bill lacks of the lock, or has too much."""
    given = {(each["name"], each["version"]): {one["content"] for one in each["hashes"]} for each in bill["components"]}
    wanted = {(each.name, each.version): set(each.hashes) for each in packages}
    found = [] if (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6") else ["It is not CycloneDX 1.6."]
    found += [f"{name} {version} is missing." for name, version in wanted.keys() - given.keys()]
    found += [f"{name} {version} is not locked." for name, version in given.keys() - wanted.keys()]
    found += [f"{name} has other hashes." for name, version in given.keys() & wanted.keys() if given[name, version] != wanted[name, version]]
    return found + ["It names an address." for _ in range(any(word in json.dumps(bill["components"]) for word in ("://", "/home/", "file:")))]


def main() -> int:
    """Complete and check a file."""
    file = Path(sys.argv[1])
    bill = completed(json.loads(file.read_text()), written())
    file.write_text(json.dumps(bill, indent=1, sort_keys=True) + "\n")
    found = faults(bill, locked())
    print("\n".join(found) or f"{file}: {len(bill['components'])} components")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
