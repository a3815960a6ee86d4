# What one can do here. `make` alone lists it.
PYTHON ?= python3
PORT ?= 8000
V = .venv/bin
RUN = .venv/.run
DEV = .venv/.dev
LOCK = $(wildcard frontend/package-lock.json)
NODE = $(if $(LOCK),frontend/node_modules/.complete)
NODE_DEV = $(if $(LOCK),frontend/node_modules/.complete-dev)
WORDS = .venv/.words
FILES = .venv/.files
BYTECODE = .venv/.bytecode
POSTGRES15 ?= /usr/lib/postgresql/15/bin
ON_15 = $(wildcard $(addsuffix /tests,$(addprefix lotse/,cases people catalogue mailroom jobs))) \
	lotse/search/tests/test_search.py tests/test_two_at_once.py tests/test_database.py
PO = $(shell find lotse -name '*.po')
MODULES = $(shell find lotse -name '*.py')
STATIC = $(shell find lotse -path '*/static/*' -type f)

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-fresh test lint types contracts unit browser pictures proof test-postgres15 chromium clean

help: ## lists what one can do
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1|/p' Makefile | awk -F'|' '{ printf "  make %-16s %s\n", $$1, $$2 }'

setup: $(RUN) $(NODE) $(WORDS) $(FILES) $(BYTECODE) ## prepares: afterwards .venv/bin/lotse works

demo: setup ## starts Musterhafen at http://127.0.0.1:8000 (PORT= changes it); Ctrl-C stops it
	@exec $(V)/lotse demo --port $(PORT)

demo-fresh: setup ## begins Musterhafen anew
	@exec $(V)/lotse demo --port $(PORT) --fresh

test: ## runs all checks
	@$(MAKE) -j3 lint types contracts setup $(NODE_DEV) chromium
	@$(MAKE) unit browser

lint: $(DEV) ## style
	$(V)/ruff check .
	$(V)/ruff format --check .
	$(V)/djangofmt --check lotse

types: $(DEV) ## types
	$(V)/mypy lotse

contracts: $(DEV) ## the floor plan: which room may know which
	$(V)/lint-imports

unit: setup $(DEV) ## tests without a browser
	$(V)/python -m pytest -n 2 --dist loadscope -m "not browser and not proof"

browser: setup $(DEV) $(NODE_DEV) chromium ## tests in a real browser
	$(V)/python -m pytest -n 3 --dist worksteal -m "browser and not proof"

pictures: setup $(DEV) $(NODE_DEV) chromium ## the same, and keeps a picture of every state of a page in artefacts/
	LOTSE_PICTURES=artefacts $(V)/python -m pytest -n 2 -m browser

proof: setup $(DEV) $(NODE_DEV) chromium ## the large counts; writes docs/proofs.md
	LOTSE_PROOF=docs/proofs.md $(V)/python -m pytest -m proof
	LOTSE_ALL_FILES=1 $(V)/python -m pytest -n 2 -q tests/test_hostile_files.py

test-postgres15: setup $(DEV) ## models and races on Debian's PostgreSQL 15 (POSTGRES15= names its programs)
	@if [ -x $(POSTGRES15)/initdb ]; then \
		LOTSE_POSTGRES_PROGRAMS=$(POSTGRES15) $(V)/python -m pytest -n 2 --dist loadscope -m "not browser and not proof" $(ON_15); \
	else echo "Übersprungen: In $(POSTGRES15) liegt kein PostgreSQL 15. Unter Debian 12: apt-get install postgresql-15"; fi

clean: ## removes what was installed and built here, not the demo's data
	rm -rf .venv frontend/node_modules staticfiles .test-postgres*

# --- how the parts come to be; each is made again only when what it stands on changed

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Lotse braucht Python 3.11 oder neuer; PYTHON=... nennt ein anderes."; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Es fehlt das Modul venv. Unter Debian: apt-get install python3-venv"; exit 1; }

$(RUN): requirements/run.txt pyproject.toml | .venv/bin/python
	@echo "Pakete werden geladen …"
	$(V)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(V)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(DEV): requirements/dev.txt $(RUN)
	$(V)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

# The machine's own list of trusted certificates: a town hall's proxy may be among them.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export NODE_EXTRA_CA_CERTS ?= /etc/ssl/certs/ca-certificates.crt
endif

# Without an npm of its own the machine gets one from PyPI; the same files with either.
HAS_NPM = $(shell command -v npm)
define npm_ci
	@command -v npm >/dev/null || $(V)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/node.txt
	cd frontend && PATH="$$PATH:$(CURDIR)/$(V)" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error $(1)
endef

ifdef LOCK
$(NODE): frontend/package-lock.json frontend/package.json $(if $(HAS_NPM),,$(RUN))
	$(call npm_ci,--omit=dev)
	@touch $@

$(NODE_DEV): frontend/package-lock.json frontend/package.json $(NODE)
	$(call npm_ci,)
	@touch $(NODE) $@
endif

$(WORDS): $(PO) $(RUN)
	$(V)/python -m lotse.project.words
	@touch $@

$(FILES): $(STATIC) $(NODE) $(RUN)
	$(V)/python -m lotse.project.collecting
	@touch $@

# Else every start would read our modules as text where Python may not keep what it read (PYTHONDONTWRITEBYTECODE, a
# folder of another user): half a second of each start.
$(BYTECODE): $(MODULES) $(RUN)
	@$(V)/python -m compileall -q lotse
	@touch $@

chromium:
	@command -v chromium >/dev/null || if [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; \
	else echo "Für die Tests im Browser fehlt Chromium. Unter Debian: apt-get install chromium"; exit 1; fi
