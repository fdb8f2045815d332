"""What stands on a paper form beside its items, in both languages at once. Pure."""

from cxtrain.web.bilingual import Bilingual

KINDS = {
    "mystery_shop": Bilingual("神秘顾客评分表", "Mystery shopper's form"),
    "announced_check": Bilingual("公开检查表", "Announced check"),
    "coaching": Bilingual("辅导观察表", "Coaching observation"),
}
PHRASES = {
    "store": Bilingual("门店", "Store"), "touchpoint": Bilingual("触点", "Touchpoint"), "day": Bilingual("日期", "Date"),
    "visit": Bilingual("编号", "No."), "arrived": Bilingual("到店", "Arrived"), "greeted": Bilingual("有人招呼", "Greeted"),
    "served": Bilingual("开始办理", "Served"), "left": Bilingual("离开", "Left"), "waited": Bilingual("等待", "Wait"),
    "badge": Bilingual("工牌（看清才写）", "Badge (only if read)"), "receipt": Bilingual("小票号", "Receipt no."),
    "praise": Bilingual("亮点（先写）：谁做得好，好在哪里；没有写“无”", "Praise first: who did what well; or “none”"),
    "item": Bilingual("项目", "Item"), "mark": Bilingual("圈一个", "Circle one"), "na": Bilingual("不适用", "N/A"),
    "unnoticed": Bilingual("没留意到", "Not noticed"), "note": Bilingual("备注：时间、原话", "Note: time, words"),
    "yes": Bilingual("是", "Yes"), "no": Bilingual("否", "No"), "seconds": Bilingual("秒", "s"),
    "minutes": Bilingual("分钟", "min"), "count": Bilingual("个", ""), "taken": Bilingual("已拍照", "Photo taken"),
    "critical": Bilingual("关键", "Critical"), "shopper": Bilingual("填表人（姓名或编号）", "Filled in by (name or number)"),
    "finished": Bilingual("填完时间", "Time finished"), "keyed": Bilingual("代录人", "Keyed in by"),
    "scan": Bilingual("扫码录入", "Scan to key in"),
    "colleague": Bilingual("同事", "Colleague"), "spell": Bilingual("看了哪一段接待", "What was watched"),
}
FAIR = {  # what whoever fills it in should keep to
    "mystery_shop": Bilingual(
        "只写自己看到、听到的；没看到就选“没留意到”，不猜。离店后再填，两小时内交。照片不拍人脸。",
        "Only what you saw and heard; if you did not, tick “not noticed” and do not guess. Fill it in after leaving, hand it "
        "in within two hours. No faces in photos."),
    "announced_check": Bilingual("只记当时看到、数到的；要计时就看表。照片不拍人脸。",
                                 "Only what you saw and counted there and then; time by the clock. No faces in photos."),
    "coaching": Bilingual("记原话和时间，不记评语。这张表只有你们两个人看，谈完交给同事保管。",
                          "Words and times, no verdicts. Only the two of you see this page; leave it with your colleague."),
}


def scale_words(low: Bilingual, high: Bilingual, *, bottom: int, top: int, note_below: int) -> Bilingual:
    """Return the line that says what the ends of the scale mean, and from where words are owed."""
    zh, en = f"{bottom} {low.zh} — {top} {high.zh}", f"{bottom} {low.en} — {top} {high.en}"
    if note_below > bottom:
        zh, en = f"{zh}；低于 {note_below} 请写备注", f"{en}; below {note_below}, write a note"
    return Bilingual(f"{zh}。", f"{en}.")
