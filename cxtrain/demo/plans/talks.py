"""What is talked about in the demo company before a plan is approved. Pure data; people note talks in their own language."""

from dataclasses import dataclass

from cxtrain.demo.plans.texts import Words, said


@dataclass(frozen=True)
class Talk:
    """A talk by GROW, with the colleague's own idea and the supervisor's."""

    own_idea: Words
    other_idea: Words
    reality: str
    gap: str
    motivation: str
    forward: str
    support: str


TALKS = (
    Talk(said("高峰前和搭档说好：谁手上有事，另一位先抬头招呼。", "Agree with the colleague before each peak: whoever is busy, the other looks up first."),
         said("台面贴一张小卡：先应一声，再办手上的事。", "A small card on the desk: a word first, then the task in hand."),
         "办理很细心，证件和房卡从没出过错。最近三次高峰，有两次客人站到跟前半分钟才抬头。",
         "知道要先应一声，平时也做得到；手上的事没做完时不敢停，怕出错。",
         "愿意练，觉得先应一声客人也不催了。平时八成有把握，高峰时五成。希望有人在旁边提醒两次。",
         "每个高峰前和搭档说好分工；主管当班看四次，班后聊五分钟。", "排班时和老同事同班；主管每周留十分钟。"),
    Talk(said("把要说的第一句话写下来，上班前念两遍。", "Write the first sentence down and say it twice before the shift."),
         said("和同事对练两次，一人当客人。", "Practise with a colleague twice, one of them as the guest."),
         "客人都说态度好。遇到抱怨时，三次里有两次先解释原因，客人才又重复了一遍。",
         "知道应当先听完；一急就先解释，还没有练成习惯。",
         "想练，自己也觉得先解释反而更费时间。担心在同事面前演不好，愿意先和主管练。",
         "这两周每天练一遍第一句话；主管听三次，当场说一点做得好的、一点可以试的。", "每次练习算工时；情景演练用店里的平板。"),
)
