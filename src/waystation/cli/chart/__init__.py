"""The commands that chart: check, new, plan, simulate, export, verify, map."""
