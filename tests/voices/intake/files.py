"""Files of customers' words, as platforms export them."""

from cxtrain.voices.intake.operations import Sent, keep_file, open_feed
from cxtrain.web.tables import xlsx_bytes

HEAD = ["评价ID", "评价时间", "门店", "星级", "评价内容", "用户昵称", "会员手机"]
SLOW = ["dp-1", "2026-05-06 09:30", "静安店", "2", "早餐太慢了,排队四十分钟。电话13800138000", "小鹿", "13800138000"]
WARM = ["dp-2", "2026-05-07", "集团/华东/徐汇店", "★★★★★", "Breakfast was lovely, the staff remembered us.", "Ann", ""]
HALF = ["dp-3", "2026.5.8", "静安店", "4.5", "房间很安静", "", ""]
NOWHERE = ["dp-4", "2026-05-08", "浦东店", "3", "一般", "", ""]
MUTE = ["dp-5", "2026-05-09", "静安店", "", "", "", ""]
LATER = ["dp-6", "2126-05-09", "静安店", "9", "好", "", ""]
ALL = (SLOW, WARM, HALF, NOWHERE, MUTE, LATER)


def reviews(*rows, head=HEAD):
    """Return an XLSX file of reviews."""
    return xlsx_bytes({"评价": [head, *rows]})


def a_file(actor, *, title="大众点评", rows=(SLOW,)):
    """Keep a file of a new source."""
    return keep_file(open_feed(title, "review"), Sent("reviews.xlsx", b"1", [HEAD, *rows]), actor)
