"""The messiest pastes that trainers send, and what each of them holds: kind, text and answer of every question. Test data of our own."""

PASTES = [
    ("a whole paper, its headings telling the kinds", """\
前台服务知识测试
一、单选题（每题2分，共10分）
1、客人进门，先做什么？（ A ）
A. 问候　　B、报价
C）离开 D.沉默
2. 客人生气时应该怎么做
A.道歉B.争辩C.走开
答案：A 解析：先处理心情。
难度：易  分类：前台/接待 标签：礼仪、新员工

3．以下正确的是（）
Ａ．一
Ｂ．二
Ｃ．以上都正确
【答案】Ｃ
【解析】因为
第二行
二、多选题
1. 【多选】哪些对？
A 甲
B 乙
C 丙
正确答案：A、C
三、判断题
1. 服务要先问好。（√）
（×）2. 可以打断客人。
3. 员工可以迟到。答案：错误
4、一定要微笑
答案：对
四、填空题
1. 客人进门要（微笑）并（问好）。
2. 关键时刻由____提出，共____秒。
答案：卡尔森;15
五、简答题
1. 请说明如何处理投诉。
答案：
1. 先道歉
2. 再了解
3. 解决
2. 谈谈首问负责制
参考答案：谁先接待谁负责。
""", [
        ('single', '客人进门，先做什么？（\u3000）', 'A'),
        ('single', '客人生气时应该怎么做', 'A'),
        ('single', '以下正确的是（）', 'C'),
        ('multiple', '哪些对？', 'A C'),
        ('true_false', '服务要先问好。', 'True'),
        ('true_false', '可以打断客人。', 'False'),
        ('true_false', '员工可以迟到。', 'False'),
        ('true_false', '一定要微笑', 'True'),
        ('gap_fill', '客人进门要[[1]]并[[2]]。', '微笑 | 问好'),
        ('gap_fill', '关键时刻由[[1]]提出，共[[2]]秒。', '卡尔森 | 15'),
        ('free_text', '请说明如何处理投诉。', '1. 先道歉\n2. 再了解\n3. 解决'),
        ('free_text', '谈谈首问负责制', '谁先接待谁负责。'),
    ], [], [1]),
    ("answers in a table at the end", """\
门店服务规范考试试卷
姓名：____  工号：____
一、单选题
1. 门店营业时间是（  ）
A. 八点 B. 九点
C. 十点 D. 十一点
2. 首问负责制要求（  ）
A. 推给同事
B. 负责到底
二、多选题
1. 投诉处理包括（  ）
A. 倾听
B. 道歉
C. 争辩
D. 解决
三、判断题
1. 微笑是必须的。（  ）
2. 可以玩手机。（  ）
参考答案
一、单选题
1-2 BB
二、多选题
1. ABD
三、判断题
1.√ 2.×
""", [
        ('single', '门店营业时间是（  ）', 'B'),
        ('single', '首问负责制要求（  ）', 'B'),
        ('multiple', '投诉处理包括（  ）', 'A B D'),
        ('true_false', '微笑是必须的。', 'True'),
        ('true_false', '可以玩手机。', 'False'),
    ], [], [1, 2]),
    ("exported by a survey tool: bullets, (正确答案) and [单选题]", """\
1. 您认为首问负责制是什么？ [单选题] *
○A. 谁接待谁负责(正确答案)
○B. 谁当班谁负责
○C. 店长负责

2. 下列属于礼貌用语的有 [多选题]
□A. 您好(正确答案)
□B. 喂
□C. 请稍等(正确答案)
""", [
        ('single', '您认为首问负责制是什么？', 'A'),
        ('multiple', '下列属于礼貌用语的有', 'A C'),
    ], [], []),
    ("from Word: tabs, wide letters, answers within the brackets", """\
1.	顾客说“太贵了”，最好的回应是	(  C  )

   A．没办法		B．爱买不买

   C．您看重哪一点？	D．隔壁便宜

2.	下列说法正确的是（　BD　）

A.	越快越好
B.	先听后说
C.	多推销
D.	说到做到

解析：略

第3题 【判断】顾客投诉是坏事（ × ）
4．【填空题】CARE 指（探索）（提议）（行动）（确认）
5、简述“关键时刻”的含义。（10分）
答：顾客与企业接触的每一个瞬间。
它决定顾客的印象。
""", [
        ('single', '顾客说“太贵了”，最好的回应是 （\u3000）', 'C'),
        ('multiple', '下列说法正确的是（\u3000）', 'B D'),
        ('true_false', '顾客投诉是坏事', 'False'),
        ('gap_fill', 'CARE 指[[1]][[2]][[3]][[4]]', '探索 | 提议 | 行动 | 确认'),
        ('free_text', '简述“关键时刻”的含义。', '顾客与企业接触的每一个瞬间。\n它决定顾客的印象。'),
    ], [], []),
    ("everything of a question in one line", """\
1.看到客人进店应A.问好B.低头C.走开D.聊天答案：A
2.客人问路应该A.指一下B.带一段路答案：B解析：多走一步
3.下班前可以提前锁门。答案：×
""", [
        ('single', '看到客人进店应', 'A'),
        ('single', '客人问路应该', 'B'),
        ('true_false', '下班前可以提前锁门。', 'False'),
    ], [], []),
    ("without numbers", """\
服务礼仪小测

客人进店时应该？
A、微笑问好
B、低头看手机
C、继续聊天
答案：A

客人离店时应该？
A、不理会
B、微笑道别
【答案】
B
【解析】善始善终

员工可以迟到（×）

门店早上几点开门？
答案：9点

*选择题*
""", [
        ('single', '客人进店时应该？', 'A'),
        ('single', '客人离店时应该？', 'B'),
        ('true_false', '员工可以迟到', 'False'),
        ('short_answer', '门店早上几点开门？', '9点'),
    ], [21], [1]),
    ("a printed paper: answers before the numbers, page numbers, gaps of both kinds", """\
一. 单项选择题(每题3分,共30分)
（ B ）1、下列哪个不是关键时刻？
A、客人进店  B、员工下班   C、客人结账   D、客人投诉
（C）2、"CARE"中的C代表
A confirm    B call    C 探索     D 关心
( )3、没写答案的题
A、一 B、二
二、判断题（对的打√，错的打×）
（ √ ）1、微笑服务人人有责。
（ × ）2、客人多的时候可以不打招呼
三、填空题
1、服务的五个维度是有形性、______、响应性、______和移情性。
答案：可靠性、保证性
第 2 页 共 3 页
2、投诉应在（24）小时内（首次响应）。
四、简答题（每题10分）
1、什么是首问负责制？
答：（1）谁先接待谁负责；
（2）负责到底。
2、怎样道歉？
""", [
        ('single', '下列哪个不是关键时刻？', 'B'),
        ('single', '"CARE"中的C代表', 'C'),
        ('true_false', '微笑服务人人有责。', 'True'),
        ('true_false', '客人多的时候可以不打招呼', 'False'),
        ('gap_fill', '服务的五个维度是有形性、[[1]]、响应性、[[2]]和移情性。', '可靠性 | 保证性'),
        ('gap_fill', '投诉应在[[1]]小时内[[2]]。', '24 | 首次响应'),
        ('free_text', '什么是首问负责制？', '（1）谁先接待谁负责；\n（2）负责到底。'),
        ('free_text', '怎样道歉？', ''),
    ], [6], [14]),
    ("in English", """\
Q1. What comes first when a guest arrives?
a) Greet them
b) Ask for money
c) Look away
Correct answer: a
Explanation: Greet first.

Q2: The customer is always right.
Answer: False

Question 3. Moments of truth were named by ______.
Answer: Carlzon

4) Select all that apply: what calms a guest? [Multiple answers]
A. Listening
B. Arguing
C. Acting
Answer: A and C
""", [
        ('single', 'What comes first when a guest arrives?', 'A'),
        ('true_false', 'The customer is always right.', 'False'),
        ('gap_fill', 'Moments of truth were named by [[1]].', 'Carlzon'),
        ('multiple', 'Select all that apply: what calms a guest?', 'A C'),
    ], [], []),
    ("copied from a question bank on the web", """\
1．下面哪一句更合适
  A．“这不归我管。”
  B．“我帮您问一下，
请稍等。”

  C．“您去别处看看。”
【正确答案】B【答案解析】不推诿。【难度】易【知识点】接待/话术
2．（多选题，3分）CARE 的步骤有
A. 探索;B. 提议;C. 争辩;D. 确认
【正确答案】A,B,D
3．（判断题）服务补救越快越好。
【正确答案】正确
4．（填空题）首问负责制的要求是【谁接待，谁负责】。
""", [
        ('single', '下面哪一句更合适', 'B'),
        ('multiple', 'CARE 的步骤有', 'A B D'),
        ('true_false', '服务补救越快越好。', 'True'),
        ('gap_fill', '首问负责制的要求是[[1]]。', '谁接待，谁负责'),
    ], [], []),
    ("every part with a label of its own", """\
题目：客人说房间太吵，先怎么办？
选项：A. 换房 B. 道歉并了解情况
答案：B
解析：先处理心情
难度：中
知识点：客房

题目：客人要续住怎么办？
选项：A. 查房态 B. 让客人等
C. 推给经理
答案：A
""", [
        ('single', '客人说房间太吵，先怎么办？', 'B'),
        ('single', '客人要续住怎么办？', 'A'),
    ], [], []),
]
