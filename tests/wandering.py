"""Ways through packs by chance: legs in a row, with and without stays between them, some of them late."""

from __future__ import annotations

import random
from datetime import timedelta

from waystation.guiding.ahead import Stretch
from waystation.world.pack import Pack

__all__ = ["wandering"]

WALK = 8


def wandering(pack: Pack, seed: int) -> list[Stretch]:
    """A way through a pack by chance, whatever its windows and dangers.

    Args:
        pack: Any pack.
        seed: The same seed gives the same way.
    """
    chance = random.Random(seed)
    here, now, way = pack.mission.origin, pack.clock.start, []
    for _ in range(WALK):
        zone = pack.place[here].zone(pack.clock.zone)
        if chance.random() < 0.5:
            until = now + timedelta(minutes=chance.choice([30, 300, 1500]))
            way.append(Stretch(None, here, now.astimezone(zone), until.astimezone(zone)))
            now = until
        moves = [move for move in pack.moves if move.origin == here]
        if not moves:
            break
        move = chance.choice(moves)
        ends = now + timedelta(minutes=chance.choice([30, 400]))
        there = pack.place[move.destination].zone(pack.clock.zone)
        late = (ends + timedelta(hours=1)).astimezone(there) if chance.random() < 0.5 else None
        way.append(Stretch(move, here, now.astimezone(zone), ends.astimezone(there), late))
        here, now = move.destination, ends
    return way
