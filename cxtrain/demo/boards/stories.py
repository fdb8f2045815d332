"""How the boards of the demo company came to where they stand, in the words of those who wrote them. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """What somebody said to the team."""

    days_ago: int
    number: str  # staff number of whoever wrote it
    words: str


@dataclass(frozen=True)
class Task:
    """Something that a member does; `done` is what came of it, or None while it is open."""

    what: str
    number: str  # staff number
    days: int  # after today, by when
    cost: int | None = None
    done: str | None = None


@dataclass(frozen=True)
class Story:
    """A board, and how far it has come: `reached` is one of the six steps."""

    unit: str
    touchpoint: str
    title: str
    lead: str
    members: tuple[str, ...]
    begun: int  # days ago
    reached: str
    problem: str
    question: str = ""
    cause: str = ""
    goal: str = ""
    measure: str = "shopper"
    target: float = 0.5
    changed: int = 0  # days ago
    due: int = 90  # days after today
    stores: tuple[str, ...] = ()  # compared with
    tasks: tuple[Task, ...] = ()
    told: tuple[Told, ...] = ()
    decided: int = 0  # days ago
    decision: str = ""
    reason: str = ""
    lesson: str = ""


STORIES = (
    Story(
        "E03", "breakfast", "早餐高峰不再排长队", "0301", ("0309", "0310"), 210, "improve",
        "八点到九点，住客要排二十分钟才能坐下，有人没吃就走了。",
        question="排队的人等的是座位，还是等加菜？请连续两周在高峰数一数。",
        cause="等的是座位：四人桌坐着一个人。数了十天，高峰时有三分之一的四人桌只坐一人。",
        goal="高峰时十分钟内坐下。", target=0.4, changed=150, due=-35, stores=("E01", "E02", "E04"),
        tasks=(Task("把六张四人桌换成十二张两人桌", "0310", -160, 4800, "换好了，多出来六个位子。"),
               Task("高峰时由一人带位", "0309", -150, None, "每天七点五十到九点十分。")),
        told=(Told(140, "0310", "两人桌第二天就坐满了，带位的人忙得过来。"),),
        decided=30, decision="keep",
        reason="队伍短了，住客也说好；暗访分数这几个月看不出差别，次数还少，半年后再看一次。",
        lesson="先数清楚等的是什么，再动手。换桌子一天就见效，花钱少；带位只在高峰需要。暗访次数少，分数要半年才看得出。"),
    Story(
        "E01", "front-desk-check-in", "办入住不再排两次队", "0101", ("0102", "0103", "0106", "0201"), 120, "implement",
        "客人先排队登记，再排队交押金，行李没处放。",
        question="两次排队各等多久？请前台连续一周记时间。",
        cause="证件要抄两遍：登记一遍，押金单再一遍。记了七天，第二次排队平均六分钟。",
        goal="客人只排一次队，五分钟内拿到房卡。", measure="csat", target=15.0, changed=70, due=60,
        stores=("E02", "N01", "N03", "S01"),
        tasks=(Task("证件只扫一次，押金单自动带出", "0201", -75, 12000, "系统改好了。"),
               Task("柜台前放行李车和一排椅子", "0103", -72, 900, "放好了。"),
               Task("高峰时引导台多一人，每周记三次等候时间", "0102", 3), Task("把新流程写成一页，给夜班用", "0106", 12)),
        told=(Told(20, "0102", "周末下午三点还是会排，想在两点半就多开一个窗口。"),
              Told(2, "0101", "@0102 这周的等候时间记好了吗？周五一起看。"))),
    Story(
        "N04", "complaint-desk", "投诉当场有人答应", "0801", ("0802",), 40, "plan",
        "客人说完投诉，只听到「我们会反映」，不知道谁来办、什么时候。",
        question="第一次答复用了多久？一次说清的占多少？", cause="前台没有权限当场赔一份早餐，要等主管。问了八件，六件卡在这里。",
        goal="一百元以内当场答应，其余半小时内给答复。", target=0.6, due=150, stores=("S02", "E02"),
        tasks=(Task("定一百元以内的补偿权限，写成一页", "0801", 10), Task("每班开始时讲一个例子", "0802", 20))),
    Story(
        "E02", "check-out", "退房不用再等查房", "0201", ("0203",), 12, "collect",
        "退房要等查房，赶飞机的客人很急。", question="查房平均多久？有多少次真查出了东西？",
        told=(Told(1, "0201", "@0203 请把上个月的查房记录导出来，我们数一数。"),)),
)
