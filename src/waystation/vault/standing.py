"""How a vault stands, as people are told of it: plain values without keys, for `desk` to fill and `wording` to word."""

from __future__ import annotations

from dataclasses import dataclass

from waystation.errors import Mistake
from waystation.world.pack import Pack

__all__ = [
    "Changed",
    "CompartmentStanding",
    "DeviceStanding",
    "Erased",
    "Exposure",
    "Imported",
    "Kept",
    "Look",
    "MemberStanding",
    "PersonStanding",
    "ProposalStanding",
    "Readable",
    "Retirement",
    "Touched",
]


@dataclass(frozen=True)
class DeviceStanding:
    """A device on the roster.

    Args:
        id: Its id, in hexadecimal.
        label: What people call it.
        fingerprint: What two people compare aloud.
        own: True for the one at hand.
        removed: True if it was removed, or replaced.
        replaced_by: The fingerprints of the devices that took its place: restored backups of it.
    """

    id: str
    label: str
    fingerprint: str
    own: bool
    removed: bool
    replaced_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class MemberStanding:
    """A member and their devices.

    Args:
        member: The member's name in the vault.
        role: Their role; it holds no key.
        administrator: Whether they may change the roster.
        devices: Their devices.
    """

    member: str
    role: str
    administrator: bool
    devices: tuple[DeviceStanding, ...]


@dataclass(frozen=True)
class CompartmentStanding:
    """A compartment that the device at hand has read, or reads.

    Args:
        name: Its name.
        part: What it is of its mission or of the vault.
        members: The names of those who read what is written from now on.
        yours: Whether the device at hand is among them.
        entries: How many entries of it lie here.
        keys: How many of its keys the device at hand holds, superseded ones included.
    """

    name: str
    part: str
    members: tuple[str, ...]
    yours: bool
    entries: int
    keys: int


@dataclass(frozen=True)
class ProposalStanding:
    """A change that waits for approvals.

    Args:
        id: The hash of the proposal, in hexadecimal.
        change: `add`, `remove`, `threshold` or `retire`.
        what: Whom or what it is about, in the vault's own names.
        by: Who proposed it.
        approvals: How many approve it so far.
        needed: How many must.
        yours: Whether the one at hand already does.
    """

    id: str
    change: str
    what: str
    by: str
    approvals: int
    needed: int
    yours: bool


@dataclass(frozen=True)
class PersonStanding:
    """Somebody for whom something is sealed.

    Args:
        id: The person's id, in hexadecimal.
        name: Their name, as it was given.
        compartment: The compartment that holds their key.
        reports: How many reports are sealed for them.
    """

    id: str
    name: str
    compartment: str
    reports: int


@dataclass(frozen=True)
class Look:
    """Somebody looked at the people of a compartment.

    Args:
        compartment: Its name.
        by: The label of the device, and whose it is.
        why: What for: the command.
        times: How often.
    """

    compartment: str
    by: str
    why: str
    times: int


@dataclass(frozen=True)
class Readable:
    """What somebody's devices can read of one compartment.

    Args:
        compartment: Its name; or its id in hexadecimal, where the device at hand does not know the name.
        part: What it is of its mission or of the vault; empty where it is not known.
        keys: How many of its keys they hold.
        entries: How many entries these open.
        people: How many people's keys they open.
        current: Whether what is written from now on opens too.
    """

    compartment: str
    part: str
    keys: int
    entries: int
    people: int
    current: bool


@dataclass(frozen=True)
class Touched:
    """What one mission shows to a broker, or to whoever takes a place.

    Args:
        mission: The mission's name in the vault.
        pack: The mission.
        legs: Ids of the legs that it runs, or that begin or end there.
        places: Ids of the places where these begin and end.
        brokers: Ids of the brokers that it meets there: those who run these legs or others from and to these places.
        travellers: Ids of those who would be seen.
        told: Ids of reports that it told itself.
        about: Ids of other reports about it.
        starts: True if the mission begins at one of these places.
        ends: True if it may end at one of them.
    """

    mission: str
    pack: Pack
    legs: tuple[str, ...]
    places: tuple[str, ...]
    brokers: tuple[str, ...]
    travellers: tuple[str, ...]
    told: tuple[str, ...]
    about: tuple[str, ...]
    starts: bool
    ends: bool


@dataclass(frozen=True)
class Exposure:
    """What would be known if somebody or some place were taken.

    Args:
        kind: `member`, `device`, `broker` or `place`.
        name: Who, or which.
        devices: Labels of the devices that would be taken.
        administrator: Whether they may change the roster.
        readable: What their keys open.
        missions: What the missions connect with them.
        unseen: How many compartments the device at hand cannot look into, so that their missions are not counted.
    """

    kind: str
    name: str
    devices: tuple[str, ...] = ()
    administrator: bool = False
    readable: tuple[Readable, ...] = ()
    missions: tuple[Touched, ...] = ()
    unseen: int = 0


@dataclass(frozen=True)
class Changed:
    """What became of a change of the roster.

    Args:
        holds: Whether it holds now.
        missing: How many more approvals it needs.
        rotated: Names of the compartments that got a new key here.
        readable: Names of the compartments of which whoever was removed holds keys.
    """

    holds: bool
    missing: int
    rotated: tuple[str, ...] = ()
    readable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kept:
    """A keepsake in the archive of a mission.

    Args:
        mission: The mission's name in the vault.
        item: The keepsake's id.
    """

    mission: str
    item: str


@dataclass(frozen=True)
class Erased:
    """A person is forgotten here.

    Args:
        name: Whom.
        reports: How many reports cannot be opened any more.
        devices: Labels of devices that have not said that they heard of it.
        bundles: Where bundles went that hold the key, each with its day.
        backups: The same of backups.
        keepsakes: The keepsakes that show them, none of which ever leaves.
        out: How often one of these has left already.
    """

    name: str
    reports: int
    devices: tuple[str, ...]
    bundles: tuple[str, ...]
    backups: tuple[str, ...]
    keepsakes: tuple[Kept, ...] = ()
    out: int = 0


@dataclass(frozen=True)
class Retirement:
    """A proposal to forget a person.

    Args:
        id: Its hash, in hexadecimal.
        name: Whom; empty where the device at hand may not know.
        after_days: How many days after it was proposed.
        agreed: How many members agree.
        needed: How many must.
        due: Whether its time has come.
    """

    id: str
    name: str
    after_days: int
    agreed: int
    needed: int
    due: bool

    @property
    def missing(self) -> int:
        """How many more must agree."""
        return max(0, self.needed - self.agreed)


@dataclass(frozen=True)
class Imported:
    """What bundles brought.

    Args:
        bundles: How many were opened.
        foreign: How many files no key here opens.
        taken: Entries that are new here and count.
        known: Entries that were here already.
        waiting: Entries that wait for others.
        void: Entries by removed devices from after their removal: kept, and not believed.
        by_removed: Labels of these devices.
        destroyed: Keys of people destroyed because a tombstone came.
        left_bundles: If keys were destroyed, where bundles of this device went that may hold them, each with its days.
        left_backups: The same of backups.
        out: Whether this device was on the roster before, and is not any more.
        signals: Labels of the devices that were opened under pressure.
        problems: What was refused, and what is missing.
    """

    bundles: int
    foreign: int
    taken: int
    known: int
    waiting: int
    void: int
    by_removed: tuple[str, ...]
    destroyed: int
    left_bundles: tuple[str, ...]
    left_backups: tuple[str, ...]
    out: bool
    signals: tuple[str, ...]
    problems: tuple[Mistake, ...]
