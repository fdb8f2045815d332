"""The register: the customer's voice. Pure."""

from cxtrain.reports.privacy.entry import Chapter, Entry
from cxtrain.web.bilingual import Bilingual as Both

CUSTOMERS = Chapter(Both("顾客的声音", "The customer's voice"), (
    Entry(
        Both("顾客的评分和选择", "Customers' scores and choices"),
        ("customers",),
        Both("了解服务感受,页面上写明目的", "To learn how the service was; the purpose stands on the page"),
        "campaign", "secret", ("customer",), {
            "response": "id key place_id campaign_id unit_id touchpoint_id department_id source source_key at month "
                        "language segment counted keep_until",
            "response_answer": "response_id question kind subject value other",
        }),
    Entry(
        Both("回执码的摘要", "The digest of a receipt code"),
        ("customers",),
        Both("顾客可凭码查看并删除", "So that customers find their answer and erase it"),
        "campaign", "secret", ("customer",), {
            "response": "receipt_digest",
        }),
    Entry(
        Both("设备的当日摘要", "A digest of the device, for the day"),
        ("customers",),
        Both("同一设备重复作答不重复计", "So that one device counts once"),
        "today", "secret", ("none",), {
            "response": "repeat_digest",
            "day_salt": "day salt",
        }),
    Entry(
        Both("顾客的原话、标签和检索词", "Customers' own words, with tags and words for searching"),
        ("customers",),
        Both("听到分数之外的话", "To hear what scores do not say"),
        "campaign", "personal", ("customer", "hr", "audience",), {
            "customer_comment": "id response_id question unit_id touchpoint_id source at language words score audience "
                                "indexed version",
            "comment_tag": "comment_id tag_id how",
            "comment_word": "comment_id word_id telling",
        }),
    Entry(
        Both("一次性链接(小票用)", "Links that can be answered once"),
        ("customers",),
        Both("一张小票答一次", "One answer for one receipt"),
        "link", "inner", ("hr",), {
            "survey_link": "id place_id digest label made_at expires_on used_at",
        }),
    Entry(
        Both("每种回答的次数", "How often each answer was given"),
        ("nobody",),
        Both("趋势和比较;不足五份不显示", "Trends and comparisons; nothing is shown below five"),
        "use", "open", ("supervisor", "hr",), {
            "voice_count": "unit_id touchpoint_id measure month subject source segment value other n settled",
        }),
    Entry(
        Both("问卷、调查和海报位置,以及谁发起",
             "Questionnaires, surveys and where their posters hang, and who began them"),
        ("authors",),
        Both("问了什么、为什么问", "What is asked, and why"),
        "use", "inner", ("hr",), {
            "questionnaire_version": "id slug kind digest source title current published_at",
            "campaign": "id title unit_id touchpoint_id questionnaire_id department_id purpose keep_months comments_for "
                        "opens_on closes_on quota target received state made_by made_at version",
            "survey_place": "id campaign_id unit_id label token ended",
        }),
    Entry(
        Both("导入的评价、帖子和访谈", "Imported reviews, posts and interview notes"),
        ("customers", "authors",),
        Both("把别处的声音放在一起", "To put together what is said elsewhere"),
        "file", "inner", ("hr",), {
            "voice_feed": "id title source columns unit_id touchpoint_id audience keep_months",
            "voice_intake": "id feed_id unit_id filename digest rows state taken known faulty made_by made_at job_id",
            "taken_response": "response_id intake_id",
        }),
    Entry(
        Both("标签和词语", "Tags and words"),
        ("nobody",),
        Both("归类和检索", "To sort and to search"),
        "use", "inner", ("supervisor", "hr",), {
            "voice_tag": "id pack slug title keywords ended_at version",
            "voice_word": "id word",
        }),
    Entry(
        Both("投诉、建议、表扬、咨询及其处理", "Complaints, suggestions, praise and enquiries, and what was done"),
        ("employees", "customers",),
        Both("回复顾客,改进服务;不记顾客姓名", "To answer customers and mend the service; nobody's name is asked"),
        "matter", "personal", ("self", "supervisor", "hr",), {
            "feedback": "id kind unit_id touchpoint_id about_id source source_key comment_id told_by words reference "
                        "severity reachable state round owner_id opened_at reply_due close_due replied_at waiting_since "
                        "closed_at reply_minutes close_minutes waited_minutes level escalated_at result outcome link_id "
                        "response_id version",
            "feedback_cause": "feedback_id position because evidence at by_id",
            "feedback_event": "id feedback_id round what note at by_id",
        }),
    Entry(
        Both("员工上报的障碍", "Obstacles that staff told"),
        ("employees",),
        Both("让工作顺一点;主管看到内容", "To make work easier; the answer comes to whoever told"),
        "use", "personal", ("self",), {
            "obstacle": "employee_id",
        }),
    Entry(
        Both("障碍的内容和答复", "What the obstacle is, and the answer"),
        ("employees",),
        Both("看板据此改进", "Boards improve by it"),
        "use", "inner", ("supervisor", "hr", "members",), {
            "obstacle": "id unit_id touchpoint_id kind words at state answer answered_by answered_at",
        }),
    Entry(
        Both("卡诺研究和采用的类别,以及谁采用", "Kano studies, the categories taken over, and by whom"),
        ("authors",),
        Both("先改最要紧的", "To mend first what matters most"),
        "use", "inner", ("supervisor", "hr",), {
            "kano_study": "id title unit_id touchpoint_id purpose reading draws features grouping campaign_id made_by "
                          "made_at version",
            "kano_category": "id touchpoint_id study_id feature category n clear reason taken_by taken_on ended_on ended_by",
        }),
    Entry(
        Both("经营指标、目标和假设,以及谁录入", "Business figures, targets and assumptions, and who entered them"),
        ("authors",),
        Both("与服务指标放在一起看", "To be seen beside service measures"),
        "use", "inner", ("supervisor", "hr",), {
            "indicator": "id slug title form unit direction part whole digits ended_at made_by made_at version",
            "indicator_entry": "id unit_id month slug value whole source reason entered_by entered_at replaced_at",
            "indicator_target": "id unit_id year slug value set_by set_at replaced_at",
            "worth_assumption": "id unit_id margin discount timing acquisition months reason set_by set_at",
        }),
))
