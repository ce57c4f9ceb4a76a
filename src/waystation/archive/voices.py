"""A voice taken apart and made anew, so that it is not the voice of anybody.

What is kept of the sound is how loud each of a few broad bands is, 125 times a second: enough to understand words.
Pitch and melody, the fine grain, the phases and the room are thrown away, not moved; the bands are stretched by a
factor that wanders by chance and is written down nowhere, and filled with noise. Thus no factor brings the voice back.
Words, dialect, speed and habits of speech stay what they were. Source of the idea: Dudley, Remaking Speech, JASA 1939.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

__all__ = ["HZ", "Disguise"]

Samples = NDArray[np.float64]
HZ = 16_000
"""Samples in a second, in and out."""
FRAME, HOP = 512, 128
BANDS = 22
LOWEST, HIGHEST = 120.0, 7600.0
"""Hertz: below is the hum of mains, by which a sound can be dated."""
STRETCHES = ((0.74, 0.86), (1.18, 1.36))
"""By how much bands are moved down or up: far enough for another throat, near enough for words."""
DRIFT = 0.012
"""How far the factor wanders in one hop at most, as a share of its range."""
GAIN = 5.4
"""Noise under a window loses as much."""


class Disguise:
    """Changes one sound, block by block.

    Args:
        seed: Unpredictable and used once; whoever has it could tell how the bands were stretched.
    """

    def __init__(self, seed: int) -> None:
        self._chance = np.random.default_rng(seed)
        self._range = STRETCHES[int(self._chance.integers(2))]
        self._at = float(self._chance.random())
        self._heading = 1.0
        self._window = np.hanning(FRAME + 1)[:FRAME]
        self._hertz: Samples = np.fft.rfftfreq(FRAME, 1 / HZ).astype(np.float64)
        self._middles = _middles()
        self._weights = _weights(self._middles, self._hertz)
        self._waiting: Samples = np.zeros(FRAME - HOP)
        self._made: Samples = np.zeros(FRAME)
        self._late = FRAME - HOP

    def change(self, block: Samples) -> Samples:
        """The next samples, changed; as many as can be told yet.

        Args:
            block: Samples of one channel, −1 to 1.
        """
        waiting = np.concatenate([self._waiting, block])
        out: list[Samples] = []
        at = 0
        while at + FRAME <= len(waiting):
            out.append(self._step(waiting[at : at + FRAME]))
            at += HOP
        self._waiting = waiting[at:]
        made = np.concatenate(out) if out else np.zeros(0)
        early, self._late = min(self._late, len(made)), max(0, self._late - len(made))
        return np.clip(made[early:], -1.0, 1.0)

    def end(self) -> Samples:
        """What is left when nothing more comes."""
        return self.change(np.zeros(FRAME))

    def _step(self, samples: Samples) -> Samples:
        power = np.abs(np.fft.rfft(samples * self._window)) ** 2
        bands = np.log(self._weights @ power + 1e-9)
        asked = np.clip(self._hertz / self._factor(), self._middles[0], self._middles[-1])
        shape = np.sqrt(np.exp(np.interp(_pitch(asked), _pitch(self._middles), bands)))
        shape[(self._hertz < LOWEST) | (self._hertz > HIGHEST)] = 0.0
        noise = np.exp(2j * math.pi * self._chance.random(len(shape)))
        self._made += np.fft.irfft(shape * noise, FRAME) * self._window * (HOP / FRAME) * GAIN
        done, self._made = self._made[:HOP].copy(), np.concatenate([self._made[HOP:], np.zeros(HOP)])
        return done

    def _factor(self) -> float:
        if self._chance.random() < 0.01:
            self._heading = -self._heading
        self._at += self._heading * DRIFT * float(self._chance.random())
        if not 0.0 <= self._at <= 1.0:
            self._heading, self._at = -self._heading, min(1.0, max(0.0, self._at))
        low, high = self._range
        return low + (high - low) * self._at


def _pitch(hertz: Samples) -> Samples:
    """The mel scale: equal steps sound equally wide (O'Shaughnessy 1987)."""
    return np.asarray(2595.0 * np.log10(1.0 + hertz / 700.0))


def _middles() -> Samples:
    low, high = _pitch(np.array([LOWEST, HIGHEST]))
    return np.asarray(700.0 * (10.0 ** (np.linspace(low, high, BANDS) / 2595.0) - 1.0))


def _weights(middles: Samples, hertz: Samples) -> Samples:
    """How much each frequency counts for each band: triangles that sum to a mean."""
    pitch, mels = _pitch(hertz), _pitch(middles)
    step = mels[1] - mels[0]
    weights = np.maximum(0.0, 1.0 - np.abs(pitch[None, :] - mels[:, None]) / step)
    return np.asarray(weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-9))
