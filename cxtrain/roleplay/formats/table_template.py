"""The empty table for trainers to start from, with a short story that shows how each column is used. Pure."""

from cxtrain.web.tables import xlsx_bytes

HEADINGS = (
    "场景编号", "关键时刻", "看到听到（中文）", "看到听到（英文）", "客户说（中文）", "客户说（英文）",
    "应对（中文）", "应对（英文）", "步骤", "反应（中文）", "反应（英文）", "点评（中文）", "点评（英文）", "加分维度", "情绪",
    "下一场景", "结局", "结局标题（中文）", "结局标题（英文）",
)  # fmt: skip
ROWS = (
    ("1", "是", "客人拖着箱子进来，看了一眼钟。", "A guest wheels in a suitcase and glances at the clock.",
     "我订了房，可以快一点吗？", "I have a booking. Can we be quick?",
     "您一路辛苦了，请问贵姓？我马上查。", "You have had a long trip. May I have your name? I will look at once.",
     "探索", "姓周，谢谢。", "Zhou. Thank you.",
     "先认人、先动手，客人就不急了（响应性）。", "Greeting and acting at once calms a guest: responsiveness.",
     "响应性+2，移情性+1", "+1", "2"),
    ("", "", "", "", "", "", "请稍等，我先把单子对完。", "One moment, let me finish these slips.",
     "", "……我站了一路。", "… I have been standing all the way.",
     "让人等，却没说等多久（响应性）。", "Waiting without a time weighs most: responsiveness.", "响应性-1", "-1", "2"),
    ("2", "", "", "", "房间安静吗？我明早要开会。", "Is the room quiet? I have a meeting in the morning.",
     "给您留了背街的一间，我再打电话确认一遍。", "I have kept one away from the street, and I will ring to make sure.",
     "确认", "那太好了。", "That is very good.",
     "说了就去核实，承诺才算数（可靠性）。", "A promise counts once it is checked: reliability.", "可靠性+2", "+1", "3"),
    ("", "", "", "", "", "", "应该挺安静的。", "It should be quiet enough.",
     "提议", "应该？", "Should be?",
     "没把握的话，客人听得出来（保证性）。", "Guests hear a guess: assurance.", "保证性-1", "-1", "结束（平淡）"),
    ("3", "", "", "", "", "", "", "", "", "", "",
     "客人记住的是您去核实了。", "What the guest remembers is that you checked.", "", "", "",
     "满意", "一夜好睡", "A good night's sleep"),
)  # fmt: skip
ABOUT = (
    ("项目", "中文", "英文"),
    ("标题", "安静的房间", "A quiet room"),
    ("背景", "晚上十点，您一个人守前台。", "Ten at night; you are alone at the front desk."),
    ("客户", "周女士", "Ms Zhou"),
    ("触点", "front-desk-check-in", ""),
    ("标识", "a-quiet-room", ""),
)


def template() -> bytes:
    """Return the template as an XLSX file. What it shows can be imported as it stands."""
    return xlsx_bytes({"场景": (HEADINGS, *ROWS), "情景": ABOUT})
