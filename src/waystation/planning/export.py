"""Decides how an explicit model is written down for model checkers: UMB, DRN or the PRISM language.

`umb` is the unified Markov binary format, version 1 (https://pmc-tools.github.io/umb/spec): a tar of an index and raw
little-endian arrays; the way to hand over a large model. `drn` is Storm's explicit text format, a line a branch.
`prism` is the PRISM language with one variable, the number of the state: for small models, since tools look for the
commands of each state among all of them; PRISM itself also refuses to check intervals whose low end is 0, Storm does
not if the question is step-bounded. All three give the same model: the same numbers of states, the labels `safe`,
`lost` and `underway`, actions called `a` and their number in the problem, probabilities to the last bit. A file names
no place and no person, and the same model gives the same bytes.
"""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from itertools import chain as joined
from itertools import pairwise
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from waystation.errors import Usage
from waystation.planning.explicit import Unrolled

__all__ = ["FORMATS", "write"]

FORMATS = ("umb", "drn", "prism")
STATES_AT_ONCE = 20_000


def write(model: Unrolled, to: str, stream: BinaryIO) -> None:
    """Write a model down.

    Args:
        model: The model.
        to: One of `FORMATS`.
        stream: Where to; need not be seekable.

    Raises:
        Usage: If there is no such format.
    """
    if to == "umb":
        _write_umb(model, stream)
    elif to in ("drn", "prism"):
        stream.writelines(piece.encode("ascii") for piece in (_drn(model) if to == "drn" else _prism(model)))
    else:
        raise Usage("export_format", given=to, known=FORMATS)


def _write_umb(model: Unrolled, stream: BinaryIO) -> None:
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.USTAR_FORMAT) as archive:
        index = json.dumps(_umb_index(model), indent=1, sort_keys=True).encode("ascii")
        for name, content in joined([("index.json", index)], _umb_arrays(model)):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))


def _umb_index(model: Unrolled) -> dict[str, object]:
    kind = {"type": "double", "size": 64} if model.nominal else {"type": "double-interval", "size": 128}
    label = {"applies-to": ["states"], "type": {"type": "bool", "size": 1}}
    return {
        "format-version": 1,
        "format-revision": 0,
        "file-data": {"tool": "waystation"},
        "transition-system": {
            "time": "discrete",
            "#players": 0 if model.chain else 1,
            "#states": model.states,
            "#initial-states": 1,
            "#choices": model.choices,
            "#choice-actions": 1 + _last_action(model),
            "#branches": model.branches,
            "#branch-actions": 0,
            "#observations": 0,
            "branch-probability-type": kind,
        },
        "annotations": {"aps": dict.fromkeys(model.labels, label)},
    }


def _umb_arrays(model: Unrolled) -> Iterator[tuple[str, bytes]]:
    if not model.chain:
        yield "state-to-choices.bin", model.first_choice.astype("<u8").tobytes()
    yield "state-is-initial.bin", _bits(np.arange(model.states) == 0)
    yield "choice-to-branches.bin", model.first_branch.astype("<u8").tobytes()
    yield "branch-to-target.bin", model.target.astype("<u8").tobytes()
    chances = model.low if model.nominal else np.stack([model.low, model.high], axis=1)
    yield "branch-to-probability.bin", chances.astype("<f8").tobytes()
    names = ["", *(f"a{action}" for action in range(_last_action(model)))]
    yield "actions/choices/values.bin", (model.action + 1).astype("<u4").tobytes()
    yield "actions/choices/string-mapping.bin", np.cumsum([0, *map(len, names)]).astype("<u8").tobytes()
    yield "actions/choices/strings.bin", "".join(names).encode("ascii")
    for name, states in model.labels.items():
        yield f"annotations/aps/{name}/states/values.bin", _bits(states)


def _last_action(model: Unrolled) -> int:
    """One more than the greatest action that is taken."""
    return int(model.action.max()) + 1


def _bits(flags: NDArray[np.bool_]) -> bytes:
    """A set of states as the format has it: least significant bit first, in whole words of 64 bits."""
    packed = np.packbits(flags, bitorder="little")
    return packed.tobytes() + bytes(-packed.size % 8)


def _drn(model: Unrolled) -> Iterator[str]:
    yield f"@type: {'DTMC' if model.chain else 'MDP'}\n"
    yield f"@value_type: {'double' if model.nominal else 'double-interval'}\n"
    yield "@parameters\n\n@reward_models\n\n"
    yield f"@nr_states\n{model.states}\n@nr_choices\n{model.choices}\n@model\n"
    tags = np.full(model.states, "", dtype="<U9")
    tags[0] = " init"
    for name, states in model.labels.items():
        tags[states] = f" {name}"
    for first, last in _pieces(model.states):
        lines: list[str] = []
        for state, choices in enumerate(_choices(model, first, last), first):
            lines.append(f"state {state}{tags[state]}\n")
            for action, branches in choices:
                lines.append(f"\taction {action or '__NOLABEL__'}\n")
                lines.extend(f"\t\t{target} : {chance}\n" for target, chance in branches)
        yield "".join(lines)


def _prism(model: Unrolled) -> Iterator[str]:
    yield f"{'dtmc' if model.chain else 'mdp'}\n\nmodule journey\n"
    yield f"  s : [0..{model.states - 1}] init 0;\n"
    for first, last in _pieces(model.states):
        lines: list[str] = []
        for state, choices in enumerate(_choices(model, first, last), first):
            for action, branches in choices:
                updates = " + ".join(f"{chance}:(s'={target})" for target, chance in branches)
                lines.append(f"  [{action}] s={state} -> {updates};\n")
        yield "".join(lines)
    yield "endmodule\n\n"
    for name, states in model.labels.items():
        where = "|".join(f"s={state}" for state in np.flatnonzero(states))
        yield f'label "{name}" = {where};\n'


def _pieces(states: int) -> Iterator[tuple[int, int]]:
    for first in range(0, states, STATES_AT_ONCE):
        yield first, min(first + STATES_AT_ONCE, states)


def _choices(model: Unrolled, first: int, last: int) -> Iterator[list[tuple[str, list[tuple[int, str]]]]]:
    """For each state, its choices: the action's name and the branches, target and probability as text."""
    first_choice = model.first_choice[first : last + 1].tolist()
    first_branch = model.first_branch[first_choice[0] : first_choice[-1] + 1].tolist()
    branches = slice(first_branch[0], first_branch[-1])
    targets = model.target[branches].tolist()
    chances = _texts(model.low[branches], None if model.nominal else model.high[branches])
    pairs = list(zip(targets, chances, strict=True))
    actions = ["" if a < 0 else f"a{a}" for a in model.action[first_choice[0] : first_choice[-1]].tolist()]
    base_choice, base_branch = first_choice[0], first_branch[0]
    for begin, end in pairwise(first_choice):
        at = range(begin - base_choice, end - base_choice)
        yield [(actions[c], pairs[first_branch[c] - base_branch : first_branch[c + 1] - base_branch]) for c in at]


def _texts(low: NDArray[np.float64], high: NDArray[np.float64] | None) -> list[str]:
    """Probabilities as the shortest decimals that read back as the same numbers."""
    lows = [_decimal(value) for value in low.tolist()]
    if high is None:
        return lows
    return [f"[{a}, {_decimal(b)}]" for a, b in zip(lows, high.tolist(), strict=True)]


def _decimal(value: float) -> str:
    text = repr(value)
    return text if "." in text else text.replace("e", ".0e")
