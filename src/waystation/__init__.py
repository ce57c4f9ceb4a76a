"""Waystation: chart the safest course for people in flight, decide whether to go, guide them, keep every secret."""

__all__ = ["__version__"]

__version__ = "0.1.0"
