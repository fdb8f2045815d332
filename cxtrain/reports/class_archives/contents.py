"""What lies in the file of a class (一期一档), in which order, and what each thing is called. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FOLDERS = {
    "notice": "01 培训通知.pdf", "plan": "02 教学计划.pdf", "roster": "03 名册.pdf", "sign_in": "04 签到表.pdf",
    "marks": "06 成绩/成绩单.pdf", "evaluated": "07 培训评估汇总.pdf", "summary": "09 培训总结.pdf",
}  # where each paper of the class lies; 05 are exam papers, 08 photos
INDEX = "00 目录.pdf"
EXAMS, PRACTICALS = "05 试卷/", "06 成绩/实操考核表 "
MOST = 40  # characters of a name that comes from people
UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True)
class Kept:
    """One file of it, as the index tells it."""

    name: str  # with its folder
    size: int  # bytes
    digest: str  # SHA-256, hex


def safe(text: str) -> str:
    """Return `text` as a part of a file name that any system takes; "-" where nothing is left."""
    return UNSAFE.sub(" ", text).strip(" .")[:MOST].rstrip(" .") or "-"


def of_whole_records(name: str) -> bool:
    """Whether a file shows more than a class page: forms of exams, and what assessors wrote about each person."""
    return name.startswith((EXAMS, PRACTICALS))


def exam_name(code: str, form: str) -> str:
    """Return the name of an exam paper."""
    return f"{EXAMS}{safe(code)} {form}卷.pdf"


def practical_name(title: str) -> str:
    """Return the name of the assessment sheets by one form."""
    return f"{PRACTICALS}{safe(title)}.pdf"


def photo_names(captions: Sequence[str]) -> list[str]:
    """Return the names of the photos, in their order."""
    return [f"08 照片/{number:02d} {safe(caption)}.jpg" if caption.strip() else f"08 照片/{number:02d}.jpg"
            for number, caption in enumerate(captions, 1)]


def in_order(files: Iterable[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Return the files in the order of their names, two of one name told apart."""
    found: dict[str, bytes] = {}
    for name, body in files:
        stem, dot, ending = name.rpartition(".")
        unique, number = name, 1
        while unique in found:
            number += 1
            unique = f"{stem} ({number}){dot}{ending}"
        found[unique] = body
    return sorted(found.items())
