"""Merging the packages' .po files into the one .mo file that gettext reads, and finding what is missing.

Run as `python -m cxtrain.translations.catalogue` to compile; `make install` and `make test` do so.
"""

import datetime as dt
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).resolve().parent
LANGUAGE = "zh_Hans"
COMPILED = HERE / LANGUAGE / "LC_MESSAGES" / "messages.mo"
KEYWORDS = {"_": None, "_l": None, "N_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None,
            "_n": (1, 2), "lazy_ngettext": (1, 2)}


def merged() -> Catalog:
    """Return all packages' messages in one catalogue.

    Raises:
        ValueError: two packages translate the same message in two ways.
    """
    fixed = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # equal texts give an equal file, whenever it is made
    whole = Catalog(locale=LANGUAGE, charset="utf-8", creation_date=fixed, revision_date=fixed)
    for path in sorted((HERE / LANGUAGE).glob("*.po")):
        with path.open("rb") as handle:
            part = read_po(handle, locale=LANGUAGE)
        for message in part:
            if not message.id:
                continue
            before = whole.get(message.id[0] if isinstance(message.id, tuple) else message.id)
            if before and before.string != message.string:
                raise ValueError(f"{path.name}: {message.id!r} is {message.string!r} here, {before.string!r} elsewhere")
            whole.add(message.id, message.string)
    return whole


def compiled(catalogue: Catalog) -> bytes:
    """Return the bytes of the .mo file of `catalogue`."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def used_messages(root: Path) -> dict[str, str]:
    """Return every message used below `root` (a checkout), each with a place where it stands."""
    found: dict[str, str] = {}
    methods = {"cxtrain": [("**.py", "python")], "templates": [("**.html", "jinja2")]}
    for folder, method in methods.items():
        options = {"**.html": {"trimmed": "true"}}
        for name, line, message, *_ in extract_from_dir(root / folder, method, options, keywords=KEYWORDS):
            first = message[0] if isinstance(message, tuple) else message
            found.setdefault(first, f"{folder}/{name}:{line}")
    return found


def untranslated(root: Path) -> dict[str, str]:
    """Return the used messages that have no Chinese text, each with a place."""
    whole = merged()
    missing = {}
    for message, place in used_messages(root).items():
        entry = whole.get(message)
        text = entry.string if entry else ""
        if not (text[0] if isinstance(text, tuple) else text):
            missing[message] = place
    return missing


def main() -> int:
    """Write the .mo file and say what is missing."""
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    COMPILED.write_bytes(compiled(merged()))
    root = HERE.parent.parent
    missing = untranslated(root) if (root / "templates").is_dir() else {}
    for message, place in missing.items():
        sys.stderr.write(f"{place}: no Chinese for {message!r}\n")
    return 1 if missing and "--strict" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
