"""Which column of a file of customers' words means what, in Chinese and English, as platforms export them. Pure."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from cxtrain.people.roster.fields import header_key
from cxtrain.web import columns
from cxtrain.web.bilingual import N_
from cxtrain.web.columns import Column

__all__ = ["LABELS", "SCORES", "Column", "Field", "Header", "find_header", "header_key"]
SEARCHED_ROWS = 30  # title and instruction rows above the header


class Field(StrEnum):
    """What a column can say."""

    NUMBER = "number"
    AT = "at"
    UNIT_CODE = "unit_code"
    UNIT = "unit"
    TOUCHPOINT = "touchpoint"
    STARS = "stars"
    CSAT = "csat"
    NPS = "nps"
    CES2 = "ces2"
    TITLE = "title"
    WORDS = "words"


LABELS = {
    Field.NUMBER: N_("Number at its source"),
    Field.AT: N_("Day or time"),
    Field.UNIT_CODE: N_("Unit code"),
    Field.UNIT: N_("Unit"),
    Field.TOUCHPOINT: N_("Touchpoint"),
    Field.STARS: N_("Stars, 1 to 5"),
    Field.CSAT: N_("Satisfaction (CSAT), 1 to 5"),
    Field.NPS: N_("Would recommend (NPS), 0 to 10"),
    Field.CES2: N_("Made easy (CES 2.0), 1 to 7"),
    Field.TITLE: N_("Heading"),
    Field.WORDS: N_("Words"),
}
SCORES = (Field.STARS, Field.CSAT, Field.NPS, Field.CES2)  # the first that a row has stands beside its words
HEADERS = {  # as header_key makes them; where two columns fit a field, the earlier word wins
    Field.NUMBER: (  # no running number: the next file would begin with 1 again
        "评价编号 评论编号 评价id 评论id 点评id 点评编号 答卷编号 答卷id 记录编号 帖子id 链接 订单号 订单编号 reviewid "
        "commentid responseid postid id url link"
    ),
    Field.AT: (
        "评价时间 评论时间 点评时间 评价日期 评论日期 点评日期 提交时间 答题时间 提交答卷时间 发布时间 发表时间 访谈日期 "
        "访谈时间 时间 日期 submittedat createdat postedat reviewdate reviewtime datetime timestamp date time day"
    ),
    Field.UNIT_CODE: "门店编码 门店编号 门店代码 门店id 店铺编码 店铺id 店号 storecode storeid unitcode branchcode",
    Field.UNIT: (
        "门店 门店名称 店铺 店铺名称 店名 分店 商户名称 酒店名称 餐厅名称 store storename branch unit hotel restaurant "
        "location"
    ),
    Field.TOUCHPOINT: "触点 接触点 环节 服务环节 touchpoint",
    Field.STARS: "星级 评分 总评分 总分 总体评分 综合评分 星数 评价星级 打分 stars star rating overallrating",
    Field.CSAT: "满意度 满意度评分 总体满意度 csat satisfaction",
    Field.NPS: "推荐意愿 推荐分 推荐度 净推荐值 推荐评分 nps recommend likelihoodtorecommend",
    Field.CES2: "费力度 省力度 便捷度 轻松度 ces ces2 effort madeeasy",
    Field.TITLE: "标题 评价标题 主题 title headline subject",
    Field.WORDS: (
        "评价内容 评论内容 点评内容 评论 评价 点评 内容 意见 建议 意见建议 留言 反馈 反馈内容 原文 正文 帖子内容 访谈记录 "
        "访谈内容 原话 words comment comments review reviewtext text content body feedback notes verbatim"
    ),
}
PRIVATE = re.compile(
    "姓名|名字|昵称|用户名|用户id|用户账号|会员|客户名|顾客名|客人|联系人|作者|发布者|发帖人|受访者|微信|头像|手机|电话|邮箱"
    "|地址|身份证|证件|护照|生日|出生|车牌"
    "|customername|guestname|reviewer|username|nickname|author|fullname|firstname|lastname|^name$|^user$|member|phone|mobile|tel$|email"
    "|mailaddress|address|wechat|passport|birth|idcard|^ip$|ipaddress"
)
_WORDS = {word: (field, rank) for field, line in HEADERS.items() for rank, word in enumerate(line.split())}


class Header(columns.Header[Field]):
    """The header row, and what is remembered of it. A private column was emptied when the file arrived."""

    def chosen(self) -> dict[str, str]:
        """Return what is remembered for the next file of this source: the field of each column by its header."""
        return {header_key(column.header): column.field or "" for column in self.columns
                if column.use != "private" and header_key(column.header)}


def find_header(rows: Sequence[Sequence[str]], chosen: Mapping[str, str] | None = None) -> Header | None:
    """Return the header: of the first rows the one that names the most fields, or else the fullest; None without rows.

    Args:
        rows: the sheet, row 0 first.
        chosen: what readers chose, by header as `header_key` has it: a field's value, or "" for "do not use".
    """
    chosen = chosen or {}
    found = [(sum(bool(_meaning(cell, chosen)) for cell in cells), sum(map(bool, cells)), -row)
             for row, cells in enumerate(rows[:SEARCHED_ROWS])]
    _, filled, row = max(found, default=(0, 0, 0))
    return _header(-row, rows[-row], chosen) if filled else None


def _meaning(cell: str, chosen: Mapping[str, str]) -> Field | None:
    key = header_key(cell)
    if key in chosen:
        return Field(chosen[key]) if chosen[key] in set(Field) else None
    return None if PRIVATE.search(key) else _WORDS.get(key, (None, 0))[0]


def _header(row: int, cells: Sequence[str], chosen: Mapping[str, str]) -> Header:
    """Return the row's columns. A field that was chosen goes to that column; else to the one with the likeliest header."""
    best: dict[Field, tuple[tuple[bool, int], int]] = {}
    for index, cell in enumerate(cells):
        field, key = _meaning(cell, chosen), header_key(cell)
        if field and not PRIVATE.search(key):
            rank = (key not in chosen, _WORDS.get(key, (None, 99))[1])
            best[field] = min(best.get(field, (rank, index)), (rank, index))
    by_index = {index: field for field, (_, index) in best.items()}
    return Header(row, tuple(_column(index, cell, by_index.get(index)) for index, cell in enumerate(cells)))


def _column(index: int, text: str, field: Field | None) -> Column:
    if PRIVATE.search(header_key(text)):
        return Column(index, text.strip(), None, "private")
    return Column(index, text.strip(), field, "used" if field else "ignored")


def without_private(rows: Sequence[Sequence[str]], header: Header) -> list[list[str]]:
    """Return the rows with the cells below private headers emptied, because they are not to be stored."""
    private = {column.index for column in header.columns if column.use == "private"}
    return [[cell if y <= header.row or x not in private else "" for x, cell in enumerate(row)] for y, row in enumerate(rows)]
