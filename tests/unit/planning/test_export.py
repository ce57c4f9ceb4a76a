"""A model is written so that other tools read the very same model."""

from __future__ import annotations

import io
import json
import re
import tarfile

import numpy as np
import pytest

from tests.random_problems import random_problem, random_start
from waystation.errors import Usage
from waystation.planning.explicit import Unrolled
from waystation.planning.export import FORMATS, write
from waystation.planning.unroll import unroll
from waystation.solver.solve import Start
from waystation.solver.twin import solve_plainly

SEEDS = range(3, 15)


def models(seed):
    """A random problem's interval model, its chain and its nominal decision process, with the true values."""
    problem = random_problem(seed)
    start, truth = Start(*random_start(problem, seed)), solve_plainly(problem)
    low, mid = (float(getattr(truth, name)[start.step, start.node] @ start.joint) for name in ("low", "mid"))
    chain = unroll(problem, start, truth.policy, nominal=True)
    return unroll(problem, start), chain, unroll(problem, start, nominal=True), low, mid


def written(model: Unrolled, to: str) -> bytes:
    """The file's bytes."""
    stream = io.BytesIO()
    write(model, to, stream)
    return stream.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files in a tar."""
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        opened = {entry.name: archive.extractfile(entry) for entry in archive}
        return {name: stream.read() for name, stream in opened.items() if stream}


@pytest.mark.parametrize("seed", SEEDS)
def test_umb_holds_the_arrays_as_they_are(seed):
    """The index comes first and counts what the raw little-endian arrays hold."""
    for model in models(seed)[:3]:
        files = unpacked(written(model, "umb"))
        assert next(iter(files)) == "index.json"
        system = json.loads(files["index.json"])["transition-system"]
        assert [system[f"#{name}"] for name in ("states", "choices", "branches", "players")] == [
            model.states,
            model.choices,
            model.branches,
            0 if model.chain else 1,
        ]
        chances = np.frombuffer(files["branch-to-probability.bin"], "<f8")
        low, high = (chances, chances) if model.nominal else (chances[::2], chances[1::2])
        assert np.array_equal(low, model.low)
        assert np.array_equal(high, model.high)
        assert np.array_equal(np.frombuffer(files["branch-to-target.bin"], "<u8"), model.target)
        assert np.array_equal(np.frombuffer(files["choice-to-branches.bin"], "<u8"), model.first_branch)
        assert ("state-to-choices.bin" in files) is not model.chain
        for name, states in model.labels.items():
            bits = np.frombuffer(files[f"annotations/aps/{name}/states/values.bin"], np.uint8)
            assert bits.size % 8 == 0
            assert np.array_equal(np.unpackbits(bits, bitorder="little")[: model.states], states)


@pytest.mark.parametrize("to", ["drn", "prism"])
def test_text_holds_every_probability_to_the_last_bit(to):
    """The decimals read back as the numbers they came from, in the order of the branches."""
    model = models(4)[0]
    found = re.findall(r"\[([\d.e-]+), ([\d.e-]+)\]", written(model, to).decode("ascii"))
    assert [(float(low), float(high)) for low, high in found] == list(
        zip(model.low.tolist(), model.high.tolist(), strict=True)
    )


@pytest.mark.parametrize("to", FORMATS)
def test_the_same_model_gives_the_same_bytes(to):
    """Nothing of the hour or of the machine is written."""
    assert written(models(4)[0], to) == written(models(4)[0], to)


def test_an_unknown_format_is_refused():
    """The error names the formats that there are."""
    with pytest.raises(Usage) as caught:
        written(models(4)[0], "jani")
    assert caught.value.fields == {"given": "jani", "known": FORMATS}


def load(stormpy, model, to, folder):
    """What Storm reads from the file."""
    path = folder / f"model.{to}"
    path.write_bytes(written(model, to))
    kind = float if model.nominal else stormpy.Interval
    if to == "umb":
        options = stormpy.io.UmbImportOptions()
        options.build_state_valuations = False
        return stormpy.build_model_from_umb(path, options=options)
    if to == "drn":
        return stormpy.build_model_from_drn[kind](path)
    return stormpy.build_model[kind](stormpy.parse_prism_program(str(path)))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("to", FORMATS)
def test_storm_reads_every_format_and_finds_the_same_values(to, seed, tmp_path):
    """The robust value of the interval model, the nominal one of the chain; the nominal process is read as one."""
    stormpy = pytest.importorskip("stormpy", reason="stormpy (the extra `proof`) is not installed")
    model, chain, process, low, mid = models(seed)
    read = load(stormpy, model, to, tmp_path)
    robust = stormpy.UncertaintyResolutionMode.ROBUST
    question = stormpy.parse_properties(f'Pmax=? [F<={model.depth()} "safe"]')[0]
    result = stormpy.model_checking(read, question, uncertainty_resolution_mode=robust)
    assert result.get_value(read.initial_states[0]) == pytest.approx(low, abs=1e-12)
    read = load(stormpy, chain, to, tmp_path)
    assert read.model_type == stormpy.models.ModelType.DTMC
    question = stormpy.parse_properties(f'P=? [F<={chain.depth()} "safe"]')[0]
    assert stormpy.model_checking(read, question).get_value(read.initial_states[0]) == pytest.approx(mid, abs=1e-12)
    read = load(stormpy, process, to, tmp_path)
    assert read.model_type == stormpy.models.ModelType.MDP
    if to != "prism":  # where Storm leaves out what is not reached, such as `lost` without fatal risks
        assert (read.nr_states, read.nr_choices, read.nr_transitions) == (
            process.states,
            process.choices,
            process.branches,
        )
        assert {name: read.labeling.get_states(name).get_number_of_set_bits() for name in process.labels} == {
            name: int(states.sum()) for name, states in process.labels.items()
        }
