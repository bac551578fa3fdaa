# What one does with this repository; `make` alone lists it.
#
# Kept to what GNU Make 3.81 knows, the one that comes with macOS.
# Every KNOTWISE_… setting of the environment reaches the commands as it is.

VENV  := .venv
PY    := $(VENV)/bin/python
PIP   := $(PY) -m pip --quiet --disable-pip-version-check
READY := $(VENV)/.ready
DEV   := $(VENV)/.ready-dev
PEERS := .venv-bench/.ready

# What is learned from; the messages in tests/phrases/held_out are for measuring only.
MESSAGES := $(wildcard tests/phrases/*.jsonl tests/phrases/not_met/*.jsonl tests/learning/messages/*.jsonl)

# Percent of lines and branches of flows/ and content/ that all tests together must reach; parts of them need not.
LEAST_COVERED := 95

.DEFAULT_GOAL := help
.PHONY: help run test check lint types layers check-content coverage bench soak lock wheel clean browser vignettes learn learn-encoder

help: ## list what can be done here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(READY) ## start Knotwise: on Telegram with KNOTWISE_TELEGRAM_TOKEN, else on a page on this machine
	@sh deploy/foreground.sh $(PY) -m bot run $(ARGS)

test: $(DEV) browser ## run all tests; for some of them: make test ARGS="-k reminder"
	@$(PY) -m pytest -rs $(ARGS)

check: lint types layers check-content ## check style, types, import layers and content

lint: $(DEV) ## check style alone
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

types: $(DEV) ## check types alone
	@$(PY) -m mypy

layers: $(DEV) ## check alone who imports whom
	@if [ -e tests/test_layers.py ]; then $(PY) -m pytest tests/test_layers.py; fi

check-content: $(READY) ## check alone the content files
	@$(PY) -m bot content check

coverage: $(DEV) ## run all tests; fails where they leave out more than 5 % of flows/ and content/
	@$(PY) -m pytest -rs --cov --cov-report=term-missing:skip-covered $(if $(ARGS),,--cov-fail-under=$(LEAST_COVERED)) $(ARGS)

vignettes: $(READY) ## walk all test patients through the dialog and score the results
	@for file in tests/vignettes/*.jsonl; do echo "$$file"; $(PY) -m bot vignettes $$file | tail -5; done

learn: $(DEV) .venv-learn/.ready ## learn anew which words speak for danger, which place and which cause, from the labelled messages
	@$(PY) -m tests.learning.examples | .venv-learn/bin/python tests/learning/fit.py > content/words/en.learned.json.new
	@mv content/words/en.learned.json.new content/words/en.learned.json

learn-encoder: .venv-teach/.ready ## teach the small language model the same; takes half an hour and fetches 5 GB
	@.venv-teach/bin/python tests/learning/teach.py content/words/en.encoder.npz $(MESSAGES)

bench: $(DEV) $(PEERS) ## measure how fast it is, side by side with others; in two minutes: make bench ARGS=--quick
	@$(PY) -m tests.bench $(ARGS)

soak: $(DEV) ## kill it in the middle of 10,000 histories; of fewer: make soak ARGS="--histories 500"
	@$(PY) -m tests.soak $(ARGS)

lock: ## pin all dependencies anew; to newer versions too: make lock ARGS=--upgrade
	@sh deploy/lock.sh $(ARGS)

wheel: $(READY) ## build the installable package into dist/
	@rm -rf dist
	@$(PY) -m hatchling build --target wheel

clean: ## remove what these commands made, the environment too; data and settings stay
	rm -rf $(VENV) .venv-bench .venv-learn .venv-teach dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

browser:
	@sh deploy/find-chromium.sh

$(VENV)/bin/pip:
	@python=$$(sh deploy/find-python.sh) && "$$python" -m venv --clear $(VENV)

# Made once, and again only when a lock file is newer than the stamp.
$(READY): requirements.lock deploy/requirements-build.lock pyproject.toml | $(VENV)/bin/pip
	@echo "Installing what Knotwise needs into $(VENV); this is done once and takes about a minute ..."
	@$(PIP) install --require-hashes --requirement requirements.lock --requirement deploy/requirements-build.lock
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

# The locks for development hold all that the others hold, so this makes both stamps.
$(DEV): requirements-dev.lock pyproject.toml | $(VENV)/bin/pip
	@echo "Installing what the tests need into $(VENV); this is done once and takes a minute or two ..."
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $(READY) $@

# Environments of their own: nothing of these comes into that of Knotwise.
.venv-learn/.ready: tests/learning/requirements.lock | $(DEV)
	@$(PY) -m venv --clear .venv-learn
	@.venv-learn/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes --requirement tests/learning/requirements.lock
	@touch $@

.venv-teach/.ready: tests/learning/teach.lock | $(VENV)/bin/pip
	@$(PY) -m venv --clear .venv-teach
	@.venv-teach/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes --requirement tests/learning/teach.lock
	@touch $@

$(PEERS): tests/bench/requirements.lock | $(DEV)
	@$(PY) -m venv --clear .venv-bench
	@.venv-bench/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes --requirement tests/bench/requirements.lock
	@touch $@
