"""A record that was read already: whoever adds to it reads on, and no other thread meets the store meanwhile."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from waystation.deciding.records import Said
from waystation.desk.guide.warm_case import KeptRecord
from waystation.world.report import Report, read_report


def report(number: int) -> Report:
    """A report that says little."""
    value = {"kind": "oncall", "source": "pastor", "who": f"member {number}", "until": "2031-10-02T18:00:00+07:00"}
    found = read_report({**value, "happened": "2031-10-01T18:00:00+07:00"}, now=datetime(2031, 10, 1, 12, tzinfo=UTC))
    assert not isinstance(found, list), found
    return found


class Store:
    """A record in memory, which counts how often it is read."""

    mission, member, members, writable = "mission", "", (), True

    def __init__(self) -> None:
        self.kept: list[Said] = []
        self.reads = 0

    def said(self) -> list[Said]:
        """All that is kept."""
        self.reads += 1
        return list(self.kept)

    def add(self, one: Report) -> None:
        """Keep one more."""
        self.kept.append(Said(one, self.mission, one.source))


def test_whoever_adds_reads_what_they_added():
    """On the same thread the record is read again."""
    store = Store()
    kept = KeptRecord(store, [])
    assert kept.said() == []
    kept.add(report(1))
    assert [one.report for one in kept.said()] == [report(1)]
    assert store.reads == 1


def test_no_other_thread_reads_the_store():
    """What works answers out beside the pages has what was read before, however much is written meanwhile."""
    store = Store()
    kept = KeptRecord(store, [Said(report(0), "mission", "pastor")])
    kept.add(report(1))
    with ThreadPoolExecutor(1) as beside:
        found = beside.submit(kept.said).result()
    assert [one.report for one in found] == [report(0)]
    assert store.reads == 0
