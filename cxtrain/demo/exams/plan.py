"""What the demo company's exams on site are: ten questions of the bank, where they were sat, and how many were missed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

_QUESTIONS = ("phone-and-guest", "where-to-eat", "humming-all-night", "ten-to-three", "pillow", "peanuts", "sixty-eight",
              "family-room", "closing-the-loop", "recovery-and-return")
EXAM = """\
format: 1
slug: front-desk-exam
title: {zh: 前台接待理论考试, en: "Front desk: the written exam"}
brief: {zh: 十道题，凭现场给的考试码开考。八成以上算通过；没通过的，两周后补考。, en: "Ten questions, begun on site with a code. Eighty per cent passes; a resit follows after two weeks."}
pass_mark: 80
attempts: 3
on_site: true
questions:
""" + "".join(f"  - bank: moments-of-truth/{each}\n" for each in _QUESTIONS)


@dataclass(frozen=True)
class Opened:
    """One opening, so many days before today; `wrong` is how many answers were wrong, by place in the store's list."""

    days: int
    wrong: Mapping[int, int]


UNIT, ROOM, OPENER = "E02", "徐汇店二楼培训室", "0002"
OPENINGS = (
    Opened(34, {0: 1, 1: 0, 2: 3, 3: 2, 4: 4}),  # the third and the fifth have not passed
    Opened(20, {2: 1, 4: 3}),  # their resit: the fifth has not passed again
)
FIRST, RESIT = (5, 3), (2, 1)  # what is true: how many sat, how many passed
