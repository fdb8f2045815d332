"""A roster to be filled in: every column, two people. Pure."""

import datetime as dt

from cxtrain.web.cells import Value

FIRST, SECOND = dt.date(2025, 1, 6), dt.date(2026, 5, 6)
COLUMNS: dict[str, tuple[tuple[Value, ...], ...]] = {  # each column: header, first person, second person
    "zh": (
        ("工号", "00101", "00102"),
        ("姓名", "李想", "单晓晴"),
        ("门店编码", "S01", "S01"),
        ("门店", "集团/华东/静安店", "集团/华东/静安店"),
        ("岗位", "店长", "前台"),
        ("用工性质", "全职", "实习"),
        ("手机", "13800000001", ""),
        ("邮箱", "", ""),
        ("入职日期", FIRST, SECOND),
        ("状态", "在职", "在职"),
        ("离职日期", None, None),
        ("直属上级工号", "", "00101"),
        ("拼音/英文名", "Li Xiang", "Shan Xiaoqing"),
    ),
    "en": (
        ("Staff number", "00101", "00102"),
        ("Name", "李想", "单晓晴"),
        ("Unit code", "S01", "S01"),
        ("Unit", "Group/East China/Jing'an", "Group/East China/Jing'an"),
        ("Post", "Store manager", "Front desk"),
        ("Employment", "full-time", "intern"),
        ("Mobile", "13800000001", ""),
        ("E-mail", "", ""),
        ("Joined on", FIRST, SECOND),
        ("Status", "active", "active"),
        ("Left on", None, None),
        ("Supervisor's staff number", "", "00101"),
        ("Pinyin", "Li Xiang", "Shan Xiaoqing"),
    ),
}


def rows(language: str) -> tuple[tuple[Value, ...], ...]:
    """Return the header and two people, in "zh" or "en"."""
    return tuple(zip(*COLUMNS[language], strict=True))
