"""What the demo company's classes are: who teaches whom where, and how it went. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sitting:
    """One session: from hour and minute to hour and minute, and what it is about."""

    begins: tuple[int, int]
    ends: tuple[int, int]
    minutes: int
    topic: str
    method: str


DAY = (
    Sitting((9, 0), (11, 45), 135, "第一句话：十秒内让客人知道已经看见他", "lecture"),
    Sitting((13, 30), (16, 15), 135, "两人一组：轮流当客人，练到手上忙也不慌", "role_play"),
)


@dataclass(frozen=True)
class Held:
    """One class. `days` is how many days before today it was held; negative: it is still to come."""

    unit: str  # code
    days: int
    trainer: str  # staff number; empty: from outside
    outside: str
    place: str
    people: int  # of the units below, those at the front desk first
    notice: str
    summary: str = ""  # of a class that is closed
    away: tuple[int, ...] = ()  # who was absent all day, by place on the roster
    leave: tuple[int, ...] = ()  # who had leave in the afternoon
    late: tuple[int, ...] = ()  # who came late in the morning
    seats: int | None = None
    joinable: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether it lies behind us."""
        return bool(self.summary)


LATE_MINUTES, WHY_LEAVE = 110, "下午要去办健康证，已和同事换好班。"
CLASSES = (
    Held("E", 41, "0002", "", "静安店三楼培训室", 14, "请穿工装，带上本店这周最难答的一个客人问题。午餐由静安店安排。",
         "上午讲得偏多，下午两人一组放得开。多数人的第一句话已经改掉「请稍等」；手上忙时先点头，还要在店里再练。"
         "各店主管下周各看两次柜台，看到就当场说一句。", away=(6,), leave=(9,), late=(2, 11)),
    Held("E01", 20, "0101", "", "静安店一楼会议室", 6, "晨会后直接开始，电话请转到礼宾。",
         "六个人，练得细。答不准的事先留话、说好什么时候回，这一条大家一致认为最有用。", late=(4,)),
    Held("E", 0, "0002", "", "徐汇店二楼培训室", 12, "请穿工装，提前十分钟到，用手机扫讲师屏幕上的码签到。"),
    Held("N", -9, "", "周敏", "国贸店培训教室", 9, "外请讲师周敏授课。请先在手机上读完短课《前 15 秒》。", seats=20, joinable=True),
)
OPINIONS = (  # five marks, and words
    ((5, 5, 4, 5, 5), "下午的练习最有用，希望再多半天。"), ((4, 5, 4, 4, 5), ""), ((5, 4, 5, 5, 4), "例子都是我们店里真会遇到的。"),
    ((4, 4, 3, 4, 4), "上午讲得有点快。"), ((5, 5, 5, 5, 5), ""), ((3, 4, 3, 4, 4), "教室空调太冷。"), ((4, 5, 4, 5, 5), ""),
    ((5, 5, 4, 4, 5), "第一次知道忙的时候点个头客人就不急了。"), ((4, 4, 4, 4, 4), ""),
)
