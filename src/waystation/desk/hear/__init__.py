"""Hearing: taking reports down, finding them again, and following a number back to them."""
