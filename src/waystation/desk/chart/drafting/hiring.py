"""Asking about brokers and money on a leg: who takes them, what is known of that person, the fee, what is held back."""

from __future__ import annotations

from waystation.desk.chart.drafting.meaning import ask_meant
from waystation.desk.chart.drafting.questions import Asking, Misread, ask
from waystation.desk.chart.drafting.readings.amounts import amount, share
from waystation.desk.chart.drafting.readings.chances import record
from waystation.desk.chart.drafting.readings.words import Named, alike, choice, named
from waystation.desk.chart.drafting.sketch import Sketch
from waystation.world.people import Broker, Terms

__all__ = ["ROLES", "ask_broker", "ask_currency", "ask_fee", "ask_held"]

ROLES = {role: role for role in ("guide", "driver", "boatman", "host", "official")}
USUAL_ROLE = {"boat": "boatman", "car": "driver", "bus": "driver", "train": "host", "air": "host"}
NOBODY = ("nobody", "no", "none", "no one", "alone")


def ask_broker(sketch: Sketch, mode: str, way: dict[str, str]) -> Asking[str | None]:
    """Ask who takes them on a leg; of a new broker, ask the role and the record.

    Args:
        sketch: What is known so far.
        mode: How the leg is done.
        way: The leg's ends, for the questions.

    Returns:
        The broker's id, or None.
    """
    said = yield from ask("broker", "broker", _broker, "nobody", True, **way)
    if said is None:
        return None
    names = sketch.broker_names
    found = alike(said.name, names) or (yield from ask_meant(said, names))
    if found:
        return found
    usual = USUAL_ROLE.get(mode, "guide")
    role = yield from ask("role", "role", lambda text: choice(text, ROLES), usual, True, broker=said.name)
    kept = yield from ask("record", "record", record, "don't know", True, broker=said.name)
    told: dict[str, object] = {"id": said.id, "role": role}
    told.update({key: value for key, value in (("name", said.own_name), ("record", kept)) if value is not None})
    sketch.brokers[said.id] = Broker.model_validate(told)
    return said.id


def ask_fee(sketch: Sketch, broker: str | None, mode: str, way: dict[str, str]) -> Asking[float]:
    """Ask the fee per traveller, and with the first one the currency; walking alone costs nothing and is not asked."""
    if broker is None and mode in ("foot", "ford"):
        return 0.0
    if sketch.currency is not None:
        return (yield from ask("fee", "amount", amount, "0", True, currency=sketch.currency, **way))
    fee, currency = yield from ask("first_fee", "amount", _fee_and_currency, "0", True, **way)
    if fee > 0.0:
        sketch.currency = currency or (yield from ask_currency(inside_leg=True))
    return fee


def ask_currency(inside_leg: bool = False) -> Asking[str]:
    """Ask in what money everything is counted."""
    return (yield from ask("currency", "currency", _currency, "USD", inside_leg))


def ask_held(sketch: Sketch, broker: str | None, fee: float) -> Asking[None]:
    """Ask once of each broker who is paid how much is held back until proof of life."""
    if broker is None or fee <= 0.0 or broker in sketch.held_said:
        return
    known = sketch.brokers[broker]
    held = yield from ask("held", "share", share, "50 %", True, broker=known.title)
    sketch.held_said.add(broker)
    sketch.brokers[broker] = known.model_copy(update={"terms": Terms(held=held)})


def _broker(text: str) -> Named | None:
    return None if text.casefold() in NOBODY else named(text)


def _fee_and_currency(text: str) -> tuple[float, str | None]:
    """A fee, and the currency where it is said with it: "500", "500 USD", "USD 500"."""
    parts = text.split()
    letters = [part for part in parts if part.isalpha() and len(part) == 3]
    if len(parts) == 2 and len(letters) == 1:
        parts.remove(letters[0])
        return amount(parts[0]), letters[0].upper()
    return amount(text), None


def _currency(text: str) -> str:
    if not (text.isalpha() and 1 <= len(text) <= 12):
        raise Misread("no_currency", value=text)
    return text.upper()
