"""What supervisors of the demo company write into plans that rest on no numbers, by touchpoint. Pure data, in both languages."""

from dataclasses import dataclass

Words = dict[str, str]


def said(zh: str, en: str) -> Words:
    """Return a text in both languages."""
    return {"zh": zh, "en": en}


@dataclass(frozen=True)
class HandWritten:
    """What somebody writes into a plan that rests on no numbers."""

    reason: Words
    cause: Words
    goal: Words
    actions: tuple[tuple[str, Words], ...]  # kind and words


LATE_CHECK_IN = said("重练“深夜入住”，练到能说出每一步为什么", "Replay “Late check-in” until every step can be explained")
COMPLAINT = said("重练“一碗粥”，只盯自己开口的第一句", "Replay “A bowl of congee” with an eye on the first sentence alone")
SPOKEN_OF = HandWritten(
    said("手脚快，客人也喜欢。想把“先说一声要等多久”练成习惯，忙的时候也不漏，以后好带新人。",
         "Quick, and guests like it. Saying first how long it will take should become a habit that holds when it is busy, so "
         "that newcomers can learn it too."),
    said("会做，忙起来顾不上。", "Knows how; it slips when it is busy."),
    said("接下来四周，每次办理前先说一句大概要多久；主管当班看四次，至少三次做到。",
         "Over the next four weeks, every check-in begins with a word on how long it will take. The supervisor looks on four "
         "times; it happens on at least three."),
    (("coach", said("主管在旁边看两次入住高峰，当场说一点做得好的、一点可以试的",
                    "The supervisor stands beside two check-in peaks and says on the spot what went well and what to try")),
     ("train", LATE_CHECK_IN)))
