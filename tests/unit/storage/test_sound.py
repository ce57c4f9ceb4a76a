"""Sounds made anew: voices changed, nothing else of the file left."""

from __future__ import annotations

import io
import struct
import wave

import numpy as np
import pytest

from tests.portraits import needs_ffmpeg
from waystation.archive.redacting import Wanted
from waystation.errors import Usage
from waystation.storage.ffmpeg import has_stream
from waystation.storage.scratch import scratch, scratch_of
from waystation.storage.sound import changed_voices, covered_sound

pytestmark = needs_ffmpeg


def spoken():
    """A second of a tone, with the name of whoever recorded it."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(44100)
        tone = np.repeat(8000 * np.sin(np.arange(44100) / 44100 * 2 * np.pi * 220), 2)
        file.writeframes(tone.astype("<i2").tobytes())
    listed = struct.pack("<4sI4s4sI", b"LIST", 4 + 8 + 12, b"INFO", b"IART", 12) + b"NAME-CANARY\x00"
    return out.getvalue() + listed


@pytest.mark.parametrize("sound", ["kept", "changed"])
def test_a_copy_holds_sound_and_nothing_else(sound, tmp_path):
    """As long as it was; the name is gone."""
    data = spoken()
    with (
        scratch_of([data], tmp_path, len(data)) as source,
        covered_sound(source, Wanted(sound=sound), tmp_path, 5) as (made, done),
    ):
        whole = b"".join(made.blocks())
        assert has_stream(made.path, made.keeps, "a:0")
    assert b"CANARY" not in whole
    assert b"udta" not in whole
    assert done.seconds == pytest.approx(1.0, abs=0.05)
    assert (done.sound, done.form) == (sound, "audio/mp4")


def test_a_tone_is_no_tone_any_more(tmp_path):
    """What repeats itself does not in what is made of it; without a seed it stays."""
    data, peaks = spoken(), {}
    for seed in (None, 3):
        with scratch_of([data], tmp_path, len(data)) as source, scratch(tmp_path) as into:
            assert changed_voices(source, into, seed) == pytest.approx(16000, abs=800)
            with wave.open(io.BytesIO(b"".join(into.blocks())), "rb") as file:
                assert (file.getnchannels(), file.getframerate()) == (1, 16000)
                heard = np.frombuffer(file.readframes(1 << 20), "<i2").astype(float)
        power = np.abs(np.fft.rfft(heard)) ** 2
        peaks[seed] = power.max() / power.sum()
    assert peaks[None] > 0.5
    assert peaks[3] < 0.05


def test_a_sound_is_never_left_without_sound(tmp_path):
    """Nothing would be left."""
    with (
        pytest.raises(Usage, match="redact_silent"),
        scratch_of([b"x"], tmp_path, 1) as source,
        covered_sound(source, Wanted(sound="out"), tmp_path, 1),
    ):
        pass


@pytest.mark.parametrize("data", [b"", b"RIFF\x00\x00\x00\x00WAVE", spoken()[:60]])
def test_what_is_no_sound_is_refused(data, tmp_path):
    """In one line."""
    with (
        pytest.raises(Usage, match="redact_unreadable"),
        scratch_of([data], tmp_path, 1) as source,
        covered_sound(source, Wanted(), tmp_path, 1),
    ):
        pass
