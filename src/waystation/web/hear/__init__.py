"""Pages on which something is heard: reports, and what is believed."""
