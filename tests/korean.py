"""What tests ask of a sentence in Korean, whatever it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["amiss_in_korean"]

TYPED = re.compile(
    r"`[^`]*`"  # code
    r"|\bwaystation(?: [a-z][a-z-]*)*"  # a command
    r"|--?[a-z][a-z-]*"  # an option
    r"|\b[A-Za-z_]*[A-Z]{2,}[A-Za-z_0-9]*"  # currencies, organisations, what is to be filled in
    r"|\b[\w-]+(?:[._/=@+][\w-]+)+"  # files, fields, keys of a keyboard
    r"|\b[A-F][1-6]\b"  # grades
)
BOTH_FORMS = re.compile(r"은\(는\)|이\(가\)|을\(를\)|과\(와\)|으로\(로\)|이나\(나\)|이라\(라\)|이며\(며\)")


def amiss_in_korean(texts: Iterable[str], names: Iterable[str] = ()) -> list[str]:
    """The texts in which a Korean reader finds English, a field left open, or a particle in both its forms.

    Args:
        texts: What is said.
        names: What stands as it is: ids, and titles in a pack's own words.
    """
    kept = sorted(names, key=len, reverse=True)
    return [text for text in texts if _amiss(text, kept)]


def _amiss(text: str, names: list[str]) -> bool:
    left = TYPED.sub(" ", text)
    for name in names:
        left = re.sub(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", " ", left)
    return bool(re.search("[A-Za-z]{2,}", left) or re.search("[{}]", text) or BOTH_FORMS.search(text))
