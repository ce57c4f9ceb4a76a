"""Cards in English: one table only. The other languages have the same keys and placeholders."""

from __future__ import annotations

from waystation.wording.cards.tongue import Tongue

__all__ = ["ENGLISH"]

SENTENCES = {
    # the head of a card
    "draft": "DRAFT: not for use. Its signs are not drawn yet.",
    "unreviewed": "Not yet reviewed by a speaker of English.",
    # labels
    "where": "Where",
    "when": "When",
    "people": "How many",
    "number": "Journey",
    "they": "They show",
    "you": "You show",
    "comes": "Who comes shows",
    "waits": "Who waits shows",
    "then": "Then",
    "wrong": "When it goes wrong",
    "notes": "For the way",
    "call": "Whom to call",
    "words": "What to say in a call",
    # times
    "day": "{weekday} {day} {month}",
    "day.said": "{weekday}, {month} {day}",
    "clock.said": "{hour} hours {minute}",
    "clock.full": "{hour} hours",
    "moment": "{day}, {clock}",
    "window": "{day}, {opens} to {closes}",
    "from": "{begins} until {ends}",
    # signs
    "shown": "{colour} {thing}",
    "sign": "{shown}; in the dark, the number {number}",
    "sign.none": "not drawn yet",
    # how one moves
    "foot": "on foot",
    "ford": "on foot through the water",
    "boat": "by boat",
    "car": "by car",
    "bus": "by bus",
    "train": "by train",
    "air": "by air",
    # what happens then
    "bring": "Bring them {mode} to {goal}. You are there: {arrives}.",
    "bring.onward": "Go on with them {mode} to {goal}. You are there: {arrives}.",
    "pass": "Let them pass.",
    "host.leave": "They leave: {leaves}.",
    "host.end": "They stay with you.",
    "go": "Go with them {mode}.",
    "go.onward": "Go on, {mode}, with the one who brought you.",
    "go.alone": "Go {mode} to {goal}. You are there: {arrives}.",
    "arriving": "Where you arrive, you show: {sign}. They show: {answer}.",
    "stay": "Stay inside and be quiet.",
    "stay.fetched": "Stay inside and be quiet. Be ready: {leaves}.",
    "wait": "Wait there, and draw nobody's eyes.",
    "listen": "They call when they arrive, at the latest: {late}.",
    # what to do when it goes wrong
    "nobody.broker": "Nobody there by {closes}: go away, do not come back, and call.",
    "wrong.broker": "No sign, or a wrong one: do not speak to them. Go on your way and call.",
    "back.broker": "You are turned back: bring them back to {place} and call.",
    "late.broker": "You will be later than {late}: call.",
    "nobody.official": "Nobody there by {closes}: do nothing.",
    "wrong.official": "No sign, or a wrong one: they are strangers to you.",
    "nobody.host": "Nobody there by {closes}: do not go out to look. Call.",
    "wrong.host": "No sign, or a wrong one: you have no room. Call.",
    "fetch.host": "Nobody comes for them: keep them inside and call.",
    "asked.host": "Somebody asks about them: you know nothing. Call when you are alone.",
    "nobody.traveller": "Nobody there by {closes}: stay together, out of sight, and call.",
    "wrong.traveller": "No sign, or a wrong one: do not go with them. Call.",
    "back.traveller": "You are turned back: come back to {place} and call.",
    "parted.traveller": "You lose each other: go back to {place} and wait there.",
    "missed.traveller": "You miss it: stay together, out of sight, and call.",
    "fetch.traveller": "Nobody comes for you: stay where you are and call.",
    "silent.liaison": "No call by {late}: tell the desk at once.",
    "other.liaison": "Other words: ask once more how they are, then tell the desk.",
    "pressed.liaison": "The words that somebody forces on them: talk as always, ask nothing, tell the desk at once.",
    # calls
    "known": "The number that you know.",
    "words.learnt": "Only the words that you learnt by heart. They are written nowhere.",
    "good": "All is well: “{phrase}”",
    "bad": "Something is wrong: “{phrase}”",
    "pressed": "Somebody forces us to call: “{phrase}”",
    # SMS
    "sms.draft": "DRAFT.",
    "sms.unreviewed": "Not reviewed.",
    "sms.window": "{day} {opens}-{closes}",
    "sms.at": "{day} {opens}",
    "sms.sign": "{shown} (dark: {number})",
    "sms.broker": "{place}, {when}. People: {people}. You show {sign}, they show {answer}. Bring them to {goal}. "
    "Nobody or wrong sign: leave, call. Turned back: bring them back, call.",
    "sms.broker.onward": "{place}, {when}: go on to {goal}. Turned back: bring them back, call.",
    "sms.official": "{place}, {when}. People: {people}. They show {sign}, you show {answer}. Let them pass. "
    "Nobody or wrong sign: do nothing.",
    "sms.official.onward": "{place}, {when}: let them pass.",
    "sms.host": "{place}, {when}. People: {people}. They show {sign}, you show {answer}. Nobody: do not look, call. "
    "Wrong sign: no room, call.",
    "sms.host.leave": "They leave {leaves}. Nobody comes: keep them in, call.",
    "sms.host.there": "{place}. People: {people}. They leave {leaves}. Nobody comes: keep them in, call.",
    "sms.host.leave.alone": "They leave {leaves}.",
    "sms.host.there.alone": "{place}. People: {people}. They leave {leaves}.",
    "sms.host.there.end": "{place}. People: {people}. They stay with you.",
    "sms.traveller": "{place}, {when}. You show {answer}, they show {sign}. Go with them. Nobody or wrong sign: hide, "
    "call. Turned back: come back, call.",
    "sms.traveller.onward": "{place}, {when}: go on with the same one. Turned back: come back, call.",
    "sms.traveller.alone": "{place}, {when}: {mode} to {goal}. Missed or turned back: come back, hide, call.",
    "sms.arriving": "There you show {sign}, they show {answer}.",
    "sms.stay": "{place} until {leaves}. Stay inside. Nobody comes: stay, call.",
    "sms.stay.alone": "{place} until {leaves}. Stay inside.",
    "sms.wait": "{place} until {leaves}. Wait there, draw nobody's eyes.",
    "sms.stay.end": "{place}. Stay inside.",
    "sms.liaison": "{number}: call due {late}. {place}, {when}, people: {people}, sign {sign}, answer {answer}. "
    "No call: tell the desk.",
    "sms.liaison.unmet": "{number}: call due {late}. {place}, {when}, people: {people}. No call: tell the desk.",
    "sms.call": "Call {number}.",
}

