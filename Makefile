# Two commands do everything on a fresh machine (Debian, Python 3.11 or later, make): `make run` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-bench
LOCKING := .venv-lock
LOWEST := .venv-lowest
PYTHONS := 3.11 3.12 3.13

.DEFAULT_GOAL := help
.PHONY: help run test whole lowest pythons fuzz mutations check lint types imports bench golden docs conformance messages lock sbom clean

help: ## Show the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# Only what the locks name by version and hash is installed, as wheels: nothing of a package runs before it is used.
LOCKED := -m pip install --quiet --disable-pip-version-check --require-hashes
WHEELS := --only-binary=:all:
ITSELF := -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .

$(VENV)/base: requirements/base.lock pyproject.toml hatch_build.py
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python $(LOCKED) $(WHEELS) -r requirements/base.lock
	@$(BIN)/python $(ITSELF)
	@touch $@

$(VENV)/dev: $(VENV)/base requirements/dev.lock requirements/spark.lock
	@$(BIN)/python $(LOCKED) $(WHEELS) -r requirements/dev.lock
	@$(BIN)/python $(LOCKED) --no-deps --no-build-isolation --no-binary pyspark -r requirements/spark.lock
	@touch $@

$(PEERS)/ready: requirements/base.lock pyproject.toml hatch_build.py benchmarks/requirements.txt
	@test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python $(LOCKED) $(WHEELS) -r requirements/base.lock
	@$(PEERS)/bin/python $(ITSELF)
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --only-binary=:all: -r benchmarks/requirements.txt
	@touch $@

$(PEERS)/screening: $(PEERS)/ready benchmarks/screening/requirements.txt
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --prefer-binary \
		-r benchmarks/screening/requirements.txt && touch $@ \
		|| echo "The peer of screening was not installed (it needs g++ and libicu-dev): it will not be measured"

