# Bare `make` prints this help.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PREFIX ?= /usr/local
BUILD := .build/release
DEMO := build/demo
# Stripped of its debug information the binary is a third of the size; the standard library is in it.
RELEASE := -c release --static-swift-stdlib -Xlinker -s

.PHONY: dist test-spark difference learn learn-tables help setup build demo test lint format bench reliability fuzz install uninstall schema clean

help: ## print this help
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 20

setup: ## install the system libraries that are missing (Debian, Ubuntu)
	@Scripts/setup

build: setup ## build the release binary
	@swift build $(RELEASE) --product tally

demo: build ## ingest the fixtures and print the reports
	@Scripts/demo $(BUILD)/tally $(DEMO)

# Nearly all of the time of the tests is reading: optimised it is a twentieth.
TESTS := -c release -Xswiftc -enable-testing --scratch-path .build/tests

test: setup ## run all tests (TEST=name for some of them)
	@swift build $(TESTS) --build-tests
	@swift test $(TESTS) --skip-build $(if $(TEST),--filter "$(TEST)")

# The short form is for continuous integration: SPARK_TESTS="-m 'not long'".
test-spark: setup ## run the tests of Spark/ on PySpark (SPARK_TESTS=--full for the long form)
	@Scripts/setup-spark build/spark
	@test -n "$$TALLY" || swift build $(TESTS) --product tally
	@TALLY="$${TALLY:-$(CURDIR)/.build/tests/release/tally}" build/spark/bin/python -m pytest Spark -q -rf $(SPARK_TESTS)

lint: ## check the format of every Swift file, strictly
	@git ls-files '*.swift' | xargs swift format lint --strict --parallel

format: ## format every Swift file
	@git ls-files '*.swift' | xargs swift format --in-place --parallel

difference: build ## print what is read otherwise than by BASE=REVISION, in the fixtures or DATA="FOLDER …"
	@Scripts/difference $(BUILD)/tally "$(or $(BASE),HEAD)" $(DATA)

bench: build ## compare with the peers that are installed, as ratios in one run
	@Benchmarks/run $(BUILD)/tally

reliability: build ## kill, fill, lock and crowd a warehouse, and count what went wrong (root for all of it)
	@Scripts/reliability --tally $(BUILD)/tally

fuzz: setup ## run the readers on a million mutated inputs each (FUZZ_RUNS=n, FUZZ_TARGETS="tables articles")
	@Fuzzing/run $(or $(FUZZ_RUNS),1000000) $(FUZZ_TARGETS)

learn: build ## fit the weights of the slots of articles to DATA=FOLDER (NAME.txt with NAME.json)
	@python3 -c 'import scipy' 2>/dev/null || python3 -m pip install --quiet scipy
	@python3 Learning/learn.py $(BUILD)/tally "$(DATA)"

learn-tables: ## fit the weights of the search for a table's layout (Schema/models/layout.csv)
	@swift build -c release --package-path Learning/tables
	@python3 Learning/layout.py Learning/tables/.build/release/TableCandidates --write

schema: ## list the files of Schema/ for embedding
	@Scripts/embed-schema

install: build ## install the binary, the man page and the completions below PREFIX
	@Scripts/install $(BUILD)/tally "$(DESTDIR)$(PREFIX)"

dist: build ## pack the binary as build/dist/*.tar.gz and *.deb, with manual page and completions
	@Scripts/dist $(BUILD)/tally build/dist

uninstall: ## remove what `make install` installed
	@Scripts/install --remove "$(DESTDIR)$(PREFIX)"

clean: ## remove what was built
	@rm -rf .build build
