# The only list of verbs: people, hooks and CI call these. Written for GNU Make 3.81 (macOS) and later.
STAMP := .venv/.installed
TESTED := .venv/.installed-tests
QUARTER ?= 2026Q2
ARGS ?=

# The stamp is written last and holds the folder it was made in, so that an interrupted install,
# a checkout that was moved or a Python that is gone are all seen, and installed anew.
fresh := $(shell [ -x .venv/bin/python ] && [ "$$(cat $(STAMP) 2>/dev/null)" = "$(CURDIR)" ] && echo yes)

# Prints the first Python that will do; else `:venv` or `:none`.
find-python := wrong=:none; \
	if [ -n "$(PYTHON)" ]; then set -- "$(PYTHON)"; \
	else set -- python3 python3.14 python3.13 python3.12 python3.11; fi; \
	for p do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
	"$$p" -c 'import ensurepip, venv' >/dev/null 2>&1 || { wrong=:venv; continue; }; \
	command -v "$$p"; exit; done; echo "$$wrong"
no-python = Python 3.11 or newer is needed and $(if $(PYTHON),$(PYTHON) is none,none is on the PATH): install one \
	(Debian: apt install python3 python3-venv; macOS: brew install python), or name one with make PYTHON=/path/to/python3
no-venv = This Python cannot make virtual environments (no venv or no ensurepip): install them \
	(Debian: apt install python3-venv), or name another Python with make PYTHON=/path/to/python3

help:  ## list these targets
	@sed -n 's/^\([a-z]*\):.*##/\1	/p' Makefile

report: $(STAMP)  ## build the quarterly review of QUARTER=2026Q2 and publish it under reports/
	.venv/bin/cloudcapex build quarterly_review --quarter $(QUARTER) --publish --replace
	@echo "The pages: reports/quarterly_review/$(QUARTER)/en/report.html and report.pdf"

test: $(TESTED)  ## lint, check types, run every test and every notebook (ARGS='-k word' for some)
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/python -m pytest -n 2 --dist loadfile $(ARGS)

sweep: $(TESTED)  ## prove editions of every quarter (goes on where it was stopped; ARGS='--only 2023Q4')
	PYTHONPATH=tests .venv/bin/python -m sweep $(ARGS)

lab: $(STAMP)  ## open JupyterLab on notebooks/explore.ipynb
	.venv/bin/jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) --ServerApp.root_dir="$(CURDIR)" $(ARGS) \
		notebooks/explore.ipynb

bench: $(TESTED)  ## print seconds, peak memory and ratios of builds, and what a hundred times the data cost
	.venv/bin/python benchmarks/bench.py $(ARGS)
	.venv/bin/python benchmarks/scale.py

COMPILE = uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --quiet

lock:  ## write requirements.lock and requirements-test.lock anew from pyproject.toml (needs uv)
	$(COMPILE) -o requirements.lock $(ARGS)
	sed -n 's/^\([A-Za-z0-9][^\\]*\).*/\1/p' requirements.lock > .constraints
	$(COMPILE) --extra test --extra edgar --extra bulk -c .constraints -o requirements-test.lock $(ARGS)
	rm -f .constraints

clean:  ## remove the environment, the drafts and the caches; reports/ stays
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests benchmarks -name __pycache__ -type d -exec rm -rf {} +

$(STAMP): requirements.lock pyproject.toml $(if $(fresh),,again)
	$(if $(fresh),,$(eval base := $(shell $(find-python))))
	$(if $(filter :none,$(base)),$(error $(no-python)))$(if $(filter :venv,$(base)),$(error $(no-venv)))
	@rm -f $@
	$(if $(fresh),,@"$(base)" -m venv --clear .venv)
	@echo "Installing into .venv (once, a minute or two) ..."
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@echo "$(CURDIR)" > $@

# What tests and extras need comes on top, with the product's own pins.
$(TESTED): $(STAMP) requirements-test.lock
	@echo "Installing what the tests need into .venv (once, half a minute) ..."
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@echo "$(CURDIR)" > $@

.PHONY: help report test sweep lab bench lock clean again
