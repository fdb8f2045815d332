"""Facts for every other document, none of which hangs on the day of the test."""

import datetime as dt
from pathlib import Path

from cxtrain.planning.boards.effect import Effect
from cxtrain.planning.boards.measure import MEASURES, Need
from cxtrain.planning.boards.sheet import BoardSheet, Brought, Gathered, Line
from cxtrain.planning.boards.steps import DECISIONS, STEP_NAMES
from cxtrain.quality.instrument_file import read_form, read_survey
from cxtrain.quality.paper.layout import Occasion, laid_out, scale_line
from cxtrain.quality.paper.wording import FAIR, KINDS, PHRASES
from cxtrain.quality.programmes.notice import Notice, beginning, paragraphs
from cxtrain.quality.schedule.briefs.brief import Brief, Question, StoreWords
from cxtrain.quizzes.papers.exams import wording as exam_words
from cxtrain.quizzes.papers.exams.sheet import sections_of
from cxtrain.quizzes.quiz import parse
from cxtrain.reports.journey_map.paper import Card
from cxtrain.reports.transcripts.sheet import KINDS as STEPS
from cxtrain.reports.transcripts.sheet import CourseLine, Paper, StepLine, Transcript, YearLine
from cxtrain.reports.transcripts.tables import NOTES
from cxtrain.voices.surveys.posters.poster import PHRASES as POSTER_PHRASES
from cxtrain.voices.surveys.posters.poster import Poster
from cxtrain.web.bilingual import Bilingual

ROOT = Path(__file__).parents[2]
DAY = dt.date(2026, 5, 12)
URL = "https://heming.example/a/AbCdEfGhIjKlMnOpQrStUv"
STORE, DESK = {"zh": "静安店", "en": "Jing'an"}, {"zh": "入住办理", "en": "Check-in"}
LI, WANG = {"zh": "李想", "en": "Li Xiang"}, {"zh": "王喆", "en": "Wang Zhe"}


def words(phrases):
    """Return phrases as templates take them."""
    return {name: each.as_dict() for name, each in phrases.items()}


def notice(language):
    """Return the facts of a notice to employees."""
    told = Notice("S01-2", STORE, paragraphs(beginning(), "development", 12),
                  (Bilingual("神秘顾客", "Mystery shop"), Bilingual("辅导观察", "Coaching observation")), DAY, DAY,
                  posted_on=DAY, consulted=Bilingual("工会", "the union"), consulted_on=DAY)
    return {"notice": told, "language": language, "draft": False}


def brief(_language):
    """Return the facts of a visit's brief."""
    step = {"zh": "进门后先看大堂，再到前台。", "en": "Look around the lobby first, then go to the desk."}
    asked = Question({"zh": "早餐几点开始？", "en": "When does breakfast begin?"}, {"zh": "六点半。", "en": "At half past six."})
    return {"brief": Brief(
        "V-7K2Q", STORE, DESK, DAY, "12:00–14:00", {"zh": "带一个孩子的旅客，第一次来。", "en": "A guest with a child, here for the first time."},
        (step,) * 4, StoreWords(facts="早餐 6:30 至 10:00。", ask="靠里的房间。", promise="几点可以入住。", difficulty="想改成双床房。"), (asked,))}


def score_sheet(language):
    """Return the facts of a form on paper."""
    folder = ROOT / "scenarios" / "instruments"
    survey, _ = read_survey((folder / "servqual-22.yaml").read_bytes())
    form = read_form((folder / "hotel-front-desk-check-in.yaml").read_bytes(), {survey.slug: survey}).instrument
    return {"language": language, "of": form.kind, "kind": KINDS[form.kind].as_dict(), "fair": FAIR[form.kind].as_dict(),
            "title": form.title.said.as_dict(), "blocks": laid_out(form), "scale": scale_line(form), "code": "form · 1a2b3c4d",
            "there": Occasion("V-7K2Q", STORE, DESK, "2026-05-12", URL), "t": words(PHRASES)}


