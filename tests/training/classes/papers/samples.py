"""A class with everything its papers can say, none of it hanging on the day of the test."""

import datetime as dt
from dataclasses import asdict, replace

from cxtrain.training.classes.evaluations.questions import ENOUGH
from cxtrain.training.classes.papers.documents import EVALUATED
from cxtrain.training.classes.papers.facts import ClassPaper, PersonLine, SessionLine, tallies
from cxtrain.training.practicals.sheet import parse

DAY = dt.date(2026, 5, 12)
LI, WANG, HE = {"zh": "李想", "en": "Li Xiang"}, {"zh": "王喆", "en": "Wang Zhe"}, {"zh": "何姐", "en": "He Jie"}
JINGAN, XUHUI = {"zh": "静安店", "en": "Jing'an"}, {"zh": "徐汇店", "en": "Xuhui"}
SESSIONS = (SessionLine(1, 1, DAY, "09:00", "12:00", 165, "关键时刻与客人的旅程", "lecture"),
            SessionLine(2, 2, DAY, "13:30", "17:00", 195, "前台三个场景", "role_play"),
            SessionLine(3, 3, DAY + dt.timedelta(1), "09:00", "12:00", 165, "投诉的第一分钟", "practice"))
HELD = ("present", "present", "late", "leave")
PEOPLE = tuple(PersonLine(at, f"S0{1 + at % 2}{at:02d}", {"zh": name, "en": english}, XUHUI if at % 2 else JINGAN, "前台",
                          {1: HELD[at % 4], 2: HELD[at % 3], 3: "present"}, 525 - 60 * (at % 4))
               for at, (name, english) in enumerate([
                   ("王喆", "Wang Zhe"), ("赵䶮", "Zhao Yan"), ("孙淼", "Sun Miao"), ("欧阳若兰", "Ouyang Ruolan"),
                   ("单雄信", "Shan Xiongxin"), ("阿依古丽·买买提", "Aygul Memet")], 1))
PAPER = ClassPaper(
    id=12, course={"zh": "关键时刻", "en": "Moments of truth"}, year=2026, term=3, unit={"zh": "华东", "en": "East China"},
    about={"zh": "客人凭几个时刻决定他怎么看我们。学会认出它们,并在十秒内做对第一件事。",
           "en": "A few moments decide what guests think of us: see them, and do the first thing right within ten seconds."},
    firm={"zh": "鹤鸣酒店管理有限公司", "en": "Heming Hotel Management Co., Ltd."}, trainer=LI, place="静安店三楼培训室",
    hour_minutes=45, sessions=SESSIONS, people=PEOPLE, notice="请带工牌,穿工服。\n午餐在员工餐厅。", summary="分组演练比讲授更受欢迎。\n下一期把投诉提前到第一天下午。",
    made_by=HE, made_on=dt.date(2026, 5, 1), state="closed", closed_by=HE, closed_on=DAY + dt.timedelta(2),
    ways=("classroom", "quiz", "practical"), pass_marks={}, certificate={"zh": "培训合格证书", "en": "Certificate of training"},
    url="https://heming.example/training/classes/12/papers")
BLANK = replace(PAPER, state="planned", closed_by=None, closed_on=None, summary="",
                people=tuple(replace(person, states={}, minutes=0) for person in PEOPLE))
STEPS = [{"key": "quiz:front-desk", "title": {"zh": "关键时刻测验", "en": "Moments of truth"}},
         {"key": "practical:front-desk", "title": {"zh": "前台实操", "en": "Front desk, practical"}}]
MARKS = {str(at): {"quiz:front-desk": {"score": 70.0 + 4 * at, "passed": at > 2},
                   "practical:front-desk": {"score": 81.5, "passed": True}} for at in (1, 2, 3, 5, 6)}
ANSWERS = [[5, 5, 4, 4, 5], [4, 5, 3, 4, 5], [5, 4, 2, None, 4], [4, 4, 3, 5, 4], [5, 5, 4, 3, 5]]
SHEET = """\
format: 1
slug: front-desk
title: {zh: 前台接待实操考核, en: "Front desk, practical assessment"}
brief: {zh: 考评员扮演一位深夜到店的客人。, en: The assessor plays a guest who arrives late at night.}
minutes: 15
pass_mark: 75
parts:
  - title: {zh: 迎接, en: Greeting}
    items:
      - {id: looks-up, measured: {zh: 十秒内抬头并问好, en: Looks up and greets within ten seconds}, points: 20, critical: true}
      - {id: name, measured: {zh: 叫出客人的姓, en: Says the guest's name}, points: 10}
  - title: {zh: 办理, en: Checking in}
    items:
      - id: listens
        judged: {zh: 先听完再给方案, en: Hears the guest out before offering anything}
        points: 40
        anchors: [{zh: 打断客人, en: Interrupts}, {zh: 听完但没有确认, en: Listens but does not confirm}, {zh: 听完并复述, en: Listens and says it back}, {zh: 听完、复述并问清真正的需要, en: "Listens, says it back, and asks what is really needed"}]
      - id: offers
        judged: {zh: 给出两个可行的方案, en: Offers two ways that work}
        points: 30
        anchors: [{zh: 没有方案, en: None}, {zh: 一个方案, en: One}, {zh: 两个方案, en: Two}, {zh: 两个方案并说明差别, en: "Two, and says how they differ"}]
"""


def facts(name, paper=PAPER):
    """Return what a paper of the class is given."""
    found = {"c": paper.plain(), "maker": HE, "today": DAY + dt.timedelta(2)}
    told = {"told": 5, "of": 6, "enough": ENOUGH, "words": ["多一点演练。", "More about complaints, please."], "tallies": [
        {"asked": asked, "counts": tally.counts, "n": tally.n, "mean": tally.mean}
        for asked, tally in zip(EVALUATED, tallies(ANSWERS, 5), strict=True)]}
    more = {"evaluation": {"questions": EVALUATED}, "marks": {"steps": STEPS, "marks": MARKS, "passed": [3, 5, 6]},
            "evaluated": told, "summary": {"steps": STEPS, "marks": MARKS, "passed": [3, 5, 6], **told}}
    return found | more.get(name, {})


def assessed(*, filled):
    """Return the facts of an assessment sheet, blank or as two assessors filled it in."""
    sheet = parse(SHEET).sheet
    columns = [{"who": who, "marks": {"looks-up": True, "name": who is LI, "listens": 2, "offers": level}, "score": score,
                "words": "先复述,再给方案。" if who is LI else ""} for who, level, score in ((LI, 3, 86.6), (WANG, 2, 66.6))]
    record = {"sheet": asdict(sheet), "points": sheet.points, "version": "1a2b3c4d", "kind": "first" if filled else "",
              "person": {"name": WANG, "number": "S0102", "unit": JINGAN, "post": "前台"} if filled else None, "assessors": 2,
              "day": DAY if filled else None, "score": 76.6 if filled else None, "passed": True if filled else None,
              "columns": columns if filled else []}
    return {"c": {"code": PAPER.code, "course": PAPER.course, "year": 2026, "term": 3, "unit": PAPER.unit},
            "records": [record], "maker": HE, "today": DAY}
