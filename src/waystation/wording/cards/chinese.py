"""Cards in Chinese, simplified characters: one table only, with the keys and placeholders of English."""

from __future__ import annotations

from waystation.wording.cards.tongue import Tongue

__all__ = ["CHINESE"]

SENTENCES = {
    # the head of a card
    "draft": "草稿：请勿使用。暗号尚未确定。",
    "unreviewed": "本卡文字尚未经中文使用者审阅。",
    # labels
    "where": "地点",
    "when": "时间",
    "people": "人数",
    "number": "行程",
    "they": "对方出示",
    "you": "你出示",
    "comes": "来的人出示",
    "waits": "等的人出示",
    "then": "然后",
    "wrong": "出了问题时",
    "notes": "路上注意",
    "call": "打给谁",
    "words": "电话里怎么说",
    # times
    "day": "{month}{day}日 {weekday}",
    "day.said": "{month}{day}日，{weekday}",
    "clock.said": "{hour}点{minute}分",
    "clock.full": "{hour}点",
    "moment": "{day} {clock}",
    "window": "{day} {opens}到{closes}",
    "from": "{begins}到{ends}",
    # signs
    "shown": "{colour}的{thing}",
    "sign": "{shown}；天黑时说数字{number}",
    "sign.none": "尚未确定",
    # how one moves
    "foot": "步行",
    "ford": "涉水步行",
    "boat": "坐船",
    "car": "坐汽车",
    "bus": "坐公共汽车",
    "train": "坐火车",
    "air": "坐飞机",
    # what happens then
    "bring": "带他们{mode}到{goal}。到达时间：{arrives}。",
    "bring.onward": "继续带他们{mode}到{goal}。到达时间：{arrives}。",
    "pass": "让他们过去。",
    "host.leave": "他们离开的时间：{leaves}。",
    "host.end": "他们留在你这里。",
    "go": "跟这个人{mode}走。",
    "go.onward": "继续跟带你来的人{mode}走。",
    "go.alone": "{mode}到{goal}。到达时间：{arrives}。",
    "arriving": "到达以后，你出示：{sign}。对方出示：{answer}。",
    "stay": "留在屋里，保持安静。",
    "stay.fetched": "留在屋里，保持安静。请在此时准备好：{leaves}。",
    "wait": "在那里等，不要引人注意。",
    "listen": "他们到达后会打电话，最晚：{late}。",
    # what to do when it goes wrong
    "nobody.broker": "到{closes}还没有人：离开，不要再回来，打电话。",
    "wrong.broker": "没有暗号，或暗号不对：不要和他们说话，走开，打电话。",
    "back.broker": "路上被挡回：把他们带回{place}，打电话。",
    "late.broker": "会晚于{late}到达：打电话。",
    "nobody.official": "到{closes}还没有人：什么也不要做。",
    "wrong.official": "没有暗号，或暗号不对：你不认识他们。",
    "nobody.host": "到{closes}还没有人：不要出去找，打电话。",
    "wrong.host": "没有暗号，或暗号不对：说没有房间，打电话。",
    "fetch.host": "没有人来接他们：让他们留在屋里，打电话。",
    "asked.host": "有人打听他们：你什么都不知道。独自一人时打电话。",
    "nobody.traveller": "到{closes}还没有人：大家待在一起，躲好，打电话。",
    "wrong.traveller": "没有暗号，或暗号不对：不要跟他们走，打电话。",
    "back.traveller": "路上被挡回：回到{place}，打电话。",
    "parted.traveller": "彼此走散：回到{place}，在那里等。",
    "missed.traveller": "没有赶上：大家待在一起，躲好，打电话。",
    "fetch.traveller": "没有人来接你们：留在原地，打电话。",
    "silent.liaison": "到{late}还没有电话：立刻通知负责人。",
    "other.liaison": "说了别的话：再问一次他们怎么样，然后通知负责人。",
    "pressed.liaison": "说了被逼时的那句话：像平时一样说话，什么都不要问，立刻通知负责人。",
    # calls
    "known": "你知道的那个号码。",
    "words.learnt": "只说你记住的话。这些话没有写在任何地方。",
    "good": "一切都好：“{phrase}”",
    "bad": "出了问题：“{phrase}”",
    "pressed": "有人逼我们打电话：“{phrase}”",
    # SMS
    "sms.draft": "草稿。",
    "sms.unreviewed": "未经审阅 (unreviewed)。",
    "sms.window": "{day}{opens}-{closes}",
    "sms.at": "{day}{opens}",
    "sms.sign": "{shown}(夜{number})",
    "sms.broker": "{place}，{when}，{people}人。你示{sign}，对方示{answer}。带到{goal}。无人或暗号不对：离开，来电。"
    "被挡回：带他们回来，来电。",
    "sms.broker.onward": "{place}，{when}：继续到{goal}。被挡回：带他们回来，来电。",
    "sms.official": "{place}，{when}，{people}人。对方示{sign}，你示{answer}。放行。无人或暗号不对：不管。",
    "sms.official.onward": "{place}，{when}：放行。",
    "sms.host": "{place}，{when}，{people}人。对方示{sign}，你示{answer}。无人：勿找，来电。暗号不对：没房间，来电。",
    "sms.host.leave": "{leaves}离开。无人接：留屋里，来电。",
    "sms.host.there": "{place}。{people}人{leaves}离开。无人接：留屋里，来电。",
    "sms.host.leave.alone": "{leaves}离开。",
    "sms.host.there.alone": "{place}。{people}人{leaves}离开。",
    "sms.host.there.end": "{place}。{people}人留下。",
    "sms.traveller": "{place}，{when}。你示{answer}，对方示{sign}。跟他走。无人或暗号不对：躲好，来电。"
    "被挡回：回来，来电。",
    "sms.traveller.onward": "{place}，{when}：继续跟同一个人。被挡回：回来，来电。",
    "sms.traveller.alone": "{place}，{when}：{mode}到{goal}。没赶上或被挡回：回来，躲好，来电。",
    "sms.arriving": "到后你示{sign}，对方示{answer}。",
    "sms.stay": "{place}，到{leaves}。留屋里。无人接：别动，来电。",
    "sms.stay.alone": "{place}，到{leaves}。留屋里。",
    "sms.wait": "{place}，到{leaves}。等着，别引人注意。",
    "sms.stay.end": "{place}。留屋里。",
    "sms.liaison": "{number}：最晚{late}来电。{place}，{when}，{people}人，暗号{sign}，答{answer}。"
    "没有电话：通知负责人。",
    "sms.liaison.unmet": "{number}：最晚{late}来电。{place}，{when}，{people}人。没有电话：通知负责人。",
    "sms.call": "电话{number}。",
}

