"""Any file that may hold a story, read by what it holds and not by its name. Pure."""

import io
import re
import zipfile
from pathlib import PurePath

from cxtrain.roleplay.formats.bounds import TooLarge
from cxtrain.roleplay.formats.h5p import import_content, import_package
from cxtrain.roleplay.formats.h5p_package import PACKAGE
from cxtrain.roleplay.formats.results import Result, whole_file_refused
from cxtrain.roleplay.formats.table import import_table
from cxtrain.roleplay.formats.twee_file import read_twee
from cxtrain.roleplay.formats.twee_import import import_story
from cxtrain.roleplay.formats.twine_html import read_twine
from cxtrain.web.bilingual import N_

LARGEST_TEXT = 10_000_000  # bytes of a story in text; a page that Twine published has about one million

EMPTY = N_("The file is empty.")
NOT_UTF_8 = N_("The story is not UTF-8: save the file with the encoding UTF-8.")
TOO_LARGE = N_("The story is larger than %(limit)s MB.")
INK = N_("This is an Ink story. Ink is not read: export it as Twee, or write it into the table.")
YARN = N_("This is a Yarn story. Yarn is not read: export it as Twee, or write it into the table.")
SCENARIO = N_("This is a scenario file already: nothing needs to be imported.")
YARN_NODE = re.compile(r"(?m)^title:.*$[\s\S]{0,2000}?^---\s*$")
INK_LINE = re.compile(
    r"(?m)^[ \t]*(={2,}[ \t]*(function[ \t]+)?\w+.*|(INCLUDE|VAR|EXTERNAL|CONST|LIST)[ \t]+\w+.*"
    r"|->[ \t]*\w+[ \t]*|[*+][ \t]*\[.*)$"
)


def import_file(data: bytes, file_name: str) -> Result:
    """Return the draft of a file in any format that is read here, and all that was refused. Never raises."""
    form = form_of(data, file_name)
    try:
        return _imported(form, data, PurePath(file_name).stem[:100])
    except TooLarge as fault:
        return whole_file_refused(form, fault.message, **fault.values)


def form_of(data: bytes, file_name: str) -> str:
    """Return what a file is: table, twee, twine, h5p, or one that is not read: scenario, ink, yarn, unknown."""
    if not data.strip():
        return "unknown"
    if data.startswith(b"PK"):
        return "h5p" if _is_h5p(data) else "table"
    return _form(data[:200_000].decode("utf-8", "replace").removeprefix("\ufeff"), data, file_name)


def _imported(form: str, data: bytes, name: str) -> Result:
    if form == "unknown":
        return whole_file_refused(form, EMPTY)
    if form == "table":
        return import_table(data, name)
    if form == "h5p" and data.startswith(b"PK"):
        return import_package(data, name)
    if form in ("ink", "yarn", "scenario"):
        return whole_file_refused(form, {"ink": INK, "yarn": YARN, "scenario": SCENARIO}[form])
    if len(data) > LARGEST_TEXT:
        return whole_file_refused(form, TOO_LARGE, limit=LARGEST_TEXT // 1_000_000)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return whole_file_refused(form, NOT_UTF_8)
    if form == "h5p":
        return import_content(text, name)
    return import_story(read_twine(text) if form == "twine" else read_twee(text), name)


def _is_h5p(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return PACKAGE in archive.namelist()
    except Exception:  # broken zips end in a dozen unrelated exceptions; the table's reader names them
        return False


def _form(start: str, data: bytes, file_name: str) -> str:
    """Return what a file of text is; what is none of the others is read as a table."""
    if b"<tw-storydata" in data:
        return "twine"
    if re.search(r"(?m)^::", start):
        return "twee"
    if start.lstrip().startswith(("{", "[")):
        return "h5p"
    if re.search(r"(?m)^format:\s*1\s*$", start) and re.search(r"(?m)^scenes:", start):
        return "scenario"
    ending = PurePath(file_name).suffix.lower()
    if ending == ".yarn" or YARN_NODE.search(start):
        return "yarn"
    if ending == ".testplan":
        return "yarn"
    return "ink" if ending == ".ink" or INK_LINE.search(start) else "table"
