"""By what each class of the register ends. Pure. A test fails for a class without a rule.

What ends by a setting is ended by the daily job; what ends by a task, by that; the rest says who ends it, or why it never does.
"""

import datetime as dt
from dataclasses import dataclass

from cxtrain.web.bilingual import Bilingual as Both


@dataclass(frozen=True)
class Rule:
    """What ends a class: one of the three."""

    setting: str = ""  # name in config.Settings: months, 0 never
    task: str = ""  # name of the daily task
    otherwise: Both | None = None


HR = Both("由人力资源移除", "HR removes it")
LEAVER = "kept_left_months"
RULES = {
    "employed": Rule(setting=LEAVER), "session": Rule(setting=LEAVER), "visit": Rule(setting=LEAVER),
    "made": Rule(setting="kept_files_months"), "pictures": Rule(setting="kept_photos_months"),
    "year": Rule(task="forget who read scores"), "days": Rule(task="forget submits and tries"),
    "mail": Rule(task="forget sent mail"), "photo": Rule(task="forget unfinished photos"),
    "month": Rule(task="close months of refreshers"), "campaign": Rule(task="forget customers in time"),
    "today": Rule(task="forget customers in time"), "link": Rule(task="forget customers in time"),
    "file": Rule(task="forget voice files"), "names": Rule(otherwise=HR),
    "use": Rule(otherwise=Both("一直保留;离职者的姓名和原话随其个人信息一起清除",
                               "stays; names and words of leavers go when they are erased")),
    "matter": Rule(otherwise=Both("一直保留;涉及离职者的文字随其个人信息一起清除",
                                  "stays; what it says of leavers goes when they are erased")),
    "forever": Rule(otherwise=Both("从不删除", "never")),
}


def cutoff(day: dt.date, months: int) -> dt.date | None:
    """Return the first day that is still kept on `day`, a first of a month; None where nothing ever ends.

    Whole months: what ends does so on the first of one, so that files about many people are made anew once a month.
    """
    if not months:
        return None
    count = day.year * 12 + day.month - 1 - months
    return dt.date(count // 12, count % 12 + 1, 1)
