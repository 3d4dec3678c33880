# The verbs of this project; `make` alone lists them.
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help serve test lint soak assets wheel lock clean
help:
	@echo "make serve   start the service on http://127.0.0.1:$(PORT)  (PORT=…)"
	@echo "make test    run all tests"
	@echo "make lint    ruff and mypy"
	@echo "make soak    long campaigns"
	@echo "make assets  bundle the scripts of the pages (assets/ to src/oogo/web/static/)"
	@echo "make wheel   build the wheel in dist/"

.make/serve: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "OOGO needs Python 3.11 or newer")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@mkdir -p .make && touch $@

.make/test: requirements-dev.lock .make/serve
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

serve: .make/serve
	$(BIN)/oogo serve --port $(PORT)

test: .make/test
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest -n 2

lint: .make/test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

soak: .make/test
	OOGO_SOAK=1 PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest -m soak

# Node of the machine, else the one in a wheel. The bundles are committed: only who changes assets/ needs this.
assets: .make/serve
	@command -v npm >/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r assets/node.lock
	PATH="$$PATH:$(CURDIR)/$(BIN)" npm --prefix assets ci --ignore-scripts --no-audit --no-fund --silent
	PATH="$$PATH:$(CURDIR)/$(BIN)" node assets/build.mjs src/oogo/web/static

wheel: .make/test
	$(BIN)/python -m hatchling build -t wheel

clean:
	rm -rf .venv .make dist

# After a change of dependencies: `make lock` (needs uv) writes both lock files anew.
lock:
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet pyproject.toml --group build -o requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet pyproject.toml --group dev -o requirements-dev.lock -c requirements.lock
