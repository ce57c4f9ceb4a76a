"""Commands that decide: whether to go, on what terms, and which missions."""
