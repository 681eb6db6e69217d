# A fresh machine needs Python >= 3.11, git and make; everything else comes from requirements.lock.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The stamp holds the hash of what is installed, so that the second run of any target starts at once.
STAMP := $(VENV)/installed
TRAIN_STAMP := $(VENV)/installed-train
# One process for each processor; a test that is done early does not wait for a long one.
PARALLEL := --numprocesses=auto --dist=worksteal

.PHONY: corpus test coverage test-train lint types reliability bench docs clean

corpus: $(STAMP)  ## build, validate, pack, load, and show one sentence
	"$(BIN)/padapatha" build
	"$(BIN)/padapatha" validate
	"$(BIN)/padapatha" pack
	"$(BIN)/python" scripts/load_dataset_demo.py

test: lint types  ## everything that is checked before a change goes in
	"$(BIN)/python" -X warn_default_encoding -m pytest $(PARALLEL)

# Measured: 97.6 % with the gold data beside the repository; without them it was 94.3 % with fewer tests.
# It takes about 1.7 times the processor time of `make test`.
coverage: lint types  ## the same, and the share of lines that the tests run; below the floor it fails
	"$(BIN)/python" -X warn_default_encoding -m pytest $(PARALLEL) --cov --cov-report=term:skip-covered --cov-fail-under=$(if $(wildcard ../shared/data),94,91)

test-train: $(TRAIN_STAMP)  ## the tests of training, with PyTorch; a missing extra fails them
	REQUIRE_EXTRAS=1 "$(BIN)/python" -X warn_default_encoding -m pytest tests/train tests/bench tests/annotator/test_export.py tests/annotator/test_calibration.py

lint: $(STAMP)
	"$(BIN)/ruff" check .

types: $(STAMP)
	"$(BIN)/mypy"

docs: $(STAMP)  ## write the generated pages: docs/problems.md
	"$(BIN)/python" scripts/write_docs.py

reliability: $(STAMP)  ## the heavy forms of the tests
	"$(BIN)/python" -X warn_default_encoding -m pytest --heavy

bench: $(STAMP)  ## accuracy and speed beside UDPipe 1, on data that is not in this repository
	"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable '.[udpipe,validate-ud]'
	"$(BIN)/python" scripts/bench_annotator.py

clean:
	rm -rf "$(VENV)" dist .padapatha

$(STAMP): requirements.lock pyproject.toml
	"$(PYTHON)" -c 'import sys; sys.exit("Padapatha needs Python 3.11 or newer; this is " + sys.version) if sys.version_info < (3, 11) else None'
	test -x "$(BIN)/python" || "$(PYTHON)" -m venv "$(VENV)"
	"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch "$(STAMP)"

$(TRAIN_STAMP): $(STAMP) requirements-train.txt
	"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --no-build-isolation --constraint requirements-train.txt --editable '.[train]'
	touch "$(TRAIN_STAMP)"
