"""What indicators there are, and what their numbers mean: every firm's, those that follow from them, templates. Pure.

Forms: an `amount` adds up over stores and months (revenue); a `level` stands at the beginning of a month and adds up over
stores only (customers); a `share` is a part of a whole; a `mean` is so much for each of so many.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cxtrain.web.bilingual import Bilingual

FORMS = ("amount", "level", "share", "mean")
WITH_WHOLE = ("share", "mean")
START, GAINED, LOST = "customers-start", "customers-gained", "customers-lost"
REVENUE, COST = "revenue", "cost-to-serve"
CHURN, RETENTION = "churn", "retention"
NONE = Bilingual("", "")


@dataclass(frozen=True)
class Definition:
    """One indicator. `of` and `over` name what a derived one is computed from; `rest` says it is the rest to 1."""

    slug: str
    title: Bilingual
    form: str
    unit: Bilingual = NONE  # of its numbers; shares are shown in percent
    direction: str = ""  # up, down: which way is better; "": neither
    part: Bilingual = NONE  # what is counted, or what the number is
    whole: Bilingual = NONE  # out of what, or how many a mean rests on
    digits: int = 1
    of: str = ""
    over: str = ""
    rest: bool = False
    ended: bool = False

    @property
    def is_derived(self) -> bool:
        """Whether it is computed and never entered."""
        return bool(self.of)

    @property
    def has_whole(self) -> bool:
        """Whether two numbers are entered."""
        return self.form in WITH_WHOLE

    @property
    def is_share(self) -> bool:
        """Whether it is shown in percent."""
        return self.form == "share"

    @property
    def is_count(self) -> bool:
        """Whether its number counts customers."""
        return self.slug in (START, GAINED, LOST)

    def better(self, change: float) -> int:
        """Return 1 where a change is for the better, -1 for the worse, 0 where it is neither."""
        wanted = {"up": 1, "down": -1}.get(self.direction, 0)
        return wanted * ((change > 0) - (change < 0))


_PEOPLE, _MONEY = Bilingual("人", "customers"), Bilingual("元", "yuan")
CORE = (
    Definition(START, Bilingual("期初客户", "Customers at the start"), "level", _PEOPLE, "up",
               Bilingual("月初仍是客户的人数", "who were customers when the month began"), digits=0),
    Definition(GAINED, Bilingual("新增客户", "Customers gained"), "amount", _PEOPLE, "up",
               Bilingual("当月新成为客户的人数", "who became customers in the month"), digits=0),
    Definition(LOST, Bilingual("流失客户", "Customers lost"), "amount", _PEOPLE, "down",
               Bilingual("期初客户中，月末已不再是客户的人数（当月新增的不算）",
                         "of those at the start, who were gone at the end; those won in between do not count"), digits=0),
    Definition(REVENUE, Bilingual("营业收入", "Revenue"), "amount", _MONEY, "up",
               Bilingual("当月收入，不含税", "of the month, without tax"), digits=0),
    Definition(COST, Bilingual("服务成本", "Cost to serve"), "amount", _MONEY, "down",
               Bilingual("当月为服务客户花的钱，不含货品本身",
                         "spent on serving customers in the month, without the goods themselves"), digits=0),
    Definition("cross-sell", Bilingual("交叉购买率", "Cross-sell"), "share", direction="up",
               part=Bilingual("当月买过两种以上的客户", "customers who bought two kinds or more"),
               whole=Bilingual("当月买过的客户", "customers who bought")),
)
DERIVED = (
    Definition(CHURN, Bilingual("流失率", "Churn"), "share", direction="down", of=LOST, over=START,
               part=Bilingual("流失客户", "customers lost"), whole=Bilingual("期初客户", "customers at the start")),
    Definition(RETENTION, Bilingual("留存率", "Retention"), "share", direction="up", of=LOST, over=START, rest=True,
               part=Bilingual("留下的期初客户", "customers of the start who stayed"),
               whole=Bilingual("期初客户", "customers at the start")),
    Definition("revenue-per-customer", Bilingual("客均收入", "Revenue per customer"), "mean", _MONEY, "up",
               of=REVENUE, over=START,
               part=Bilingual("营业收入 ÷ 期初客户", "revenue by customers at the start"),
               whole=Bilingual("期初客户", "customers at the start")),
    Definition("cost-per-customer", Bilingual("客均服务成本", "Cost per customer"), "mean", _MONEY, "down", of=COST, over=START,
               part=Bilingual("服务成本 ÷ 期初客户", "cost to serve by customers at the start"),
               whole=Bilingual("期初客户", "customers at the start")),
)
TEMPLATES = (
    Definition("conversion", Bilingual("转化率", "Conversion"), "share", direction="up",
               part=Bilingual("成交人数", "people who bought"), whole=Bilingual("进店或访问人数", "people who came in")),
    Definition("dwell-time", Bilingual("停留时长", "Dwell time"), "mean", Bilingual("分钟", "minutes"),
               part=Bilingual("平均停留分钟数", "mean minutes of a visit"), whole=Bilingual("到访次数", "visits")),
    Definition("abandoned-payment", Bilingual("放弃支付率", "Abandoned payments"), "share", direction="down",
               part=Bilingual("下单后没付款的订单", "orders begun and not paid"),
               whole=Bilingual("开始支付的订单", "orders begun")),
    Definition("occupancy", Bilingual("入住率", "Occupancy"), "share", direction="up",
               part=Bilingual("售出间夜", "room nights sold"), whole=Bilingual("可售间夜", "room nights on offer")),
    Definition("repurchase", Bilingual("复购率", "Repurchase"), "share", direction="up",
               part=Bilingual("当月再次购买的客户", "customers who bought again"),
               whole=Bilingual("当月买过的客户", "customers who bought")),
    Definition("contact-cost", Bilingual("客服成本", "Cost of a contact"), "mean", _MONEY, "down",
               part=Bilingual("每次客服的平均成本", "mean cost of one contact"), whole=Bilingual("客服次数", "contacts")),
)
SHIPPED = {each.slug: each for each in (*CORE, *DERIVED)}


def own(facts: Any) -> Definition:
    """Return the definition that a row of the firm's own says."""
    def text(words: Mapping[str, str]) -> Bilingual:
        return Bilingual(words.get("zh", ""), words.get("en", ""))
    return Definition(facts.slug, text(facts.title), facts.form, text(facts.unit), facts.direction, text(facts.part),
                      text(facts.whole), facts.digits, ended=facts.ended_at is not None)
