"""What customers of the demo company write. Pure data; people write in their own language, so there is no other beside it."""

from random import Random

GOOD = {
    "online-booking": ("页面清楚，两分钟就订好了。", "客服回复很快，改日期没收钱。", "房型照片和实际一样，放心。", "取消规则写得明白。"),
    "front-desk-check-in": ("办理很快，还主动说了早餐时间。", "前台记得我上次住过，很贴心。", "下雨天递了毛巾，谢谢前台。", "排队的人多，但一直有人招呼。",
                            "帮我把老人安排到离电梯近的房间。"),
    "room": ("房间干净，枕头舒服。", "隔音很好，睡得踏实。", "空调提前开好了，一进门就凉快。", "多要了一床被子，五分钟送到。"),
    "breakfast": ("品种多，现做的面条好吃。", "服务员看到孩子马上拿了儿童椅。", "咖啡味道不错，添菜很及时。", "过敏的事问得很仔细。"),
    "complaint-desk": ("经理亲自道歉，当场换了房。", "问题解决得快，还回访了一次。", "态度诚恳，说到做到。"),
    "check-out": ("退房一分钟，发票已经开好。", "帮忙叫车，还提了行李。", "账单一项一项说清楚了。", "寄存行李很方便。"),
}
POOR = {
    "online-booking": ("付款页面转圈，付了两次才成功。", "客服让我自己打前台电话。", "优惠券用不了，也没人说为什么。", "页面写的免费取消，其实要扣钱。"),
    "front-desk-check-in": ("排队二十多分钟，没有人说还要等多久。", "押金没有说清楚，退得也慢。", "身份证号念得整个大堂都听见。", "只开一个柜台，后面排了十几个人。",
                            "说好的高楼层没有留，也没有解释。"),
    "room": ("卫生间有头发。", "隔壁声音很大，睡不好。", "空调太吵，修了两次没修好。", "毛巾有味道，打电话等了半小时。"),
    "breakfast": ("九点就没有菜了，也不补。", "找不到座位，桌子没人收。", "咖啡机坏了，没有牌子。", "排队等煎蛋等了十五分钟。"),
    "complaint-desk": ("说了三遍同样的事，最后还是不归他管。", "答应当天回电话，到现在没有接到。", "一句抱歉也没有。", "赔偿的规定前后说法不一样。"),
    "check-out": ("账单多记了一瓶水。", "发票抬头开错，等了很久重开。", "查房太慢，差点误了火车。", "押金说三天退，一个星期了。"),
}
GOOD_IN_ENGLISH = ("Quick and friendly.", "Staff went out of their way to help us.", "Everything was explained clearly.",
                   "Best service on our trip so far.")
POOR_IN_ENGLISH = ("Waited far too long and nobody told us why.", "Nobody seemed to know the answer.",
                   "We had to ask three times.", "The bill was wrong and took ages to fix.")


def write(touchpoint: str, *, pleased: bool, language: str, random: Random) -> str:
    """Return what a customer writes about a touchpoint."""
    if language == "en":
        return random.choice(GOOD_IN_ENGLISH if pleased else POOR_IN_ENGLISH)
    return random.choice((GOOD if pleased else POOR)[touchpoint])
