"""A unit's figures as rows of a file, with a second sheet that says what they mean. Pure."""

from collections.abc import Mapping, Sequence

from cxtrain.voices.indicators.definition import Definition
from cxtrain.voices.indicators.figures import Figure
from cxtrain.web.tables import Value

Row = tuple[Value, ...]
HEAD = {"zh": ("单位", "月份", "指标", "代号", "数值", "单位名称", "95%区间下限", "95%区间上限", "n", "门店数",
               "应有门店数", "年度目标"),
        "en": ("Unit", "Month", "Indicator", "Short name", "Number", "In", "95% from", "95% to", "n", "Stores", "Of stores",
               "Target of the year")}
MEANINGS = {"zh": ("指标", "代号", "统计什么", "分母或依据", "方向"),
            "en": ("Indicator", "Short name", "What is counted", "Out of what", "Better")}
SHEETS = {"zh": ("数据", "口径"), "en": ("Data", "Definitions")}
BETTER = {"zh": {"up": "越高越好", "down": "越低越好", "": ""}, "en": {"up": "more", "down": "less", "": ""}}


def data(unit: str, known: Mapping[str, Definition], found: Mapping[str, Sequence[Figure]],
         targets: Mapping[tuple[int, str], float], language: str) -> list[Row]:
    """Return a header and a row for each indicator and month that has a number. Shares are 0..1.

    Args:
        unit: its name.
        known: the indicators by slug.
        found: their figures by slug.
        targets: by year and slug.
        language: "zh" or "en".
    """
    rows: list[Row] = [HEAD[language]]
    for slug, figures in found.items():
        title, measured = known[slug].title.as_dict()[language], known[slug].unit.as_dict()[language]
        for each in figures:
            if each.value is not None:
                rows.append((unit, each.month, title, slug, each.value, measured, each.low, each.high, each.n, each.stores,
                             each.of, targets.get((int(each.month[:4]), slug))))
    return rows


def meanings(known: Mapping[str, Definition], language: str) -> list[Row]:
    """Return a header and a row for each indicator that says what it means."""
    rows: list[Row] = [MEANINGS[language]]
    for slug, each in known.items():
        rows.append((each.title.as_dict()[language], slug, each.part.as_dict()[language], each.whole.as_dict()[language],
                     BETTER[language][each.direction]))
    return rows
