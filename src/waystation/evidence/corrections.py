"""Corrections: which reports count for nothing because a later one answers them.

A report is undone by every correction that answers it and is not itself undone; so a correction of a correction
restores exactly what the first one took away. A correction may arrive before what it answers. Corrections that
answer one another in a circle undo nothing.
"""

from __future__ import annotations

__all__ = ["Corrections"]


class Corrections:
    """The corrections heard so far; their order does not matter."""

    def __init__(self) -> None:
        self.undone: set[str] = set()
        """Ids of the reports that count for nothing, heard already or not; as of the last `settle`."""
        self._answers: dict[str, str] = {}
        self._answered_by: dict[str, list[str]] = {}
        self._circling: set[str] = set()
        self._changed: set[str] = set()
        self._stale = False

    def add(self, correction: str, answers: str) -> None:
        """Note a correction by its id, and the id of the report that it answers."""
        self._answers[correction] = answers
        self._answered_by.setdefault(answers, []).append(correction)
        if correction in self._answered_by or answers in self._answers:
            self._stale = True
        elif not self._stale and answers not in self.undone:
            self.undone.add(answers)
            self._changed.add(answers)

    def settle(self) -> set[str]:
        """Work out what is undone; returns the ids of the reports whose standing has changed since the last time."""
        if self._stale:
            before = self.undone
            self._work_out()
            self._changed ^= before ^ self.undone
            self._stale = False
        changed, self._changed = self._changed, set()
        return changed

    def by(self, report: str) -> str | None:
        """The first correction, by id, that undoes a report; None if it stands."""
        undoing = [
            name for name in self._answered_by.get(report, ()) if name not in self.undone and name not in self._circling
        ]
        return min(undoing, default=None)

    def _work_out(self) -> None:
        """From the corrections that nobody answers down to what they answer in the end."""
        waiting = {name: len(self._answered_by.get(name, ())) for name in self._answers}
        ready = [name for name, count in waiting.items() if count == 0]
        undone: set[str] = set()
        for name in ready:
            target = self._answers[name]
            if name not in undone:
                undone.add(target)
            if target in waiting:
                waiting[target] -= 1
                if waiting[target] == 0:
                    ready.append(target)
        self.undone = undone
        self._circling = {name for name, count in waiting.items() if count > 0}
