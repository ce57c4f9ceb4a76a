"""The tests: `unit` mirrors the source, `house` keeps the project itself, `docs` runs what the pages say."""
