"""Feeds parsers what nobody meant them to read: valid samples changed in every way, and chance.

`make fuzz` runs this for long; `tests/attacks/test_vault_fuzz.py` runs a little of it in every test run. Seeds are
fixed, so what is found is found again. A parser may answer, or raise one of our own errors; anything else is a defect,
and the bytes that did it are printed.
"""

from __future__ import annotations

import argparse
import random
import time

from tests.vault_samples import Sample, samples
from tests.vaults import fixed_chance
from waystation.errors import WaystationError

__all__ = ["fuzz", "mutated"]

WORDS = (
    *(b"{", b"}", b"[", b"]", b'"', b",", b":", b"null", b"true", b"-1", b"1e999", b"NaN", b"0"),
    *(b"\\ud800", b"\\u0000", b"\xff", b"\x00", b"[" * 200, b"9" * 50, b'{"kind":"', b'"after":', b'"members":[]'),
    *(b'"supersedes":', b'"heads":[[', b'"kind":"remove"', b'"kind":"epoch"', b'"kind":"genesis"', b'"kind":"succeed"'),
)
"""What JSON and payloads trip over."""


def mutated(sample: Sample, chosen: random.Random) -> bytes:
    """A valid sample after one to four changes; now and then chance alone."""
    if chosen.random() < 0.05:
        return chosen.randbytes(chosen.choice([0, 1, 31, 60, 144, 249, 521, 4096, chosen.randrange(3000)]))
    raw = bytearray(chosen.choice(sample.valid))
    for _ in range(chosen.randint(1, 4)):
        at, end = sorted((chosen.randrange(len(raw) + 1), chosen.randrange(len(raw) + 1)))
        way = chosen.randrange(8)
        if way == 0 and raw:
            raw[chosen.randrange(len(raw))] ^= 1 << chosen.randrange(8)
        elif way == 1:
            raw[at:at] = chosen.choice(WORDS)
        elif way == 2:
            del raw[at : min(end, at + chosen.choice([1, 4, 40, len(raw)]))]
        elif way == 3:
            raw[at : at + 4] = chosen.choice([0, 1, 255, 2**31, 2**32 - 1, len(raw)]).to_bytes(4, "big")
        elif way == 4:
            other = chosen.choice(sample.valid)
            raw[at:end] = other[at:end]
        elif way == 5:
            raw[at:at] = raw[at : at + chosen.randrange(200)]
        elif way == 6:
            raw[at : at + 8] = chosen.randbytes(8)
        else:
            word = chosen.choice(WORDS)
            raw[at : at + len(word)] = word
    return bytes(raw)


def fuzz(sample: Sample, count: int, seed: int) -> int:
    """Try a parser on so many inputs.

    Returns:
        How many it took without complaint.

    Raises:
        AssertionError: With the bytes for which it raised something that is not ours.
    """
    for raw in sample.valid:
        sample.parse(raw)
    chosen = random.Random(f"{sample.name} {seed}")
    taken = 0
    for number in range(count):
        raw = mutated(sample, chosen)
        try:
            sample.parse(raw)
            taken += 1
        except WaystationError:
            continue
        except Exception as error:
            raise AssertionError(f"{sample.name}, input {number} of seed {seed}: {raw[:4000].hex()}") from error
    return taken


def main() -> None:
    """Share the inputs out among all parsers."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--inputs", type=int, default=250_000, help="how many altogether")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    parsers = samples(fixed_chance("fuzz"))
    weights = {"said": 0.3, "attachment": 0.5, "head": 0.5, "bundle": 0.3, "carried": 0.2}
    whole = sum(weights.get(each.name, 1.0) for each in parsers)
    total = 0
    for sample in parsers:
        count = -int(-given.inputs * weights.get(sample.name, 1.0) // whole)
        began = time.perf_counter()
        taken = fuzz(sample, count, given.seed)
        total += count
        seconds = time.perf_counter() - began
        print(f"{sample.name:>12}  {count:>8,} inputs  {taken:>8,} read  {seconds:6.1f} s", flush=True)
    print(f"{'all':>12}  {total:>8,} inputs, and nothing but our own errors")


if __name__ == "__main__":
    main()
