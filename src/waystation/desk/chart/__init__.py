"""Charting: from a pack to a plan, a proof and a red line."""
