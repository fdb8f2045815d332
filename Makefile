# Every target is safe to repeat. `make help` lists them.
PY      := .venv/bin/python
CX      := .venv/bin/cxtrain
PORT    ?= 8000
WORKERS ?= 2
JOBS    ?= auto

.PHONY: help system install run test lint types translations screenshots bench soak fuzz-tools fuzz sbom audit licences mutants wheel lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

run: install ## set everything up and run the demo company at http://127.0.0.1:8000
	@$(CX) demo --unless-there
	@$(CX) serve --port $(PORT) --workers $(WORKERS) --with-worker --logins

test: export PYTHONDONTWRITEBYTECODE = # each of many processes would compile all modules anew
test: install system-test ## the whole suite: SQLite, PostgreSQL and browser legs, then lint and types
	$(PY) -m pytest -n $(JOBS) --dist loadfile
	$(PY) -m pytest -n $(JOBS) --dist loadfile --postgresql
	$(MAKE) --no-print-directory lint types

# System libraries and fonts. Where they may not be installed from here, the exact line is printed and the pages still work.
system:
	@./.ci/system-packages libpangoft2-1.0-0 libharfbuzz-subset0 fonts-lxgw-wenkai fonts-wqy-microhei rime-data-stroke

system-test: system
	@./.ci/system-packages chromium poppler-utils qpdf

install: system .venv/installed translations ## system libraries, fonts, .venv from the locked requirements, cxtrain itself

.venv/installed: requirements/all.txt setup.cfg pyproject.toml
	@./.ci/create-venv
	$(PY) -m pip install --quiet --require-hashes -r requirements/all.txt
	$(PY) -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

translations: ## compile the Chinese catalogue and name what is missing
	@$(PY) -m cxtrain.translations.catalogue

lint: ## ruff
	$(PY) -m ruff check cxtrain tests migrations

types: ## mypy, strict on pure code
	$(PY) -m mypy --no-error-summary cxtrain/measures cxtrain/people/permissions.py cxtrain/ledger/chain.py

screenshots: install system-test ## the pictures of the README, from the demo company
	$(PY) -m tests.screenshots

bench: install ## rates and percentiles against a floor application in the same run
	$(PY) -m tests.benchmarks.run
	$(PY) -m tests.benchmarks.measures
	$(PY) -m tests.benchmarks.roster
	$(PY) -m tests.benchmarks.scenarios
	$(PY) -m tests.benchmarks.items
	$(PY) -m tests.benchmarks.quality
	$(PY) -m tests.benchmarks.questions
	$(PY) -m tests.benchmarks.voices
	$(PY) -m tests.benchmarks.voices_trends
	$(PY) -m tests.benchmarks.attendance
	$(PY) -m tests.benchmarks.printing
	$(PY) -m tests.benchmarks.monthly
	$(PY) -m tests.benchmarks.hr_reports
	$(PY) -m tests.benchmarks.files
	$(PY) -m tests.benchmarks.huddles
	$(PY) -m tests.benchmarks.sign_in

soak: export CXTRAIN_SOAK = build/soak.jsonl
soak: install fuzz-tools ## 20,000 random scenarios, 20,000 damaged content files, 2,000 companies of known truth, 10,000 tampers with the ledger; faults at each statement of twelve acts; a minute of fuzzing for each reader; an hour
	$(PY) -m tests.soak.table --begin
	$(PY) -m tests.soak.run
	$(PY) -m tests.soak.known_truth
	$(PY) -m tests.soak.print_run
	$(PY) -m tests.soak.class_a
	$(PY) -m pytest -q -s tests/access/test_matrix.py tests/access/test_canary.py tests/access/test_secrets.py tests/access/test_payloads.py \
	  tests/access/test_query_arguments.py tests/access/test_hostile_fields.py
	$(PY) -m pytest -q -s tests/access/test_order.py --postgresql
	$(PY) -m pytest -q -s tests/faults --every 1 --rounds 50
	$(PY) -m pytest -q -s tests/faults --every 1 --rounds 50 --postgresql
	$(PY) -m tests.fuzz.run
	$(PY) -m tests.soak.tampers
	$(PY) -m tests.soak.drill
	$(PY) -m tests.soak.migrations
	$(PY) -m tests.soak.planted
	$(PY) -m tests.soak.kills
	$(PY) -m tests.soak.kills --postgresql
	$(PY) -m tests.soak.table

fuzz-tools: install ## the coverage-guided fuzzer, where it exists
	@$(PY) -m pip install --quiet --require-hashes -r requirements/fuzz.txt

SECONDS ?= 60
fuzz: fuzz-tools ## throw what a coverage-guided fuzzer finds at everything that reads files: SECONDS for each reader
	$(PY) -m tests.fuzz.run --seconds $(SECONDS)

mutants: install ## mutation testing of the measures, about an hour
	./.ci/mutants

build/tools/installed: requirements/tools.txt
	$(PY) -m venv --clear build/tools
	@build/tools/bin/python -m pip install --quiet --require-hashes -r $<
	@touch $@

sbom: install build/tools/installed ## the bill of materials: build/sbom.json, CycloneDX 1.6 of the locked packages with hashes and licences
	@build/tools/bin/cyclonedx-py requirements requirements/all.txt --spec-version 1.6 --output-reproducible -o build/sbom.json
	$(PY) -m tests.supply.sbom build/sbom.json

audit: install build/tools/installed ## known holes of the locked packages, or the sentence that nobody could be asked
	@$(PY) -m tests.supply.audit

licences: install ## docs/licences.md, anew
	$(PY) -m tests.supply.licences

wheel: install ## build the wheel into dist/
	$(PY) -m build --wheel --no-isolation

lock: ## resolve the requirements anew
	$(PY) -m uv pip compile setup.cfg --universal -p 3.11 --generate-hashes --no-header --no-annotate --quiet \
	  --extra postgres --extra redis --extra sign --extra test --extra dev -o requirements/all.txt
	for each in fuzz tools; do $(PY) -m uv pip compile requirements/$$each.in --universal -p 3.11 --generate-hashes --no-header \
	  --no-annotate --quiet -o requirements/$$each.txt; done

clean: ## remove what was made (not instance/)
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
