"""Money agreed, paid, held or released: the draft of kind `payment`."""

from __future__ import annotations

from waystation.wording.short_lines.items import Item
from waystation.wording.short_lines.readings import Choice
from waystation.wording.short_lines.said import figure
from waystation.wording.short_lines.scene import Scene
from waystation.wording.short_lines.told import SELF

__all__ = ["paid", "payment_in"]


_FROM = ("에게", "한테", "에게서", "한테서", "께")


def payment_in(scene: Scene) -> Item | None:
    """The item that says what became of some money; there must be a sum, or somebody whom it could go to."""
    pay = scene.first("pay")
    got = scene.first("got")
    if pay is None and got is not None:
        given = [item for item in scene.items if item.is_("from") or item.particle in _FROM]
        pay = None if given else got
    for item in scene.items:
        after = scene.after(item) if item.number is not None and not item.used else None
        if item.unit == "people" or (after is not None and (after.is_("people") or after.is_("group"))):
            return None  # people are sent, held and released as well
    if pay is None or not any(item.number is not None and not item.used for item in scene.items):
        return None
    return pay


def paid(scene: Scene, pay: Item) -> None:
    """Drafts a payment."""
    states = list(dict.fromkeys(i.meanings["pay"] for i in scene.items if not i.used and i.is_("pay")))
    scene.draft["kind"] = "payment"
    received = [item for item in scene.items if item.is_("got")]
    states = states or ["paid"]
    if len(states) == 1:
        scene.draft["state"] = states[0]
    else:
        scene.ask("outcome", [Choice(s, s, {"state": s}) for s in states], free=False, said=pay.said)
    for item in scene.items:
        if item.is_("pay") or item.is_("got"):
            item.used = True
    for item in scene.unused():
        if item.said.lower() == "from" and "held" in states:
            item.used = True
    _to(scene, pay, mutual="agreed" in states or bool(received))
    _amount(scene)
    if all(question.code != "source" for question in scene.questions):
        scene.draft.setdefault("source", SELF)


def _to(scene: Scene, pay: Item, *, mutual: bool) -> None:
    """Whom the money goes to; somebody named before the verb pays it, unless it was agreed or received."""
    people = [item for item in scene.unused() if item.person() and scene.candidates(item, ("broker",))]
    at = scene.items.index(pay)
    payer = None
    if not mutual and pay.said.isascii():
        before = [item for item in people if scene.items.index(item) < at and not _given(scene, item)]
        payer = before[0] if before else None
    payees = [item for item in people if item is not payer]
    if payer is not None:
        brokers = scene.candidates(payer, ("broker",))
        if len(brokers) == 1:
            scene.note(payer, brokers[0])
        payer.used = True
        scene.ask("source", [Choice(b.partition(":")[2], scene.frame.names.title(b),
                                    {"source": b.partition(":")[2]}) for b in brokers]
                  + [Choice(SELF, SELF, {"source": SELF})], said=payer.said)  # fmt: skip
    if len(payees) == 1:
        brokers = scene.candidates(payees[0], ("broker",))
        payees[0].used = True
        if len(brokers) == 1:
            scene.note(payees[0], brokers[0])
            scene.draft["to"] = brokers[0].partition(":")[2]
            return
        _ask_to(scene, brokers, payees[0].said)
        return
    for item in payees:
        item.used = True
    named = [b for item in payees for b in scene.candidates(item, ("broker",))]
    _ask_to(scene, named or [f"broker:{b.id}" for b in scene.frame.names.pack.brokers], "")


def _given(scene: Scene, item: Item) -> bool:
    before = scene.before(item)
    return item.particle in ("에게", "한테", "께") or (
        before is not None and (before.is_("to") or before.is_("with") or before.is_("near"))
    )


def _ask_to(scene: Scene, brokers: list[str], said: str) -> None:
    choices = [
        Choice(b.partition(":")[2], scene.frame.names.title(b), {"to": b.partition(":")[2]})
        for b in dict.fromkeys(brokers)
    ]
    scene.ask("to", choices, said=said)


def _amount(scene: Scene) -> None:
    numbers = [item for item in scene.items if item.number is not None and not item.used]
    if len(numbers) != 1:
        for item in numbers:
            item.used = True
        offered = dict.fromkeys(figure(item.number) for item in numbers if item.number is not None)
        scene.ask(
            "amount", [Choice(n, n, {"amount": float(n)}) for n in offered], said=", ".join(i.said for i in numbers)
        )
        return
    number = numbers[0]
    number.used = True
    value, unit = float(number.number or 0), number.unit
    after = scene.after(number)
    if after is not None and after.is_("thousand"):
        value, after.used = value * 1000, True
    currency = unit if unit.isupper() else ""
    for item in scene.items:
        if item.is_("currency") and not item.used:
            item.used = True
            currency = item.meanings["currency"]
    ours = scene.frame.names.pack.mission.currency
    if currency and currency != ours:
        scene.ask("currency", [], said=f"{figure(value)} {currency}", other=ours)
        return
    if (unit and not unit.isupper()) or (after is not None and after.unknown):
        scene.ask("amount", [Choice(figure(value), figure(value), {"amount": value})], said=number.said)
        return
    scene.draft["amount"] = value
