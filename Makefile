PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STORE := .budgetqa
Q ?= why did 岚县 农林水支出 change?

.PHONY: ask test lint bench embedder corpus clean

$(VENV)/.ask: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check -e .
	touch $@

$(VENV)/.dev: $(VENV)/.ask
	$(BIN)/pip install -q --disable-pip-version-check "torch==2.13.0"
	$(BIN)/pip install -q --disable-pip-version-check -e ".[dev]"
	touch $@

ask: $(VENV)/.ask  ## answer Q from the sample corpus
	@$(BIN)/budgetqa ingest eval/corpus --store $(STORE) --quiet
	@$(BIN)/budgetqa ask "$(Q)" --store $(STORE)

test: $(VENV)/.dev  ## the whole test suite
	$(BIN)/python -m pytest

lint: $(VENV)/.dev  ## ruff, mypy, import rule
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

embedder: $(VENV)/.dev  ## train the shipped embedding model from the sample corpus
	$(BIN)/python -m ingest.train_embedder

bench: $(VENV)/.dev  ## pages a second and memory beside plain pdfplumber; time of a question (FILES=folder)
	@$(BIN)/python -m eval.bench $(FILES)

clean:
	rm -rf $(VENV) $(STORE) build *.egg-info
