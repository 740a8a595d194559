# What one types here. `make help` lists it.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PLAN   ?= examples/tinned-meat.yaml

# Made anew only when what they depend on changes, so that a second run starts at once.
VENV_STAMP    := $(VENV)/.made
RUNTIME_STAMP := $(VENV)/.runtime-installed
DEV_STAMP     := $(VENV)/.dev-installed
LOCK_VENV     := $(VENV)-lock

# A tree with everything needed for development has all that the demo needs.
DEMO_STAMP := $(if $(wildcard $(DEV_STAMP)),$(DEV_STAMP),$(RUNTIME_STAMP))

PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet

DEV_EXTRAS  := --extra cases --extra png --extra screening --extra tables --extra test --extra lint --extra docs --extra package
PIP_COMPILE := CUSTOM_COMPILE_COMMAND="make lock" PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= \
	$(LOCK_VENV)/bin/pip-compile --quiet --upgrade --generate-hashes --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

MYPY_PATHS := src tests $(wildcard benchmarks) $(wildcard scripts)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint format docs build law-coverage what-would-open bench lock clean

help: ## List these targets
	@grep -hE '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

# `check` answers by its exit code too: 0 lawful, 3 a permission is needed, 4 barred, 5 unknown. Each is a ruling.
# 2 says that the plan could not be read, and anything else that the program failed.
demo: $(DEMO_STAMP) ## Install into .venv and rule an example plan
	@code=0; $(BIN)/goodoffices check $(PLAN) || code=$$?; \
	case $$code in 0|3|4|5) ;; *) echo "make demo: goodoffices check failed with exit code $$code." >&2; exit $$code;; esac

test: $(DEV_STAMP) ## Run the tests (ARGS='-m "not slow" tests/law' to choose)
	$(BIN)/python -m pytest $(ARGS)

lint: $(DEV_STAMP) ## Check style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict $(MYPY_PATHS)

format: $(DEV_STAMP) ## Put imports and layout in order
	$(BIN)/ruff check --select I --fix .
	$(BIN)/ruff format .

docs: $(DEV_STAMP) ## Build the documentation into docs/_build/html
	$(BIN)/sphinx-build -W --keep-going -q -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

law-coverage: $(DEV_STAMP) ## Show which rules of law the tests decide
	$(BIN)/python -m tests.law_coverage

what-would-open: $(DEV_STAMP) ## Make docs/what-would-open.md anew
	$(BIN)/python docs/what_would_open.py

bench: $(DEV_STAMP) ## Measure speed
	$(BIN)/python -m benchmarks

build: $(DEV_STAMP) ## Build the source archive and the wheel into dist/
	rm -rf dist
	$(BIN)/python -m build --no-isolation

# The runtime lock follows the development lock, so that both can be installed into one .venv.
# A lock must not depend on one machine's pip settings, and its header names only this target. The extra `dev` is
# written out, since it names the package itself, which would enter the lock by its path.
lock: $(LOCK_VENV)/.made ## Remake requirements/*.lock with the latest releases
	$(PIP_COMPILE) $(DEV_EXTRAS) --output-file requirements/dev.lock pyproject.toml
	$(PIP_COMPILE) --constraint requirements/dev.lock --output-file requirements/runtime.lock pyproject.toml

clean: ## Remove what these targets made
	rm -rf $(VENV) $(LOCK_VENV) dist build docs/_build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

define PYTHON_CHECK
@command -v $(PYTHON) >/dev/null || { \
	echo "There is no '$(PYTHON)' here. goodoffices needs Python 3.11 or newer: make PYTHON=/path/to/python3 ..." >&2; exit 1; }
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo "goodoffices needs Python 3.11 or newer, and '$(PYTHON)' is $$($(PYTHON) -V 2>&1)." >&2; \
	echo "If you have a newer one, name it: make PYTHON=python3.12 ..." >&2; exit 1; }
endef

$(VENV_STAMP):
	$(PYTHON_CHECK)
	@$(PYTHON) -m venv --clear $(VENV) || { \
		echo "Could not make $(VENV). On Debian and Ubuntu the package python3-venv is needed." >&2; exit 1; }
	@touch $@

$(RUNTIME_STAMP): $(VENV_STAMP) requirements/runtime.lock pyproject.toml
	@echo "Installing goodoffices into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements/runtime.lock
	@$(PIP) install --no-deps --editable .
	@touch $@

$(DEV_STAMP): $(VENV_STAMP) requirements/dev.lock pyproject.toml
	@echo "Installing goodoffices and its development tools into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements/dev.lock
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(LOCK_VENV)/.made:
	$(PYTHON_CHECK)
	@$(PYTHON) -m venv --clear $(LOCK_VENV)
	@$(LOCK_VENV)/bin/python -m pip --disable-pip-version-check --quiet install --upgrade pip pip-tools
	@touch $@
