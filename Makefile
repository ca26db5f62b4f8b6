# Everything that a person does with the project. `make help` lists it.

PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py

.DEFAULT_GOAL := help
.PHONY: help setup run test bench lint chaos

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 16

setup: .venv/installed .venv/translations ## make .venv with everything that the portal needs

run: setup ## the whole portal on http://127.0.0.1:8000; PORT, DATABASE_URL, REDIS_URL, DOCUMENTS=folder
	@exec $(BIN)/python -m config.embedded.run

test: setup .venv/installed-dev ## all tests, with a real browser; TESTS="tests/core -k deadline" for some
	@sh tests/browser.sh
	$(BIN)/python -m pytest -n 2 $(TESTS)

bench: setup ## the speed of the sweep, ratings, imports, files, public lists, search, commitments and intake
	$(MANAGE) bench

chaos: setup ## kill servers and workers at random; afterwards everything was done exactly once
	$(MANAGE) chaos

lint: setup .venv/installed-dev ## style, import order, missing migrations, deployment checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	HTTPS=1 ALLOWED_HOSTS=example.org SITE_URL=https://example.org SECRET_KEY=only-for-the-checks-0123456789-abcdefghijklmnopqrstuvwxyz \
		SEALING_KEYS=b25seS1mb3ItdGhlLWNoZWNrcy0wMTIzNDU2Nzg5YWI= LOOKUP_KEY=only-for-the-checks \
		$(MANAGE) check --deploy --fail-level WARNING

# uv is fast; pip is the fallback where uv can't reach the package index
INSTALL = $(BIN)/uv pip install --quiet --system-certs --python $(BIN)/python -r $(1) 2> /dev/null \
	|| $(BIN)/python -m pip install -qq -r $(1) \
	|| { echo "没能装好 $(1) 里的软件包，原因见上，多半是连不上软件源，或磁盘已满。" >&2; exit 1; }

.venv/installed: requirements.txt
	@echo "正在准备 Python 环境，首次约需下载 90 MB……"
	@PYTHON="$(PYTHON)" sh config/embedded/make_venv.sh
	@$(BIN)/python -m pip install -qq --disable-pip-version-check uv 2> /dev/null || true
	@$(call INSTALL,requirements.txt)
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@$(call INSTALL,requirements-dev.txt)
	@touch $@

# Babel is pure Python: no msgfmt on a fresh machine
.venv/translations: .venv/installed $(wildcard locale/*/LC_MESSAGES/*.po)
	@$(BIN)/python -m babel.messages.frontend --quiet compile --directory locale --domain django
	@touch $@
