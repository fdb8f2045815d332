"""The licences of all locked packages: python -m tests.supply.licences writes docs/licences.md anew.

A package says its licence as an expression, as a classifier or in words; here all become SPDX expressions. What is not
installed on this kind of machine keeps the line it has.
"""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from tests.supply.lock import ROOT, locked

PAGE = ROOT / "docs" / "licences.md"
HEAD = """# Licences of the packages that are installed

Made by `make licences` from what the locked packages say of themselves; a test compares it with what is installed. None of
their code stands in this repository.

| Package | Version | Licence |
|---|---|---|
"""
IN_WORDS = {  # what packages say in classifiers and texts, as SPDX has it
    "mit": "MIT", "mit license": "MIT", "bsd license": "BSD-3-Clause", "bsd-3-clause": "BSD-3-Clause", "apache software license": "Apache-2.0",
    "apache-2.0": "Apache-2.0", "apache 2.0": "Apache-2.0", "python software foundation license": "PSF-2.0",
    "the unlicense (unlicense)": "Unlicense", "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0", "isc license (iscl)": "ISC",
    "gnu lesser general public license v3 (lgplv3)": "LGPL-3.0-only", "mozilla public license 1.1 (mpl 1.1)": "MPL-1.1",
    "gnu lesser general public license v2 or later (lgplv2+)": "LGPL-2.0-or-later",
    "gnu general public license v2 or later (gplv2+)": "GPL-2.0-or-later", "bsd-3-clause, apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
}
UNSAID = {"axe-playwright-python": "MIT"}  # its file LICENSE says so, its metadata say nothing


def expression(package: Distribution) -> str:
    """Return the licence of an installed package as an SPDX expression, "unknown" where it says none that is known here."""
    said = package.metadata
    if given := said.get("License-Expression"):
        return given
    classifiers = [line.rpartition(" :: ")[2].lower() for line in said.get_all("Classifier") or [] if line.startswith("License ::")]
    words = classifiers or [(said.get("License") or "").strip().lower()]
    return " OR ".join(IN_WORDS.get(each, "unknown") for each in words)


def written() -> dict[str, str]:
    """Return the licences that the page states."""
    text = PAGE.read_text() if PAGE.exists() else ""
    return {name: licence for name, licence in re.findall(r"(?m)^\| ([a-z0-9][\w.-]*) \| [^|]* \| ([^|]+) \|$", text)}


def licences() -> dict[str, str]:
    """Return the licence of each locked package."""
    before, found = written(), {}
    for each in locked():
        try:
            found[each.name] = UNSAID.get(each.name) or expression(distribution(each.name))
        except PackageNotFoundError:
            found[each.name] = before.get(each.name, "unknown")
    return found


def page() -> str:
    """Return the page."""
    versions: dict[str, list[str]] = {}
    for each in locked():
        versions.setdefault(each.name, []).append(each.version)
    return HEAD + "".join(f"| {name} | {', '.join(versions[name])} | {licence} |\n" for name, licence in licences().items())


if __name__ == "__main__":
    PAGE.write_text(page())
