"""A journey told: its scenes, what each rests on, how coarsely its places and days are shown, and what that leaves."""
