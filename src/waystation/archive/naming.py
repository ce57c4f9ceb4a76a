"""Which places and brokers may be named in what leaves: those of which two members agreed, for one use."""

from __future__ import annotations

from waystation.archive.entered import enough
from waystation.archive.register import Register

__all__ = ["agreed_by", "may_be_told", "taken_back"]


def taken_back(register: Register, what: str, name: str, use: str) -> tuple[str, ...]:
    """The ids of all that was taken back about a name: what must be known by whoever agrees anew."""
    about = (what, name, use)
    return tuple(
        one.record.id
        for one in register.named
        if (one.record.what, one.record.name, one.record.use) == about and not one.record.told
    )


def agreed_by(register: Register, what: str, name: str, use: str) -> tuple[str, ...]:
    """The members who agreed to a name, knowing of all that was taken back; sorted."""
    about, back = (what, name, use), set(taken_back(register, what, name, use))
    those = (one for one in register.named if (one.record.what, one.record.name, one.record.use) == about)
    return tuple(sorted({one.member for one in those if one.record.told and back <= set(one.record.after)}))


def may_be_told(register: Register, what: str, name: str, use: str) -> bool:
    """Whether a name may stand in what leaves for a use.

    Args:
        register: The archive of the mission in whose pack it stands.
        what: `place` or `broker`.
        name: Its id in the pack.
        use: One of `records.USES`.
    """
    return enough(agreed_by(register, what, name, use))
