"""The register: training and practice. Pure."""

from cxtrain.reports.privacy.entry import Chapter, Entry
from cxtrain.web.bilingual import Bilingual as Both

LEARNING = Chapter(Both("培训与练习", "Training and practice"), (
    Entry(
        Both("课程进度、读过的课、指派和豁免",
             "Courses begun and passed, lessons read, what was assigned and what one is exempt from"),
        ("employees",),
        Both("知道谁学过什么、还要学什么", "To know who has learnt what, and what is still to come"),
        "employed", ("self", "supervisor", "hr",), {
            "enrolment": "id employee_id course_id course_version_id started_on passed_at",
            "lesson_read": "enrolment_id lesson read_at seconds",
            "step_try": "enrolment_id step tries best attempt_id passed_at",
            "assignment": "id batch_id rule_id employee_id course_id due_on working_time assigned_by at done_at "
                          "withdrawn_at reminded",
            "assignment_batch": "id course_id unit_id due_on working_time people assigned_by at",
            "training_exemption": "id employee_id course_id reason until made_by at ended_at ended_by version",
        }),
    Entry(
        Both("每天学习的分钟数(工作时间内外)", "Minutes of learning a day, within and outside working time"),
        ("employees",),
        Both("工作时间内的学习要算工时", "Learning in working time is work"),
        "employed", ("self", "hr",), {
            "learning_day": "id employee_id day unit_id enrolment_id seconds outside assigned assigned_outside",
        }),
    Entry(
        Both("角色扮演中的选择和得分", "Choices and scores in role-plays"),
        ("employees",),
        Both("练习和反馈;主管只看考试和本人分享的练习",
             "To practise and to hear how it went; supervisors see exams, and practices that were shared"),
        "employed", ("self", "supervisor",), {
            "scenario_attempt": "id employee_id scenario_id version_id mode seed started_at finished_at outcome score "
                                "result carried patience shared_at",
            "scenario_hint": "attempt_id position at",
            "scenario_step": "attempt_id position choice_id reason at",
        }),
    Entry(
        Both("测验的回答、得分和手工评分", "Answers and scores in quizzes, and marks given by hand"),
        ("employees",),
        Both("知道会不会,发证依据", "To know what is known, and for certificates"),
        "employed", ("self", "supervisor", "author",), {
            "quiz_attempt": "id employee_id quiz_id version_id number seed paper started_at deadline submitted_at score "
                            "passed",
            "quiz_answer": "attempt_id question_id given saved_at certainty page change",
            "quiz_renewal": "id employee_id quiz_id after_number given_by given_at",
            "hand_mark": "attempt_id question_id points comment marked_by marked_at",
            "paper_exam": "id code quiz_id version_id paper seed_a seed_b language made_by made_at",
            "paper_sitting": "attempt_id exam_id employee_id form sat_on marks earned most keyed_by keyed_at",
            "paper_question": "version_id attempt_id",
            "remarked_attempt": "remark_id attempt_id score_before score_after passed_before passed_after",
            "question_remark": "id key versions by_version_id keeps_better reason made_at made_by undone_at undone_by stamp",
        }),
    Entry(
        Both("每日复习的回答和间隔", "Answers to daily refreshers and their spacing"),
        ("employees",),
        Both("在快忘时再问一次", "To ask again just before it is forgotten"),
        "employed", ("self",), {
            "refresher_answer": "id card_id employee_id number version_id attempt_id given points right again stability at "
                                "day",
            "refresher_card": "id employee_id question_id missed due_on not_before memory reps lapses last_at",
            "refresher_habit": "employee_id hidden_at more_on more",
        }),
    Entry(
        Both("一个月内的复习次数", "Refreshers of the running month"),
        ("employees",),
        Both("月底算成五人以上的比例", "At its end they become shares of five people or more"),
        "month", ("none",), {
            "refresher_sum": "employee_id unit_id month touchpoint dimension n right_n",
        }),
    Entry(
        Both("题目统计和复习比例,不含个人", "Statistics of questions and shares of refreshers, of nobody"),
        ("nobody",),
        Both("改进题目和课程", "To mend questions and courses"),
        "use", ("author", "supervisor", "hr",), {
            "refresher_share": "unit_id month touchpoint dimension people n right_n",
            "item_count": "paper_id version_id is_first earned rest chosen n",
            "total_count": "paper_id is_first total n",
            "typed_count": "paper_id version_id is_first text n",
            "quiz_paper": "id quiz_id digest questions since",
        }),
    Entry(
        Both("谁必须学什么的规则", "Rules of who has to learn what"),
        ("employees", "authors",),
        Both("自动指派", "To assign by itself"),
        "use", ("supervisor", "hr",), {
            "training_rule": "id course_id unit_id audience named due_on due_days every_months lead_days grace_days "
                             "working_time made_by at replaces_id ended_at ended_by",
            "rule_prerequisite": "rule_id course_id",
        }),
    Entry(
        Both("课程、题库、场景和量表,以及谁写的", "Courses, questions, scenarios and forms, and who wrote them"),
        ("authors",),
        Both("内容及其来源", "The content, and where it came from"),
        "use", ("author", "hr", "everyone",), {
            "course": "id slug current_id",
            "course_version": "id slug digest source title published_at",
            "lesson": "id slug current_id",
            "lesson_version": "id slug digest zh en title published_at",
            "scenario": "id slug touchpoint_id current_id retired_at",
            "scenario_version": "id slug digest source title published_at published_by_id note",
            "scenario_draft": "id slug latest based_on_id",
            "scenario_draft_save": "draft_id number text by_id at",
            "bank_question": "id key current_id kind category difficulty touchpoint dimension title words fingerprint "
                             "lacks changed_at retired_at",
            "question_version": "id key number digest content made_at made_by note",
            "question_tag": "question_id tag",
            "quiz": "id slug current_id",
            "quiz_version": "id slug digest source title published_at",
            "instrument_version": "id slug kind digest source title touchpoint_slug current published_at",
            "instrument_draft": "id slug latest based_on_id",
            "instrument_draft_save": "draft_id number text by_id at",
            "instrument_publishing": "id version_id note by_id at",
        }),
    Entry(
        Both("证书:姓名、编号、课程和有效期", "Certificates: name, number, course and validity"),
        ("employees",),
        Both("证明学会了;可凭码查验", "To prove what was learnt; anybody with the code can check it"),
        "use", ("self", "supervisor", "hr", "public",), {
            "certificate": "id prefix year running code enrolment_id employee_id course_version_id unit_id title facts "
                           "issued_at issued_on valid_until revoked_at revoked_by revoked_reason version",
            "certificate_series": "prefix year last",
        }),
))
