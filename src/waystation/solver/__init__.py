"""Robust finite-horizon decision problems with outside conditions, on plain arrays. Knows nothing of travel."""
