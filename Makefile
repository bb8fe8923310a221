# One-word commands; `make help` lists them.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test lint format index eval bench load kills hostile fuzz promises clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/run ## install what is needed, index seeds/, and open the chat at http://127.0.0.1:7860
	$(BIN)/python app.py $(ARGS)

test: $(VENV)/dev ## unit, property, command-line and browser tests
	$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/dev ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/dev ## let ruff lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

index: $(VENV)/run ## bring the index up to date
	$(BIN)/python -m qa index $(ARGS)

eval: $(VENV)/dev ## measure the answers; DATA=DIR holds new_wiki.dev.json and qed.dev.jsonl
	$(BIN)/python -m evaluation.run $(if $(DATA),--data $(DATA)) $(ARGS)
	$(BIN)/python -m evaluation.kinds
	$(BIN)/python -m evaluation.detection
	$(BIN)/python -m evaluation.wording

bench: $(VENV)/dev ## measure speed as a ratio; DATA=DIR adds a larger collection
	$(BIN)/python -m benchmarks.latency $(if $(DATA),--data $(DATA)) $(ARGS)

kills: $(VENV)/dev ## kill the indexing 200 times at random moments, and compare what is left with the files
	PYTHONPATH=.:tests $(BIN)/python tests/kills.py $(ARGS)

promises: $(VENV)/dev ## run what shows each promise about keeping up to date, whole and shut, and write the table
	$(BIN)/python -m evaluation.robustness $(ARGS)

hostile: $(VENV)/dev ## read every hostile file, and write what became of each
	PYTHONPATH=.:tests $(BIN)/python -m hostile.run $(ARGS)

TARGETS ?= segmenter txt md html xhtml pdf docx pptx xlsx odt rtf epub csv eml
fuzz: $(VENV)/dev ## fuzz the loaders and the segmenter, ten minutes each; TARGETS and SECONDS choose
	$(PIP) -r requirements-fuzz.txt
	for target in $(TARGETS); do $(BIN)/python -m fuzz.run $$target --seconds $(or $(SECONDS),600) || exit 1; done

load: $(VENV)/dev ## put 50 visitors on the page for five minutes
	$(BIN)/python -m benchmarks.load $(ARGS)

clean: ## remove the virtual environment, the index and caches
	rm -rf $(VENV) .index .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Quotewise needs Python 3.11 or newer; name one with make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run: requirements.txt constraints.txt | $(VENV)/bin/python
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/dev: requirements.txt requirements-dev.txt constraints.txt | $(VENV)/bin/python
	$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/run
