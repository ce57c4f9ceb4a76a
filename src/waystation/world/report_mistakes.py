"""What is wrong with a value that was to be a report: pydantic's findings as mistakes with this project's own codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waystation.errors import Mistake
from waystation.world.quoting import shown

__all__ = ["report_mistake"]


def report_mistake(detail: Mapping[str, Any], file: str, line: int) -> Mistake:
    """One finding as a mistake.

    Args:
        detail: The finding, as pydantic gives it.
        file: The file that the report stands in, or nothing.
        line: Its line there, or 0.
    """
    kind, context = str(detail["type"]), dict(detail.get("ctx", {}))
    at = ".".join(str(part) for part in detail["loc"])
    fields: dict[str, object] = {"key": at, "value": shown(detail.get("input"))}
    codes = {
        "missing": "missing_key",
        "timezone_aware": "no_offset",
        "datetime_type": "not_a_time",
        "not_a_time": "not_a_time",
        "fee_form": "fee_form",
        "string_pattern_mismatch": "grade_form" if at == "grade" else "near_form",
        "literal_error": "not_one_of",
        "float_type": "not_a_number",
        "int_type": "not_whole",
        "int_from_float": "not_whole",
        "string_type": "not_text",
        "bool_type": "not_true_or_false",
        "greater_than_equal": "too_small",
        "greater_than": "not_above",
        "less_than_equal": "too_large_value",
        "string_too_short": "empty_text",
        "string_too_long": "too_long_text",
        "finite_number": "not_finite",
    }
    if kind == "missing":
        fields["value"] = shown(str(detail["loc"][-1]))  # what was given is the report around it
    if kind == "literal_error":
        fields["known"] = context.get("expected", "").replace("'", "")
    limits = [context[name] for name in ("ge", "gt", "le", "max_length", "min_length") if name in context]
    return Mistake(
        codes.get(kind, "wrong_value"),
        file,
        at,
        line,
        {**fields, "limit": limits[0] if limits else "", "why": detail["msg"]},
    )
