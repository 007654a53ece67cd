REVIEWS ?= Reports/picks.txt
OUTPUT ?= public
SECONDS ?= 60
COUNT ?= 200
SEED ?= 1
LIBRARIES = Classifier Attribution Literate Reporting
SWIFT_FILES = Package.swift Sources Tests

# The tests are of the optimised code and share one build with the program; testable imports would compile
# everything a second time.

.PHONY: help report test test-pages bench bench-attribution bench-products bench-training bench-weaving fuzz torture format \
  lint docs manual check-projects check-outputs check-programs check-imports check-fasttext model models clean packages program

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-18s%s\n", $$1, $$2 }' Makefile

report: program ## Build the program and the sample report (REVIEWS=file OUTPUT=folder)
	@.build/release/report build --reviews '$(REVIEWS)' --output '$(OUTPUT)'

test: packages ## Run all tests
	swift test -c release --disable-testable-imports

test-pages: program ## Use sample pages in a browser as a person would
	@.ci/test-pages

bench: program ## Measure pages a second and memory (DATA=aclImdb for real reviews)
	@.ci/install time
	@.ci/bench

bench-attribution: program ## Measure each method against Captum, SHAP and LIME (DATA=aclImdb)
	@.ci/bench-attribution

bench-weaving: packages ## Measure the chunks a second that one core parses and weaves
	@.ci/bench-weaving

bench-products: packages ## Measure products of matrices against OpenBLAS
	@.ci/bench-products

bench-training: program ## Measure an epoch of training against PyTorch (DATA=aclImdb)
	@.ci/bench-training

fuzz: packages ## Fuzz each reader of files (SECONDS=60)
	@.ci/fuzz $(SECONDS)

torture: program ## Kill the program at random moments, and let calls of the system fail (COUNT=200 SEED=1)
	@.ci/torture $(COUNT) $(SEED)

format: ## Lay out the sources
	swift format --in-place --parallel --recursive $(SWIFT_FILES)

lint: ## Check how the sources are laid out
	swift format lint --strict --parallel --recursive $(SWIFT_FILES)

docs: packages ## Write the libraries' documentation to .build/docs
	swift package --allow-writing-to-directory .build/docs generate-documentation \
	  $(addprefix --target ,$(LIBRARIES)) --enable-experimental-combined-documentation \
	  --transform-for-static-hosting --warnings-as-errors --output-path .build/docs

manual: program ## Write the manual page and shell completions to .build/manual
	swift package plugin generate-manual
	@mkdir -p .build/manual
	@cp .build/plugins/GenerateManual/outputs/report/report.1 .build/manual/
	@for shell in bash zsh fish; do \
	  .build/release/report --generate-completion-script $$shell > .build/manual/report.$$shell; done
	@ls .build/manual

check-projects: ## Check the CI files of 'report init' by their systems' schemas (from PyPI)
	@.ci/check-projects

check-imports: program ## Train models with Keras and PyTorch and compare what they and the program say (DATA=aclImdb)
	@.ci/check-imports

check-fasttext: program ## Train models with fastText and compare what it and the program say (DATA=aclImdb)
	@.ci/check-fasttext

check-programs: program ## Compare what is said of a transformer with Captum's numbers (from PyPI)
	@.ci/check-programs

check-outputs: program ## Read the outputs back by the parsers of their formats (from PyPI)
	@.ci/check-outputs

model: program ## Train the embedded model anew (DATA=aclImdb)
	@test -n '$(DATA)' || { echo 'say where the reviews are: make model DATA=path/to/aclImdb' >&2; exit 2; }
	.build/release/report train --data '$(DATA)' --output Sources/EmbeddedFiles/Model

models: program ## Train the embedded models of other architectures anew (DATA=aclImdb)
	@.ci/train-models

clean: ## Remove everything that was built
	rm -rf .build public

packages:
	@.ci/install

program: packages
	swift build -c release --product report
