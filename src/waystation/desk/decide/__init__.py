"""Deciding, as a coordinator does it: whether to go, on what terms, which missions, and how well we judged."""
