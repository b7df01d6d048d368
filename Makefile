# Everything runs in .venv; nothing needs root. PYTHON may name another interpreter (3.11 to 3.13).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 1

.PHONY: help setup demo test check golden terms territories lock score model model-needs pronouns bench growth bench-needs web clean

help:
	@echo "make demo     install, and build the graph of the five articles in seeds/ into output/"
	@echo "make test     install what tests need, and run them (ARGS=... goes to pytest)"
	@echo "make check    format, lint, strict types"
	@echo "make golden   rewrite the golden files; review the diff"
	@echo "make terms    generate ontology/terms.py and context.jsonld from the vocabulary"
	@echo "make score GOLD=DIR EVAL=DIR TREEBANK=DIR  all figures of extraction; what is missing is named"
	@echo "make model TREEBANK=DIR ENTITIES=DIR ATTRIBUTIONS=DIR (or OPEN_ONLY=1)   train the language model"
	@echo "make pronouns TREEBANK=DIR                learn anew what pronouns go back to"
	@echo "make bench CORPUS=FILE                    speed and memory on a corpus (JSON Lines)"
	@echo "make growth CORPUS=FILE (CACHE=FILE)      how resolution and comparison grow with the corpus"
	@echo "make web      bundle anew what the pages of the server need from npm (needs Node)"
	@echo "make lock     write the lock files anew;  make territories: write the table of states anew"

$(VENV)/made: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13) and "Python 3.11 to 3.13 is needed, this is " + sys.version.split()[0] + ": make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/tested: requirements-test.lock $(VENV)/made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.lock
	@touch $@

setup: $(VENV)/tested

demo: $(VENV)/made
	$(BIN)/quoth build seeds -o output --jobs $(JOBS)
	@echo "Open output/index.html in a browser, or try: $(BIN)/quoth show Russia"

test: $(VENV)/tested
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/tested
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

golden: $(VENV)/tested
	$(BIN)/python tests/golden/rewrite.py

terms: $(VENV)/made
	$(BIN)/python -m ontology.generate

territories: $(VENV)/made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[data]'
	$(BIN)/python -m training.territories

lock:
	$(PYTHON) -m venv --clear .lock
	.lock/bin/python -m pip install --quiet .
	(echo "# Exact versions of what Quoth needs to run on Python 3.11 to 3.13; \`make lock\` writes them anew." && .lock/bin/python -m pip freeze --all --exclude pip --exclude quoth) > requirements.lock
	.lock/bin/python -m pip install --quiet '.[test]'
	(echo "# Exact versions of what Quoth and its tests need on Python 3.11 to 3.13; \`make lock\` writes them anew." && .lock/bin/python -m pip freeze --all --exclude pip --exclude quoth) > requirements-test.lock
	rm -rf .lock

score: $(VENV)/made
	$(BIN)/python -m bench.score $(if $(GOLD),--gold "$(GOLD)") $(if $(EVAL),--eval "$(EVAL)") $(if $(TREEBANK),--treebank "$(TREEBANK)") --jobs $(JOBS) $(ARGS)

model-needs:
	@test -d "$(TREEBANK)" || { echo "make model: TREEBANK=DIR is missing: the folder of treebanks (training/__main__.py lists its files)"; exit 2; }
	@test -d "$(ENTITIES)" || { echo "make model: ENTITIES=DIR is missing: the folder of texts with entities (training/__main__.py lists its files)"; exit 2; }
	@test -n "$(OPEN_ONLY)" -o -d "$(ATTRIBUTIONS)" || { echo "make model: ATTRIBUTIONS=DIR is missing: the folder of PolNeAR; OPEN_ONLY=1 does without it"; exit 2; }

model: model-needs $(VENV)/made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	$(BIN)/python -m training --treebank "$(TREEBANK)" --entities "$(ENTITIES)" $(if $(OPEN_ONLY),--work training/work/open,--attributions "$(ATTRIBUTIONS)") $(ARGS)

pronouns: $(VENV)/made
	@test -d "$(TREEBANK)" || { echo "make pronouns: TREEBANK=DIR is missing: a folder with gum-train.conllu.gz"; exit 2; }
	$(BIN)/python -m training.pronouns --treebank "$(TREEBANK)" $(ARGS)

bench-needs:
	@test -n "$(CORPUS)" -a -f "$(CORPUS)" || { echo "make bench, make growth: CORPUS=FILE is missing: a corpus in JSON Lines, plain or gzipped"; exit 2; }

bench: bench-needs $(VENV)/made
	$(BIN)/python bench/start.py
	$(BIN)/python bench/speed.py "$(CORPUS)" --jobs $(JOBS)

growth: bench-needs $(VENV)/made
	$(BIN)/python bench/growth.py "$(CORPUS)" $(if $(CACHE),--cache "$(CACHE)") $(ARGS)

web:
	cd web && npm ci --ignore-scripts --silent && npm run --silent build

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
