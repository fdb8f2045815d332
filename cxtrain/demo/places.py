"""The demo company's places: firm, regions, stores with their main touchpoints, and the posts in a store. Pure data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A unit to be made; `parent` is a code."""

    code: str
    name: str
    name_en: str
    kind: str  # firm, region, store
    parent: str | None
    main: str = ""  # a store's touchpoint that half of its visits are about


@dataclass(frozen=True)
class Post:
    """A post in a store: how many hold it, and the two touchpoints its holders serve."""

    title: str
    holders: int
    touchpoints: tuple[str, str]


FIRM = Place("HM", "鹤鸣酒店", "Heming Hotels", "firm", None)
REGIONS = (
    Place("E", "华东", "East China", "region", "HM"),
    Place("N", "华北", "North China", "region", "HM"),
    Place("S", "华南", "South China", "region", "HM"),
)
STORES = (
    Place("E01", "静安店", "Jing'an, Shanghai", "store", "E", "front-desk-check-in"),
    Place("E02", "徐汇店", "Xuhui, Shanghai", "store", "E", "front-desk-check-in"),
    Place("E03", "西湖店", "West Lake, Hangzhou", "store", "E", "breakfast"),
    Place("E04", "平江店", "Pingjiang, Suzhou", "store", "E", "room"),
    Place("N01", "国贸店", "Guomao, Beijing", "store", "N", "front-desk-check-in"),
    Place("N02", "中关村店", "Zhongguancun, Beijing", "store", "N", "check-out"),
    Place("N03", "五大道店", "Wudadao, Tianjin", "store", "N", "front-desk-check-in"),
    Place("N04", "栈桥店", "Zhanqiao, Qingdao", "store", "N", "complaint-desk"),
    Place("S01", "天河店", "Tianhe, Guangzhou", "store", "S", "front-desk-check-in"),
    Place("S02", "南山店", "Nanshan, Shenzhen", "store", "S", "complaint-desk"),
    Place("S03", "思明店", "Siming, Xiamen", "store", "S", "breakfast"),
    Place("S04", "亚龙湾店", "Yalong Bay, Sanya", "store", "S", "room"),
)
PLACES = (FIRM, *REGIONS, *STORES)

POSTS = (
    Post("前台接待", 4, ("front-desk-check-in", "check-out")),
    Post("宾客关系", 2, ("complaint-desk", "front-desk-check-in")),
    Post("客房服务", 2, ("room", "complaint-desk")),
    Post("餐厅服务", 2, ("breakfast", "room")),
    Post("预订客服", 1, ("online-booking", "check-out")),
)
SMALLER_STORES = frozenset({"E04", "S04"})  # one at the front desk fewer, which makes 150 people in all
