# make help lists what there is. Every target does its own set-up (eng/setup.sh) on Debian and its derivatives.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build

CONFIGURATION ?= Release
PREFIX ?= /usr/local
DESTDIR ?=
DOTNET ?= dotnet
AS_ROOT := $(if $(filter 0,$(shell id -u)),,sudo)
HULL := artifacts/hull
SOURCES := $(shell find src native eng Directory.Build.props Directory.Packages.props global.json -type f \
	-not -path '*/obj/*' -not -path '*/bin/*' 2>/dev/null)

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE := 1
# A build that a machine started must not leave compiler processes behind.
ifdef CI
export MSBUILDDISABLENODEREUSE := 1
endif

.PHONY: help build demo test check format bench torture vm man install clean setup-%

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

setup-%:
	@eng/setup.sh $(subst +, ,$*)

build: $(HULL) ## one native executable at artifacts/hull

# Only what changed is compiled; the order-only prerequisite does not make the file out of date.
$(HULL): $(SOURCES) | setup-build
	$(DOTNET) publish src/Hull.Cli -c $(CONFIGURATION) -o artifacts/publish -v quiet -nologo
	install -m 0755 artifacts/publish/hull $@
	@ls -l $@

demo: setup-build+run $(HULL) ## run a container from the image inside the executable
	$(AS_ROOT) $(HULL) run --rm localhost/hull/hello

test: setup-build+run+test $(HULL) ## all tests; the last line is the count
	$(DOTNET) build Hull.slnx -c $(CONFIGURATION) -v quiet -nologo
	@CONFIGURATION=$(CONFIGURATION) eng/test.sh

check: setup-build+run+test ## formatting, native publish without warnings, tests, a run
	$(DOTNET) restore Hull.slnx -v quiet -nologo
	$(DOTNET) format Hull.slnx --no-restore --verify-no-changes
	eng/publish-without-warnings.sh
	$(MAKE) --no-print-directory test
	$(MAKE) --no-print-directory demo

format: ## mend the formatting
	$(DOTNET) format Hull.slnx

bench: setup-build+run+bench $(HULL) ## measure against podman, docker, skopeo and the bare runtime; writes docs/benchmarks.md
	$(AS_ROOT) bench/bench.py --hull $(HULL) --write docs/benchmarks.md
	$(AS_ROOT) bench/registry.py --hull $(HULL) --write docs/benchmarks.md
	$(AS_ROOT) bench/network.py --hull $(HULL) --write docs/benchmarks.md
	$(AS_ROOT) bench/containers.py --hull $(HULL) --write docs/benchmarks.md

torture: setup-build+run+test $(HULL) ## sixteen processes on the same containers; kill -9 at random moments of load, create, start, run, publish, exec, rm, pull and push, as root and as a user
	$(DOTNET) build tests/Hull.EndToEnd.Tests -c $(CONFIGURATION) -v quiet -nologo
	HULL_TEST_SECOND=no HULL_E2E_GAPS=run HULL_TEST_LIMIT=3600 HULL_TORTURE_KILLS=$${HULL_TORTURE_KILLS:-40} HULL_STORM_SECONDS=$${HULL_STORM_SECONDS:-120} CONFIGURATION=$(CONFIGURATION) eng/test.sh \
		Hull.EndToEnd.Tests --filter-class '*.TortureTests' --filter-class '*.StormTests'
	@grep -oh 'seed [0-9]*, [a-z]* with [a-z]* takes [0-9]* ms, [0-9]* kills' artifacts/test-results/Hull.EndToEnd.Tests*.xml

	$(MAKE) --no-print-directory vm

vm: setup-build+run+test+vm $(HULL) ## the tests that look different on cgroup v2, in a machine that has nothing else; hours without KVM
	$(DOTNET) build tests/Hull.EndToEnd.Tests -c $(CONFIGURATION) -v quiet -nologo
	CONFIGURATION=$(CONFIGURATION) $(AS_ROOT) eng/vm/run.sh

man: $(HULL) ## the manual pages in artifacts/man
	$(HULL) __manual artifacts/man

install: ## PREFIX=/usr/local DESTDIR= DOCKER=1 (a docker command that is hull)
	@test -x $(HULL) || { echo "make install: run make build first"; exit 1; }
	install -D -m 0755 $(HULL) $(DESTDIR)$(PREFIX)/bin/hull
	$(if $(DOCKER),ln -sfn hull $(DESTDIR)$(PREFIX)/bin/docker)
	@eng/install-extras.sh $(HULL) $(DESTDIR)$(PREFIX)

clean: ## remove what was built
	rm -rf artifacts
	find src tests samples -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} + 2>/dev/null || true
