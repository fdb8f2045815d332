"""An .h5p file: its two JSON files, read within limits, and a word on every other file in it. Pure.

Nothing is ever unpacked to disk, and nothing but h5p.json and content/content.json is unpacked at all.
"""

import io
import json
import re
import zipfile
from typing import Any

from cxtrain.roleplay.formats.results import FILE, Account, Refused
from cxtrain.roleplay.formats.twee_file import is_shallow
from cxtrain.web.bilingual import N_

PACKAGE, CONTENT = "h5p.json", "content/content.json"
MOST_FILES = 5_000
MOST_JSON = 10_000_000  # bytes of one of the two files

DAMAGED = N_("The package is damaged, or no .h5p file.")
TOO_MANY = N_("The package holds more than %(limit)s files.")
TWICE = N_("Two files of the package have the same name: %(name)s")
TRICK = N_("This file's name leads out of the package; it was not read.")
TOO_LARGE = N_("This file is larger than %(limit)s MB once it is unpacked; it was not read.")
NOT_JSON = N_("This file cannot be read as JSON.")
MEDIA = N_("Pictures, sounds and films are not taken over: put what matters into words.")
LIBRARY = N_("Program files of H5P are not needed and never run.")


def read_package(data: bytes, account: Account) -> dict[str, Any]:
    """Return what the two JSON files hold, by name; each file is accounted for. Never raises."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive, account)
    except Exception:  # broken zips end in a dozen unrelated exceptions, zlib's own among them
        return _whole(account, DAMAGED)


def _whole(account: Account, message: str, **values: object) -> dict[str, Any]:
    account.held.pop(FILE, None)
    account.imported.pop(FILE, None)
    account.refused[:] = [each for each in account.refused if each.kind != FILE]
    account.hold(FILE)
    account.refused.append(Refused(FILE, "1", message, values))
    return {}


def _read(archive: zipfile.ZipFile, account: Account) -> dict[str, Any]:
    files = [member for member in archive.infolist() if not member.is_dir()]
    names = [member.filename for member in files]
    if len(files) > MOST_FILES:
        return _whole(account, TOO_MANY, limit=MOST_FILES)
    if double := next((name for name in (PACKAGE, CONTENT) if names.count(name) > 1), None):
        return _whole(account, TWICE, name=double)
    account.hold(FILE, len(files))
    found: dict[str, Any] = {}
    for member in files:
        if member.filename in (PACKAGE, CONTENT):
            _take(archive, member, account, found)
    _refuse_the_rest([name for name in names if name not in (PACKAGE, CONTENT)], account)
    return found


def _take(archive: zipfile.ZipFile, member: zipfile.ZipInfo, account: Account, found: dict[str, Any]) -> None:
    try:
        with archive.open(member) as stream:
            raw = stream.read(MOST_JSON + 1)
        if len(raw) > MOST_JSON:
            account.refuse(FILE, member.filename, TOO_LARGE, limit=MOST_JSON // 1_000_000)
            return
        value = json.loads(raw)
    except Exception:  # as above, and JSON's own
        account.refuse(FILE, member.filename, NOT_JSON)
        return
    if not is_shallow(value, 100):
        account.refuse(FILE, member.filename, NOT_JSON)
        return
    account.take(FILE)
    found[member.filename] = value


def _refuse_the_rest(names: list[str], account: Account) -> None:
    libraries: dict[str, int] = {}
    for name in names:
        if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name):
            account.refuse(FILE, name[:100], TRICK)
        elif name.startswith("content/"):
            account.refuse(FILE, name[:100], MEDIA)
        else:
            folder = name.partition("/")[0][:100]
            libraries[folder] = libraries.get(folder, 0) + 1
    for folder, count in libraries.items():
        account.refuse(FILE, folder, LIBRARY, count=count)
