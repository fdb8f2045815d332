"""The register: observations and plans. Pure."""

from cxtrain.reports.privacy.entry import Chapter, Entry
from cxtrain.web.bilingual import Bilingual as Both

OBSERVED = Chapter(Both("观察与计划", "Observations and plans"), (
    Entry(
        Both("被观察到的员工、识别依据和工牌", "Who was observed, by what they were known, and the badge"),
        ("employees",),
        Both("表扬、辅导和改进;只在方案允许时记录",
             "To praise, to coach and to improve; only where a programme says so"),
        "names", "personal", ("self", "supervisor", "hr", "reviewer",), {
            "visit": "people badge employee_id identification grounds read_at",
        }),
    Entry(
        Both("每次观察的评分、备注、亮点和照片", "Ratings, notes, highlights and photos of each visit"),
        ("employees", "shoppers",),
        Both("服务做得怎样", "How the service was"),
        "visit", "personal", ("self", "supervisor", "hr", "reviewer",), {
            "visit": "id unit_id touchpoint_id instrument_id kind planned_id visited_on times receipt praise "
                     "nothing_to_praise state started_at saved_at submitted_at late decided_by decided_at reason "
                     "released_at appeals_open under_review doubles_id score_before score version",
            "rating": "visit_id item value missing note corrected corrected_value corrected_missing",
            "visit_photo": "id visit_id item shows digest kept_at",
        }),
    Entry(
        Both("谁观察、谁录入", "Who observed, and who keyed it in"),
        ("shoppers",),
        Both("不能由本店的人暗访;分歧时可以核实", "Nobody shops at home, and doubts can be settled"),
        "visit", "secret", ("hr", "reviewer",), {
            "visit": "observed_by shopper observer_employee_id entered_by enterer_employee_id writer paper_digest",
        }),
    Entry(
        Both("正在上传的照片片段", "Pieces of photos on their way"),
        ("shoppers",),
        Both("断网后继续上传", "To go on after a bad line"),
        "photo", "secret", ("none",), {
            "photo_chunk": "upload_id start body",
            "photo_upload": "id visit_id item shows size received sha256 began_at photo_id done_at",
        }),
    Entry(
        Both("申诉、提问、复核和结对评分", "Appeals, questions of reviewers, checks and paired visits"),
        ("employees", "shoppers",),
        Both("评分错了要能改", "What was scored wrong can be put right"),
        "visit", "personal", ("self", "supervisor", "hr", "shopper",), {
            "appeal": "id visit_id item entered_by observed_by employee_id appealed_by reason photo_digest state opened_at "
                      "due_at escalated_at closed_at decided_by decider_id answer as_value as_missing new_value new_missing "
                      "version",
            "visit_question": "id visit_id question asked_by asked_at answer answered_at",
            "visit_check": "id visit_id trial_id put_at lifted_at lifted_by how reason",
            "visit_pair": "id first_id second_id shopper_id due_on linked_by linked_at undone_at reason",
        }),
    Entry(
        Both("带教观察的对话", "What was said in coaching observations"),
        ("employees",),
        Both("只在两人之间", "Between the two alone"),
        "visit", "personal", ("self", "supervisor",), {
            "coaching_comment": "visit_id words written_at",
        }),
    Entry(
        Both("校准评分及一致性", "Calibration scores, and how they agree"),
        ("shoppers",),
        Both("同样的服务得同样的分", "So that the same service gets the same score"),
        "use", "personal", ("self", "hr",), {
            "calibration_round": "id kind opened_by opened_at due_on closed_at",
            "round_case": "round_id position case_id",
            "trial": "id round_id account_id asked_at saved_at submitted_at verdict alpha alpha_low alpha_high severity "
                     "compared",
            "case_rating": "trial_id case_id item value missing note",
            "gold_case": "id slug digest source title instrument_id ready current published_at",
            "case_picture": "id slug digest kept_at",
        }),
    Entry(
        Both("暗访安排:谁何时去哪里", "Plans of visits: who goes where and when"),
        ("shoppers",),
        Both("抽签、避开本店和熟人", "By lot, and without conflicts"),
        "use", "secret", ("self", "hr",), {
            "visit_plan": "id unit_id month seed opens closes busy_from busy_until busy_percent lockout state published_at "
                          "version",
            "visit_quota": "plan_id unit_id touchpoint_id n",
            "planned_visit": "id plan_id unit_id touchpoint_id day from_hour until_hour code account_id state reason "
                             "redrawn_from version",
            "shopper_terms": "account_id takes_part most away_from away_until",
            "store_brief": "unit_id touchpoint_id words changed_at version",
        }),
    Entry(
        Both("观察方案,以及谁写的", "Programmes, and who wrote them"),
        ("authors",),
        Both("先告知,后观察", "People are told before anything is observed"),
        "use", "open", ("hr", "everyone",), {
            "programme_version": "id unit_id number state people reason kinds words consulted consulted_on consultation "
                                 "posted_on retention_months starts_on published_on may_start_on published_at published_by "
                                 "digest ends_on ended_why written_by saved_at version",
        }),
    Entry(
        Both("员工对观察方案的知悉回执", "Who has noted that they know a programme"),
        ("employees",),
        Both("证明每个人都被告知", "To show that everybody was told"),
        "use", "inner", ("self", "hr",), {
            "programme_receipt": "version_id employee_id read_at",
        }),
    Entry(
        Both("个人的评分汇总", "Sums of scores of a person"),
        ("employees",),
        Both("个人页面和辅导计划", "For the person's page and coaching plans"),
        "names", "personal", ("self", "supervisor", "hr",), {
            "person_rollup": "employee_id dimension month kind n total squares touchpoint_id",
        }),
    Entry(
        Both("门店和触点的评分汇总、月份说明", "Sums of scores of stores and touchpoints, and notes on months"),
        ("nobody", "authors",),
        Both("改进触点", "To improve touchpoints"),
        "use", "inner", ("supervisor", "hr",), {
            "unit_rollup": "unit_id dimension month kind n total squares touchpoint_id",
            "item_rollup": "touchpoint_id unit_id kind month instrument item scale n total squares na unnoticed",
            "month_note": "id unit_id touchpoint_id month words anew written_by written_at",
        }),
    Entry(
        Both("辅导计划和改进计划,含本人的话", "Coaching and improvement plans, with one's own words"),
        ("employees",),
        Both("做得更好,并留有约定", "To do better, and to hold what was agreed"),
        "employed", "personal", ("self", "supervisor", "hr",), {
            "plan": "id unit_id employee_id touchpoint_id dimension origin finding cause goal indicator baseline target "
                    "n_needed evidence triage due_on state drafted_by drafted_at shared_at clause_id approved_by approved_at "
                    "own_words answered_at outcome review result closed_by closed_at changed_at version",
            "plan_action": "id plan_id position kind what dimension owner_id due_on done_at done_by note",
            "plan_talk": "id plan_id held_on place led_by goal reality gap motivation forward forward_id forward_on support "
                         "next_on written_at version",
            "plan_option": "id plan_id what source slug author_id chosen added_at",
            "plan_version": "id plan_id number act author_id at is_shown contents",
        }),
    Entry(
        Both("计划上声明的措辞:谁提出、谁确认", "Wordings of the clause on plans: who proposed and who confirmed them"),
        ("authors",),
        Both("改动须人力资源和管理员两人同意", "A change takes HR and an admin"),
        "use", "inner", ("hr", "admin",), {
            "plan_clause": "id words reason state proposed_by proposed_as proposed_at decided_by decided_as decided_at",
        }),
    Entry(
        Both("行动项带动的事:课程、约谈时间和记录、看板、补充暗访",
             "What actions set going: courses, meetings with their notes, boards, visits"),
        ("employees",),
        Both("说好的事做得到", "So that what was agreed happens"),
        "employed", "personal", ("self", "supervisor", "hr",), {
            "action_work": "id plan_id action_id kind course_id meets_at visit_id board_id board_action_id visits begun_at "
                           "begun_by",
            "work_assignment": "work_id assignment_id given",
            "work_visit": "work_id planned_id",
            "coach_note": "id work_id words written_by written_at",
            "plan_reminder": "id plan_id action_id due_on step employee_id at",
            "plan_review": "plan_id facts",
        }),
    Entry(
        Both("对建议的决定、关键项未达标后的处理、建议的界限值",
             "Decisions about proposals, what followed critical items, and the thresholds"),
        ("employees",),
        Both("谁决定了什么、为什么;同样的建议不反复出现",
             "Who decided what and why; the same is not proposed again and again"),
        "use", "personal", ("self", "supervisor", "hr",), {
            "plan_decision": "id unit_id employee_id touchpoint_id dimension kind decision reason until verdict n gap plan_id "
                             "decided_by decided_at",
            "critical_step": "id visit_id item step words by_id at",
            "plan_thresholds": "id numbers reason set_by set_at",
            "remedy_version": "id slug number content taken_out note made_by made_at",
        }),
    Entry(
        Both("改进看板:成员、意见和任务", "Improvement boards: who is on them, what they said and do"),
        ("employees",),
        Both("几个部门一起改进一个触点", "Several departments improve one touchpoint"),
        "use", "inner", ("members", "supervisor", "hr",), {
            "board": "id unit_id touchpoint_id follows_id title step state lead_id begun_by begun_at problem question "
                     "cause goal measure target due_on compared fixed_at changed_on result decision reason lesson "
                     "decided_by decided_at changed_at version",
            "board_action": "id board_id what department_id owner_id cost due_on done_at done_by note",
            "board_comparison": "board_id unit_id touchpoint_id",
            "board_member": "board_id employee_id department_id added_by added_at",
            "board_mention": "note_id employee_id read_at",
            "board_note": "id board_id step words written_by written_at",
        }),
    Entry(
        Both("触点、负责部门及其负责人", "Touchpoints, the departments that own them, and who leads those"),
        ("employees",),
        Both("谁负责什么", "Who answers for what"),
        "use", "open", ("everyone",), {
            "touchpoint": "id slug pack title stage kind moment standard expectation channel owner_id watched ended_at "
                          "weight position version",
            "department": "id slug title lead_id ended_at version",
        }),
))
