"""The privacy notice in both languages, by version. Pure.

Who changes a word raises `VERSION`: everybody is then shown the notice anew. A test knows the digest of each version.
"""

import hashlib

from cxtrain.web.bilingual import Bilingual as Both

VERSION = 1
PARTS: tuple[tuple[Both, Both], ...] = (
    (Both("谁负责", "Who answers for it"),
     Both("由您所在的单位处理这些信息,人力资源是您的联系人。数据保存在单位自己的系统里,程序默认不向外发送任何内容。",
          "The firm that you work for keeps this information, and HR is whom you ask. It lies in the firm's own system; "
          "by default the program sends nothing to anybody outside.")),
    (Both("记录什么,为什么", "What is kept, and why"),
     Both("培训和练习的进度与成绩、按已公布的方案观察到的服务、辅导计划、证书,以及登录所需的信息。"
          "依据是依法制定的规章制度下人力资源管理所必需,而不是您的同意。没有身份证号、生日和住址。",
          "What you learn and practise and how it went, service observed under programmes that were announced, coaching plans, "
          "certificates, and what signing in needs. It is kept because managing people under the firm's lawful rules "
          "needs it, and not because you agree. No identity number, birthday or address has a place here.")),
    (Both("谁能看到", "Who sees it"),
     Both("您本人;本店主管看到团队的成绩;人力资源看到其职责所需的内容。管理员运行系统,看不到成绩。"
          "别人打开您个人的成绩页面会被记录,您可以查看。顾客和神秘顾客的身份受到保护。",
          "You; the supervisor of your unit sees the team's scores; HR sees what its work needs. Admins run the system and "
          "see no scores. Whoever opens a page about you with your scores is noted, and you can look that up. Who shopped, and "
          "which customer answered, stays protected.")),
    (Both("保留多久", "How long it is kept"),
     Both("每一项都有期限,写在“系统保留的个人信息”页面上,包括数据库的每一列。",
          "Each thing has its time. It stands on the page of what is kept about people, down to each column of the database.")),
    (Both("机器不作决定", "No machine decides"),
     Both("分数本身不会带来任何人事后果;由具名的人作决定并说明理由。每个分数都能看到依据,可以逐项申诉。",
          "No score has a consequence by itself: a person with a name decides, and gives reasons. You see what each score "
          "rests on, and can appeal each line of it.")),
    (Both("您的权利", "Your rights"),
     Both("您可以查阅、复制、更正,并在符合条件时要求删除您的信息:在自己的页面上办理,或找人力资源。"
          "人力资源在 15 天内答复;不能办理的,会说明理由。",
          "You may see what is kept about you, take a copy, have it corrected, and have it erased where the law says so: on "
          "your own pages, or through HR, who answers within 15 days and gives reasons where something cannot be done.")),
)


def digest() -> str:
    """Return the SHA-256 (hex) of the text in both languages."""
    return hashlib.sha256("\n".join(text for part in PARTS for one in part for text in (one.zh, one.en)).encode()).hexdigest()
