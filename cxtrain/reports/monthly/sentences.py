"""The three sentences of the first page, built from facts: what moved, what is proven, what to do. Pure.

Nothing is claimed that lies within error; where there is nothing to claim, the sentence says so.
"""

from collections.abc import Callable, Sequence

from cxtrain.reports.monthly.facts import Standing
from cxtrain.reports.monthly.figures import Line, Sheet
from cxtrain.reports.monthly.metrics import BY_KEY, DIMENSIONS, FIRST, SHARE, Metric
from cxtrain.web.bilingual import Bilingual

MOST = 3  # claims in one sentence
STORES_SHOWN = 12


def three(sheet: Sheet) -> tuple[Bilingual, Bilingual, Bilingual]:
    """Return the sentences."""
    return moved(sheet), proven(sheet), to_do(sheet)


def written(metric: Metric, value: float) -> str:
    """Return a value as it is written everywhere: 84.0 %, 5.42, 3.5."""
    return f"{value:.{metric.digits}f}{' %' if metric.kind == SHARE else ''}"


def signed(metric: Metric, change: float) -> str:
    """Return a difference with its sign, in percentage points, points or hours; what rounds to nothing is ±0."""
    text = f"{change:+.{metric.digits}f}"
    return f"±{text[1:]}" if float(text) == 0 else text.replace("-", "−")


def moved(sheet: Sheet) -> Bilingual:
    """Return what moved against the month before; where nothing did, against the same month a year ago."""
    month = [line for line in sheet.lines if line.month_sign]
    if month:
        return _claims(month, "与上月相比，有把握的变化：", "Against last month, beyond chance: ",
                       lambda line: (line.before, line.month_sign, line.sides[0]))
    if not sheet.compared:
        first = Bilingual("上月或本月的数据太少，还不能比较", "There is too little to compare this month with the last one")
    else:
        first = Bilingual(f"与上月相比，{sheet.compared} 项指标的变化都在误差范围内",
                          f"Against last month every change is within error ({sheet.compared} compared)")
    year = [line for line in sheet.lines if line.year_sign]
    if not year:
        return Bilingual(f"{first.zh}。", f"{first.en}.")
    then = _claims(year, "与去年同月相比，有把握的变化：", "against the same month a year ago, beyond chance: ",
                   lambda line: (line.year, line.year_sign, line.sides[1]))
    return Bilingual(f"{first.zh}；{then.zh}", f"{first.en}; {then.en}")


def _claims(lines: Sequence[Line], zh: str, en: str, read: Callable[[Line], tuple[float | None, int, int]]) -> Bilingual:
    """Return the claims of some lines as one sentence; `read` gives the other value, the sign and the other side's n."""
    parts = []
    for line in lines[:MOST]:
        other, sign, n = read(line)
        ends = written(line.metric, other or 0.0), written(line.metric, line.value or 0.0)
        parts.append(Bilingual(
            f"{line.metric.title.zh}由 {ends[0]} {'升' if sign > 0 else '降'}至 {ends[1]}（n {n}、{line.n}）",
            f"{line.metric.title.en} {'up' if sign > 0 else 'down'} from {ends[0]} to {ends[1]} (n {n}, {line.n})"))
    more = len(lines) - MOST
    rest = Bilingual(f"；另有 {more} 项见下表", f"; {more} more in the table") if more > 0 else Bilingual("", "")
    return Bilingual(f"{zh}{'；'.join(each.zh for each in parts)}{rest.zh}。",
                     f"{en}{'; '.join(each.en for each in parts)}{rest.en}.")


