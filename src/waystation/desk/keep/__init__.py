"""Keeping: what the vault holds, who may read it, how it is handed on, and how it forgets."""