ENGLISH = Tongue(
    code="en",
    english="English",
    sentences=SENTENCES,
    colours=("red", "yellow", "green", "blue", "white", "black"),
    things=(
        "bag", "basket", "umbrella", "hat", "scarf", "towel", "cup", "bowl", "bottle", "rope", "ribbon", "blanket",
        "gloves", "shoes", "book", "box", "fan", "mirror", "bucket", "envelope", "belt", "socks", "apron", "jacket",
    ),
    openings=(
        "It rained a little.", "The sun is out.", "It is windy here.", "I slept well.", "I just woke up.",
        "The market is full today.", "I am a bit tired.", "The night was cool.",
    ),
    remarks=(
        "We ate noodles.", "We ate rice and eggs.", "The tea was too sweet.", "The soup was hot.",
        "The neighbour's dog barks a lot.", "A rooster woke me.", "The radio is broken.", "I bought bananas.",
        "I bought a new lamp.", "The shoes are still good.", "My cousin sends greetings.", "The washing is dry.",
        "The garden needs water.", "The rice is nearly ripe.", "The cat had kittens.", "I lost my umbrella.",
        "I found my old hat.", "The clock is slow.", "The children learn a song.", "The roof is repaired.",
        "The well is deep.", "Fish is expensive now.", "Salt is cheap here.", "I am knitting a scarf.",
    ),
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    said_weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    said_months=(
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
    digits=("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    ten="ten",
    tens={
        2: "twenty", 3: "thirty", 4: "forty", 5: "fifty", 6: "sixty", 7: "seventy", 8: "eighty", 9: "ninety",
    },
    teens={
        11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen",
        18: "eighteen", 19: "nineteen",
    },
    padded=True,
    reviewed=True,
)  # fmt: skip
