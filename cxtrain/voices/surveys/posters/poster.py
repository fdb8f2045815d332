"""What stands on a poster, in both languages; plain values. Pure."""

from dataclasses import dataclass

from cxtrain.web.bilingual import Bilingual

Words = dict[str, str]  # {"zh": …, "en": …}
SIZES = ("a6", "a5")
LANGUAGES = ("both", "zh", "en")
PHRASES = {
    "call": Bilingual("刚才的服务，您怎么看？", "How did we do?"),
    "colleagues": Bilingual("我们配合得怎么样？", "How well do we work together?"),
    "scan": Bilingual("扫码答几道题，约半分钟", "Scan and answer, about half a minute"),
    "anonymous": Bilingual("不用登录，不问姓名", "No sign-in, no name asked"),
    "address": Bilingual("扫不了码？在浏览器里输入：", "Cannot scan? Type this into a browser:"),
    "once": Bilingual("只能答一次，有效期至", "Once, until"),
}


@dataclass(frozen=True)
class Poster:
    """One poster: whose it is, what it is about, and where its code leads."""

    unit: Words
    touchpoint: Words
    label: str  # table 12, or a department
    url: str
    internal: bool = False
    until: str = ""  # of a link: the last day, 2026-05-06
