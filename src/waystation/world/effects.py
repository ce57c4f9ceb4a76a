"""What a condition's level does to a leg or a place: it closes the leg, or multiplies the odds of a risk."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

__all__ = ["Effect", "LegWhen", "PlaceWhen", "split_level"]

Effect = Literal["closed"] | dict[str, float]
"""`closed`, or an odds multiplier m >= 0 for each named risk."""

LEG_RISKS = ("betrayed", "caught", "harm", "back", "late")
PLACE_RISKS = ("found",)


def split_level(key: str) -> tuple[str, str]:
    """The condition and the level that a key such as `river=high` names."""
    condition, _, level = key.partition("=")
    return condition, level


def _reader(risks: tuple[str, ...], closable: bool) -> Any:
    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise PydanticCustomError("when_form", "not a table of levels", {"value": str(value)[:40]})
        for key, effect in value.items():
            if not isinstance(key, str) or "=" not in key:
                raise PydanticCustomError("when_key", "not condition=level", {"key": str(key)[:40]})
            if effect == "closed":
                if not closable:
                    raise PydanticCustomError("place_closed", "a place cannot be closed", {"key": key})
                continue
            if not isinstance(effect, dict):
                raise PydanticCustomError(
                    "effect_form", "not an effect", {"key": key, "value": str(effect)[:40], "risks": ", ".join(risks)}
                )
            _check_multipliers(key, effect, risks)
        return value

    return read


def _check_multipliers(key: str, effect: dict[str, Any], risks: tuple[str, ...]) -> None:
    for risk, multiplier in effect.items():
        if risk not in risks:
            raise PydanticCustomError("unknown_risk", "unknown risk", {"key": key, "risk": str(risk), "risks": ", ".join(risks)})
        number = isinstance(multiplier, int | float) and not isinstance(multiplier, bool)
        if not number or not 0.0 <= multiplier <= 1e9:
            raise PydanticCustomError("multiplier", "not a multiplier", {"key": key, "risk": risk, "value": str(multiplier)[:40]})


def _schema(risks: tuple[str, ...], closable: bool) -> dict[str, Any]:
    multipliers = {
        "type": "object",
        "properties": {risk: {"type": "number", "minimum": 0, "maximum": 1e9} for risk in risks},
        "additionalProperties": False,
    }
    effect = {"anyOf": [{"const": "closed"}, multipliers]} if closable else multipliers
    return {"type": "object", "propertyNames": {"pattern": "^[^=]+=[^=]+$"}, "additionalProperties": effect}


LegWhen = Annotated[
    dict[str, Effect], BeforeValidator(_reader(LEG_RISKS, True)), WithJsonSchema(_schema(LEG_RISKS, True))
]
PlaceWhen = Annotated[
    dict[str, Effect], BeforeValidator(_reader(PLACE_RISKS, False)), WithJsonSchema(_schema(PLACE_RISKS, False))
]
