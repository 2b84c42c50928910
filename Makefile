# Everything below needs only Go, git and make, unless its comment names more.
GO      ?= go
BINARY  := huggingface_exporter
BUILD   := CGO_ENABLED=0 $(GO) build -trimpath -buildvcs=false
DIST    ?= dist
# promu sets it to .build/OS-ARCH.
PREFIX  ?= .
EXE     := $(if $(filter windows,$(shell $(GO) env GOOS)),.exe)
PLATFORMS ?= linux/amd64 linux/arm64 linux/arm/v7 linux/riscv64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
DEBARCHS  ?= amd64 arm64 armhf riscv64

# Modules beside the exporter's own, so that its go.mod lists only what the binary needs.
MODULES := $(patsubst %/,%,$(dir $(shell git ls-files go.mod '*/go.mod')))
# Every file of the tests is compiled: these tags select all of them.
TAGS    := acceptance,browser,e2e

FUZZTIME ?= 1m
SOAKTIME ?= 5m
COUNT    ?= 6
BENCH    ?= .

.DEFAULT_GOAL := build
.PHONY: build
build: ## build the binary, into PREFIX
	mkdir -p $(PREFIX)
	$(BUILD) -ldflags "$$(scripts/ldflags)" -o $(PREFIX)/$(BINARY)$(EXE) .

.PHONY: test
test: ## all fast tests, under the race detector where a C compiler is at hand
	race=$$(scripts/race) && $(GO) test $$race ./...

.PHONY: acceptance
acceptance: ## the packages that have tests with floods, much memory or a limit in real time, with these tests
	$(GO) test -count=1 -tags acceptance -timeout 20m \
		$$(git grep -l '^//go:build acceptance' -- '*_test.go' | xargs -n1 dirname | sort -u | sed 's|^|./|')

.PHONY: demo
demo: ## serve made-up organizations on http://127.0.0.1:10120/, without network or token
	$(GO) run . --demo

.PHONY: format
format: ## gofmt and go vet
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); \
	if [ -n "$$unformatted" ]; then echo "run gofmt -w on: $$unformatted"; exit 1; fi
	$(GO) vet -tags $(TAGS) ./...

.PHONY: tidy
tidy: ## every go.mod and go.sum is as go mod tidy writes it
	@for module in $(MODULES); do (set -x; cd $$module && $(GO) mod tidy -diff) || exit 1; done

# With the flags of the release, whose build cache it shares.
.PHONY: vet-platforms
vet-platforms: ## go vet of code and tests on the platforms that are not this one
	@for platform in windows/amd64 darwin/arm64 linux/arm linux/386; do \
		(set -x; CGO_ENABLED=0 GOOS=$${platform%/*} GOARCH=$${platform#*/} GOARM=7 $(GO) vet -trimpath -tags $(TAGS) ./...) || exit 1; \
	done

.PHONY: lint
lint: format ## golangci-lint, of the version that tools/go.mod pins
	$(GO) tool -modfile=tools/go.mod golangci-lint run ./...

.PHONY: vulncheck
vulncheck: ## govulncheck; needs the Go vulnerability database, so a network
	$(GO) tool -modfile=tools/go.mod govulncheck ./...

.PHONY: bench
bench: ## benchmarks in the form benchstat reads; BENCH picks, COUNT repeats
	$(GO) test -run '^$$' -bench '$(BENCH)' -benchmem -count $(COUNT) -timeout 2h ./...

.PHONY: bench-compare
bench-compare: ## benchmarks of BASE=revision against those of this tree
	GO="$(GO)" BENCH='$(BENCH)' COUNT=$(COUNT) scripts/bench-compare $(BASE)

.PHONY: fuzz
fuzz: ## each fuzz target for FUZZTIME
	GO="$(GO)" FUZZTIME=$(FUZZTIME) scripts/fuzz

.PHONY: soak
soak: ## the soak test for SOAKTIME
	SOAK=$(SOAKTIME) $(GO) test -count=1 -tags acceptance -run Soak -timeout 24h ./internal/test/soak

.PHONY: check-metrics
check-metrics: build ## /metrics of the demo: promtool's lint, and its names against docs/metrics.md; needs promtool, curl
	scripts/check-metrics $(PREFIX)/$(BINARY)

