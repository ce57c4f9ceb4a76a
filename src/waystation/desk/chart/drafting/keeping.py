"""An unfinished draft as text, to be gone on with later: the moment of its beginning and what was typed."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, ValidationError

from waystation.desk.chart.drafting.draft import Draft, answer
from waystation.desk.chart.drafting.sketch import Setting
from waystation.errors import Usage
from waystation.world.shape import Shape

__all__ = ["kept_text", "read_kept"]


class _Kept(Shape):
    format: Literal[1]
    title: Annotated[str, Field(min_length=1, max_length=200)]
    now: AwareDatetime
    answers: Annotated[list[Annotated[str, Field(max_length=1000)]], Field(max_length=10_000)]


def kept_text(draft: Draft) -> str:
    """A draft as JSON."""
    setting = draft.setting
    kept = {"format": 1, "title": setting.title, "now": setting.now.isoformat(), "answers": list(draft.answers)}
    return json.dumps(kept, indent=1, ensure_ascii=False) + "\n"


def read_kept(data: bytes) -> tuple[Draft, int]:
    """The draft that was kept.

    Args:
        data: The bytes of the file.

    Returns:
        The draft as far as its answers fit the questions, and how many answers at its end did not.

    Raises:
        Usage: If it is no kept draft.
    """
    try:
        kept = _Kept.model_validate_json(data)
    except ValidationError:
        raise Usage("draft_unreadable") from None
    draft = Draft(Setting(datetime.fromisoformat(kept.now.isoformat()), kept.title))
    for position, text in enumerate(kept.answers):
        longer = answer(draft, text)
        if not isinstance(longer, Draft):
            return draft, len(kept.answers) - position
        draft = longer
    return draft, 0
