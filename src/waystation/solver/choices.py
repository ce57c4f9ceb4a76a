"""What is chosen in every state, kept in as few bits as it needs: see `kernels.keeping` for how."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waystation.solver.flat import Flat
from waystation.solver.narrow import Narrowed
from waystation.solver.problem import NO_ACTION

__all__ = ["Choices"]

Chosen = NDArray[np.uint8]


@dataclass(frozen=True)
class Choices:
    """What is chosen in every state.

    Args:
        narrow: What each node tells apart.
        first_action: (nodes + 1,) int32, as in `Problem`.
        row_at: (nodes + 1,) int64; where each node's row begins among those of a step; the last, the length of all.
        bits: (nodes,) uint8; how many bits a choice takes: 0, 2, 4 or 8.
        kept: (T, row_at[−1]) uint8.
    """

    narrow: Narrowed
    first_action: NDArray[np.int32]
    row_at: NDArray[np.int64]
    bits: NDArray[np.uint8]
    kept: Chosen

    @classmethod
    def none(cls, flat: Flat) -> Choices:
        """Nothing chosen anywhere, in the states of a layout."""
        first = flat.problem.first_action
        actions = np.diff(first)
        bits = np.select([actions == 0, actions <= 2, actions <= 14], [0, 2, 4], 8).astype(np.uint8)
        rows = (flat.narrow.sizes * bits + 7) // 8
        row_at = np.concatenate([[0], np.cumsum(rows)]).astype(np.int64)
        return cls(flat.narrow, first, row_at, bits, np.full((flat.problem.steps, int(row_at[-1])), 255, np.uint8))

    @classmethod
    def of(cls, flat: Flat, choice: Chosen) -> Choices:
        """Choices given one by one.

        Args:
            flat: A layout whose nodes tell apart all that the choices do.
            choice: (T, nodes, joint) uint8; the position of the action among the node's, 255 where there is none.
        """
        result = cls.none(flat)
        for node in np.flatnonzero(result.bits):
            wide = result.narrow.wide[result.narrow.node_class[node]]
            width = int(result.bits[node])
            codes = choice[:, node, wide] & ((1 << width) - 1)
            padded = np.zeros((len(codes), -(-codes.shape[1] * width // 8) * 8 // width), np.uint8)
            padded[:, : codes.shape[1]] = codes
            row = np.zeros((len(codes), padded.shape[1] * width // 8), np.uint8)
            for part in range(8 // width):
                row |= padded[:, part :: 8 // width] << np.uint8(part * width)
            result.kept[:, result.row_at[node] : result.row_at[node + 1]] = row
        return result

    @property
    def arrays(self) -> tuple[Chosen, NDArray[np.int64], NDArray[np.uint8]]:
        """The arrays by which kernels read and write choices, in their order."""
        return self.kept, self.row_at, self.bits

    def at(self, step: int, node: int, joint: int) -> int:
        """The position of the action among the node's; 255 where there is none."""
        width = int(self.bits[node])
        if width == 0:
            return NO_ACTION
        place = int(self.narrow.local[self.narrow.node_class[node], joint]) * width
        byte, most = int(self.kept[step, self.row_at[node] + place // 8]), (1 << width) - 1
        choice = byte >> place % 8 & most
        return NO_ACTION if choice == most else choice

    def several(self, states: NDArray[np.int32]) -> Chosen:
        """(k,) uint8; as `at`, for the step, node and joint level of each of many states: (k, 3)."""
        result = np.full(len(states), NO_ACTION, np.uint8)
        acting = np.flatnonzero(self.bits[states[:, 1]])
        step, node, joint = states[acting].T
        width = self.bits[node].astype(np.int64)
        place, most = self.narrow.local[self.narrow.node_class[node], joint] * width, (1 << width) - 1
        codes = self.kept[step, self.row_at[node] + place // 8] >> place % 8 & most
        result[acting] = np.where(codes == most, NO_ACTION, codes)
        return result

    def rows(self, step: int, node: int) -> Chosen:
        """(joint,) uint8; the choices of a node at a step, at each joint level; 255 where there is none."""
        found: Chosen = self._codes(step, node)[self.narrow.local[self.narrow.node_class[node]]]
        return found

    def all(self) -> Chosen:
        """(T, nodes, joint) uint8: every choice spelled out."""
        steps, nodes, joint = len(self.kept), len(self.bits), self.narrow.local.shape[1]
        result = np.full((steps, nodes, joint), NO_ACTION, np.uint8)
        for node in np.flatnonzero(self.bits).tolist():
            result[:, node] = self._codes(slice(None), node)[:, self.narrow.local[self.narrow.node_class[node]]]
        return result

    def _codes(self, steps: int | slice, node: int) -> Chosen:
        """The choices of a node at its local levels, along the last axis."""
        width = int(self.bits[node])
        row = self.kept[steps, self.row_at[node] : self.row_at[node + 1]]
        if width == 0:
            return np.full((*row.shape[:-1], int(self.narrow.sizes[node])), NO_ACTION, np.uint8)
        shifts = np.arange(0, 8, width, dtype=np.uint8)
        codes = (row[..., None] >> shifts) & np.uint8((1 << width) - 1)
        codes[codes == (1 << width) - 1] = NO_ACTION
        return codes.reshape(*row.shape[:-1], -1)
