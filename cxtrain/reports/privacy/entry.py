"""The shape of the register's entries, and the words they share. Pure.

The texts stand here in both languages side by side, as content does: they are read together, and changed together.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cxtrain.web.bilingual import Bilingual as Both

WHOM = {
    "employees": Both("员工", "employees"),
    "shoppers": Both("神秘顾客", "mystery shoppers"),
    "authors": Both("编写和发布的人", "those who write and publish"),
    "customers": Both("顾客(没有姓名、电话、地址)", "customers, without name, phone or address"),
    "nobody": Both("不涉及个人", "nobody in particular"),
}
KEPT = {
    "employed": Both("在职期间,以及离职后系统设置的月数(通常 36 个月);之后姓名和原话清除,得分保留在随机编号下",
                     "while employed, and for the months after leaving that the site is set to, usually 36; then names and "
                     "words are erased, and scores stay under a random key"),
    "use": Both("随程序一直保留", "as long as the firm uses the program"),
    "names": Both("姓名按方案规定的月数保留,之后由人力资源移除;评分保留,不再关联到人",
                  "the name for the months that the programme says, until HR removes it; ratings stay, without the person"),
    "visit": Both("与该次暗访一起保留", "as long as the visit itself"),
    "session": Both("登录 30 分钟不用即失效(人力资源 15 分钟);记录随账号保留",
                    "a session unused for 30 minutes ends (HR: 15); its line stays with the account"),
    "days": Both("几天:提交回执 7 天,登录尝试 2 天", "days: receipts of submits 7, tries at signing in 2"),
    "year": Both("一年", "a year"),
    "mail": Both("30 天", "30 days"),
    "photo": Both("未传完的 3 天,回执 30 天", "pieces that never came whole 3 days, receipts 30"),
    "month": Both("一个月,之后只留五人以上的比例", "a month; then only shares of five people or more"),
    "campaign": Both("问卷上写明的月数(通常 24 个月),之后删除;计数保留,查不到谁",
                     "the months that the survey's page says, usually 24, then deleted; counts stay and tell nobody"),
    "today": Both("当天,第二天删除", "the day itself, deleted the day after"),
    "link": Both("到期后 30 天", "30 days after its last day"),
    "file": Both("原始行 7 天;采用的内容按其来源的期限",
                 "its rows 7 days; what was taken of it, as long as its source says"),
    "made": Both("文件按系统设置的月数(通常 3 个月)保留,之后删除;导出的记录在操作记录里",
                 "the file for the months that the site is set to, usually 3; that it was made stays in the ledger"),
    "pictures": Both("按系统设置的月数(通常 24 个月)保留,之后删除",
                     "the months that the site is set to, usually 24, then deleted"),
    "matter": Both("随程序一直保留;顾客原话随其评价一起删除",
                   "as long as the firm uses the program; a customer's own words go with their answer"),
    "forever": Both("不能更改或删除:它证明其他记录没有被改过", "cannot be changed or deleted: it proves that nothing else was"),
}
CARE = {
    "public": Both("公开:持码即可查验", "public: whoever holds the code may check it"),
    "open": Both("内部公开:不涉及个人成绩", "open within the firm: no score of anybody's"),
    "inner": Both("内部:工作需要的人可见", "inner: for those whose work needs it"),
    "personal": Both("个人:本人和负责的人可见", "personal: for oneself and those who answer for it"),
    "secret": Both("保密:关系到匿名或登录安全", "secret: somebody's anonymity or way in hangs on it"),
}
SEEN = {
    "self": Both("本人", "oneself"),
    "supervisor": Both("本店主管", "the supervisor of the unit"),
    "hr": Both("人力资源", "HR"),
    "author": Both("课程编写人", "authors"),
    "admin": Both("系统管理员", "admins"),
    "reviewer": Both("审核人", "reviewers in HR"),
    "shopper": Both("打分的神秘顾客", "the shopper who scored"),
    "members": Both("参与该改进的同事", "those who are on the board"),
    "everyone": Both("所有员工", "all employees"),
    "public": Both("持有验证码的任何人", "whoever holds the code"),
    "customer": Both("持有回执码的顾客本人", "the customer who holds the receipt"),
    "audience": Both("人力资源放开的人", "those to whom HR has released it"),
    "none": Both("没有页面显示", "shown on no page"),
}


@dataclass(frozen=True)
class Entry:
    """One thing that is kept: what, of whom, why, how long, how carefully, who sees it, and in which columns it lies."""

    what: Both
    of: tuple[str, ...]  # keys of WHOM
    why: Both
    kept: str  # a key of KEPT
    care: str  # a key of CARE
    seen: tuple[str, ...]  # keys of SEEN
    tables: Mapping[str, str]  # columns, parted by spaces, by table


@dataclass(frozen=True)
class Chapter:
    """Entries that belong together."""

    title: Both
    entries: tuple[Entry, ...]
