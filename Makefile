PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STORE := .budgetqa
Q ?= why did 岚县 农林水支出 change?

PIP := $(BIN)/pip install -q --disable-pip-version-check
LOCK := $(BIN)/uv pip compile -q $(UPGRADE) pyproject.toml

.PHONY: ask test browser postgresql lint lock embedder reader bench clean

# A lock file has every package that is needed, so pip resolves nothing.
$(VENV)/.ask: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(PIP) --no-deps --require-hashes -r requirements.lock
	$(PIP) --no-deps -e .
	touch $@

# The extra brings torch, which is in no lock file (pyproject.toml, [tool.uv], says why); all else is there by then.
$(VENV)/.dev: $(VENV)/.ask requirements-dev.lock
	$(PIP) --no-deps --require-hashes -r requirements-dev.lock
	$(PIP) -e ".[transformer]"
	touch $@

ask: $(VENV)/.ask  ## answer Q from the sample corpus
	@$(BIN)/budgetqa ingest eval/corpus --store $(STORE) --quiet
	@$(BIN)/budgetqa ask "$(Q)" --store $(STORE)

browser:  ## for the test of the page: installed where this may be done, else that test is skipped
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq \
	     && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null; } \
	|| echo "no browser here: the test of the page is skipped"

postgresql:  ## for the tests of a store in a database server: in the same way
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq \
	     && apt-get install -y -qq --no-install-recommends postgresql >/dev/null; } \
	|| echo "no PostgreSQL here: the tests of a store in it are skipped"

test: $(VENV)/.dev browser postgresql  ## the whole test suite
	$(BIN)/python -m pytest

lint: $(VENV)/.dev  ## ruff, mypy, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: $(VENV)/.dev  ## the lock files from pyproject.toml; versions stay where the ranges allow it, or UPGRADE=--upgrade
	$(LOCK) -o requirements.lock
	$(LOCK) --all-extras -c requirements.lock -o requirements-dev.lock

embedder: $(VENV)/.dev  ## train the shipped embedding model from the sample corpus
	$(BIN)/python -m ingest.training.embedder

reader: $(VENV)/.dev  ## train the shipped reader of questions from eval/questions
	$(BIN)/python -m qa.reader.training.reader

bench: $(VENV)/.dev  ## pages a second and memory beside plain pdfplumber; time of a question (FILES=folder); plans over made documents (COUNTS="100 10000")
	@$(BIN)/python -m eval.bench $(FILES)
	@$(BIN)/python -m eval.scale.measure $(or $(COUNTS),100 1000)

clean:
	rm -rf $(VENV) $(STORE) build *.egg-info
