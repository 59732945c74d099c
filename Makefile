# Everything starts here. `make help` lists the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Switch the demand for full coverage of the rules off while writing them: make test COVERAGE=
COVERAGE ?= --cov=domain --cov-branch --cov-report=term --cov-fail-under=100
# Fewer tests, or more words; coverage is not asked of them: make test TESTS="tests/domain -k kinship"
TESTS ?=
# Tests run side by side, three on two processors, as those in a browser wait; one that has none
# left takes from another.
# One after the other, to debug: make test WORKERS=0
WORKERS ?= 3
# Fewer mutants, by module or function: make mutants MUTANTS='domain.residence.norm.*'
MUTANTS ?=
# Seconds for one test: a page that draws for ever must not hold up the others.
LONGEST ?= 180
PYTEST = $(BIN)/pytest --numprocesses $(WORKERS) --maxprocesses 4 --dist worksteal --timeout $(LONGEST)

SOURCES = $(shell find app domain simulation synthetic_data -name __pycache__ -prune -o -type f -print)
RUN_READY := $(VENV)/.ready-to-run
TEST_READY := $(VENV)/.ready-to-test
MUTATION_READY := $(VENV)/.ready-to-mutate
# Tirkeu as a wheel with compiled modules, in an environment of its own: an edited source is never
# hidden behind what was compiled of it before.
COMPILED := .venv-compiled
COMPILED_READY := $(COMPILED)/.ready-to-run
COMPILING := build/compiled

export PIP_NO_INPUT := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

# A browser that was starved by its neighbours times out: what failed is tried once more by itself,
# and what is wrong fails again.
OR_ALONE := || { echo "Once more, one by one, what failed:" >&2; \
	$(BIN)/pytest --last-failed --last-failed-no-failures=none --timeout $(LONGEST) tests; }

.DEFAULT_GOAL := help
.PHONY: help run test test-full whole load check format bench compiled bench-compiled mutants lock clean packages

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "  make %-14s %s\n", $$1, $$2}'

run: $(RUN_READY) ## install, make the city (1.6 million people, once), serve the dashboard
	@$(BIN)/tirkeu serve

# Counting lines makes tests twice as slow, so it is done where it is demanded: the rules' own tests.
test: $(TEST_READY) packages ## run the tests; the rules must be covered on every branch
ifeq ($(strip $(TESTS)),)
	$(PYTEST) tests/domain $(COVERAGE)
	$(PYTEST) tests --ignore=tests/domain $(OR_ALONE)
else
	$(PYTEST) $(TESTS) $(OR_ALONE)
endif

# More examples, more replications, larger cities, the tests marked `full` (tests/extent.py), fifty
# people at once, and the rules spoilt in every place. One that fails does not stop the rest with
# make --keep-going test-full.
test-full: whole load mutants ## run all there is, hours long: before a release (docs/tests.md)

whole: export TIRKEU_TESTS := full
whole: LONGEST := 3600
whole: test

load: $(TEST_READY) ## let fifty people use the full city at once
	$(BIN)/tirkeu generate
	$(BIN)/python -m benchmarks.load

check: $(TEST_READY) ## lint, formatting, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(TEST_READY) ## put the code into its form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: $(TEST_READY) ## measure speed (not part of the tests)
	$(BIN)/pytest benchmarks --benchmark-only

compiled: $(COMPILED_READY) ## the same, compiled for speed: .venv-compiled/bin/tirkeu (docs/decisions/0011-compiled.md)

bench-compiled: $(COMPILED_READY) ## measure the model against its bare network, both compiled
	$(COMPILED)/bin/python benchmarks/model_ratio.py

# Only pytest's own plugins are loaded, and compiled modules are kept: both count a thousand times.
mutants: export PYTEST_DISABLE_PLUGIN_AUTOLOAD := 1
mutants: export PYTHONDONTWRITEBYTECODE :=
mutants: $(MUTATION_READY) ## spoil the rules one place at a time: do the tests notice? (docs/mutants.md)
	@PATH="$(CURDIR)/$(BIN):$$PATH" nice -n 19 $(BIN)/mutmut run $(MUTANTS)
	@$(BIN)/python tests/domain/mutants.py

# Package versions come from the lock files alone; the stamps make a second call start at once.
# The test lock repeats the first one except where a test tool demands an older package.
define install
	@$(PYTHON) -c 'import sys; sys.exit(f"Python 3.11 or newer is needed, $(PYTHON) is {sys.version.split()[0]}: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	@echo "Installing packages into $(VENV) …" >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement $(1)
	@$(BIN)/python -m pip install --quiet --no-deps --editable .
endef

$(RUN_READY): pyproject.toml requirements.lock
	$(call install,requirements.lock)
	@touch $@

$(TEST_READY): pyproject.toml requirements.lock requirements-test.lock
	$(call install,requirements-test.lock)
	@touch $(RUN_READY) $@

$(MUTATION_READY): pyproject.toml requirements-mutation.lock
	$(call install,requirements-mutation.lock)
	@touch $(RUN_READY) $(TEST_READY) $@

# Which modules are compiled is said in setup.py: what was made for another list would be left over.
$(COMPILED_READY): setup.py hatch_build.py pyproject.toml requirements.lock $(SOURCES) | $(TEST_READY)
	@[ $(COMPILING) -nt setup.py ] || rm -rf $(COMPILING)
	@echo "Compiling, about two minutes …" >&2
	@mkdir -p $(COMPILING)
	@$(BIN)/python setup.py --quiet build_ext >$(COMPILING)/log 2>&1 || { tail -n 20 $(COMPILING)/log >&2; exit 1; }
	@echo "Installing packages into $(COMPILED) …" >&2
	@$(BIN)/python -m venv --clear $(COMPILED)
	@$(COMPILED)/bin/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@TIRKEU_COMPILED=$(CURDIR)/$(COMPILING)/modules \
		$(COMPILED)/bin/python -m pip install --quiet --no-deps --force-reinstall .
	@touch $@

packages:
	@.ci/packages

lock: ## take the newest packages that pyproject.toml allows
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet 'uv>=0.9'
	$(BIN)/uv $(RESOLVE) --upgrade --output-file requirements.lock
	cp requirements.lock requirements-test.lock
	$(BIN)/uv $(RESOLVE) --extra test --output-file requirements-test.lock
	cp requirements-test.lock requirements-mutation.lock
	$(BIN)/uv $(RESOLVE) --extra test --extra mutation --output-file requirements-mutation.lock

# One set of versions for every platform and Python, with the hashes of all their files.
RESOLVE = pip compile pyproject.toml --quiet --universal --fork-strategy fewest \
	--generate-hashes --no-annotate --no-header --no-emit-index-url

clean: ## remove what make and the tools have made; cities and saved scenarios stay
	rm -rf $(VENV) $(COMPILED) build dist .coverage .hypothesis .benchmarks .mypy_cache .pytest_cache .ruff_cache .import_linter_cache mutants
	find app domain simulation synthetic_data tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
