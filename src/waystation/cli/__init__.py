"""The commands: one module for each act of a coordinator."""
