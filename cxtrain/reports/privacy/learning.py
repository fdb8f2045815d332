"""The register: training and practice. Pure."""

from cxtrain.reports.privacy.entry import Chapter, Entry
from cxtrain.web.bilingual import Bilingual as Both

LEARNING = Chapter(Both("培训与练习", "Training and practice"), (
    Entry(
        Both("课程进度、读过的课、指派和豁免",
             "Courses begun and passed, lessons read, what was assigned and what one is exempt from"),
        ("employees",),
        Both("知道谁学过什么、还要学什么", "To know who has learnt what, and what is still to come"),
        "employed", "personal", ("self", "supervisor", "hr",), {
            "enrolment": "id employee_id course_id course_version_id started_on passed_at",
            "lesson_read": "enrolment_id lesson read_at seconds",
            "step_try": "enrolment_id step tries best attempt_id passed_at",
            "assignment": "id batch_id rule_id employee_id course_id due_on working_time assigned_by at done_at "
                          "withdrawn_at reminded",
            "assignment_batch": "id course_id unit_id due_on working_time people assigned_by at",
            "training_exemption": "id employee_id course_id reason until made_by at ended_at ended_by version",
        }),
    Entry(
        Both("培训班名册、签到和请假", "Rosters of classes, who was there, and leave"),
        ("employees",),
        Both("学时和结业的依据;签到用的手机标记只用来发现代签",
             "For class hours and for passing; the mark of the phone serves only to find who signed in for somebody else"),
        "employed", "personal", ("self", "author", "hr",), {
            "training_class": "id course_id course_version_id unit_id year term trainer_id trainer_name place hour_minutes "
                              "steps seats joinable told notice summary secret made_by made_at closed_at closed_by "
                              "cancelled_at cancelled_why version",
            "class_session": "id class_id number starts_at ends_at minutes topic method",
            "class_member": "id class_id employee_id unit_id added_by added_at removed_at seen evaluated",
            "class_leave": "session_id employee_id why asked_at granted decided_at decided_by answer",
            "attendance": "session_id employee_id state minutes source at by device doubted ticket why",
            "class_evaluation": "id class_id marks words source shown",
        }),
    Entry(
        Both("培训班的照片", "Pictures of classes"),
        ("employees",),
        Both("证明培训办过", "To show that the class took place"),
        "pictures", "personal", ("self", "author", "hr",), {"class_photo": "id class_id digest caption by at"}),
    Entry(
        Both("晨会中一个组的选择:人数,没有姓名", "What a group chose in a huddle: how many, no names"),
        ("employees",),
        Both("一起练习;谁选了什么在晨会结束时删除", "To practise together; who chose what is deleted when the huddle ends"),
        "employed", "open", ("everyone",), {
            "huddle": "id unit_id version_id leader_id code seed stage position revision started_at ended_at outcome score "
                      "people",
            "huddle_step": "huddle_id position choice_id",
            "huddle_count": "huddle_id position choice_id phones hands",
            "huddle_phone": "huddle_id phone",
            "huddle_vote": "huddle_id position phone choice_id",
        }),
    Entry(
        Both("实操考核的打分和结果", "Marks and results of practical assessments"),
        ("employees",),
        Both("知道会不会做,发证依据", "To know what somebody can do, and for certificates"),
        "employed", "personal", ("self", "supervisor", "author", "hr",), {
            "practical_sheet": "id slug current_id retired_at",
            "practical_sheet_version": "id slug digest source title published_at published_by",
            "practical_sitting": "id sheet_id version_id employee_id unit_id class_id number kind assessors planned_on "
                                 "deferred_why sat_on score passed decided_at withdrawn_at withdrawn_why made_by made_at "
                                 "place agreed talked",
            "practical_marks": "sitting_id assessor_id marks words source is_superior keyed_by score done_at corrected_why",
        }),
    Entry(
        Both("更正:更正前后的分数或考勤、理由、谁申请、谁确认",
             "Corrections: marks or attendance before and after, why, who asked and who confirmed"),
        ("employees",),
        Both("记错的可以改,原来的记录留着,由第二个人确认",
             "To put right what was recorded wrongly; what stood first is kept, and a second person confirms"),
        "employed", "personal", ("self", "supervisor", "author", "hr",), {
            "correction": "id kind subject employee_id before after reason asked_by asked_at state decided_by decided_at "
                          "words score_before score_after",
        }),
    Entry(
        Both("每天学习的分钟数(工作时间内外)", "Minutes of learning a day, within and outside working time"),
        ("employees",),
        Both("工作时间内的学习要算工时", "Learning in working time is work"),
        "employed", "personal", ("self", "hr",), {
            "learning_day": "id employee_id day unit_id enrolment_id seconds outside assigned assigned_outside",
            "credited_day": "enrolment_id step day employee_id unit_id seconds credited",
        }),
    Entry(
        Both("人力报表保存的筛选条件", "Filters of HR's reports that were kept under a name"),
        ("employees",),
        Both("下次不用再选", "So that nobody chooses them anew"),
        "employed", "personal", ("self",), {"report_filter": "id employee_id name asked made_at"}),
    Entry(
        Both("导出的多人文件:谁、什么时候、选了什么、作什么用",
             "Files about many people: who had them made when, of what choice, what for"),
        ("employees",),
        Both("导出要说明用途,事后可以核对", "Whoever takes data about many people says what for, and it can be checked"),
        "made", "inner", ("self", "hr"), {
            "export": "id kind asked purpose words asked_by asked_at job_id people name digest made_at"}),
    Entry(
        Both("审核员链接:给谁看、看哪些培训班和哪些人的培训档案、到什么时候",
             "Links for auditors: who may read which classes and whose training files, until when"),
        ("employees",),
        Both("审核员要看培训记录;每次打开都记在操作记录里",
             "Auditors ask for training records; every opening stands in the ledger"),
        "employed", "inner", ("self", "hr"), {
            "auditor_link": "id digest nonce recipient purpose unit_id made_by made_at ends_at ended_at ended_by",
            "audited_class": "link_id class_id",
            "audited_person": "link_id employee_id",
        }),
    Entry(
        Both("月报和生成它的数据,不列个人;由谁生成", "Monthly reports with their figures, no person's; by whom made"),
        ("authors",),
        Both("同样的数据生成同样的报告,改过的看得出来", "The same facts give the same report, and a change can be seen"),
        "use", "inner", ("supervisor", "hr"), {"monthly_report": "id unit_id month edition digest facts made_at made_by"}),
    Entry(
        Both("角色扮演中的选择和得分", "Choices and scores in role-plays"),
        ("employees",),
        Both("练习和反馈;主管只看考试和本人分享的练习",
             "To practise and to hear how it went; supervisors see exams, and practices that were shared"),
        "employed", "personal", ("self", "supervisor",), {
            "scenario_attempt": "id employee_id scenario_id version_id mode seed started_at finished_at outcome score "
                                "result carried patience shared_at",
            "scenario_hint": "attempt_id position at",
            "scenario_step": "attempt_id position choice_id reason at",
        }),
    Entry(
        Both("测验的回答、得分和手工评分", "Answers and scores in quizzes, and marks given by hand"),
        ("employees",),
        Both("知道会不会,发证依据", "To know what is known, and for certificates"),
        "employed", "personal", ("self", "supervisor", "author",), {
            "quiz_attempt": "id employee_id quiz_id version_id number seed paper started_at deadline submitted_at score "
                            "passed",
            "quiz_answer": "attempt_id question_id given saved_at certainty page change",
            "quiz_renewal": "id employee_id quiz_id after_number given_by given_at",
            "hand_mark": "attempt_id question_id points comment marked_by marked_at",
            "paper_exam": "id code quiz_id version_id paper seed_a seed_b language made_by made_at",
            "exam_opening": "id quiz_id unit_id class_id place code opened_by opened_at ends_at closed_at closed_by",
            "exam_seat": "attempt_id opening_id",
            "quiz_sitting": "attempt_id quiz_id employee_id unit_id sat_on kind form deferred passed",
            "quiz_deferral": "id quiz_id employee_id unit_id made_on new_on why made_by made_at ended_at attempt_id",
            "paper_sitting": "attempt_id exam_id employee_id form sat_on marks earned most keyed_by keyed_at",
            "paper_question": "version_id attempt_id",
            "remarked_attempt": "remark_id attempt_id score_before score_after passed_before passed_after",
            "question_remark": "id key versions by_version_id keeps_better undoes_id reason made_at made_by state decided_at "
                               "decided_by words undone_at undone_by stamp",
        }),
    Entry(
        Both("每日复习的回答和间隔", "Answers to daily refreshers and their spacing"),
        ("employees",),
        Both("在快忘时再问一次", "To ask again just before it is forgotten"),
        "employed", "personal", ("self",), {
            "refresher_answer": "id card_id employee_id number version_id attempt_id given points right again stability at "
                                "day",
            "refresher_card": "id employee_id question_id missed due_on not_before memory reps lapses last_at",
            "refresher_habit": "employee_id hidden_at more_on more",
        }),
    Entry(
        Both("一个月内的复习次数", "Refreshers of the running month"),
        ("employees",),
        Both("月底算成五人以上的比例", "At its end they become shares of five people or more"),
        "month", "secret", ("none",), {
            "refresher_sum": "employee_id unit_id month touchpoint dimension n right_n",
        }),
    Entry(
        Both("题目统计和复习比例,不含个人", "Statistics of questions and shares of refreshers, of nobody"),
        ("nobody",),
        Both("改进题目和课程", "To mend questions and courses"),
        "use", "open", ("author", "supervisor", "hr",), {
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
        "use", "inner", ("supervisor", "hr",), {
            "training_rule": "id course_id unit_id audience named due_on due_days every_months lead_days grace_days "
                             "working_time made_by at replaces_id ended_at ended_by",
            "rule_prerequisite": "rule_id course_id",
        }),
    Entry(
        Both("课程、题库、场景和量表,以及谁写的", "Courses, questions, scenarios and forms, and who wrote them"),
        ("authors",),
        Both("内容及其来源", "The content, and where it came from"),
        "use", "open", ("author", "hr", "everyone",), {
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
        "use", "public", ("self", "supervisor", "hr", "public",), {
            "certificate": "id prefix year running code enrolment_id employee_id course_version_id unit_id title facts "
                           "form_version_id "
                           "issued_at issued_on valid_until grace_until renews_id corrects_id reassigned_at revoked_at "
                           "revoked_by revoked_reason replaced version",
            "certificate_series": "prefix year last",
            "series_prefix": "id unit_id prefix set_by set_at",
            "series_gap": "id prefix year first last reason noted_at",
        }),
    Entry(
        Both("证书版式:签发人姓名、职务和签名图片", "Certificate forms: signers' names, posts and pictures of signatures"),
        ("employees",),
        Both("证书上要有签发人;每一版由谁修改都有记录", "Certificates are signed; who changed which version is on record"),
        "use", "open", ("everyone",), {
            "certificate_form_version": "id course_slug number sheet made_at made_by",
            "certificate_picture": "id kind label digest width height added_at added_by retired_at",
        }),
    Entry(
        Both("证书打印:打印了哪些、由谁打印、为什么重印",
             "Print runs: which certificates, by whom, and why any was printed again"),
        ("employees",),
        Both("每次打印都有据可查", "So that every printed copy can be accounted for"),
        "use", "inner", ("self", "supervisor", "hr", "admin"), {
            "print_run": "id job_id asked_by asked_at chosen arranged paper drawn output base_url reason count seal seal_by "
                         "seal_at begun_at begun_from cancelled_at cancelled_by finished_at digest list_digest",
            "printing": "run_id certificate_id position again",
        }),
    Entry(
        Both("领证签收：谁在哪天领取了证书", "Who fetched a certificate, and on which day"),
        ("employees",),
        Both("签收表录入后可查", "The signed list, keyed in so that it can be looked up"),
        "use", "personal", ("self", "supervisor", "hr"), {
            "certificate_collection": "certificate_id fetched_on fetched_by keyed_by keyed_at taken_back_at taken_back_why",
        }),
    Entry(
        Both("培训班归档文件和员工培训档案：何时为谁制作", "Files of classes and training files: made when, and for whom"),
        ("employees",),
        Both("审核时可以出示", "To be shown to auditors"),
        "made", "inner", ("self", "supervisor", "hr"), {
            "class_archive": "id class_id fingerprint language purpose words asked_by asked_at job_id digest made_at",
            "training_file_bundle": "id unit_id year language output people purpose words asked_by asked_at job_id digest "
                                    "made_at",
        }),
))
