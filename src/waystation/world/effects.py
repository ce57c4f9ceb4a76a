"""What a condition's level does to a leg or a place: it closes the leg, or multiplies the odds of a risk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, TypeAdapter, WithJsonSchema

from waystation.world.quoting import shown
from waystation.world.shape import mistaken

__all__ = ["Effect", "LegWhen", "PlaceWhen", "split_level"]

Effect = Literal["closed"] | dict[str, float]
"""`closed`, or an odds multiplier m >= 0 for each named risk."""

LEG_RISKS = ("betrayed", "caught", "harm", "back", "late")
PLACE_RISKS = ("found",)
LARGEST = 1e9
MOST_LEVELS = 1_000


def split_level(key: str) -> tuple[str, str]:
    """The condition and the level that a key such as `river=high` names."""
    condition, _, level = key.partition("=")
    return condition, level


def _table(value: Any) -> Any:
    if not isinstance(value, dict):
        raise mistaken("when_form", value=shown(value))
    if len(value) > MOST_LEVELS:
        raise mistaken("too_many", value=len(value), limit=MOST_LEVELS)
    return value


def _key(key: Any) -> Any:
    if not isinstance(key, str) or "=" not in key:
        raise mistaken("when_key", value=shown(key))
    return key


def _multiplier(value: Any) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not 0.0 <= value <= LARGEST:
        raise mistaken("multiplier", value=shown(value))
    return float(value)


def _reader(risks: tuple[str, ...], closable: bool) -> Callable[[Any], Any]:
    named = ", ".join(risks)

    def known(risk: Any) -> Any:
        if risk not in risks:
            raise mistaken("unknown_risk", word=str(risk), known=risks, value=shown(risk), risks=named)
        return risk

    multipliers = TypeAdapter(
        dict[Annotated[str, BeforeValidator(known)], Annotated[float, BeforeValidator(_multiplier)]],
        config=ConfigDict(strict=True),
    )

    def read(effect: Any) -> Any:
        if effect == "closed":
            if not closable:
                raise mistaken("place_closed")
            return effect
        if not isinstance(effect, dict):
            raise mistaken("effect_form" if closable else "multipliers_form", value=shown(effect), risks=named)
        return multipliers.validate_python(effect)

    return read


def _schema(risks: tuple[str, ...], closable: bool) -> dict[str, Any]:
    multipliers = {
        "type": "object",
        "properties": {risk: {"type": "number", "minimum": 0, "maximum": LARGEST} for risk in risks},
        "additionalProperties": False,
    }
    effect = {"anyOf": [{"const": "closed"}, multipliers]} if closable else multipliers
    return {"type": "object", "propertyNames": {"pattern": "^[^=]+=[^=]+$"}, "additionalProperties": effect}


Key = Annotated[str, BeforeValidator(_key)]

LegWhen = Annotated[
    dict[Key, Annotated[Effect, BeforeValidator(_reader(LEG_RISKS, True))]],
    BeforeValidator(_table),
    WithJsonSchema(_schema(LEG_RISKS, True)),
]
PlaceWhen = Annotated[
    dict[Key, Annotated[Effect, BeforeValidator(_reader(PLACE_RISKS, False))]],
    BeforeValidator(_table),
    WithJsonSchema(_schema(PLACE_RISKS, False)),
]
