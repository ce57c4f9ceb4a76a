"""What has been worked out before: plans, verdicts, pictures; found again by a key that changes when they would.

A bounded memory, shared by the threads that work things out; forgotten when the office locks. Whoever asks decides
what belongs into the key; what belongs into the mark instead takes the place of what was found before, so that a
mission of which much is heard has one plan here and not a hundred.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

__all__ = ["MOST_WORKED", "Worked"]

T = TypeVar("T")
MOST_WORKED = 128
"""So many things are kept; those that nobody asked for the longest go first."""


@dataclass
class Worked:
    """The memory.

    Args:
        most: How many things are kept, >= 1.
    """

    most: int = MOST_WORKED
    _found: OrderedDict[Hashable, tuple[Hashable, Any]] = field(default_factory=OrderedDict, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _age: int = field(default=0, init=False)

    def find(self, key: Hashable, work: Callable[[], T], mark: Hashable = None) -> T:
        """What was worked out under a key, or is now.

        Args:
            key: What it is.
            work: Works it out; what it raises is not remembered.
            mark: Changes whenever the result would, and the key does not.
        """
        with self._lock:
            if key in self._found and self._found[key][0] == mark:
                self._found.move_to_end(key)
                found: T = self._found[key][1]
                return found
            age = self._age
        found = work()
        with self._lock:
            if age == self._age:  # whoever locked meanwhile wants nothing kept
                self._found[key] = (mark, found)
                self._found.move_to_end(key)
                while len(self._found) > self.most:
                    self._found.popitem(last=False)
        return found

    def known(self, key: Hashable, mark: Hashable = None) -> Any | None:
        """What was worked out under a key and a mark; None where nothing was."""
        with self._lock:
            kept, found = self._found.get(key, (None, None))
        return found if kept == mark else None

    def clear(self) -> None:
        """Forget everything, and what is being worked out just now."""
        with self._lock:
            self._found.clear()
            self._age += 1
