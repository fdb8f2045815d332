"""Invented names for the people of the demo company: common ones, rare characters, compound surnames. Pure.

They try what names do to software: 䶮 lies outside the oldest character sets, 单 and 仇 are read otherwise as surnames,
欧阳 is one surname, 古丽娜尔·艾山 has no surname at all, and Anna Schmidt is filed under Schmidt.
"""

from collections.abc import Collection, Iterator
from random import Random

# Most frequent first; the first dozen are drawn three times as often as the rest.
SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范"
TRICKY_SURNAMES = "单曾仇解查盖区朴任华翁晏"
COMPOUND_SURNAMES = ("欧阳", "上官", "司马", "诸葛", "尉迟", "皇甫", "慕容")
GIVEN = (
    "嘉欣", "雨桐", "子涵", "思远", "晓东", "丽华", "建国", "海燕", "文博", "佳怡", "志强", "春梅", "俊杰", "雅婷",
    "国栋", "婷婷", "浩然", "晨曦", "梦洁", "一鸣", "美玲", "伟", "敏", "静", "磊", "洋", "艳", "勇", "娟", "涛",
    "明", "超", "霞", "平", "刚", "桂英", "玉兰", "秀珍", "诗琪", "欣妍", "宇航", "子墨", "若彤", "可馨", "天佑",
    "雪", "琳", "颖", "倩", "露", "薇", "蕾", "菲", "凯", "鹏", "斌", "锋", "波", "宁", "岩", "帆", "建华", "永康",
    "晓燕", "小红", "红梅", "少华", "立新", "卫东", "爱民", "怡然", "乐瑶",
)
RARE_GIVEN = ("䶮", "喆", "淼", "垚", "犇", "堃", "翀", "玥", "璟", "祎珺", "昉", "劼", "珩", "骁", "晟睿", "子䶮", "思淼")
OTHERS = ("古丽娜尔·艾山", "Anna Schmidt")


def invent(count: int, random: Random, *, avoid: Collection[str] = ()) -> tuple[str, ...]:
    """Return `count` different names, none of `avoid`; one in eight has a rare character, one in eight a tricky surname."""
    stream, names = _stream(random), dict.fromkeys(OTHERS[:count])
    while len(names) < count:
        name = next(stream)
        if name not in avoid:
            names[name] = None
    shuffled = list(names)
    random.shuffle(shuffled)
    return tuple(shuffled)


def _stream(random: Random) -> Iterator[str]:
    weights = [3 if place < 12 else 1 for place in range(len(SURNAMES))]
    while True:
        kind = random.random()
        surname = random.choices(SURNAMES, weights)[0]
        if kind < 0.04:
            surname = random.choice(COMPOUND_SURNAMES)
        elif kind < 0.12:
            surname = random.choice(TRICKY_SURNAMES)
        given = random.choice(RARE_GIVEN if random.random() < 0.125 else GIVEN)
        yield surname + (given[-1] if len(surname) == 2 and len(given) > 2 else given)
