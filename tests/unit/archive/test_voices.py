"""Voices made anew: pitch is gone, rhythm stays, and no one factor leads back."""

from __future__ import annotations

import numpy as np

from waystation.archive.voices import HZ, Disguise


def spoken(seconds=4.0, pitch=120.0, formants=(600, 1200, 2500)):
    """A vowel that is switched on and off, as speech is."""
    time = np.arange(int(HZ * seconds)) / HZ
    sound = np.zeros(len(time))
    for number in range(1, 40):
        loud = sum(np.exp(-(((number * pitch - formant) / 120) ** 2)) for formant in formants)
        sound += loud * np.sin(2 * np.pi * number * pitch * time + number)
    return 0.3 * sound / np.abs(sound).max() * (0.55 + 0.45 * np.sign(np.sin(2 * np.pi * 1.5 * time)))


def changed(sound, seed, parts=7):
    """A sound changed block by block, as long as it was."""
    disguise = Disguise(seed)
    made = np.concatenate([*(disguise.change(part) for part in np.array_split(sound, parts)), disguise.end()])
    return made[: len(sound)]


def voiced(sound):
    """How strongly a sound repeats itself at the pitches of voices, 0 to 1."""
    sound = sound - sound.mean()
    repeats = np.correlate(sound, sound, "full")[len(sound) - 1 :]
    return float((repeats / repeats[0])[HZ // 400 : HZ // 70].max())


def loudness(sound):
    """How loud it is, over 50 ms."""
    return np.sqrt(np.convolve(sound**2, np.ones(800) / 800, "same"))[::400]


def middle(sound):
    """Around which frequency the first formant lies."""
    power, hertz = np.abs(np.fft.rfft(sound)) ** 2, np.fft.rfftfreq(len(sound), 1 / HZ)
    near = (hertz > 250) & (hertz < 1000)
    return float((power[near] * hertz[near]).sum() / power[near].sum())


def test_pitch_is_gone():
    """A voice repeats itself with each movement of the vocal folds; what is made of it does not."""
    sound = spoken()
    assert voiced(sound[8000:12000]) > 0.8
    assert voiced(changed(sound, 1)[8000:12000]) < 0.4


def test_words_keep_their_time():
    """Loudness follows that of the original, at the same instants."""
    sound = spoken()
    made = changed(sound, 2)
    assert np.corrcoef(loudness(sound), loudness(made))[0, 1] > 0.95
    assert 0.5 < np.sqrt((made**2).mean() / (sound**2).mean()) < 2.0


def test_formants_move_by_a_factor_that_wanders():
    """Another throat; and another at each instant, so that no one factor leads back."""
    sound = spoken(20.0, formants=(600,))
    for seed in range(3):
        made = changed(sound, seed)
        factors = [middle(part) / middle(sound) for part in np.array_split(made, 10)]
        assert all(abs(factor - 1) > 0.1 for factor in factors)
        assert max(factors) / min(factors) > 1.02


def test_each_seed_makes_another_sound():
    """And the same seed the same, however it is cut into blocks."""
    sound = spoken(1.0)
    assert np.array_equal(changed(sound, 5), changed(sound, 5, parts=13))
    assert not np.allclose(changed(sound, 5), changed(sound, 6), atol=0.01)


def test_the_hum_of_the_mains_is_gone():
    """By which a recording can be dated."""
    time = np.arange(HZ * 4) / HZ
    made = changed(0.1 * np.sin(2 * np.pi * 50 * time), 3)
    power, hertz = np.abs(np.fft.rfft(made)) ** 2, np.fft.rfftfreq(len(made), 1 / HZ)
    assert power[hertz < 80].sum() < 0.02 * power.sum() + 1e-6


def test_silence_stays_silence():
    """Nothing is heard where nothing was."""
    assert np.abs(changed(np.zeros(HZ), 4)).max() < 1e-3
