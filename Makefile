REVIEWS ?= Reports/picks.txt
OUTPUT ?= public
SECONDS ?= 60
COUNT ?= 200
SEED ?= 1
LIBRARIES = Classifier Models Attribution Faithfulness DataSet Literate Reporting Drift Preview
SWIFT_FILES = Package.swift Sources Tests

# SwiftPM passes the package traits to the compiler in the order of a hash table; if the order changes, everything is compiled
# again. The program itself runs with hash seeds of its own, so that an output that depends on them is noticed.
export SWIFT_DETERMINISTIC_HASHING = 1

# The tests run optimised code and share one build with the program; testable imports would require a second build.

.PHONY: help report test test-pages budget bench bench-attribution bench-build bench-products bench-training bench-weaving fuzz torture \
  format lint docs manual dist check-dist check-projects check-many check-spark check-data-set \
  check-outputs check-playground playground check-programs check-imports check-fasttext model models clean packages program

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-18s%s\n", $$1, $$2 }' Makefile

report: program ## Build the program and the sample report (REVIEWS=file OUTPUT=folder)
	@env -u SWIFT_DETERMINISTIC_HASHING .build/release/report build --reviews '$(REVIEWS)' --output '$(OUTPUT)'

test: packages ## Run all tests
	@.ci/temporary swift test -c release --disable-testable-imports

test-pages: program ## Test sample pages in a browser
	@.ci/test-pages

bench: program ## Measure pages per second and memory (DATA=aclImdb for real reviews)
	@.ci/install time
	@.ci/bench

budget: program ## Record the instructions and the memory of fixed work in budget.txt
	@.ci/budget write

bench-attribution: program ## Compare the speed of each method with Captum, SHAP and LIME (DATA=aclImdb)
	@.ci/bench-attribution

bench-weaving: packages ## Measure how many chunks per second one core parses and weaves
	@.ci/bench-weaving

bench-build: packages ## Measure the processor seconds of a clean build by module
	@.ci/install time
	@.ci/bench-build

bench-products: packages ## Compare the speed of matrix products with OpenBLAS
	@.ci/bench-products

bench-training: program ## Compare the time of a training epoch with PyTorch (DATA=aclImdb)
	@.ci/bench-training

fuzz: packages ## Fuzz each file reader (SECONDS=60)
	@.ci/fuzz $(SECONDS)

torture: program ## Kill the program at random times, and inject failures of system calls (COUNT=200 SEED=1)
	@.ci/torture $(COUNT) $(SEED)

format: ## Format the sources
	swift format --in-place --parallel --recursive $(SWIFT_FILES)

lint: ## Check the format of the sources
	swift format lint --strict --parallel --recursive $(SWIFT_FILES)

docs: packages ## Write the libraries' documentation to .build/docs
	swift package -c release --allow-writing-to-directory .build/docs generate-documentation \
	  $(addprefix --target ,$(LIBRARIES)) --enable-experimental-combined-documentation \
	  --transform-for-static-hosting --warnings-as-errors --output-path .build/docs

manual: program ## Write the manual page and shell completions to .build/manual
	swift package plugin generate-manual
	@mkdir -p .build/manual
	@cp .build/plugins/GenerateManual/outputs/report/report.1 .build/manual/
	@for shell in bash zsh fish; do \
	  .build/release/report --generate-completion-script $$shell > .build/manual/report.$$shell; done
	@ls .build/manual

dist: ## Write a release to .build/dist: an archive, a Debian package and their sums
	@.ci/dist

check-dist: ## Try the release in .build/dist in bare Debian roots (needs root)
	@.ci/check-dist

check-projects: program ## Validate and run the CI files of 'report init' and the GitHub action (tools from PyPI)
	@.ci/check-projects

check-imports: program ## Train models with Keras and PyTorch and compare their predictions (DATA=aclImdb)
	@.ci/check-imports

check-fasttext: program ## Train models with fastText and compare its predictions (DATA=aclImdb)
	@.ci/check-fasttext

check-programs: program ## Compare attributions for transformers with Captum's (from PyPI)
	@.ci/check-programs

check-spark: program ## Build a report with Apache Spark, and compare it with that of one process (DATA=aclImdb for 20,000 reviews)
	@.ci/check-spark

check-data-set: program ## Recompute the report on a data set with NumPy, and look for planted faults (DATA=aclImdb)
	@.ci/check-data-set

playground: ## Build the module of the playground
	@.ci/playground

check-playground: packages ## Compare every number of the playground with those of the program (DATA=aclImdb for 200 reviews)
	@.ci/check-playground

check-many: program ## Run the recipes of the article ManyReviews, and compare their sites with that of one process
	@.ci/check-many

check-outputs: program ## Validate the outputs with parsers of their formats (from PyPI)
	@.ci/check-outputs

model: program ## Retrain the embedded model (DATA=aclImdb)
	@test -n '$(DATA)' || { echo 'set the path of the reviews: make model DATA=path/to/aclImdb' >&2; exit 2; }
	.build/release/report train --data '$(DATA)' --output Sources/EmbeddedFiles/Model

models: program ## Retrain the embedded models of other architectures (DATA=aclImdb)
	@.ci/train-models

clean: ## Remove all build products
	rm -rf .build public

packages:
	@.ci/install

program: packages
	swift build -c release --product report