def proven(sheet: Sheet) -> Bilingual:
    """Return which targets are met or missed beyond chance."""
    if not any(line.target is not None for line in sheet.lines):
        return Bilingual("本年度还没有设目标，不能说达到或没达到。",
                         "No targets are set for this year, so none can be said to be met or missed.")
    sides = {sign: [line for line in sheet.lines if line.better(line.target_sign) == sign] for sign in (1, -1)}
    met, missed = (_listed(sides[sign]) for sign in (1, -1))
    open_ = sum(line.target is not None and not line.target_sign for line in sheet.lines)
    zh = [(met.zh, f"有把握达到目标的：{met.zh}"), (missed.zh, f"有把握未达目标的：{missed.zh}"), (open_, f"还不能确定的 "
                                                                                        f"{open_} 项")]
    en = [(met.en, f"targets met beyond chance: {met.en}"), (missed.en, f"missed beyond chance: {missed.en}"),
          (open_, f"not certain yet: {open_}")]
    text = "; ".join(each for said, each in en if said)
    return Bilingual("；".join(each for said, each in zh if said) + "。", f"{text[:1].upper()}{text[1:]}.")


def _listed(lines: Sequence[Line]) -> Bilingual:
    words = [Bilingual(f"{line.metric.title.zh} {written(line.metric, line.value or 0.0)}（目标 "
                       f"{written(line.metric, line.target or 0.0)}，n {line.n}）",
                       f"{line.metric.title.en} {written(line.metric, line.value or 0.0)} (target "
                       f"{written(line.metric, line.target or 0.0)}, n {line.n})")
             for line in lines]
    return Bilingual("、".join(each.zh for each in words), ", ".join(each.en for each in words))


def to_do(sheet: Sheet) -> Bilingual:
    """Return the one thing to do first: of what falls short of its target for certain, else of what fell for certain."""
    for which in ("target_sign", "month_sign", "year_sign"):
        short = [key for key in FIRST if (line := sheet.of(key)).better(getattr(line, which)) < 0]
        if short:
            metric = BY_KEY[short[0]]
            more = len(short) - 1
            zh, en = (f"；其余 {more} 项见下表" if more else ""), (f"; {more} more in the table" if more else "")
            return Bilingual(f"先做一件事（{metric.title.zh}）：{metric.todo.zh}{zh}。",
                             f"Do this first ({metric.title.en}): {metric.todo.en}{en}.")
    thin = [sheet.of(key) for key in DIMENSIONS if sheet.of(key).n < BY_KEY[key].tested_from]
    if len(thin) == len(DIMENSIONS):
        n = max(line.n for line in thin)
        return Bilingual(f"先把数据补足：本月暗访只有 {n} 次，少于 {BY_KEY[DIMENSIONS[0]].tested_from} 次不作判断。",
                         f"Make the planned visits first: this month has {n}, and below {BY_KEY[DIMENSIONS[0]].tested_from} "
                         f"nothing is concluded.")
    return Bilingual("没有哪一项有把握变差或未达目标，照现在的做法继续。",
                     "Nothing fell or misses its target beyond chance: carry on as now.")


def standing(found: Standing) -> Bilingual:
    """Return what may be said of stores side by side; never in an order, never of persons."""
    if found.compared == 0:
        return Bilingual("近三个月暗访满 6 次的门店不足 3 家，本月不作比较。",
                         "Fewer than three stores have six visits in three months: none are compared.")
    if not found.ahead and not found.behind:
        return Bilingual("门店差异在误差范围内，本月不排名。", "The stores differ within error: no ranking this month.")
    alike = found.compared - len(found.ahead) - len(found.behind)
    parts = [(tier, names) for tier, names in ((("领先", "ahead"), found.ahead), (("落后", "behind"), found.behind)) if names]
    zh = "；".join(f"{tier[0]}：{_some(names, 'zh')}" for tier, names in parts)
    en = "; ".join(f"{tier[1]}: {_some(names, 'en')}" for tier, names in parts)
    return Bilingual(f"{zh}；相当：{alike} 家（近三个月，把握 ≥ 90%，不分先后）。",
                     f"{en[:1].upper()}{en[1:]}; alike: {alike} (three months, P ≥ 90 %, in no order).")


def _some(names: Sequence[dict[str, str]], language: str) -> str:
    shown = ("、" if language == "zh" else ", ").join(each.get(language) or each["zh"] for each in names[:STORES_SHOWN])
    more = len(names) - STORES_SHOWN
    return shown if more <= 0 else f"{shown}等 {len(names)} 家" if language == "zh" else f"{shown} and {more} more"
