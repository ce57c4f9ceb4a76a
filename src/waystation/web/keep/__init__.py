"""Pages about what is kept and who may read it: unlocking, locking."""
