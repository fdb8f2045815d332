"""What the monthly report measures: its lines, what each means, and what to do where one falls short. Pure."""

from dataclasses import dataclass

from cxtrain.voices.feedback.rates.figures import FEWEST
from cxtrain.voices.figures import SCORED_FROM
from cxtrain.voices.indicators.definition import Definition
from cxtrain.web.bilingual import Bilingual

SHARE, MEAN, POINTS = "share", "mean", "points"
OF_TARGETS = "monthly:"  # what names of targets begin with; no indicator's short name holds a colon
VISITS_FROM = 3  # below it no mean of visits is shown
VISITS_TESTED_FROM = 8


@dataclass(frozen=True)
class Metric:
    """One line of the report. `kind` says how its sums are read: a share, a mean, or the points of the NPS (1, 0, -1)."""

    key: str
    title: Bilingual
    kind: str
    unit: Bilingual
    direction: str  # up, down; "": neither is better
    shown_from: int  # n from which a number is shown
    tested_from: int  # n of each side from which a difference is tested
    meaning: Bilingual
    todo: Bilingual
    digits: int = 1

    @property
    def slug(self) -> str:
        """The name under which its target is kept."""
        return OF_TARGETS + self.key

    @property
    def definition(self) -> Definition:
        """The line as forms of targets know it."""
        form = "share" if self.kind == SHARE else "mean"
        return Definition(self.slug, self.title, form, self.unit, self.direction, digits=self.digits)


PERCENT, HOURS = Bilingual("%", "%"), Bilingual("学时", "class hours")
SCALE, SCORE = Bilingual("1–7", "1–7"), Bilingual("±100", "±100")
NOTHING = Bilingual("", "")


def _share(key: str, title: Bilingual, meaning: Bilingual, todo: Bilingual = NOTHING, *, direction: str = "up",
           least: int = FEWEST, counted: bool = False) -> Metric:
    """Return a share; one of things that were `counted`, not sampled, is shown from the first on, and tested from five."""
    return Metric(key, title, SHARE, PERCENT, direction, 1 if counted else least, least, meaning, todo)


def _dimension(key: str, title: Bilingual, todo: Bilingual) -> Metric:
    meaning = Bilingual(
        "当月暗访中本维度得分的平均（1–7 分）；不足 3 次不显示。环比、同比先扣除触点难易的差别再判断是否超出误差。",
        "Mean score of the month's mystery shops in this dimension, 1 to 7; none below 3 visits. Whether it changed beyond "
        "chance is judged after taking out that touchpoints differ in difficulty, too.")
    return Metric(key, title, MEAN, SCALE, "up", VISITS_FROM, VISITS_TESTED_FROM, meaning, todo, digits=2)


