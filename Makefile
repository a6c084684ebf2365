# One command for each habit of this house. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
CHROMIUM ?= /usr/bin/chromium
SHARED ?= ../shared
PICTURES ?= docs/pictures
BIN := .venv/bin
STAMPS := .venv/stamps
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet --quiet
CATALOGUES := $(wildcard tracker/translations/*/LC_MESSAGES/messages.po)
KEYWORDS := -k _l -k lazy_gettext
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links --no-annotate --quiet --extra postgres --extra oidc --extra pdf --group build

# Each file is compiled once, whatever the shell says: tests start Python a hundred times over.
export PYTHONDONTWRITEBYTECODE :=

# Installs a Debian package where that may be done here, else says which command is needed.
define apt_install
if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq $(1); \
elif sudo -n true 2>/dev/null; then sudo -n apt-get update -qq && sudo -n apt-get install -y -qq $(1); \
else echo "This needs the Debian package $(1): ask for  sudo apt-get install $(1)" >&2; exit 1; fi
endef

# Says something only where something is wrong.
define quietly
said=$$($(1) 2>&1) || { echo "$$said"; exit 1; }
endef

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: env ## Serve the demo town (TRACKER_INSTANCE, DATABASE_URL, HOST, PORT)
	@exec $(BIN)/tracker serve --demo

env: $(STAMPS)/run ## Make .venv from the hashed lock, with .venv/bin/tracker

env-dev: $(STAMPS)/dev ## The same with what tests and checks need

test: check $(STAMPS)/chromium ## Everything that fits ten minutes: checks, tests on both databases, a browser
	@CHROMIUM=$(CHROMIUM) $(BIN)/python -m pytest -n 3 --dist worksteal --database=both

check: $(STAMPS)/dev ## Format, lint, types, imports, dependencies, templates, translations
	@$(MAKE) --no-print-directory --output-sync --jobs 2 types style
	@echo "Format, lint, types, imports, dependencies, templates and translations are in order."

types: $(STAMPS)/dev
	@$(BIN)/mypy --no-error-summary

style: $(STAMPS)/dev
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(call quietly,$(BIN)/lint-imports --no-logo --no-cache)
	@$(call quietly,$(BIN)/deptry --no-ansi .)
	@$(call quietly,$(BIN)/djlint templates --check)
	@$(call quietly,$(BIN)/djlint templates --lint)
	@$(call quietly,$(BIN)/python -m pytest --quiet --no-header -p no:randomly tests/house/test_translations.py)

proof: $(STAMPS)/dev $(STAMPS)/chromium ## The long proofs, figures printed
	@CHROMIUM=$(CHROMIUM) $(BIN)/python -m pytest -n 2 --database=both --proof -m proof -rA

bench: $(STAMPS)/dev ## How fast the pages are, beside a bare page in the same run
	@$(BIN)/python -m bench.pages

score: $(STAMPS)/dev ## How well the seeds and the practice documents are read
	@test -d $(SHARED)/practice || { echo "There is no $(SHARED)/practice here: nothing to score." >&2; exit 1; }
	@rm -rf $(STAMPS)/readings && mkdir -p $(STAMPS)/readings
	@pairs=(); \
	for gold in $(SHARED)/seeds/*.gold.json $(SHARED)/practice/*.json; do \
		text=$${gold%.json}; text=$${text%.gold}.txt; reading=$(STAMPS)/readings/$$(basename $$gold); \
		$(BIN)/tracker read "$$text" --json > "$$reading"; pairs+=("$$reading" "$$gold"); \
	done; \
	$(BIN)/python $(SHARED)/practice/score.py "$${pairs[@]}"

pictures: $(STAMPS)/dev $(STAMPS)/chromium ## Draw the README's pictures with the browser
	@CHROMIUM=$(CHROMIUM) $(BIN)/python -m bench.pictures $(PICTURES)

messages: $(STAMPS)/dev ## Bring the catalogues up to date with the words in code and templates
	@$(BIN)/pybabel --quiet extract -F pyproject.toml $(KEYWORDS) --no-location --sort-output -o $(STAMPS)/messages.pot .
	@$(BIN)/pybabel --quiet update -i $(STAMPS)/messages.pot -d tracker/translations --no-fuzzy-matching --omit-header

lock: ## Bring the locks in line with pyproject.toml (UPGRADE=--upgrade for newer versions)
	@command -v uv > /dev/null || { echo "This needs uv: pip install uv" >&2; exit 1; }
	@$(LOCK) $(UPGRADE) --group dev -o requirements-dev.lock
	@$(LOCK) --constraint requirements-dev.lock -o requirements.lock

.venv/bin/python:
	@$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "Giao Ban needs Python 3.11 or newer"'
	@$(PYTHON) -m venv .venv > /dev/null 2>&1 || { rm -rf .venv; $(call apt_install,python3-venv); $(PYTHON) -m venv .venv; }

$(STAMPS)/run: requirements.lock pyproject.toml hatch_build.py | .venv/bin/python
	@echo "Making .venv …"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: requirements-dev.lock $(STAMPS)/run
	@echo "Adding what tests need …"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(STAMPS)/chromium: $(STAMPS)/run
	@test -x $(CHROMIUM) || { $(call apt_install,chromium); }
	@touch $@

# Translations are compiled when .venv is made, and again when somebody has written in them.
$(STAMPS)/translations: $(CATALOGUES) $(STAMPS)/run
	@$(BIN)/pybabel --quiet compile -d tracker/translations
	@touch $@

run test proof bench pictures: $(STAMPS)/translations

.PHONY: help run env env-dev test check types style proof bench score pictures messages lock