run: $(VENV)/base ## Build .venv, judge the examples, screen a name, classify a product, assess three stories, publish invented decisions, ask a service
	@$(BIN)/dualuse check examples/transactions/*.yaml
	@$(BIN)/dualuse bulk examples/bulk/offers.csv -o $(VENV)/offers.csv
	@DUALUSE_HOME=$(VENV)/tour $(BIN)/dualuse lists add --accept-shrinkage examples/screening/invented_freezes.xml
	@DUALUSE_HOME=$(VENV)/tour $(BIN)/dualuse screen "Orlow Quillonberg" --birth-date 1959-03-02
	@DUALUSE_HOME=$(VENV)/tour $(BIN)/dualuse classify "portable IMSI catcher for mobile networks" --most 3
	@rm -rf $(VENV)/dossiers
	@DUALUSE_HOME=$(VENV)/tour $(BIN)/dualuse assess examples/stories/*/transaction.yaml \
		$(foreach story,$(wildcard examples/stories/*/diligence.yaml),--diligence $(story)) --day 2026-11-26 -o $(VENV)/dossiers
	@DUALUSE_HOME=$(VENV)/tour $(BIN)/dualuse watch $(VENV)/dossiers
	@$(BIN)/dualuse icp examples/icp/meridian.yaml
	@rm -rf $(VENV)/releases
	@$(BIN)/dualuse publish examples/decisions/decisions.csv --sources examples/decisions/sources.csv \
		--day 2026-11-26 --version 2026-11-26 -o $(VENV)/releases --site $(VENV)/public
	@rm -rf $(VENV)/service && mkdir $(VENV)/service
	@DUALUSE_HOME=$(VENV)/service DATABASE_URL= $(BIN)/dualuse demo --json > $(VENV)/service.json
	@DUALUSE_HOME=$(VENV)/service DATABASE_URL= $(BIN)/python examples/service/tour.py $(VENV)/service.json

test: $(VENV)/dev ## Lint, types, import rules and the tests; what takes longest in turn, another part each day
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/lint-imports > $(VENV)/imports.txt || { cat $(VENV)/imports.txt; exit 1; }
	@$(BIN)/python scripts/compile_messages.py
	@$(BIN)/mypy > $(VENV)/types.txt & types=$$!; \
		$(BIN)/python -m pytest -n auto; tests=$$?; \
		wait $$types || tests=1; cat $(VENV)/types.txt; exit $$tests

whole: $(VENV)/dev ## All tests, also those that `make test` runs in turn over some days
	@DUALUSE_TESTS=whole $(BIN)/python -m pytest -n auto

$(LOWEST)/ready: requirements/lowest.lock
	@test -x $(LOWEST)/bin/python || $(PYTHON) -m venv $(LOWEST)
	@$(LOWEST)/bin/python $(LOCKED) $(WHEELS) -r requirements/lowest.lock
	@$(LOWEST)/bin/python $(ITSELF)
	@touch $@

lowest: $(LOWEST)/ready ## The tests with the lowest version of each package that is declared, in .venv-lowest (without Spark)
	@$(LOWEST)/bin/python scripts/compile_messages.py
	@$(LOWEST)/bin/python -m pytest -n auto

pythons: ## The tests with each Python that is declared, 3.11 to 3.13, as far as it is at hand; which is not is said
	@for version in $(PYTHONS); do \
		if python$$version -c '' 2> /dev/null; then \
			$(MAKE) test PYTHON=python$$version VENV=.venv-$$version || exit 1; \
		else echo "PYTHON $$version IS NOT AT HAND: the tests did not run with it"; fi; \
	done

fuzz: $(VENV)/dev ## Ten minutes of inputs that nobody thought of for each reader of files, guided by coverage
	@$(BIN)/python $(LOCKED) $(WHEELS) --no-deps -r requirements/fuzz.lock
	@$(BIN)/python scripts/fuzz.py 600

mutations: $(VENV)/dev ## Run whole what `make test` samples: every mutation of the law, the proofs of every epoch, every line of SQL on the real lists
	@DUALUSE_TESTS=whole $(BIN)/python -m pytest -n auto tests/law/test_mutation.py tests/law/test_validation.py tests/engine tests/transparency/test_site.py

check: $(VENV)/dev ## Style, types, import rules, and half a minute of the tests nearest to what changed since the last commit
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports > $(VENV)/imports.txt || { cat $(VENV)/imports.txt; exit 1; }
	@$(BIN)/python scripts/compile_messages.py
	@$(BIN)/python -m pytest -p tests.support.time_limit --within 25 --at-least 40 -x -n auto --no-loadscope-reorder \
		$$($(BIN)/python scripts/changed_tests.py --most 12)

bench: $(VENV)/dev $(PEERS)/ready $(PEERS)/screening ## Measure what docs/performance.md claims, beside peers in .venv-bench
	@$(BIN)/python benchmarks/determinations.py
	@$(BIN)/python benchmarks/cold_start.py
	@$(PEERS)/bin/python -m benchmarks.arts3to5.run
	@$(BIN)/python benchmarks/interview.py
	@$(BIN)/python benchmarks/bulk.py
	@$(BIN)/python -m benchmarks.bulk_files
	@$(BIN)/python -m benchmarks.carried_texts
	@$(BIN)/python benchmarks/release.py
	@$(BIN)/python -m benchmarks.classification
	@$(BIN)/python -m benchmarks.watch
	@$(BIN)/python -m benchmarks.service.denials
	@$(BIN)/python -m benchmarks.service.measure
	@$(BIN)/python -m benchmarks.service.ledger
	@$(PEERS)/bin/python -m benchmarks.screening.measure

golden: $(VENV)/dev ## Compare the answers of the working tree with those of a revision: make golden BASE=main
	@$(BIN)/python scripts/golden_answers.py against $(or $(BASE),HEAD)

docs: $(VENV)/dev ## Name the data files, generate the reference pages and build the site into site/
	@$(BIN)/python scripts/name_data_files.py
	@$(BIN)/python scripts/build_docs.py
	@$(BIN)/mkdocs build --quiet --strict

conformance: $(VENV)/dev ## Write the conformance cases from the scenarios
	@$(BIN)/python scripts/build_conformance.py

messages: $(VENV)/dev ## Collect the sentences, update the .po files, compile them
	@$(BIN)/python scripts/collect_messages.py
	@$(BIN)/python scripts/compile_messages.py

$(LOCKING)/ready: requirements/lock.lock
	@test -x $(LOCKING)/bin/python || $(PYTHON) -m venv $(LOCKING)
	@$(LOCKING)/bin/python $(LOCKED) $(WHEELS) -r requirements/lock.lock
	@touch $@

COMPILE := $(LOCKING)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade --no-header
DECLARED := pyproject.toml requirements/build.in
EXTRAS := --extra all --extra duckdb --extra embedding --extra proof --extra signature

lock: $(LOCKING)/ready $(VENV)/dev ## Renew the locks: the newest versions that fit, for Python 3.11 and later, each with its hashes
	@$(COMPILE) --extra all $(DECLARED) -o requirements/base.lock
	@$(COMPILE) -c requirements/base.lock --extra dev --no-emit-package pyspark $(DECLARED) -o requirements/dev.lock
	@$(COMPILE) --no-deps requirements/spark.in -o requirements/spark.lock
	@$(COMPILE) requirements/lock.in -o requirements/lock.lock
	@$(COMPILE) --no-deps requirements/fuzz.in -o requirements/fuzz.lock
	@$(BIN)/python -m scripts.lowest_versions > requirements/lowest.in
	@$(COMPILE) --resolution lowest-direct $(EXTRAS) pyproject.toml requirements/lowest.in -o requirements/lowest.lock

sbom: $(VENV)/base ## Write dist/sbom.cdx.json: what an installation holds, from the lock (CycloneDX 1.6)
	@$(BIN)/python scripts/build_sbom.py dist/sbom.cdx.json

clean: ## Remove what the targets made
	rm -rf $(VENV) $(PEERS) $(LOCKING) $(LOWEST) $(PYTHONS:%=.venv-%) site dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
