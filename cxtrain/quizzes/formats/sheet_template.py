"""The empty table for questions, with examples of each kind and instructions in both languages. Pure."""

from cxtrain.web.tables import xlsx_bytes

LETTERS = "ABCDEF"
HEADINGS = (
    "题型", "题干", *(f"选项{letter}" for letter in LETTERS), "答案", "解析", "难度", "分类", "标签", "分值", "编号",
    "题干（英文）", *(f"选项{letter}（英文）" for letter in LETTERS), "解析（英文）",
)
EXAMPLES: tuple[dict[str, str], ...] = (
    {
        "题型": "单选题", "题干": "客人进门时您正在接电话，先做什么？", "答案": "A", "难度": "易",
        "解析": "看见客人，几秒钟就够。", "选项A": "点头微笑，示意马上就来", "选项B": "接完电话再招呼",
        "选项C": "让客人自己先看", "分类": "前台/接待", "标签": "礼仪、新员工", "分值": "2", "编号": "FD-01",
        "题干（英文）": "A guest walks in while you are on the phone. What do you do first?",
        "选项A（英文）": "Smile, nod, and show that you will be there at once", "选项B（英文）": "Finish the call first",
        "选项C（英文）": "Let the guest look around", "解析（英文）": "To be seen takes only seconds.",
    },
    {
        "题型": "多选题", "题干": "客人抱怨等得太久，哪些做法合适？", "答案": "AC", "解析": "先处理心情，再处理事情。",
        "选项A": "先道歉", "选项B": "解释是同事慢", "选项C": "说清还要等多久", "难度": "中", "分类": "前台/投诉", "分值": "3",
    },
    {"题型": "判断题", "题干": "客人没有开口，就说明他没有需要。", "答案": "错误", "解析": "留意神情和动作。", "难度": "易"},
    {"题型": "填空题", "题干": "“关键时刻”由____提出，平均只有____秒。", "答案": "卡尔森/Carlzon；15", "分类": "概念"},
    {"题型": "短答题", "题干": "本店投诉电话的分机号是多少？", "答案": "8001"},
    {
        "题型": "数值题", "题干": "电话铃响几声以内要接？", "答案": "3±0",
        "题干（英文）": "Within how many rings must a call be taken?",
    },
    {"题型": "匹配题", "题干": "把客人的神情和您的第一反应配对。", "答案": "皱眉 -> 问哪里不便；看表 -> 告知还要多久"},
    {
        "题型": "排序题", "题干": "处理投诉的顺序是什么？", "答案": "BACD",
        "选项A": "提议", "选项B": "探索", "选项C": "行动", "选项D": "确认",
    },
    {
        "题型": "简答题", "题干": "客人说“算了，下次不来了”，您怎么回应？", "分值": "5",
        "答案": "先承认不便，再问清经过，给出当场能做的事。",
    },
    {"题型": "说明文字", "题干": "下面几题都说的是同一位客人：周女士，晚上十点到店。"},
)
INSTRUCTIONS = (
    ("项目 Item", "怎么填", "How to fill it in"),
    ("题型",
     "单选题、多选题、判断题、填空题、短答题、数值题、匹配题、排序题、简答题、说明文字；也可以写英文。",
     "The Chinese, or single, multiple, true_false, gap_fill, short_answer, numerical, matching, ordering, free_text, "
     "description."),
    ("题干", "题目的文字。填空题用 ____ 或（　）留空。", "The text. Gaps are ____ or ( )."),
    ("选项A …", "单选、多选、排序题填写，从A起，中间不留空。",
     "For choices and putting in order: from A on, none left empty between."),
    ("答案",
     "单选 A；多选 AC；判断 正确/错误；填空按空用；隔开，同一空的几种写法用 / 隔开；"
     "数值 3±0.5 或 2~4；匹配 甲 -> 乙；排序 BACD；简答填参考答案。",
     "A; AC; true or false; gaps between semicolons, other spellings of one gap between strokes; 3±0.5 or 2~4; left -> right; "
     "BACD; for free text what a good answer says."),
    ("解析", "答完后给所有人看。", "Shown to everybody afterwards."),
    ("难度", "易、中、难。", "easy, medium, hard."),
    ("分类", "用 / 分级，如 前台/接待。", "Levels between strokes: front desk/welcome."),
    ("标签", "用顿号或逗号隔开。", "Between commas."),
    ("分值", "0 以上到 100，不填为 1。", "Above 0, up to 100; 1 where it is empty."),
    ("编号", "贵公司题库里的编号，可不填。", "The number in your own bank, if any."),
    ("英文列", "可不填；填了就是中英双语题。", "May stay empty; where it is filled, the question is in both languages."),
    ("工作表", "题目写在第一张表；“示例”表不会导入。", "Write on the first sheet. The sheet of examples is not imported."),
)


def template() -> bytes:
    """Return the template as an XLSX file."""
    rows = tuple(tuple(example.get(heading, "") for heading in HEADINGS) for example in EXAMPLES)
    return xlsx_bytes({"试题 Questions": (HEADINGS,), "示例 Examples": (HEADINGS, *rows), "说明 Instructions": INSTRUCTIONS})
