"""Cards in Korean: one table only, with the keys and placeholders of English."""

from __future__ import annotations

from waystation.wording.cards.tongue import Tongue

__all__ = ["KOREAN"]

SENTENCES = {
    # the head of a card
    "draft": "초안: 사용하지 마십시오. 신호가 아직 정해지지 않았습니다.",
    "unreviewed": "한국어 사용자가 아직 검토하지 않았습니다.",
    # labels
    "where": "장소",
    "when": "때",
    "people": "인원",
    "number": "여정",
    "they": "상대의 신호",
    "you": "나의 신호",
    "comes": "오는 사람의 신호",
    "waits": "기다리는 사람의 신호",
    "then": "그다음",
    "wrong": "잘못되면",
    "notes": "가는 길에",
    "call": "전화할 곳",
    "words": "전화로 할 말",
    # times
    "day": "{month} {day}일({weekday})",
    "day.said": "{month} {day}일 {weekday}",
    "clock.said": "{hour} 시 {minute} 분",
    "clock.full": "{hour} 시",
    "moment": "{day} {clock}",
    "window": "{day} {opens}부터 {closes}까지",
    "from": "{begins}부터 {ends}까지",
    # signs
    "shown": "{colour} {thing}",
    "sign": "{shown}, 어두우면 숫자 {number}",
    "sign.none": "아직 정해지지 않음",
    # how one moves
    "foot": "걸어서",
    "ford": "걸어서 물을 건너",
    "boat": "배로",
    "car": "차로",
    "bus": "버스로",
    "train": "기차로",
    "air": "비행기로",
    # what happens then
    "bring": "목적지: {goal}. 그들을 {mode} 데려가십시오. 도착 시각: {arrives}.",
    "bring.onward": "목적지: {goal}. 그들과 {mode} 계속 가십시오. 도착 시각: {arrives}.",
    "pass": "그들을 지나가게 하십시오.",
    "host.leave": "그들이 떠나는 때: {leaves}.",
    "host.end": "그들은 이곳에 머뭅니다.",
    "go": "그 사람과 {mode} 가십시오.",
    "go.onward": "데려온 사람과 {mode} 계속 가십시오.",
    "go.alone": "목적지: {goal}. {mode} 가십시오. 도착 시각: {arrives}.",
    "arriving": "도착하는 곳에서 나의 신호: {sign}. 상대의 신호: {answer}.",
    "stay": "안에서 조용히 지내십시오.",
    "stay.fetched": "안에서 조용히 지내십시오. 떠날 준비를 마칠 때: {leaves}.",
    "wait": "그곳에서 눈에 띄지 않게 기다리십시오.",
    "listen": "그들이 도착하면 전화합니다. 늦어도: {late}.",
    # what to do when it goes wrong
    "nobody.broker": "{closes}까지 아무도 없으면: 자리를 뜨고, 다시 오지 말고, 전화하십시오.",
    "wrong.broker": "신호가 없거나 틀리면: 말을 걸지 말고 그냥 지나간 뒤 전화하십시오.",
    "back.broker": "길이 막혀 돌아서면: 그들을 데리고 돌아와서 전화하십시오. 돌아올 곳: {place}.",
    "late.broker": "다음보다 늦어지면 전화하십시오: {late}.",
    "nobody.official": "{closes}까지 아무도 없으면: 아무것도 하지 마십시오.",
    "wrong.official": "신호가 없거나 틀리면: 모르는 사람들입니다.",
    "nobody.host": "{closes}까지 아무도 없으면: 찾으러 나가지 말고 전화하십시오.",
    "wrong.host": "신호가 없거나 틀리면: 방이 없다고 하고 전화하십시오.",
    "fetch.host": "데리러 오는 사람이 없으면: 그들을 안에 있게 하고 전화하십시오.",
    "asked.host": "누가 그들에 대해 물으면: 아는 것이 없습니다. 혼자 있을 때 전화하십시오.",
    "nobody.traveller": "{closes}까지 아무도 없으면: 함께 숨어 있으면서 전화하십시오.",
    "wrong.traveller": "신호가 없거나 틀리면: 따라가지 말고 전화하십시오.",
    "back.traveller": "길이 막혀 돌아서면: 되돌아와서 전화하십시오. 돌아올 곳: {place}.",
    "parted.traveller": "서로 헤어지면: 되돌아가서 기다리십시오. 기다릴 곳: {place}.",
    "missed.traveller": "놓치면: 함께 숨어 있으면서 전화하십시오.",
    "fetch.traveller": "데리러 오는 사람이 없으면: 그 자리에 있으면서 전화하십시오.",
    "silent.liaison": "{late}까지 전화가 없으면: 곧바로 담당자에게 알리십시오.",
    "other.liaison": "다른 말을 하면: 어떻게 지내는지 한 번 더 묻고, 담당자에게 알리십시오.",
    "pressed.liaison": "강요당할 때의 말이 나오면: 평소처럼 이야기하고, 아무것도 묻지 말고, 곧바로 "
    "담당자에게 알리십시오.",
    # calls
    "known": "알고 있는 번호.",
    "words.learnt": "외워 둔 말만 하십시오. 어디에도 적혀 있지 않습니다.",
    "good": "잘 있습니다: “{phrase}”",
    "bad": "일이 잘못되었습니다: “{phrase}”",
    "pressed": "강요당해 전화합니다: “{phrase}”",
    # SMS
    "sms.draft": "초안.",
    "sms.unreviewed": "검토되지 않음 (unreviewed).",
    "sms.window": "{day} {opens}-{closes}",
    "sms.at": "{day} {opens}",
    "sms.sign": "{shown}(밤 {number})",
    "sms.broker": "{place}, {when}, {people}명. 나 {sign}, 상대 {answer}. {goal}까지. "
    "없거나 틀리면 떠나 전화. 막히면 데려와 전화.",
    "sms.broker.onward": "{place}, {when}: 계속 {goal}까지. 막히면 데려와 전화.",
    "sms.official": "{place}, {when}, {people}명. 상대 {sign}, 나 {answer}. 지나가게. 없거나 신호 틀리면 가만히.",
    "sms.official.onward": "{place}, {when}: 지나가게.",
    "sms.host": "{place}, {when}, {people}명. 상대 {sign}, 나 {answer}. 안 오면 찾지 말고 전화. "
    "신호 틀리면 방 없음, 전화.",
    "sms.host.leave": "{leaves} 떠남. 안 오면 안에 두고 전화.",
    "sms.host.there": "{place}. {people}명, {leaves} 떠남. 안 오면 안에 두고 전화.",
    "sms.host.leave.alone": "{leaves} 떠남.",
    "sms.host.there.alone": "{place}. {people}명, {leaves} 떠남.",
    "sms.host.there.end": "{place}. {people}명, 계속 머묾.",
    "sms.traveller": "{place}, {when}. 나 {answer}, 상대 {sign}. 따라가기. 없거나 신호 틀리면 숨어서 전화. "
    "막히면 돌아와 전화.",
    "sms.traveller.onward": "{place}, {when}: 같은 사람과 계속. 막히면 돌아와 전화.",
    "sms.traveller.alone": "{place}, {when}: {mode} {goal}까지. 놓치거나 막히면 돌아와 숨어서 전화.",
    "sms.arriving": "도착해서 나 {sign}, 상대 {answer}.",
    "sms.stay": "{place}, {leaves}까지. 안에 있기. 안 오면 그대로, 전화.",
    "sms.stay.alone": "{place}, {leaves}까지. 안에 있기.",
    "sms.wait": "{place}, {leaves}까지. 눈에 띄지 않게 기다리기.",
    "sms.stay.end": "{place}. 안에 있기.",
    "sms.liaison": "{number}: 전화 {late}까지. {place}, {when}, {people}명, 신호 {sign}, 답 {answer}. "
    "없으면 담당자에게 알림.",
    "sms.liaison.unmet": "{number}: 전화 {late}까지. {place}, {when}, {people}명. 없으면 담당자에게 알림.",
    "sms.call": "전화 {number}.",
}

