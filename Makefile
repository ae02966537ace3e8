# Every target does its own set-up: a fresh clone needs nothing but Python 3.11 or newer.
PYTHON ?= python3
PORT ?= 8765
BIN := .venv/bin
# A test waits half of its time: for the disk, for processes, for people who click.
WORKERS ?= $(shell expr 2 \* $$(getconf _NPROCESSORS_ONLN))
# What one process compiles the others find compiled, whatever the environment says.
unexport PYTHONDONTWRITEBYTECODE
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet

.PHONY: help demo run install test test-long check style types bench gallery docs wheel sbom audit format lock clean

help:  ## show this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 12

demo: .venv/runtime  ## the bot on a local stand-in for Slack, in the browser
	$(BIN)/okrbot demo --port $(PORT)

run: .venv/runtime  ## the bot on your Slack (settings in .env)
	$(BIN)/okrbot run

install: .venv/runtime  ## the okrbot command, in .venv/bin

test: .venv/dev  ## unit, scenario and short fault tests, on SQLite and PostgreSQL
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

test-long: .venv/dev  ## the same with more examples and longer weeks
	HYPOTHESIS_PROFILE=long $(BIN)/pytest -n auto --dist worksteal

check: .venv/dev  ## format, lint, types, who imports whom
	@$(MAKE) --no-print-directory --jobs=2 --output-sync types style

style: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/text
	$(BIN)/pytest -qqq --collect-only

types: .venv/dev
	$(BIN)/mypy

bench: .venv/dev  ## measured ratios beside their goals
	$(BIN)/python -m tests.bench

gallery: .venv/dev  ## charts as pictures in docs/gallery.md, screens in build/gallery
	$(BIN)/python -m tests.gallery

docs: build/docs/ready  ## the manual as a site, in build/site
	NO_MKDOCS_2_WARNING=1 build/docs/bin/mkdocs build --quiet --strict --site-dir build/site

format: .venv/dev  ## let ruff format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

wheel: .venv/runtime  ## build/dist/okrbot-*.whl, from nothing that an earlier build has left
	rm -rf build/lib build/bdist.* build/dist
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir build/dist .

sbom: build/release/ready  ## build/sbom.cdx.json: what is in it, from the lock
	build/release/bin/python -W ignore -m cyclonedx_py requirements requirements.txt --pyproject pyproject.toml \
		--output-reproducible --output-file build/sbom.cdx.json

audit:  ## known vulnerabilities of what is locked, where OSV can be asked
	$(PYTHON) .ci/audit.py

lock:  ## renew the locked requirements (needs uv)
	$(LOCK) pyproject.toml --group build -o requirements.txt
	$(LOCK) pyproject.toml --group build --group dev -o requirements-dev.txt
	$(LOCK) --group release -o requirements-release.txt
	$(LOCK) --group docs -o requirements-docs.txt

.venv/runtime: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# All that the runtime needs is locked here again, so one installation does; what is imported gets compiled then.
.venv/dev: requirements-dev.txt requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch .venv/runtime $@

build/release/ready: requirements-release.txt
	$(PYTHON) -m venv build/release
	build/release/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-release.txt
	@touch $@

build/docs/ready: requirements-docs.txt
	$(PYTHON) -m venv build/docs
	build/docs/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-docs.txt
	@touch $@

clean:  ## remove what the targets made
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis
