"""Which column of a roster means what: headers in Chinese and English, those of WeCom and DingTalk too. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum

from cxtrain.people.roster import sentences as say
from cxtrain.people.roster.faults import RosterFault
from cxtrain.web.bilingual import N_
from cxtrain.web.columns import Column, Header

SEARCHED_ROWS = 30  # title and instruction rows above the header; DingTalk's template has 3


class Field(StrEnum):
    """What a column can say about a person."""

    NUMBER = "number"
    NAME = "name"
    UNIT_CODE = "unit_code"
    UNIT = "unit"
    DEPARTMENT = "department"
    POST = "post"
    EMPLOYMENT = "employment"
    MOBILE = "mobile"
    EMAIL = "email"
    JOINED_ON = "joined_on"
    STATUS = "status"
    LEFT_ON = "left_on"
    SUPERVISOR = "supervisor_number"
    NAME_EN = "name_en"


LABELS = {
    Field.NUMBER: N_("Staff number"),
    Field.NAME: N_("Name"),
    Field.UNIT_CODE: N_("Unit code"),
    Field.UNIT: N_("Unit"),
    Field.DEPARTMENT: N_("Department"),
    Field.POST: N_("Post"),
    Field.EMPLOYMENT: N_("Employment"),
    Field.MOBILE: N_("Mobile"),
    Field.EMAIL: N_("E-mail"),
    Field.JOINED_ON: N_("Joined on"),
    Field.STATUS: N_("Status"),
    Field.LEFT_ON: N_("Left on"),
    Field.SUPERVISOR: N_("Supervisor's staff number"),
    Field.NAME_EN: N_("Pinyin or English name"),
}

HEADERS = {  # as header_key makes them; where two columns fit a field, the earlier word wins
    Field.NUMBER: (
        "工号 员工工号 员工编号 员工号 人员编号 人员工号 职工号 职工编号 工牌号 staffnumber staffno staffid "
        "employeenumber employeeno employeeid number 编号 帐号 账号 员工userid userid account"
    ),
    Field.NAME: "姓名 员工姓名 人员姓名 中文姓名 中文名 名字 name fullname staffname employeename chinesename",
    Field.UNIT_CODE: (
        "门店编码 门店编号 门店代码 店铺编码 店号 单位编码 组织编码 部门编码 storecode storenumber unitcode branchcode"
    ),
    Field.UNIT: (
        "门店 门店名称 所属门店 所在门店 门店/部门 店铺 店铺名称 店名 分店 单位 单位名称 所属单位 组织 "
        "所属组织 store storename branch unit unitname location workplace"
    ),
    Field.DEPARTMENT: "部门 部门名称 所属部门 所在部门 组织架构 department dept departmentname",
    Field.POST: "岗位 岗位名称 职位 职位名称 职务 职务名称 post position jobtitle title job",
    Field.EMPLOYMENT: (
        "用工性质 用工类型 用工形式 员工类型 员工性质 雇佣类型 employment employmenttype contracttype stafftype"
    ),
    Field.MOBILE: (
        "手机 手机号 手机号码 移动电话 联系手机 联系电话 电话 mobile mobilenumber mobilephone phone phonenumber cell"
    ),
    Field.EMAIL: "邮箱 邮箱地址 工作邮箱 企业邮箱 电子邮箱 电子邮件 email emailaddress mail workemail",
    Field.JOINED_ON: (
        "入职日期 入职时间 入职日 到岗日期 进店日期 joinedon joined joindate hiredate startdate dateofjoining"
    ),
    Field.STATUS: "状态 员工状态 在职状态 人员状态 任职状态 status staffstatus employmentstatus",
    Field.LEFT_ON: (
        "离职日期 离职时间 离职日 最后工作日 lefton left leavedate leavingdate terminationdate lastday enddate"
    ),
    Field.SUPERVISOR: (
        "直属上级工号 直接上级工号 上级工号 直属主管工号 主管工号 汇报对象工号 supervisornumber "
        "supervisorno supervisorstaffnumber supervisorid managernumber managerid managerno"
    ),
    Field.NAME_EN: "拼音/英文名 拼音 姓名拼音 英文名 英文姓名 外文名 pinyin englishname nameen namepinyin 别名 alias",
}
PRIVATE = re.compile(
    "身份证|证件号|公民身份|护照|出生|生日|民族|^籍贯|银行卡|identitycard|idcard|idnumber|nationalid|passport|birth|^dob$|ethnic"
)


LONGEST_HEADER = 200  # characters; brackets that never close are looked for from each of them anew


def header_key(text: str) -> str:
    """Return a header as it is compared: no spaces, stars, notes in brackets, or case; only its beginning counts."""
    text = unicodedata.normalize("NFKC", text[:LONGEST_HEADER]).casefold()
    return re.sub(r"\(.*?\)|\[.*?\]|【.*?】|[\s*_:;.\-#'`★※]", "", text)


_WORDS = {word: (field, rank) for field, line in HEADERS.items() for rank, word in enumerate(line.split())}


def find_header(rows: Sequence[Sequence[str]], chosen: Mapping[int, str] | None = None) -> Header:
    """Return the header: of the first rows the one that names the most fields, staff number and name among them.

    Args:
        rows: the sheet, row 0 first.
        chosen: what the reader chose instead, by column index: a field's value, or "" for "do not use".

    Raises:
        RosterFault: no row has both needed columns, or two columns were chosen for one field.
    """
    found = [_header(row, cells, chosen or {}) for row, cells in enumerate(rows[:SEARCHED_ROWS])]
    best = max(found, key=lambda header: sum(column.field is not None for column in header.columns), default=None)
    if best is None or not any(column.field for column in best.columns):
        raise RosterFault(say.NO_HEADER)
    for field, example in ((Field.NUMBER, "工号"), (Field.NAME, "姓名")):
        if best.of(field) is None:
            raise RosterFault(
                say.NO_COLUMN,
                row=best.row + 1,
                example=example,
            )
    return best


def _header(row: int, cells: Sequence[str], chosen: Mapping[int, str]) -> Header:
    known = {index: _WORDS[header_key(text)] for index, text in enumerate(cells) if header_key(text) in _WORDS}
    best: dict[Field, int] = {}
    for index, (field, _) in sorted(known.items(), key=lambda item: item[1][1]):
        best.setdefault(field, index)
    if chosen and Field.NUMBER in best and Field.NAME in best:
        best = _chosen(best, chosen)
    by_index = {index: field for field, index in best.items()}
    columns = tuple(_column(index, text, by_index.get(index), index in known) for index, text in enumerate(cells))
    return Header(row, columns)


def _chosen(best: Mapping[Field, int], chosen: Mapping[int, str]) -> dict[Field, int]:
    fields = {index: field for field, index in best.items()}
    fields |= {index: Field(value) for index, value in chosen.items() if value}
    kept = {index: field for index, field in fields.items() if chosen.get(index, field) != ""}
    if len(set(kept.values())) < len(kept):
        raise RosterFault(say.TWO_COLUMNS)
    return {field: index for index, field in kept.items()}


def _column(index: int, text: str, field: Field | None, known: bool) -> Column:
    if PRIVATE.search(header_key(text)):
        return Column(index, text, None, "private")
    return Column(index, text, field, "used" if field else "second" if known else "ignored")
