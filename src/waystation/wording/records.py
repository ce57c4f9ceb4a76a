"""Forecasts, overrides and outcomes in sentences."""

from __future__ import annotations

__all__ = ["FORESEEN_KEPT"]

FORESEEN_KEPT = "What is foreseen is kept; waystation calibration will hold it against what happens."
