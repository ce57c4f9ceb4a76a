"""Law: a card tells nothing beyond its leg or stay, in no language and no form, to whomever it is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.dealt import SECRET, course_of, every_card
from tests.planted import AMOUNT, broker_words, leg_words, place_word, planted, traveller_words
from tests.property.random_worlds import loaded, world
from tests.wandering import wandering
from waystation.desk.chart.loading import load_pack
from waystation.guiding.cards import Card, names_on
from waystation.guiding.dealing import Told
from waystation.guiding.signs import MEANINGS, words_of
from waystation.storage.folders import PackFolder
from waystation.wording.cards.faces import Manner, face
from waystation.wording.cards.sms import as_sms
from waystation.wording.cards.tongues import TONGUES
from waystation.world.pack import Pack

PACKS = Path(__file__).resolve().parents[2] / "packs"
SEEDS = 60
NUMBER = 9713


def texts(card: Card, pack: Pack) -> Iterator[tuple[str, str, str]]:
    """What a card says in every language: (language, form, text)."""
    for language, tongue in TONGUES.items():
        for said in (False, True):
            manner = Manner(pack, tongue, said=said, reviewed=tongue.reviewed)
            text = "\n".join(f"{line.label}: {line.text}" for line in face(card, manner))
            yield language, "aloud" if said else "print", text
        yield language, "sms", as_sms(card, Manner(pack, tongue)).text


def tells_only_its_leg(card: Card, pack: Pack) -> int:
    """Hold one card to the law; returns how many texts were looked through."""
    own = {place_word(pack, name) for name in names_on(card)}
    every_place = {place_word(pack, name) for name in pack.place}
    hidden = [*broker_words(pack), *traveller_words(pack), *leg_words(pack), *pack.place, pack.name]
    hidden += [str(AMOUNT + number) for number in range(len(pack.legs))] + [pack.mission.currency]
    words = words_of(SECRET)
    looked = 0
    for language, form, text in texts(card, pack):
        looked += 1
        assert {word for word in every_place if word in text} == own, (card.to, language, form)
        assert not [word for word in hidden if word in text], (card.to, language, form)
        numbered = str(NUMBER) in text or TONGUES[language].spelt(str(NUMBER)) in text
        assert numbered == (card.role == "liaison")
        heard = [meaning for meaning in MEANINGS if TONGUES[language].phrase(words.of(meaning)) in text]
        allowed = card.role in ("traveller", "liaison") and form == "aloud"
        assert heard == (list(MEANINGS) if allowed else [])
        assert SECRET not in text
    return looked


@pytest.mark.parametrize("seed", range(SEEDS))
def test_cards_of_random_packs(seed: int) -> None:
    """Ways by chance through strange packs, with words planted for every name and amount."""
    pack = planted(loaded(world(seed)).pack)
    way = wandering(pack, seed)
    looked = sum(tells_only_its_leg(card, pack) for card in every_card(pack, way, Told(SECRET, NUMBER)))
    assert looked >= 18 * len(way), "travellers at least have a card for each"


@pytest.mark.parametrize("name", ["a-son", "beyond-utopia", "christmas-1854", "two-days-to-the-river"])
def test_cards_of_shipped_packs(name: str) -> None:
    """The courses of the packs that ship, under planted names; notes of advice are on the travellers' cards."""
    pack = planted(load_pack(PackFolder(PACKS / name)).pack)
    cards = list(every_card(pack, course_of(pack), Told(SECRET, NUMBER)))
    assert {card.role for card in cards} >= {"broker", "host", "traveller", "liaison"}
    assert any(card.notes for card in cards)
    assert sum(tells_only_its_leg(card, pack) for card in cards) == 18 * len(cards)


def test_the_law_can_fail() -> None:
    """A card on which one word too many stands is caught."""
    pack = planted(loaded(world(0)).pack)
    (card, *_) = every_card(pack, wandering(pack, 0), Told(SECRET, NUMBER))
    name = f"{place_word(pack, card.place)} {pack.travellers[0].id}"
    named = [one.model_copy(update={"name": name}) if one.id == card.place else one for one in pack.places]
    leaky = replace(pack, places=tuple(named))
    with pytest.raises(AssertionError):
        tells_only_its_leg(card, leaky)
