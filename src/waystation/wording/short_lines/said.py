"""Short lines said back, and questions about them, in English and Korean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from waystation.wording.pack_words import level_word, person_word, seen_word
from waystation.wording.short_lines.readings import Language, Reading

__all__ = ["asks", "figure", "label", "level_label", "said_back"]

_Both = tuple[str, str]

QUESTIONS: dict[str, _Both] = {
    "not_understood": ("Not understood; say it in other words, or leave it out.",
                       "이해하지 못했습니다. 다른 말로 쓰거나 빼 주세요."),
    "source": ("Who told it?{about}", "누가 말했습니까?{about}"),
    "grade": ("How far is it to be believed? (A–F for the source, 1–6 for what it says)",
              "얼마나 믿을 만합니까? (출처 A–F, 내용 1–6)"),
    "when": ("When was that?{about}", "언제였습니까?{about}"),
    "place": ("Where was that?{about}", "어디였습니까?{about}"),
    "leg": ("Which leg?{about}", "어느 구간입니까?{about}"),
    "broker": ("Which broker?{about}", "어느 브로커입니까?{about}"),
    "who": ("Did {about_name} tell it, or do it?", "{about_name}: 말한 사람입니까, 맡은 사람입니까?"),
    "whom": ("Was it {about_name} alone, or the group?", "{about_name} 혼자입니까, 일행도입니까?"),
    "condition": ("Which condition?{about}", "어느 상황을 말합니까?{about}"),
    "level": ("At which level?{about}", "어느 정도입니까?{about}"),
    "count": ("How many?{about}", "몇입니까?{about}"),
    "what": ("What was seen?{about}", "무엇이 보였습니까?{about}"),
    "outcome": ("How did it end?{about}", "어떻게 끝났습니까?{about}"),
    "to": ("To whom?{about}", "누구에게입니까?{about}"),
    "amount": ("How much?{about}", "얼마입니까?{about}"),
    "currency": ("{about_name} is not this mission's money ({other}): how much is it in {other}?",
                 "{about_name}: 이 임무의 돈이 아닙니다. {other} 기준으로 얼마입니까?"),
    "report": ("Which report?{about}", "어느 보고입니까?{about}"),
    "checkin": ("Is this the agreed word?{about}", "약속한 말입니까?{about}"),
    "leftover": ("Not understood: {about_name}. Keep the rest?", "이해하지 못한 말: {about_name}. 나머지를 남길까요?"),
    "two_in_one": ("That is more than one report; say each on a line of its own.",
                   "보고가 둘 이상입니다. 한 줄에 하나씩 써 주세요."),
    "negation": ("It says what is not so; what is to be kept?", "아니라는 말입니다. 무엇을 남길까요?"),
    "future": ("That lies ahead, and is no report; what is to be kept?", "앞일이라 보고가 아닙니다. 무엇을 남길까요?"),
    "conditional": ("That is a condition, not a report; what is to be kept?",
                    "가정이라 보고가 아닙니다. 무엇을 남길까요?"),
    "question": ("That is a question, not a report; what is to be kept?", "물음이라 보고가 아닙니다. 무엇을 남길까요?"),
    "hedge": ("Is that known, or only supposed?", "확실합니까, 추측입니까?"),
    "joke": ("Is that meant as a report?", "보고로 쓴 말입니까?"),
    "drill": ("Is that a report, or an exercise?", "실제 보고입니까, 연습입니까?"),
    "instruction": ("Is that a report, or something to be done?", "보고입니까, 부탁입니까?"),
    "doubt": ("Is that a report? What is to be kept?", "보고입니까? 무엇을 남길까요?"),
}  # fmt: skip

LABELS: dict[str, _Both] = {
    "self": ("I saw it myself", "내가 직접"),
    "leave_out": ("leave it out", "빼기"),
    "as_said": ("it is so: keep it as a report", "사실임: 보고로 남기기"),
    "keep": ("keep the rest", "나머지 남기기"),
    "forecast": ("keep it as something expected", "예상으로 남기기"),
    "told": ("told it", "말한 사람"),
    "did": ("did it", "맡은 사람"),
    "group": ("the group", "일행"),
    "arrived": ("they arrived", "도착함"),
    "late": ("they arrived, late", "늦게 도착함"),
    "back": ("they were turned back", "되돌아옴"),
    "harm": ("somebody was badly hurt", "크게 다침"),
    "caught": ("they were caught", "잡힘"),
    "betrayed": ("they were sold", "팔아넘겨짐"),
    "good": ("all is well", "무사함"),
    "bad": ("something is wrong", "문제가 있음"),
    "pressed": ("under pressure", "강요받고 있음"),
    "agreed": ("agreed", "합의"),
    "paid": ("paid", "지급"),
    "held": ("held back", "유보"),
    "released": ("released", "유보금 지급"),
    "you": ("you", "본인"),
}


def asks(code: str, language: Language, **words: object) -> str:
    """A question in one sentence."""
    said = str(words.get("said") or "")
    given = {"about": f" (“{said}”)" if said else "", "about_name": f"“{said}”", "other": words.get("other", "")}
    return QUESTIONS[code][language == "ko"].format(**given)


def label(key: str, language: Language) -> str:
    """A choice in the line's language."""
    return LABELS[key][language == "ko"] if key in LABELS else key