def board(_language):
    """Return the facts of an improvement board that was decided."""
    effect = Effect("shopper", "places", 0.6, 0.2, 1.0, 0.7, 0.1, 40, 38, 80, 77, 3, 6)
    actions = (Line("高峰时加一名引导员", LI, {"zh": "前厅部", "en": "Front office"}, 1200, DAY, DAY, "每天 14 至 18 点"),
               Line("自助机移到门口", WANG, None, None, DAY, None, ""))
    return {"names": STEP_NAMES, "decisions": DECISIONS, "compared": {"stores": "别的门店 other stores"}, "board": BoardSheet(
        "B-2026-0007", "入住办理等得太久", DESK, STORE, "improve", "closed", LI, ((WANG, {"zh": "前厅部", "en": "Front office"}),),
        "下午三点后排队超过十分钟。", "等的时间有多少是找证件？", (Gathered("Mystery shops", 40, 63), Gathered("Complaints", 6, None)),
        "一个窗口同时办入住和退房。", "高峰时十秒内有人招呼。", MEASURES["shopper"], "visits", 0.5, DAY, "stores",
        ({"zh": "徐汇店", "en": "Xuhui"},), Need(63, 1.0, True, 40), actions, DAY, Brought(effect.words, effect), "keep",
        "三家店都好了。", "先分流，再加人。", LI, DAY)}


def transcript(_language):
    """Return the facts of a transcript."""
    steps = (StepLine({"zh": "十秒原则", "en": "Ten seconds"}, "lesson", None, None, DAY),
             StepLine({"zh": "雨夜的客人", "en": "A rainy night"}, "scenario", 91.0, 3, DAY),
             StepLine({"zh": "关键时刻测验", "en": "Moments of truth"}, "quiz", 86.0, 1, DAY))
    paper = Paper(1, "HX-MOT-2026-0001", {"zh": "关键时刻", "en": "Moments of truth"}, DAY, dt.date(2028, 5, 11), "valid")
    courses = (CourseLine({"zh": "关键时刻", "en": "Moments of truth"}, DAY, DAY, DAY, 16, 16, 320, steps, paper),
               CourseLine({"zh": "投诉处理", "en": "Complaints"}, DAY, DAY, None, 8, 0, 40, steps[:2], None))
    years = (YearLine(2026, 1, 16, 360), YearLine(2025, 2, 12, 500), YearLine(None, 3, 28, 860))
    return {"maker": LI, "kinds": STEPS, "notes": NOTES,
            "t": Transcript(WANG, "S0102", STORE, "前台", dt.date(2025, 1, 6), courses, years, 45, DAY)}


def exam(language):
    """Return the facts of an exam on paper, and of its key."""
    quiz = parse((ROOT / "tests" / "quizzes" / "every_kind.yaml").read_bytes()).quiz
    return {"code": "E-2026-003", "form": exam_words.form_name("A").as_dict(), "title": quiz.title.as_dict(),
            "sections": sections_of(quiz, quiz.questions, 7), "language": language, "pass_mark": quiz.pass_mark, "most": "100",
            "minutes": exam_words.minutes(45).as_dict(), "seed": 7, "maker": {"zh": "林老师", "en": "Lin Laoshi"},
            "t": words(exam_words.PHRASES)}


def journey_map(language, size="A4"):
    """Return the facts of a journey map."""
    card = Card("入住办理" if language == "zh" else "Check-in", "门店" if language == "zh" else "In store", "前厅部",
                "客人抬头的那一刻。", ("神秘顾客 5.2 / 7，标准 6.0（n 40）", "NPS 31 (n 120)"), "正在改进")
    heads = ["认知", "购买", "使用", "反馈"] if language == "zh" else ["Awareness", "Purchase", "Use", "Feedback"]
    return {"size": size, "day": DAY, "unit": STORE[language], "ends": ("2025-06", "2026-05"), "heads": heads,
            "rows": [("线上", [[card], [card, card], [], [card]]), ("线下", [[], [card], [card, card], []])]}


def posters(language, size="a6", count=2):
    """Return the facts of posters, or of cards."""
    places = [Poster(STORE, DESK, f"{number} 号桌", URL, until="2026-06-30") for number in range(1, count + 1)]
    return {"records": places, "language": language, "size": size, "t": words(POSTER_PHRASES)}