CHINESE = Tongue(
    code="zh",
    english="Chinese",
    sentences=SENTENCES,
    colours=("红色", "黄色", "绿色", "蓝色", "白色", "黑色"),
    things=(
        "背包", "篮子", "雨伞", "帽子", "围巾", "毛巾", "杯子", "碗", "瓶子", "绳子", "丝带", "毯子",
        "手套", "鞋子", "书", "盒子", "扇子", "镜子", "水桶", "信封", "腰带", "袜子", "围裙", "外套",
    ),
    openings=(
        "下了一点雨。", "出太阳了。", "这里有风。", "我睡得很好。", "我刚起床。", "今天市场人很多。", "我有点累。",
        "夜里很凉快。",
    ),
    remarks=(
        "我们吃了面条。", "我们吃了米饭和鸡蛋。", "茶太甜了。", "汤很烫。", "邻居的狗老是叫。", "公鸡把我吵醒了。",
        "收音机坏了。", "我买了香蕉。", "我买了一盏新灯。", "鞋子还能穿。", "表哥问你好。", "衣服晾干了。",
        "菜园该浇水了。", "稻子快熟了。", "猫生小猫了。", "我的伞丢了。", "我找到了旧帽子。", "钟走慢了。",
        "孩子们在学唱歌。", "屋顶修好了。", "井很深。", "现在鱼很贵。", "这里盐很便宜。", "我在织围巾。",
    ),
    weekdays=("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    months=tuple(f"{month}月" for month in range(1, 13)),
    said_weekdays=("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    said_months=(
        "一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月",
    ),
    digits=("零", "一", "二", "三", "四", "五", "六", "七", "八", "九"),
    ten="十",
    joint="",
)  # fmt: skip