def level_label(level: str, language: Language) -> str:
    """A level in the line's language, with the pack's own word behind it where that is another."""
    word = level_word(level, language)
    return level if word == level else f"{word} ({level})"


def figure(value: float) -> str:
    """A number in figures: "3", "0.5", "1200000"."""
    return f"{value:g}" if abs(value) < 1e5 else f"{value:.0f}" if value == int(value) else f"{value:.2f}"


def said_back(reading: Reading) -> str:
    """What was understood, in one sentence, with every name and number that was read.

    Args:
        reading: The reading, complete or not; its own `said_back` is not looked at.
    """
    ko = reading.language == "ko"
    draft = reading.draft or reading.otherwise
    sentence = _Teller(reading, draft).sentence() if draft else ("보고가 아님" if ko else "No report")
    if draft and not reading.draft:
        sentence = f"{'이대로는 보고가 아님' if ko else 'No report as it stands'}: {sentence}"
    forgiven = [f"{m.said} → {m.name}" for m in reading.matches if m.how == "spelling"]
    unsaid = [f"{m.said} → {m.name}" for m in reading.matches if m.how != "spelling" and m.name not in sentence]
    spoken = re.findall(r"\d+(?:\.\d+)?", sentence)
    unsaid += [number for number in reading.numbers if number not in spoken]
    if forgiven:
        sentence += f" ({', '.join(forgiven)})"
    if unsaid:
        sentence += f" ({'또한 읽음' if ko else 'also read'}: {', '.join(dict.fromkeys(unsaid))})"
    return sentence + "."


