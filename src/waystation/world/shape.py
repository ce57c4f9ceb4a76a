"""What all values read from a pack have in common: frozen, strict, and deaf to keys that nobody declared.

The shapes of `pack.toml` and `network.geojson` are these classes; the JSON Schema and the reference page are
generated from them, so a field is described in one place only.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

__all__ = ["Identifier", "Language", "Money", "Probability", "Shape", "Text", "is_plain", "mistaken"]

_CONTROL = r"\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
"""Control characters, line breaks, and marks that turn the direction of what follows."""
_NOT_PLAIN = re.compile(f"[{_CONTROL}]")
LONGEST_TEXT = 400
_LANGUAGE = "^[a-z]{2}$"


class Shape(BaseModel):
    """A frozen record of a pack: unknown keys, wrong types, NaN and infinity are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False, populate_by_name=False)


Identifier = Annotated[str, Field(pattern=rf"^[^\s,=:/\[\]{_CONTROL}]+$", max_length=80)]
"""A name that commands can carry: no blank, comma, colon, slash, equals sign, square bracket or control character."""


def is_plain(text: str) -> bool:
    """Whether a text is one line that can be shown on any terminal without changing what stands around it."""
    return _NOT_PLAIN.search(text) is None


def _plain(text: str) -> str:
    if not is_plain(text):
        raise mistaken("control_character")
    return text


Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_plain)]
"""A line of text for people."""


def _language(text: str) -> str:
    if re.fullmatch(_LANGUAGE, text) is None:
        raise mistaken("language_form")
    return text


Language = Annotated[str, AfterValidator(_language), WithJsonSchema({"type": "string", "pattern": _LANGUAGE})]
"""A language of people, by its two letters in ISO 639-1: `ko`, `lo`."""


def mistaken(code: str, within: tuple[str | int, ...] = (), **fields: Any) -> PydanticCustomError:
    """The error of a validator: a mistake with its code and the values that its sentence needs.

    Args:
        code: Which kind of mistake; the key of its sentence in `wording.mistakes`.
        within: Where inside the value that is validated.
        **fields: The values that the sentence needs; `word` and `known` become the `nearest` known word.
    """
    return PydanticCustomError(code, "mistake", {**fields, "within": within, "mistake": True})


Probability = Annotated[float, Field(ge=0.0, le=1.0)]

Money = Annotated[float, Field(ge=0.0, le=1e12)]
"""An amount in the pack's currency."""
