"""What stands on an exam paper beside its questions, in both languages at once. Pure."""

from cxtrain.web.bilingual import Bilingual

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
SECTIONS = {  # the kinds of questions of each, in the order in which papers have them
    "single": (Bilingual("单选题", "Single choice"), ("single",)),
    "multiple": (Bilingual("多选题", "Several answers"), ("multiple",)),
    "true_false": (Bilingual("判断题", "True or false"), ("true_false",)),
    "blanks": (Bilingual("填空题", "Fill in"), ("short_answer", "gap_fill", "numerical")),
    "arranged": (Bilingual("匹配与排序题", "Matching and ordering"), ("matching", "ordering")),
    "judgement": (Bilingual("情景判断题", "Judging situations"), ("judgement",)),
    "written": (Bilingual("简答题", "Written answers"), ("free_text",)),
}
WHOLE = Bilingual("试题", "Questions")
STANDARDS = {  # how each section is marked
    "single": Bilingual("选对得分，选错或不选不得分。", "The right answer earns the marks, any other nothing."),
    "multiple all_or_nothing": Bilingual(
        "全部选对才得分，多选、少选、错选均不得分。", "All right answers and no other, or nothing."),
    "multiple partial": Bilingual("每选对一项得一份，每选错一项扣一份，最低 0 分。",
                                  "Each right answer earns its share, each wrong one loses its share; at least 0."),
    "true_false": Bilingual("判断正确得分。", "The right judgement earns the marks."),
    "blanks": Bilingual("与答案意思一致即可得分；多个空平均给分。", "What means the same counts; gaps share the marks evenly."),
    "arranged": Bilingual("按对应正确的份数给分；排序按先后关系正确的比例给分。",
                          "Each right match earns its share; an order earns the share of pairs in the right order."),
    "judgement": Bilingual("按与专家判断一致的程度给分。", "As far as the answer agrees with the experts."),
    "written": Bilingual("按评分标准逐项给分。", "By the criteria below."),
}
PHRASES = {
    "exam": Bilingual("考试试卷", "Exam paper"), "key": Bilingual("答案及评分标准", "Answers and marking standard"),
    "name": Bilingual("姓名", "Name"), "number": Bilingual("工号", "Staff no."), "store": Bilingual("门店", "Store"),
    "date": Bilingual("日期", "Date"), "section": Bilingual("题号", "Section"), "score": Bilingual("得分", "Marks"),
    "marker": Bilingual("阅卷人", "Marked by"), "total": Bilingual("总分", "Total"), "full": Bilingual("满分", "Full marks"),
    "pass": Bilingual("及格", "Pass"), "time": Bilingual("时间", "Time"),
    "right": Bilingual("正确打 √，错误打 ×", "Write √ if true, × if false"),
    "rate": Bilingual("1 很不合适，5 很合适，请圈出", "1 very poor, 5 very good: circle one"),
    "rank": Bilingual("在括号内填名次，1 为最好", "Write places, 1 is the best"),
    "order": Bilingual("按先后顺序填写字母：", "Write the letters in order:"), "unit": Bilingual("单位", "unit"),
    "sealed": Bilingual("密封线内不要答题", "Do not write answers left of this line"),
    "points": Bilingual("分", "points"), "sample": Bilingual("参考答案", "A good answer"), "why": Bilingual("说明", "Why"),
    "code": Bilingual("编号", "No."), "maker": Bilingual("制表人", "Prepared by"), "checker": Bilingual("审核人", "Checked by"),
    "secret": Bilingual("内部资料，考试结束前不得外传", "For markers only; not to be seen before the exam is over"),
}


def form_name(form: str) -> Bilingual:
    """Return how a form is called."""
    return Bilingual(f"{form} 卷", f"Form {form}")


def minutes(number: int) -> Bilingual:
    """Return a time limit."""
    return Bilingual(f"{number} 分钟", f"{number} minutes")


def marks_each(each: str | None, total: str, count: int) -> Bilingual:
    """Return what a section is worth; `each` is None where its questions are not worth the same."""
    if each is None:
        return Bilingual(f"共 {count} 题，共 {total} 分", f"{count} questions, {total} marks in all")
    return Bilingual(f"每题 {each} 分，共 {total} 分", f"{each} {'mark' if each == '1' else 'marks'} each, {total} in all")


def marks_of(marks: str) -> Bilingual:
    """Return what a question is worth."""
    return Bilingual(f"（{marks} 分）", f" ({marks} marks)")
