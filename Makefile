# PSP Portal. `make` alone lists what there is.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
# The first Python that is new enough; name another with `make run PYTHON=/path/to/python3.12`.
PYTHON ?= $(shell for one in python3 python3.13 python3.12 python3.11; do \
	$$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$one; break; }; done)
PIP := $(PY) -m pip install -qq --disable-pip-version-check --require-hashes
# Stands in for DATABASE_URL where a command only looks at the code.
OFFLINE := PSP_ENV=test DATABASE_URL=postgres://nobody@127.0.0.1:1/none
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header pyproject.toml

##@ Run
.PHONY: run shell
run: install assets ## Run the whole portal on http://localhost:8000 (PORT, PSP_HOME) until Ctrl-C
	@exec $(PY) -m psp_portal.local.run --end-with-parent

shell: install ## Open a Django shell, beside `make run` or with services of its own
	@exec $(PY) -m psp_portal.local.manage shell

##@ Check
.PHONY: test check fmt bench bench-compare bench-growth chaos fuzz
test: check assets ## Run everything: lint, types, import contracts, then the whole suite
	@$(BIN)/pytest -n 2

check: install-dev ## Run the fast checks: lint, format, types, contracts, Django's checks, templates
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(OFFLINE) $(BIN)/mypy .
	@$(BIN)/lint-imports --no-cache
	@$(OFFLINE) $(PY) manage.py check
	@$(OFFLINE) $(PY) manage.py makemigrations --check --dry-run
	@$(BIN)/djlint templates --lint --quiet
	@$(BIN)/djangofmt --check --quiet templates

fmt: install-dev ## Format code and templates, and mend what the linter can
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format .
	@$(BIN)/djangofmt templates

ROWS ?= 100000
bench: install-bench assets ## Measure tests/benchmarks on a database of ROWS requests (100000; minutes)
	@$(BIN)/pytest tests/benchmarks -o python_files='bench_*.py' --rows $(ROWS)

bench-compare: install-bench ## Compare pages with those of commit BASE, a Django floor, and django-helpdesk (ROWS; CPU, minutes)
	@$(PY) -m tests.benchmarks.compare $(BASE) --rows $(ROWS)

bench-growth: install-dev ## Compare pages at 1,000 requests with the same at ROWS (CPU, minutes; at 1,000,000 half an hour)
	@$(PY) -m tests.benchmarks.growth --rows $(ROWS)

chaos: install-dev assets ## Kill the processes of `make run`, starve and restart what they lean on (half an hour; tests/faults)
	@$(BIN)/pytest tests/faults -o python_files="test_*.py chaos*.py" -m "" -s

CASES ?= 5000
fuzz: install-dev ## Call the API with what its schema allows and does not, as several roles (CASES=5000)
	@$(BIN)/pytest tests/api/test_fuzz.py -m "" -s --cases $(CASES)

##@ Data
.PHONY: migration walls reset
migration: install-dev ## Write the migrations that the models ask for
	@$(OFFLINE) $(PY) manage.py makemigrations

walls: install-dev ## Write down the walls of a freshly migrated database (foundation/tenancy/walls.txt)
	@$(BIN)/pytest tests/tenancy/test_walls.py -k written_down --write-walls -q -n 0

reset: install ## Forget the local data of PSP_HOME (default .local); refused while it runs
	@exec $(PY) -m psp_portal.local.reset

##@ Dependencies
.PHONY: install install-dev install-bench assets lock
install: $(VENV)/.installed ## Make the virtual environment from requirements.txt

install-dev: $(VENV)/.installed-dev ## Add what tests and checks need, from requirements-dev.txt

install-bench: $(VENV)/.installed-bench ## Add what benchmarks compare with, from requirements-bench.txt

assets: install ## Install USWDS, htmx and the map with npm, from frontend/package-lock.json
	@command -v npm >/dev/null || $(PIP) -r requirements-node.txt
	@$(PY) -m psp_portal.local.assets

lock: install-dev ## Lock the dependencies again (Python and npm)
	@$(LOCK) -o requirements.txt
	@$(LOCK) --group dev -o requirements-dev.txt
	@$(LOCK) --group dev --group bench -o requirements-bench.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --group node -o requirements-node.txt
	@cd frontend && npm install --package-lock-only --ignore-scripts

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and was not found."; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: requirements.txt | $(VENV)/.made
	@echo "Installing the locked dependencies ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt requirements.txt | $(VENV)/.made
	@echo "Installing the locked dependencies for tests and checks ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-bench: requirements-bench.txt $(VENV)/.installed-dev
	@echo "Installing what benchmarks compare with ..."
	@$(PIP) -r requirements-bench.txt
	@touch $@

##@ Help
.PHONY: help
help: ## List the commands
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
		/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
