"""What `make bench` runs: how long things take beside what others need for the same; `docs/speed.md` says how."""