class _Teller:
    """Tells a draft in its language."""

    def __init__(self, reading: Reading, draft: Mapping[str, object]) -> None:
        self.draft, self.ko, self.language = draft, reading.language == "ko", reading.language
        self.names, self.zone, self.time_said = reading.frame.names, reading.frame.zone, reading.time_said
        self.sent = reading.base != reading.frame.now

    def sentence(self) -> str:
        """The sentence without its full stop."""
        kind = str(self.draft.get("kind", ""))
        told = {
            "observation": self._observation,
            "sighting": self._sighting,
            "delivery": self._delivery,
            "word": self._word,
            "payment": self._payment,
            "checkin": self._checkin,
            "correction": self._correction,
            "forecast": self._forecast,
            "departure": self._departure,
            "illness": self._illness,
            "silence": self._silence,
            "price": self._price,
        }[kind]()
        return "; ".join(filter(None, (told, self._when(), self._who(), self._grade())))

    def _get(self, key: str) -> str:
        value = self.draft.get(key)
        return "…" if value is None else figure(value) if isinstance(value, int | float) else str(value)

    def _title(self, key: str, what: str) -> str:
        value = self.draft.get(key)
        return "…" if value is None else self.names.title(f"{what}:{value}")

    def _observation(self) -> str:
        near = self.draft.get("near")
        where = "" if near is None else f", {self.names.title(str(near))}"
        return f"{self._title('condition', 'condition')}: {self._level()}{where}"

    def _level(self) -> str:
        return level_label(self._get("level"), self.language)

    def _sighting(self) -> str:
        what, count = seen_word(self._get("what"), self.language), self.draft.get("count")
        near = self.draft.get("near")
        where = "…" if near is None else self.names.title(str(near))
        number = figure(count) if isinstance(count, int | float) else ""
        if self.ko:
            return f"{where}에 {what} {number}".rstrip()
        return f"{number} {what} near {where}".strip()

    def _delivery(self) -> str:
        leg, outcome = self._title("leg", "leg"), self.draft.get("outcome")
        how = "…" if outcome is None else label(str(outcome), self.language)
        parts = [f"{leg}: {how}"]
        late = self.draft.get("late_minutes")
        if isinstance(late, int | float):
            hours = late >= 60 and late % 30 == 0
            unit = ("시간" if hours else "분") if self.ko else (" h" if hours else " min")
            parts.append(f"{figure(late / 60 if hours else late)}{unit}" + (" 늦음" if self.ko else " late"))
        if self.draft.get("broker") is not None:
            by = self._title("broker", "broker")
            parts.append(f"맡은 사람 {by}" if self.ko else f"run by {by}")
        if self.draft.get("travellers") is not None:
            parts.append(f"{self._get('travellers')}명" if self.ko else f"{self._get('travellers')} travellers")
        if self.draft.get("journey") is not None:
            parts.append("우리 일행" if self.ko else "our journey")
        return ", ".join(parts)

    def _word(self) -> str:
        broker, parts = self._title("broker", "broker"), []
        for key, en, ko in (("kept", "kept faith", "약속을 지킴"), ("broken", "broke faith", "약속을 어김")):
            if self.draft.get(key) is not None:
                count = self._get(key)
                parts.append(f"{ko} {count}번" if self.ko else f"{en} {'once' if count == '1' else count + ' times'}")
        if self.draft.get("people") is not None:
            parts.append(f"{self._get('people')}명" if self.ko else f"{self._get('people')} people")
        return f"{broker}: {', '.join(parts) or '…'}"

    def _payment(self) -> str:
        state = label(str(self.draft.get("state")), self.language)
        amount = f"{self._get('amount')} {self.names.pack.mission.currency or ''}".strip()
        to = self._title("to", "broker")
        return f"{to}: {amount} {state}" if self.ko else f"{amount} {state}: {to}"

    def _checkin(self) -> str:
        word = self.draft.get("word")
        meant = "…" if word is None else label(str(word), self.language)
        return f"{'연락' if self.ko else 'Check-in'} {self._get('journey')}: {meant}"

    def _forecast(self) -> str:
        return "예상으로 적음" if self.ko else "Expected, not yet so"

    def _departure(self) -> str:
        leg = self._title("leg", "leg")
        return f"{leg}: 출발함" if self.ko else f"They left: {leg}"

    def _illness(self) -> str:
        person, over = person_word(self._get("person"), self.language), bool(self.draft.get("over"))
        if self.ko:
            return f"{person}: {'다시 건강함' if over else '아픔'}"
        return f"{person} is {'well again' if over else 'ill'}"

    def _silence(self) -> str:
        broker = self._title("broker", "broker")
        return f"{broker}: 연락이 안 됨" if self.ko else f"{broker} does not answer"

    def _price(self) -> str:
        amount = f"{self._get('fee')} {self.names.pack.mission.currency or ''}".strip()
        leg = self._title("leg", "leg")
        return f"{leg}: 한 사람에 {amount} 요구" if self.ko else f"{amount} asked of each: {leg}"

    def _correction(self) -> str:
        answers = self._get("answers")
        return f"보고 {answers}: 취소" if self.ko else f"Report {answers} counts for nothing"

    def _when(self) -> str:
        value = self.draft.get("happened")
        if not isinstance(value, str):
            return "언제?" if self.ko else "when?"
        at = datetime.fromisoformat(value).astimezone(self.zone)
        within, said = self.draft.get("happened_within"), self.time_said
        about = "" if not isinstance(within, int | float) else "쯤" if self.ko else "about "
        moment = f"{at:%Y-%m-%d %H:%M}{self._offset(at)}"
        moment = f"{moment}{about}" if self.ko else f"{about}{moment}"
        if isinstance(within, int | float):
            spread = (
                f"{within:g}" + ("일" if self.ko else " days")
                if within >= 0.75
                else f"{within * 24:.1f}".rstrip("0").rstrip(".") + ("시간" if self.ko else " h")
            )
            moment += f" ± {spread}"
        if self.draft.get("heard") == value and self.sent:
            none = "보낸 때" if self.ko else "when it was sent"
        else:
            none = "시각이 없어 지금으로 봄" if self.ko else "no time said: taken as now"
        return f"{moment} (“{said}”)" if said else f"{moment} ({none})"

    def _offset(self, at: datetime) -> str:
        """By whose clock the time is read: said where it is not the same hour at every place."""
        own = at.utcoffset()
        if all(at.astimezone(place.zone(self.zone)).utcoffset() == own for place in self.names.pack.places):
            return ""
        text = f"{at:%z}"
        return f" {text[:3]}{':' + text[3:5] if text[3:5] != '00' else ''}"

    def _who(self) -> str:
        source, origin = self.draft.get("source"), self.draft.get("origin")
        if source is None:
            return "누가?" if self.ko else "told by whom?"
        parts = [f"{self._person(source)} 말" if self.ko else f"told by {self._person(source)}"]
        if origin is not None:
            who = self._person(origin)
            parts.append(f"{who}에게 들음" if self.ko else f"heard from {who}")
        return ", ".join(parts)

    def _person(self, value: object) -> str:
        return label("you", self.language) if value == "self" else self.names.title(f"broker:{value}")

    def _grade(self) -> str:
        return "" if self.draft.get("grade") is None else str(self.draft["grade"])
