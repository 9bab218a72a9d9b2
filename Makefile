# Every command first installs what is missing (scripts/setup.sh); arguments go on with ARGS="...".

.DEFAULT_GOAL := help
.PHONY: help run test trust lint bench model clean

PYTHON_HERE := .venv/bin/python
unexport PYTHONPATH PYTHONHOME # of other programs
# Without a display the program shows in the terminal what it can do.
HEADLESS_DEMO := $(if $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname -s)),,demo)
# Qt looks for an X display unless it is told otherwise.
WAYLAND_ONLY := $(if $(DISPLAY)$(QT_QPA_PLATFORM),,$(if $(WAYLAND_DISPLAY),QT_QPA_PLATFORM=wayland))

help: ## List these commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

run: ## Start the program: its window, or a demo in the terminal where there is no display; ARGS="--help" shows more
	@bash scripts/setup.sh run
	@$(WAYLAND_ONLY) $(PYTHON_HERE) main.py $(or $(ARGS),$(HEADLESS_DEMO))

TRUST := tests/trust tests/test_offline.py tests/app/test_audit.py tests/app/test_deletion.py tests/app/test_consent.py
test: ## Run the tests, in two processes; ARGS="-k gallery" runs some of them, ARGS="-n 0" in one
	@bash scripts/setup.sh test
	@QT_QPA_PLATFORM=offscreen $(PYTHON_HERE) -m pytest -n 2 --dist loadfile $(ARGS)

trust: ## Try hard what SECURITY.md promises (minutes): hundreds of kills and thousands of faults, counted
	@bash scripts/setup.sh test
	@GLUONAR_TRUST=long QT_QPA_PLATFORM=offscreen $(PYTHON_HERE) -m pytest $(TRUST) $(ARGS)

lint: ## Check style, formatting and the direction of imports
	@bash scripts/setup.sh lint
	@$(PYTHON_HERE) -m ruff check
	@$(PYTHON_HERE) -m ruff format --check
	@$(PYTHON_HERE) .venv/bin/lint-imports --no-logo

bench: ## Measure against the peers of requirements-bench.txt (its own .venv-bench; about 3 GB)
	@bash scripts/setup.sh bench
	@.venv-bench/bin/python -m benchmarks $(ARGS)

DATA ?= ../shared/data/speech/train
NOISE ?= ../shared/data/noise
model: ## Train the shipped model anew (hours): DATA=speech NOISE=sounds WORK=folder OUT=model
	@bash scripts/setup.sh bench
	@bash scripts/train_default_model.sh $(DATA) $(NOISE) $(or $(WORK),build/training) $(or $(OUT),build/model) $(ARGS)

clean: ## Remove everything these commands made
	rm -rf .venv .venv-bench build .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
