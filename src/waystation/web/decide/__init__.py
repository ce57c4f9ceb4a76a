"""Pages on which it is decided whether to go."""
