"""Every hostile file in a process of its own: how long it took, what was said of it, and how much memory the process had.

    python -m tests.fuzz.measure FOLDER     a line of JSON for each file "target name": name, seconds, megabytes, sentences
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

from cxtrain.certificates.form.pictures.forms import NoPicture, clean_picture
from cxtrain.quality.forms import NoPhoto, clean_photo
from cxtrain.quizzes.formats.reading import read_questions
from cxtrain.roleplay.formats.reading import import_file
from cxtrain.roleplay.scenario import parse
from cxtrain.web.tables import TableError, read_sheets
from cxtrain.web.yaml_tree import plant
from tests.fuzz.targets import PARTS, zipped_sheet


def _table(data: bytes) -> list[str]:
    try:
        return [f"{len(sheet.rows)} rows" for sheet in read_sheets(data)]
    except TableError as fault:
        return [str(fault)]


def _story(data: bytes) -> list[str]:
    result = import_file(data, "any")
    return [each.sentence for each in result.refused] or ["taken"]


def _questions(form: str) -> Callable[[bytes], list[str]]:
    def said(data: bytes) -> list[str]:
        read = read_questions(data, form)
        return [each.sentence for each in read.refused] or [f"{len(read.taken)} questions"]
    return said


def _picture(data: bytes) -> list[str]:
    said = []
    for clean, refusal in ((clean_photo, NoPhoto), (clean_picture, NoPicture)):
        try:
            clean(data)  # type: ignore[operator]
            said.append("drawn anew")
        except refusal:
            said.append("refused")
    return said


SAID: dict[str, Callable[[bytes], list[str]]] = {
    "archive": lambda data: _table(data) + _story(data), "table": _table, "story": _story, "picture": _picture,
    "workbook": lambda data: _table(zipped_sheet(*data.partition(PARTS)[::2])),
    "moodle": _questions("moodle-xml"), "gift": _questions("gift"), "aiken": _questions("aiken"), "bank": _questions("yaml"),
    "scenario": lambda data: [fault.sentence for fault in parse(data).findings],
    "content": lambda data: [fault.sentence for fault in plant(data)[1]] or ["read"],
}


def main() -> None:
    """Print a line for each."""
    for path in sorted(Path(sys.argv[1]).iterdir()):
        if not (child := os.fork()):
            data, start = path.read_bytes(), process_time()
            said = SAID[path.name.partition(" ")[0]](data)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "linux" else 2**20)
            print(json.dumps([path.name, round(process_time() - start, 3), peak, said[:3]], ensure_ascii=False), flush=True)
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            sys.exit(f"{path.name} ended the process")


if __name__ == "__main__":
    main()
