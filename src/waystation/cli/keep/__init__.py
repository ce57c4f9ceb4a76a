"""The commands that keep: vault and exposure."""
