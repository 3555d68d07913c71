# Everything that a newcomer, a developer and CI need. Nothing but Python 3.11+ with venv, and make, has to be there.

PYTHON ?= python3
BIN := .venv/bin
SET_UP := .venv/.set-up

.PHONY: help demo test soak quality site dist lock format clean
.DEFAULT_GOAL := help

help:
	@echo 'make demo     reads the invented reports in examples/ and shows the picture'
	@echo 'make test     every check: format, lint, types, imports, tests'
	@echo 'make soak     the checks that take longer, with their figures'
	@echo 'make quality  accuracy against annotated texts (where they lie beside the repository)'
	@echo 'make site     the documentation as pages, in build/site'
	@echo 'make lock     pins the versions anew'
	@echo 'make dist     wheel and source distribution, in dist'

# One environment for all of it; made anew when the lock changes.
$(SET_UP): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

# The gazetteer is compiled once from the packages that carry its facts.
GAZETTEER := .venv/.gazetteer
$(GAZETTEER): $(SET_UP) $(wildcard src/tellings/data/gazetteer*.py src/tellings/data/*.tsv)
	$(BIN)/python -m tellings.data.build
	@touch $@

demo: $(GAZETTEER)
	@rm -f examples/demo.db examples/demo.db-wal examples/demo.db-shm
	$(BIN)/tellings read examples/reports examples/week/*.jsonl --store examples/demo.db
	$(BIN)/tellings stories --store examples/demo.db
	$(BIN)/tellings story meridian-0312 --store examples/demo.db
	@echo
	@echo 'That was one of the stories. The store is examples/demo.db; next: the five things in README.md, or $(BIN)/tellings --help.'

test: $(GAZETTEER)
	@sh tools/chromium.sh
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -q -n 2 -m 'not soak'

soak: $(GAZETTEER)
	$(BIN)/pytest -q -m soak
	HYPOTHESIS_PROFILE=default $(BIN)/pytest -q -m 'not soak' tests/test_redraw.py tests/test_order.py tests/test_forget.py tests/test_judging.py
	$(BIN)/python bench/stories.py
	$(BIN)/python bench/index.py
	$(BIN)/python bench/gazetteer.py
	$(BIN)/python bench/speed.py

quality: $(GAZETTEER)
	$(BIN)/python bench/quality.py

dist: $(SET_UP)
	$(BIN)/uv build --quiet --no-build-isolation --offline

site: $(SET_UP)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet
	@echo 'open build/site/index.html'

format: $(SET_UP)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: $(SET_UP)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--upgrade pyproject.toml --group dev -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		-c requirements.lock pyproject.toml --extra postgres --extra documents --group container -o container.lock

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis src/tellings/data/built
