"""Guiding, as a coordinator does it: the journey, the watch, cards, the sheet for the night, burning, the family."""
