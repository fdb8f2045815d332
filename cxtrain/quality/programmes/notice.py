"""What a notice says: its sections with texts to begin with, and the words for what may be stored about persons. Pure."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cxtrain.web.bilingual import Bilingual

NOTICE_DAYS = 7  # calendar days between the notice and the first day
KINDS = {
    "mystery_shop": Bilingual("神秘顾客（暗访）", "Mystery shops"),
    "announced_check": Bilingual("督导明查", "Announced checks"),
    "coaching": Bilingual("辅导观察（只有辅导双方看到）", "Coaching observations (seen by the two only)"),
}
CONSULTED = {  # 劳动合同法 4: rules that touch employees are discussed before they are decided, and made public
    "": Bilingual("未填写", "Not recorded"),
    "congress": Bilingual("职工代表大会", "Staff congress"),
    "union": Bilingual("工会", "Trade union"),
    "staff": Bilingual("全体职工", "All employees"),
    "council": Bilingual("企业职工委员会协议", "Works agreement"),
}
SECTIONS = {
    "purpose": Bilingual("目的", "What it is for"),
    "form": Bilingual("怎么做", "How it is done"),
    "seen_by": Bilingual("谁看到什么", "Who sees what"),
    "use": Bilingual("结果怎么用", "What it is used for"),
    "appeal": Bilingual("怎么申诉", "How to appeal"),
    "retention": Bilingual("保留多久", "How long it is kept"),
}
MEANING = {  # the sentence under "use" that no firm can write away
    "none": Bilingual("本单位不记录个人姓名：观察结果只说明触点和流程，不涉及任何个人。",
                      "No names are stored here: results speak of touchpoints and processes, never of a person."),
    "development": Bilingual("涉及个人的结果仅用于培训与辅导，不与薪酬、奖惩挂钩，不作为调岗或解除劳动合同的依据。",
                             "Results about a person serve coaching and training only: no pay, no discipline, no transfer "
                             "and no dismissal rests on them."),
    "full": Bilingual("涉及个人的结果除培训与辅导外，还可用于其他管理决定，具体用途如下。",
                      "Results about a person may also serve other decisions than coaching and training, as stated below."),
}
BEGINNING = {
    "purpose": Bilingual(
        "了解顾客在各个触点的真实感受，发现流程和环境中的问题，让培训与辅导有的放矢。目的是改进服务，不是找人的错。",
        "To learn how customers experience each touchpoint, to find what is wrong with processes and places, and to aim "
        "training and coaching. The purpose is better service, not finding fault with people."),
    "form": Bilingual(
        "神秘顾客按统一的评分表体验一个触点，不设陷阱，不录音，不拍人脸；照片只拍小票和环境。观察者不打听个人情况，也拿不到员工名单。",
        "Mystery shoppers experience one touchpoint with a common form: no traps, no sound recording, no faces; photos show "
        "receipts and places only. Shoppers ask nothing personal and get no list of employees."),
    "seen_by": Bilingual(
        "反馈之后，本人看到自己评分单的全部内容；本店主管看到本店的评分单；人力资源审核并看到全部。同事看不到别人的个人结果。神秘顾客的身份只有审核人知道。",
        "After release you see your own scorecards in full; the supervisor of your store sees those of the store; HR reviews "
        "them and sees all. Colleagues see no results of other persons. Only reviewers know who the shopper was."),
    "use": Bilingual(
        "结果用于辅导、培训安排和流程改进。次数太少时不显示个人数值，数值都附带不确定范围。",
        "Results serve coaching, training and better processes. Where visits are few, no figure about a person is shown, and "
        "each figure comes with its uncertainty."),
    "appeal": Bilingual(
        "评分单反馈后 7 个自然日内，可以就任何一项提出申诉，并附上理由和佐证。由既不是神秘顾客、也不是被观察者的人在"
        " 7 个自然日内决定并说明理由。休假期间暂停计时；申诉期间该次访问不计入任何个人结果。",
        "Within 7 calendar days after release you may appeal against any item, with a reason and evidence. Somebody who is "
        "neither the shopper nor the person observed decides within 7 calendar days and says why. Leave stops the clock; while "
        "an appeal is open the visit counts nowhere about a person."),
    "retention": Bilingual(
        "期满后由人力资源移除姓名，只保留触点和门店的数据。",
        "After that HR removes the name, and only figures of touchpoints and stores remain."),
}
Words = Mapping[str, Mapping[str, str]]
WIDTH = {"none": 0, "development": 1, "full": 2}  # how much may be stored about persons, and used


def kept_for(months: int) -> Bilingual:
    """Return the sentence on how long a name stays with a visit."""
    return Bilingual(f"姓名随访问记录保留 {months} 个月。", f"Names stay with visits for {months} months.")


@dataclass(frozen=True)
class Notice:
    """A notice as pages and paper show it."""

    code: str  # S01-2: the unit's code and the version's number
    unit: Mapping[str, str]
    sections: tuple[tuple[Bilingual, tuple[Mapping[str, str], ...]], ...]  # heading, paragraphs
    kinds: tuple[Bilingual, ...]
    starts_on: dt.date | None
    published_on: dt.date | None
    posted_on: dt.date | None = None
    consulted: Bilingual | None = None
    consulted_on: dt.date | None = None
    consultation: str = ""


def paragraphs(words: Words, people: str, months: int) -> tuple[tuple[Bilingual, tuple[Mapping[str, str], ...]], ...]:
    """Return the sections of a notice; the meaning of `people` and the months stand before what the firm wrote."""
    first = {"use": words.get("people") or MEANING[people].as_dict(), "retention": kept_for(months).as_dict()}
    return tuple((heading, (*([first[section]] if section in first else []), words.get(section, {})))
                 for section, heading in SECTIONS.items())


def narrower(*settings: str) -> str:
    """Return the setting of these by which the least is stored about persons."""
    return min(settings, key=WIDTH.__getitem__)


def beginning() -> dict[str, dict[str, str]]:
    """Return the texts that a first draft begins with."""
    return {section: text.as_dict() for section, text in BEGINNING.items()}


def missing(words: Words) -> list[tuple[str, str]]:
    """Return (section, language) of every text that is still empty: a notice is complete in both languages."""
    return [(section, language) for section in SECTIONS for language in ("zh", "en")
            if not words.get(section, {}).get(language, "").strip()]


def earliest_start(published_on: dt.date) -> dt.date:
    """Return the first day on which what is published on a day may start."""
    return published_on + dt.timedelta(days=NOTICE_DAYS)


def digest(facts: Mapping[str, Any]) -> str:
    """Return the SHA-256 of all that a version tells, hex."""
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()