KOREAN = Tongue(
    code="ko",
    english="Korean",
    sentences=SENTENCES,
    colours=("빨간", "노란", "초록", "파란", "흰", "검은"),
    things=(
        "가방", "바구니", "우산", "모자", "목도리", "수건", "컵", "그릇", "병", "밧줄", "리본", "담요",
        "장갑", "신발", "책", "상자", "부채", "거울", "양동이", "봉투", "허리띠", "양말", "앞치마", "겉옷",
    ),
    openings=(
        "비가 조금 왔어요.", "해가 났어요.", "여기는 바람이 불어요.", "잠을 잘 잤어요.", "방금 일어났어요.",
        "오늘 시장에 사람이 많아요.", "조금 피곤해요.", "밤에 선선했어요.",
    ),
    remarks=(
        "국수를 먹었어요.", "밥하고 달걀을 먹었어요.", "차가 너무 달았어요.", "국이 뜨거웠어요.",
        "이웃집 개가 많이 짖어요.", "닭이 울어서 깼어요.", "라디오가 고장 났어요.", "바나나를 샀어요.",
        "새 등을 샀어요.", "신발은 아직 괜찮아요.", "사촌이 안부를 전해요.", "빨래가 다 말랐어요.",
        "텃밭에 물을 줘야 해요.", "벼가 거의 익었어요.", "고양이가 새끼를 낳았어요.", "우산을 잃어버렸어요.",
        "옛날 모자를 찾았어요.", "시계가 늦게 가요.", "아이들이 노래를 배워요.", "지붕을 고쳤어요.",
        "우물이 깊어요.", "요즘 생선이 비싸요.", "여기는 소금이 싸요.", "목도리를 뜨고 있어요.",
    ),
    weekdays=("월", "화", "수", "목", "금", "토", "일"),
    months=tuple(f"{month}월" for month in range(1, 13)),
    said_weekdays=("월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"),
    said_months=(
        "일월", "이월", "삼월", "사월", "오월", "유월", "칠월", "팔월", "구월", "시월", "십일월", "십이월",
    ),
    digits=("영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"),
    ten="십",
    joint="",
    reviewed=True,
)  # fmt: skip
