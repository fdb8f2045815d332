"""Drawing a year of customers' matters with known truth. Pure."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from cxtrain.demo.calendar import Year

A_YEAR = 180
REOPENED = .12  # of complaints that were settled
REPLY_HOURS, CLOSE_HOURS = 2.0, 16.0  # working hours, medians
WORDS = {  # by kind: touchpoint, words, why (with what shows it) where it was asked
    "complaint": (
        ("front-desk-check-in", "三点多到店，等了四十分钟才拿到房卡。", ("下午三点只有一个人办入住", "排班表和监控")),
        ("front-desk-check-in", "预订的大床房到店说没有了。", ("超订后没有提前通知", "预订系统记录")),
        ("room", "空调响了一夜，打了两次电话没人来。", ("夜班工程师要跨两层楼", "报修单的时间")),
        ("breakfast", "九点就没有热菜了，也没人补。", ("补菜看钟点，不看人数", "早餐签到人数")),
        ("check-out", "发票抬头开错，退房等了半小时。", ("抬头靠口述输入", "三张作废发票")),
        ("complaint-desk", "昨天反映的问题今天没人知道。", ("交接本没有写", "交接本")),
        ("online-booking", "改期规则和网页上写的不一样。", ("两处规则由两个部门维护", "网页和前台手册")),
    ),
    "suggestion": (("breakfast", "希望有少糖的豆浆。", None), ("room", "床头多一个插座就好了。", None)),
    "enquiry": (("online-booking", "带小孩入住要不要加床费？", None), ("check-out", "退房后行李能寄存到晚上吗？", None)),
    "praise": (("front-desk-check-in", "雨天帮我把行李送到了车上。", None), ("room", "记得我对羽绒过敏，提前换了被子。", None),
               ("breakfast", "看我赶车，打包了一份早餐。", None)),
}
KINDS = (("complaint", 52), ("praise", 24), ("enquiry", 14), ("suggestion", 10))
SEVERITIES = (("serious", 12), ("normal", 60), ("minor", 28))


@dataclass(frozen=True)
class Drawn:
    """One matter as it truly went; hours are working hours of the store, None: not yet."""

    kind: str
    touchpoint: str
    words: str
    why: tuple[str, str] | None
    store: str
    day: dt.date
    hour: int
    severity: str
    reply_hours: float | None
    close_hours: float | None
    reopened: bool


def draw_matters(year: Year, stores: Sequence[str], random: Random) -> Iterator[Drawn]:
    """Yield a year of matters, the oldest first; of those of the last days some are open."""
    days = sorted(random.randrange(1, 362) for _ in range(A_YEAR))
    for before in reversed(days):
        kind = _one(KINDS, random)
        touchpoint, words, why = random.choice(WORDS[kind])
        reply = REPLY_HOURS * random.lognormvariate(0, .7)
        close = max(reply, CLOSE_HOURS * random.lognormvariate(0, .6))
        fresh = before < 4
        yield Drawn(kind, touchpoint, words, why, random.choice(list(stores)), year.before(before), random.randrange(9, 20),
                    _one(SEVERITIES, random), None if fresh and random.random() < .5 else reply,
                    None if fresh or before < 8 and random.random() < .4 else close,
                    kind == "complaint" and random.random() < REOPENED)


def _one(weighted: Sequence[tuple[str, int]], random: Random) -> str:
    return random.choices([each for each, _ in weighted], [weight for _, weight in weighted])[0]
