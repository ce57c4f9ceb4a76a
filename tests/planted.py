"""A pack whose every name, id and amount is a word that stands nowhere else, so that it is found wherever it leaks."""

from __future__ import annotations

from dataclasses import replace

from waystation.world.fees import FeeRange
from waystation.world.pack import Pack

__all__ = ["AMOUNT", "broker_words", "leg_words", "place_word", "planted", "traveller_words"]

AMOUNT = 77770


def place_word(pack: Pack, name: str) -> str:
    """The word that stands for a place on a card."""
    return pack.place[name].title


def broker_words(pack: Pack) -> list[str]:
    """The words that stand for brokers."""
    return [word for broker in pack.brokers for word in (broker.id, broker.title)]


def traveller_words(pack: Pack) -> list[str]:
    """The words that stand for travellers."""
    return [traveller.id for traveller in pack.travellers]


def leg_words(pack: Pack) -> list[str]:
    """The words that stand for legs."""
    return [leg.id for leg in pack.legs]


def planted(pack: Pack) -> Pack:
    """The same pack under other names: same ways, brokers and people, every fee another."""
    places = {place.id: f"Qp{number}x" for number, place in enumerate(pack.places)}
    brokers = {broker.id: f"Qb{number}x" for number, broker in enumerate(pack.brokers)}
    people = {one.id: f"Qt{number}x" for number, one in enumerate(pack.travellers)}
    paid = not pack.mission.budget_hard  # a purse that cannot bear such fees would close every way
    legs = {leg.id: f"Ql{number}x" for number, leg in enumerate(pack.legs)}

    def advised() -> tuple[object, ...]:
        return tuple(
            note.model_copy(
                update={
                    "when": note.when.model_copy(
                        update={
                            "legs": note.when.legs and tuple(legs[one] for one in note.when.legs),
                            "places": note.when.places and tuple(places[one] for one in note.when.places),
                        }
                    )
                }
            )
            for note in pack.advice
        )

    return replace(
        pack,
        name="Qnamex",
        mission=pack.mission.model_copy(
            update={"origin": places[pack.mission.origin], "to": tuple(places[end] for end in pack.mission.to)}
        ),
        travellers=tuple(
            one.model_copy(update={"id": people[one.id], "owes": {brokers[k]: v for k, v in one.owes.items()}})
            for one in pack.travellers
        ),
        brokers=tuple(
            one.model_copy(update={"id": brokers[one.id], "name": f"Zb{number}y"})
            for number, one in enumerate(pack.brokers)
        ),
        places=tuple(
            one.model_copy(update={"id": places[one.id], "name": f"Zp{number}y"})
            for number, one in enumerate(pack.places)
        ),
        legs=tuple(
            one.model_copy(
                update={
                    "id": legs[one.id],
                    "origin": places[one.origin],
                    "destination": places[one.destination],
                    "broker": one.broker and brokers[one.broker],
                    "fee": FeeRange(low=AMOUNT + number, high=AMOUNT + number) if paid and one.broker else one.fee,
                }
            )
            for number, one in enumerate(pack.legs)
        ),
        advice=advised(),  # type: ignore[arg-type]
    )