# Large files first: they take the longest.
.PHONY: check-monitoring
check-monitoring: ## rules, alerts and their tests; needs promtool
	promtool check rules --lint=all --lint-fatal monitoring/rules.yml monitoring/alerts.yml
	ls -S monitoring/tests/*.yml | xargs -n 1 -P 2 promtool test rules
	LABELS=cluster MONITORING=$(DIST)/clusters scripts/monitoring
	cp monitoring/tests/clusters/clusters.yml $(DIST)/clusters/
	promtool test rules $(DIST)/clusters/clusters.yml
	cd monitoring/test && $(GO) test -count=1 ./...

.PHONY: replay
replay: ## months of incidents against rules and alerts: the table in docs/monitoring.md, which WRITE=1 writes
	cd monitoring/test && $(GO) run ./replay $(if $(WRITE),-write)

.PHONY: monitoring
monitoring: ## rules, alerts and dashboard in dist/monitoring, with runbooks at RUNBOOKS=URL, by LABELS=cluster
	RUNBOOKS="$(RUNBOOKS)" LABELS="$(LABELS)" MONITORING=$(DIST)/monitoring scripts/monitoring

.PHONY: check-reproducible
check-reproducible: ## two builds of one commit, in two places, are the same bytes
	scripts/check-reproducible

.PHONY: check-crossbuild
check-crossbuild: ## build for three platforms as promu does
	scripts/check-crossbuild

.PHONY: check-deploy
check-deploy: ## lint and render the chart, load the compose file, hold both against what they install
	cd deploy/test && $(GO) test -count=1 ./...

.PHONY: check-systemd
check-systemd: build ## verify the unit and show its exposure; needs systemd-analyze
	scripts/check-systemd $(PREFIX)/$(BINARY)

.PHONY: browser
browser: ## the demo's status page, read in a browser; needs chromium
	$(GO) test -count=1 -tags browser ./internal/web

.PHONY: e2e
e2e: build ## the whole chain on real parts; needs prometheus, prometheus-alertmanager
	cd monitoring/test && $(GO) test -count=1 -tags e2e .

.PHONY: release
release: ## tarballs of all PLATFORMS, their SBOMs and checksums in dist/
	GO="$(GO)" DIST=$(DIST) PLATFORMS="$(PLATFORMS)" scripts/release

.PHONY: check-release
check-release: ## a release of two platforms: what is in it, and that it keeps the Debian packages; needs unzip
	$(MAKE) release PLATFORMS="linux/amd64 windows/amd64"
	scripts/check-release $(DIST)

.PHONY: debs
debs: ## Debian packages of all DEBARCHS in dist/; needs dpkg-deb
	for arch in $(DEBARCHS); do ARCH=$$arch GO="$(GO)" DIST=$(DIST) scripts/deb || exit 1; done

# The modules that are linked depend on the platform.
NOTICE  = (cd tools/release && $(GO) build -o $$work/notice ./notice) && $$work/notice $(sort $(foreach p,$(PLATFORMS),$(subst /v7,,$(p))))

.PHONY: notice
notice: ## write NOTICE, the licenses of all modules that are linked
	@work=$$(mktemp -d) && $(NOTICE) >$$work/NOTICE && cp $$work/NOTICE NOTICE; rm -rf $$work

.PHONY: check-notice
check-notice: ## NOTICE is as make notice writes it
	@work=$$(mktemp -d) && $(NOTICE) >$$work/NOTICE && diff -u NOTICE $$work/NOTICE; status=$$?; rm -rf $$work; \
	[ $$status = 0 ] || { echo "run make notice"; exit 1; }

.PHONY: deb
deb: ## Debian package in dist/; needs dpkg-deb
	GO="$(GO)" DIST=$(DIST) scripts/deb

.PHONY: check-deb
check-deb: deb ## lintian, then install, start, upgrade, remove and purge the package; needs root on Debian, lintian
	scripts/check-deb $(DIST)/huggingface-exporter_$$(cat VERSION)_$$(dpkg --print-architecture).deb

.PHONY: image
image: ## container image; needs docker
	docker build -t $(BINARY):$$(cat VERSION) --build-arg REVISION=$$(scripts/revision) .

.PHONY: check-image
check-image: ## build and run the image without a registry; needs root, buildah, busybox-static, curl
	scripts/check-image

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 20
