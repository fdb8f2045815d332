"""The bytes of a file as text, whatever editor or tool wrote them. Pure."""

import re

from cxtrain.quizzes.formats.bounds import EMPTY, LARGEST, TOO_LARGE, WholeFileRefused
from cxtrain.quizzes.formats.results import Note
from cxtrain.web.bilingual import N_

NO_TEXT = N_("This is not a text file.")
WAS_READ_AS = N_("The file is not UTF-8. It was read as %(encoding)s: look whether every letter is right.")
UNREADABLE = re.compile("[\0-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
HAN = re.compile("[\u4e00-\u9fff]")
USUAL_HAN = re.compile("[\u4e00-\u9fff\u3000-\u3017\uff01-\uff5e\u2014-\u2026\\s\x21-\x7e]")


def decoded(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """Return the text with line feeds only, and a note where its encoding had to be guessed.

    UTF-8 and UTF-16 with their marks, UTF-8 without one; else GB18030 where it gives Chinese, else Windows-1252.

    Raises:
        WholeFileRefused: it is empty, too large, or no text.
    """
    if len(data) > LARGEST:
        raise WholeFileRefused(TOO_LARGE, limit=LARGEST // 1_000_000)
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise WholeFileRefused(EMPTY)
    text, guess = _decoded(data)
    if "\0" in text:
        raise WholeFileRefused(NO_TEXT)
    text = UNREADABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text, (Note(1, WAS_READ_AS, {"encoding": guess}),) if guess else ()


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), ""
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return _guessed(data)


def _guessed(data: bytes) -> tuple[str, str]:
    """Return the text in one of two old encodings: nearly any bytes are some GB18030, but few are usual Chinese."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "Windows-1252"
    odd = len(text) - len(USUAL_HAN.findall(text))
    if len(HAN.findall(text)) > 10 * odd and _stands_together(text):
        return text, "GB18030"
    return data.decode("cp1252", "replace"), "Windows-1252"


def _stands_together(text: str) -> bool:
    """Whether most Chinese characters have a neighbour, as in Chinese, and not between Latin letters, as in a wrong guess."""
    together = sum(len(run) for run in re.findall("[\u4e00-\u9fff\uff01-\uff5e\u3000-\u3017]{2,}", text))
    return 2 * together > len(HAN.findall(text))
