"""From what was typed to a value, or to what would be right: names and words, amounts, times, chances."""