PERSON_WORDS = {
    "front-desk-check-in": (
        HandWritten(
            said("手上有事的时候，客人走到跟前才抬头。想一起练“先应一声”。",
                 "With something in hand, the eyes stay on it until the guest is at the desk. We want to practise the first nod."),
            said("不是不会，是手上的事没做完不敢停。", "Knows how, and dares not stop halfway through a task."),
            said("忙的时候先点头、先应一声；四周内主管看四次，至少三次做到。",
                 "However busy, a nod or a word comes first. The supervisor looks on four times in four weeks; it happens on at "
                 "least three."),
            (("coach", said("主管在旁边看两次入住高峰，当场说一点做得好的、一点可以试的",
                            "The supervisor stands beside two check-in peaks and says on the spot what went well and what to try")),
             ("train", LATE_CHECK_IN))),
        HandWritten(
            said("刚接手晚班，对入住高峰还不熟，先带两周。",
                 "New to the late shift and not yet at home in the check-in rush: two weeks side by side first."),
            said("新班次，练得还少。", "A new shift, and too little practice so far."),
            said("两周内跟着同事走完三次入住高峰，之后能独立接待。",
                 "Within two weeks, three check-in rushes beside a colleague; after that, alone."),
            (("coach", said("和一位老同事同班三次，每次班后聊十分钟", "Three shifts beside an experienced colleague, ten minutes of talk after each")),
             ("train", LATE_CHECK_IN))),
    ),
    "complaint-desk": (
        HandWritten(
            said("本人提出想练投诉时的第一句话。", "Asked to practise the first sentence after a complaint."),
            said("怕说错，一急就先解释。", "Afraid of saying the wrong thing; under pressure the explanation comes first."),
            said("四周里每周练一次，练完和主管说说哪一句最难；主管旁听两次，两次都先道歉、后问情况。",
                 "Once a week for four weeks, and afterwards a word with the supervisor on which sentence was hardest. On both "
                 "occasions when the supervisor listens in, the apology comes before the questions."),
            (("train", COMPLAINT),
             ("coach", said("主管旁听两次投诉，客人走后说一点做得好的、一点可以试的",
                            "The supervisor listens in on two complaints and says afterwards what went well and what to try")))),
    ),
    "room": (
        HandWritten(
            said("送东西说了几分钟，忙起来会晚，客人要再催一次。",
                 "A time is named for what guests ask for, but when it is busy it comes late and the guest has to call again."),
            said("时间说得太紧，晚了也没有先打电话。", "The times named are too short, and nobody calls ahead when it gets late."),
            said("说出的时间留五分钟余量，要晚就先打电话；四周里每周抽看五单，至少四单按时。",
                 "Five minutes are added to every time named, and a call goes out before it runs late. Five requests are looked at "
                 "each week for four weeks; at least four are on time."),
            (("coach", said("主管跟两趟送物，看怎么估时间、怎么打电话", "The supervisor comes along on two deliveries: how the time is judged, how the call is made")),
             ("train", said("和同事对练三次：电话里报时间、改时间", "Three rounds with a colleague: naming a time by phone, and changing it")))),
    ),
    "breakfast": (
        HandWritten(
            said("收台很快，可高峰时客人站在门口没人应。想练一边收台、一边看门口。",
                 "Tables are cleared fast, yet at the busy hour guests stand at the door unseen. We want to practise clearing with "
                 "an eye on the door."),
            said("收台时背对门口。", "The door is behind one's back while clearing."),
            said("客人到门口十秒内有人招呼；四周内主管看四个早高峰，至少三个做到。",
                 "Whoever comes to the door is greeted within ten seconds. The supervisor looks on at four morning peaks in four "
                 "weeks; it holds at three or more."),
            (("coach", said("主管在门口站两个早高峰，约一个手势：谁有空谁去迎",
                            "The supervisor stands at the door for two morning peaks; a hand signal says who is free to greet")),
             ("train", COMPLAINT))),
    ),
    "online-booking": (
        HandWritten(
            said("回复快，常常先发套餐链接，后问日期和人数。想练先问再推荐。",
                 "Replies are quick, but the links to packages often come before the questions about dates and party."),
            said("套餐文字是现成的，复制最省事。", "The package texts lie ready, and copying them is least work."),
            said("推荐之前先问日期、人数和最在意的一点；四周里每周看五段对话，至少四段做到。",
                 "Dates, party and what matters most are asked before anything is suggested. Five chats are read each week for four "
                 "weeks; at least four do so."),
            (("coach", said("主管一起看十段对话，把好用的问法记下来", "Read ten chats together with the supervisor and note the questions that work")),
             ("train", said("重读“先问，再给”，写下自己的三个问句", "Read “Ask before you offer” again and write down three questions of one's own")))),
    ),
}
TEAM_WORDS = {
    "front-desk-check-in": HandWritten(
        said("早高峰退房和入住撞在一起，柜台前常排到门口，客人不知道要等多久。",
             "In the morning departures and early arrivals meet, the line reaches the door, and guests do not know how long it will be."),
        said("两个班次交接正好在高峰，柜台上只有一个人。", "The shifts change at the busiest hour, which leaves one person at the desk."),
        said("四周内，排队超过三人时有人到队尾报等候时间；每周抽看两个早高峰，做到八成以上。",
             "Within four weeks, whenever more than three wait, somebody walks to the end of the line and says how long it will be. "
             "Two peaks a week are looked at; it holds in at least eight of ten cases."),
        (("process", said("把交接班挪到十点半，高峰时段留三个人", "Move the change of shifts to half past ten and keep three people at the desk in the peak")),
         ("coach", said("主管带一次：怎么到队尾报时间、先收证件", "The supervisor shows once how to name the time at the end of the line and take papers ahead")))),
    "breakfast": HandWritten(
        said("周末早餐九点前后排队，客人在门口看不见哪张桌子空了。",
             "At weekends the breakfast line builds around nine, and from the door nobody can see which tables are free."),
        said("收台的和领座的是同一个人。", "The person who clears is also the person who seats."),
        said("四周内，周末九点前后门口一直有人，客人十秒内有人招呼；看四个周末早上，三个做到。",
             "Within four weeks somebody stands at the door around nine at weekends and guests are greeted within ten seconds; it holds "
             "on three of four mornings looked at."),
        (("process", said("周末八点半到十点，领座单设一人", "At weekends from half past eight to ten one person does nothing but seat guests")),
         ("coach", said("主管带两个早上：怎么报等候时间、怎么分桌", "The supervisor shows on two mornings how to name the wait and share out tables")))),
    "room": HandWritten(
        said("晚上要毛毯、充电器的电话多，东西在库房，一来一回二十分钟。",
             "Many calls in the evening ask for blankets and chargers; they lie in the store room, twenty minutes there and back."),
        said("楼层工作间没有常用的东西。", "The floor pantries do not hold what is asked for most."),
        said("四周内，常要的五样东西十二分钟内送到；每周抽看十单，至少八单。",
             "Within four weeks the five things asked for most arrive within twelve minutes; ten requests a week are looked at, at least "
             "eight make it."),
        (("process", said("每层工作间备五样常用物品，晚班前补齐", "Keep the five things in each floor pantry and fill up before the late shift")),
         ("collect", said("记一周晚上的电话：要什么、几分钟送到", "Write down a week of evening calls: what was asked for, how many minutes it took")))),
}
