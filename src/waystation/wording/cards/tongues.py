"""The languages that cards are written in."""

from __future__ import annotations

from collections.abc import Mapping

from waystation.wording.cards.chinese import CHINESE
from waystation.wording.cards.english import ENGLISH
from waystation.wording.cards.korean import KOREAN
from waystation.wording.cards.lao import LAO
from waystation.wording.cards.thai import THAI
from waystation.wording.cards.tongue import Tongue
from waystation.wording.cards.vietnamese import VIETNAMESE

__all__ = ["TONGUES"]

TONGUES: Mapping[str, Tongue] = {one.code: one for one in (ENGLISH, KOREAN, CHINESE, VIETNAMESE, LAO, THAI)}
"""By their two letters in ISO 639-1."""
