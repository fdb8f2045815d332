"""Words that say nothing about a visit by themselves, and single Chinese letters that do. Pure."""

FILLERS = frozenset("""
的 了 是 我 我们 你 您 你们 他 她 它 他们 她们 这 那 这个 那个 这里 那里 这样 那样 这么 那么 这次 那次 就 都 也 还 又
再 很 太 真 真的 非常 特别 比较 有点 有点儿 一点 一点儿 一些 一个 一种 一下 一次 一直 一样 和 与 及 或 或者 而 而且
但 但是 不过 然后 所以 因为 如果 虽然 可是 只是 还是 就是 也是 都是 不是 是不是 在 到 从 对 对于 关于 把 被 给 让 向
往 于 以 为 为了 比 跟 同 上 下 里 中 内 外 前 后 时 时候 的话 之后 之前 以后 以前 有 没 没有 不 不会 不能 不要 别 会
能 可以 可能 应该 要 想 需要 得 地 着 过 吧 吗 呢 啊 呀 哦 嗯 哈 哈哈 么 什么 怎么 怎样 为什么 哪 哪里 谁 多少 几 个
只 件 次 天 点 些 每 每个 每次 各 各种 其他 另外 其实 已经 刚 刚刚 正在 现在 今天 昨天 当时 当天 总是 总体 整体 起来
出来 下来 进去 过来 过去 来 去 做 弄 搞 说 看 觉得 感觉 认为 知道 希望 建议 自己 大家 人 人家 东西 方面 地方 问题
情况 以及 等 等等 及其 最 更 挺 蛮 好像 似乎 居然 竟然 the a an and or but if so of to in on at for from by with
about as is are was were be been being am it its this that these those there here i me my we us our you your he him
his she her they them their what which who whom whose when where why how not no nor do does did done doing have has
had having will would can could should may might must shall just very really quite too also only even still yet again
ever never always more most much many some any all both each few other others such than then once because while
during before after above below up down out off over under into through again further own same get got getting go
went going come came one two three thing things lot bit make made say said like
""".split())
# Alone, these tell something; any other single letter is a part of a word.
TELLING_LETTERS = frozenset("慢快贵脏吵冷热香臭远近少差乱旧破咸淡油辣甜硬软暗亮挤赞美小大新累烦闷湿潮")