METRICS = (
    _share("completion", Bilingual("培训完成率", "Training completed"),
           Bilingual("当月到期的培训任务中，月底前完成的比例；撤回的不算，派遣人员和促销员不计。人按到期那天所在单位计。",
                     "Of the assignments that fell due in the month, those passed by its end; withdrawn ones, agency "
                     "workers and promoters do not count. People count where they belonged on that day."),
           Bilingual("和各店排出逾期课程的学习时间，计入工时",
                     "agree with the stores when overdue courses are learnt, in working time"), counted=True),
    Metric("hours", Bilingual("人均学时", "Class hours per head"), MEAN, HOURS, "up", FEWEST, FEWEST,
           Bilingual("月底在册人员（派遣和促销不计）的人均学时：到课分钟除以每学时分钟，线上学习按课程标注封顶。月报生成后才"
                     "结业或更正的培训班，次日出新一版月报补计。",
                     "Mean class hours of who belonged here at its end, without agency workers and promoters: attended "
                     "minutes by those of a class hour; online "
                     "learning counts at most what the lesson states. A class that is closed or corrected after the report "
                     "was made brings another edition of it the day after."),
           Bilingual("安排一次培训班或晨会演练", "plan a class or practise at a morning meeting"), digits=1),
    _share("first-pass", Bilingual("首考通过率", "Passed at the first exam"),
           Bilingual("当月首次参加（含缓考后首次参加）的考试和实操考核中通过的比例。",
                     "Of the exams and practical assessments sat for the first time in the month, put-off ones included, "
                     "those passed."),
           Bilingual("考前加一次练习，先看错得最多的题", "add a practice before the exam; begin with what is got wrong most")),
    _share("resit-pass", Bilingual("补考通过率", "Passed at a resit"),
           Bilingual("当月补考中通过的比例，与首考分开统计。",
                     "Of the resits in the month, those passed; kept apart from first exams."),
           Bilingual("补考前安排一对一辅导", "coach one to one before a resit")),
    _share("holders", Bilingual("持证率", "Posts with a valid certificate"),
           Bilingual("月底那天，岗位应持证的人中证书有效的比例。",
                     "On the last day of the month, of those whose post needs a certificate, the ones who hold a valid one."),
           Bilingual("先安排证书将到期和未持证的人复训",
                     "train first those whose certificate is missing or ends soon"), counted=True),
    _share("visits", Bilingual("暗访完成率", "Planned visits made"),
           Bilingual("当月计划的神秘顾客暗访中已完成的比例；取消的不算，重抽的补访算在原计划上。",
                     "Of the mystery shops planned for the month, those made; cancelled ones do not count, one drawn again "
                     "counts for the missed one."),
           Bilingual("补上没做的暗访，先补次数最少的门店",
                     "make up for missed visits, first where there are fewest"), counted=True),
    _dimension("tangibles", Bilingual("有形性（看得见）", "Tangibles"),
               Bilingual("从热力图最低的触点查起：环境、物料、仪容",
                         "begin at the lowest touchpoint of the map: rooms, material, dress")),
    _dimension("reliability", Bilingual("可靠性（说到做到）", "Reliability"),
               Bilingual("挑最低的触点，练「答应之前先确认」", "at the lowest touchpoint, practise checking before promising")),
    _dimension("responsiveness", Bilingual("响应性（反应快）", "Responsiveness"),
               Bilingual("看高峰时段的人手，练「先招呼、给准话」",
                         "look at staffing in busy hours; practise greeting and giving a time")),
    _dimension("assurance", Bilingual("保证性（让人放心）", "Assurance"),
               Bilingual("补产品和规则知识，练把话说清楚", "refresh products and rules; practise saying them plainly")),
    _dimension("empathy", Bilingual("移情性（懂客人）", "Empathy"),
               Bilingual("晨会演一个情景，练「先问清、再给方案」",
                         "play a scenario together; practise asking before offering")),
    _share("csat", Bilingual("客户满意度 CSAT", "CSAT"),
           Bilingual("当月答卷中打 4、5 分（满分 5 分）的比例；不足 30 份不计分。",
                     "Of the month's answers, those of 4 and 5 out of 5; no score below 30 answers."),
           Bilingual("读当月客户原话，找出说得最多的一件事",
                     "read what customers wrote and take up what they say most"), least=SCORED_FROM),
    Metric("nps", Bilingual("净推荐值 NPS", "NPS"), POINTS, SCORE, "up", SCORED_FROM, SCORED_FROM,
           Bilingual("推荐者（9、10 分）的百分比减去贬损者（0–6 分）的百分比；不足 30 份不计分。",
                     "Percent of promoters (9, 10) minus percent of detractors (0 to 6); no score below 30 answers."),
           Bilingual("回访给 0–6 分的客户，记下原因", "call back who gave 0 to 6, and note why")),
    _share("reply", Bilingual("投诉首次响应及时率", "Complaints first answered in time"),
           Bilingual("首次响应期限落在当月的投诉中，在期限内（按营业时间计）答复的比例。",
                     "Of the complaints whose first answer fell due in the month, those answered within the time for their "
                     "severity, in opening hours."),
           Bilingual("查没按时答复的投诉卡在谁手里，排好值班", "find where late answers waited, and settle who is on duty")),
    _share("appeals", Bilingual("申诉成立率", "Appeals upheld"),
           Bilingual("当月作出决定的申诉中成立的比例；没有高低好坏之分。",
                     "Of the appeals decided in the month, those upheld; neither high nor low is better."), direction=""),
    _share("plans", Bilingual("计划按期率", "Plan actions on time"),
           Bilingual("当月到期的计划行动项中，当天或之前完成的比例。",
                     "Of the plans' actions that fell due in the month, those done by their day."),
           Bilingual("逐条看逾期的行动项：缩小、换人或改期",
                     "go through overdue actions: make smaller, hand over, or set another day"), counted=True),
)
BY_KEY = {each.key: each for each in METRICS}
FIVE = Bilingual("五个维度", "The five dimensions")
DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
# Where several lines fall short, this comes first: customers who wait, then what is owed, then what is learnt.
FIRST = ("reply", "completion", "holders", "plans", "visits", *DIMENSIONS, "csat", "nps", "first-pass", "resit-pass", "hours")
