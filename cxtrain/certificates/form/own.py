"""What a certificate has of its own beside others of its form, for print runs. Pure."""

import hashlib
from dataclasses import replace

from cxtrain.certificates.wording import Wording
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.paper import Own

NOTHING = Bilingual("", "")


def own_of(line: Wording) -> Own:
    """Return the words of the elements of the class "own" in certificates/sheet.html, in order, and a digest of the rest."""
    texts = [line.name, line.staff, *("".join(run.text for run in row) for row in (*line.lines_zh, *line.lines_en)),
             line.number, *((line.valid.zh, line.valid.en) if line.valid else ()),
             *((f"核验码 Code {line.code}",) if line.code else ()), line.day.zh, line.day.en]
    rows = tuple(() for _ in line.lines_zh), tuple(() for _ in line.lines_en)
    shared = replace(line, name="", staff="", number="", url="", day=NOTHING, lines_zh=rows[0], lines_en=rows[1],
                     valid=NOTHING if line.valid else None, code="-" if line.code else "")
    return Own(hashlib.sha256(repr(shared).encode()).hexdigest(), tuple(" ".join(text.split(" ")).strip() for text in texts),
               line.url)
