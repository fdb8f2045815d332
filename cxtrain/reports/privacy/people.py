"""The register: people and signing in. Pure."""

from cxtrain.reports.privacy.entry import Chapter, Entry
from cxtrain.web.bilingual import Bilingual as Both

PEOPLE = Chapter(Both("人员与登录", "People and signing in"), (
    Entry(
        Both("姓名、工号、岗位、单位、入离职日期", "Name, staff number, post, unit, days of joining and leaving"),
        ("employees",),
        Both("知道谁在哪里工作,谁能看什么", "To know who works where, and who may see what"),
        "employed", "inner", ("self", "supervisor", "hr", "admin",), {
            "employee": "id number name name_en sort_key post employment status unit_id supervisor_number joined_on "
                        "left_on erased_on version",
            "membership": "id employee_id unit_id start_on end_on reason",
        }),
    Entry(
        Both("手机号和邮箱(可不填)", "Mobile number and e-mail address, where given"),
        ("employees",),
        Both("用手机号登录,接收提醒", "To sign in by mobile number and to be reminded"),
        "employed", "personal", ("self", "hr", "admin",), {
            "employee": "mobile email",
        }),
    Entry(
        Both("答题时的延长时间", "More time in exams and role-plays"),
        ("employees",),
        Both("让需要更多时间的人也能完成;原因不记录",
             "So that those who need more time have it; the reason is not kept"),
        "employed", "personal", ("self", "hr",), {
            "employee": "time_allowance",
        }),
    Entry(
        Both("不在岗的日期", "Days away"),
        ("employees",),
        Both("时限在此期间停止计算;原因不记录", "Clocks stand still meanwhile; the reason is not kept"),
        "employed", "inner", ("self", "supervisor", "hr",), {
            "absence": "id employee_id start_on end_on entered_at",
        }),
    Entry(
        Both("账号、密码的单向摘要、语言和权限", "Account, a one-way digest of the password, language, and roles"),
        ("employees", "shoppers",),
        Both("登录和授权", "To sign in, and to allow what is to be allowed"),
        "employed", "secret", ("self", "hr", "admin",), {
            "account": "id employee_id login password_hash locale theme active",
            "role_grant": "id account_id role unit_id",
            "password_link": "id digest account_id made_by made_at expires_at used_at",
        }),
    Entry(
        Both("登录的设备和时间", "On which device one is signed in, and since when"),
        ("employees", "shoppers",),
        Both("本人能看到并结束登录", "So that one sees it, and can end it"),
        "session", "personal", ("self",), {
            "user_session": "id digest account_id device created_at seen_at idle_minutes ended_at ended_why held_back",
        }),
    Entry(
        Both("登录第二步:手机动态码的密钥(加密)和恢复码的单向摘要",
             "The second step at sign-in: the phone's secret (encrypted) and one-way digests of recovery codes"),
        ("employees", "shoppers",),
        Both("防止他人凭密码登录", "So that a password alone opens nothing"),
        "employed", "secret", ("self",), {
            "second_step": "account_id secret pending last_counter set_up_at put_off_until",
            "recovery_code": "id account_id digest used_at",
        }),
    Entry(
        Both("谁读过隐私告知的哪一版", "Which version of the privacy notice one has read"),
        ("employees", "shoppers",),
        Both("证明已告知;不代表同意", "To show that everybody was told; it is no agreement"),
        "employed", "inner", ("self", "hr",), {
            "privacy_reading": "account_id version read_at",
        }),
    Entry(
        Both("谁在哪个小时打开过谁的成绩页面", "Who opened a page with whose scores, and in which hour"),
        ("employees",),
        Both("本人能知道谁看过,泄露时能查清", "So that one knows who looked, and a leak can be followed"),
        "year", "personal", ("self",), {
            "score_reading": "person_id hour reader_id page",
        }),
    Entry(
        Both("重复提交的回执和登录尝试次数", "Receipts against a second submit, and counted tries"),
        ("employees", "shoppers", "customers",),
        Both("一次点击只算一次,防止猜密码", "So that one press counts once and passwords cannot be guessed"),
        "days", "secret", ("none",), {
            "submission": "key account_id path digest location at",
            "rate_count": "key window count",
        }),
    Entry(
        Both("谁的信息已清除、为什么;不再使用的工号的摘要;法律保留",
             "That somebody was erased, and why; digests of numbers that nobody gets again; legal holds"),
        ("employees",),
        Both("证明清除过,名册不会把人带回来;争议期间不得清除",
             "To show that it was done; so that no roster brings them back, and nothing goes while a court may ask"),
        "use", "inner", ("self", "hr",), {
            "erasure": "employee_id reason asked_by at",
            "erased_number": "digest",
            "legal_hold": "id employee_id reason since until made_by made_at ended_at ended_by",
        }),
    Entry(
        Both("单位、营业时间和休息日", "Units with their opening hours and closed days"),
        ("nobody",),
        Both("组织结构和时限计算", "The tree of the firm, and clocks"),
        "use", "open", ("everyone",), {
            "unit": "id code name name_en kind parent_id path zone people version",
            "opening_hours": "unit_id weekday opens closes",
            "closed_day": "unit_id day",
        }),
))
