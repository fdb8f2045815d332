"""The register: running the program. Pure."""

from cxtrain.reports.privacy.entry import Chapter, Entry
from cxtrain.web.bilingual import Bilingual as Both

RUNNING = Chapter(Both("系统运行", "Running the program"), (
    Entry(
        Both("账目:谁在什么时候改了什么", "The ledger: who changed what, and when"),
        ("employees",),
        Both("可以核对,改动不能隐瞒", "Everything can be checked, and nothing changed in secret"),
        "forever", "personal", ("hr", "admin",), {
            "ledger_entry": "id chain seq at actor_id action subject facts previous hash",
            "ledger_seal": "id day heads hash",
        }),
    Entry(
        Both("待发和已发的邮件", "Mail to be sent, and sent"),
        ("employees",),
        Both("提醒", "To remind"),
        "mail", "secret", ("none",), {
            "outgoing_mail": "id kind key to subject body zone tries made_at next_try_at sent_at given_up_at last_error",
        }),
    Entry(
        Both("后台任务及其结果", "Jobs and what they made"),
        ("employees",),
        Both("导入、打印等较慢的工作", "For what takes longer, such as imports and print runs"),
        "use", "inner", ("self", "hr", "admin",), {
            "job": "id kind key args locale actor_id state attempts lease_until progress total result error made_at "
                   "started_at ended_at",
        }),
    Entry(
        Both("文件(按内容存放)和定时任务", "Files by their content, and what runs by the clock"),
        ("nobody",),
        Both("照片、证书等文件的存放", "To keep photos and other files"),
        "use", "secret", ("none",), {
            "stored_file": "digest media_type size kept_at",
            "periodic_slot": "name slot done_at",
            "worker_beat": "id at",
        }),
    Entry(
        Both("从备份恢复的记录,以及不再使用的编号", "That a backup was restored, and numbers that are not used again"),
        ("employees",),
        Both("恢复后要检查丢失了什么,编号不能重复", "To look at what a restore lost, and to give no number twice"),
        "use", "inner", ("self", "hr", "admin",), {
            "restoration": "id made_at restored_at confirmed_at confirmed_by",
            "number_floor": "series last",
        }),
))
