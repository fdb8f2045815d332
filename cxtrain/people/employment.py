"""How somebody is employed, and whether they work here now: the words of rosters. Pure."""

from cxtrain.web.bilingual import N_

EMPLOYMENTS = {
    "full_time": N_("Full-time"),
    "part_time": N_("Part-time"),
    "hourly": N_("Hourly"),
    "dispatched": N_("Agency worker"),
    "outsourced": N_("Outsourced"),
    "intern": N_("Intern"),
    "promoter": N_("Brand promoter"),
}
OUTSIDE = "shopper"  # a mystery shopper from outside: has an account, and is no employee to anybody
NO_LIMIT = "none"
ALLOWANCES = {  # of time, in percent of what others have
    "100": N_("The same as everybody"),
    "150": N_("Half as much again"),
    "200": N_("Twice as much"),
    NO_LIMIT: N_("No limit"),
}
STATUSES = {"active": N_("At work"), "leave": N_("On leave"), "left": N_("Left")}

EMPLOYMENT_WORDS = {
    "full_time": "全职 正式 正式工 正式员工 合同工 劳动合同 全日制 fulltime full permanent regular",
    "part_time": "兼职 兼职员工 parttime part",
    "hourly": "小时工 钟点工 临时工 非全日制 hourly casual temporary temp",
    "dispatched": "派遣 派遣工 劳务派遣 劳务派遣工 dispatched dispatch agency agencyworker",
    "outsourced": "外包 劳务外包 外包员工 业务外包 outsourced outsourcing contractor",
    "intern": "实习 实习生 见习 见习生 寒暑假工 暑期工 intern internship trainee",
    "promoter": "促销员 促销 厂家促销 厂家促销员 驻店促销 导购员 promoter brandpromoter",
}
STATUS_WORDS = {
    "active": "在职 试用 试用期 试用期员工 正式 已转正 待离职 实习 active employed atwork probation working current",
    "leave": "休假 长假 产假 病假 事假 哺乳假 停薪留职 长期休假 休长假 请假 leave onleave maternityleave sickleave",
    "left": "离职 已离职 辞职 辞退 退休 解除 终止 开除 自动离职 left resigned terminated retired inactive former",
}


def _by_word(words: dict[str, str]) -> dict[str, str]:
    return {word: code for code, line in words.items() for word in line.split()}


EMPLOYMENT_BY_WORD = _by_word(EMPLOYMENT_WORDS)
STATUS_BY_WORD = _by_word(STATUS_WORDS)
