# Everything below needs only Go, git and make, unless its comment names more.
GO      ?= go
BINARY  := huggingface_exporter
BUILD   := CGO_ENABLED=0 $(GO) build -trimpath -buildvcs=false
DIST    ?= dist

# Modules beside the exporter's own, so that its go.mod lists only what the binary needs.
MODULES := $(patsubst %/go.mod,%,$(wildcard monitoring/test/go.mod))

FUZZTIME ?= 1m
SOAKTIME ?= 5m
COUNT    ?= 6
BENCH    ?= .

.DEFAULT_GOAL := build
.PHONY: build
build: ## build the binary
	$(BUILD) -ldflags "$$(scripts/ldflags)" -o $(BINARY) .

.PHONY: test
test: ## all tests, under the race detector where a C compiler is at hand
	@race=$$(scripts/race) && set -x && $(GO) test $$race ./...
	@for module in $(MODULES); do (set -x; cd $$module && $(GO) test -count=1 ./...) || exit 1; done

.PHONY: demo
demo: ## serve made-up organizations on http://127.0.0.1:10120/, without network or token
	$(GO) run . --demo

.PHONY: format
format: ## gofmt and go vet
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); \
	if [ -n "$$unformatted" ]; then echo "run gofmt -w on: $$unformatted"; exit 1; fi
	$(GO) vet ./...

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
	SOAK=$(SOAKTIME) $(GO) test -count=1 -run Soak -timeout 24h ./...

.PHONY: check-metrics
check-metrics: build ## /metrics of the demo: promtool's lint, and its names against docs/metrics.md; needs promtool, curl
	scripts/check-metrics ./$(BINARY)

.PHONY: check-monitoring
check-monitoring: ## rules, alerts and their tests; needs promtool
	promtool check rules --lint=all --lint-fatal monitoring/rules.yml monitoring/alerts.yml
	promtool test rules monitoring/tests/*.yml

.PHONY: check-reproducible
check-reproducible: ## two builds of one commit, in two places, are the same bytes
	scripts/check-reproducible

.PHONY: check-deploy
check-deploy: ## lint and render the chart, load the compose file, hold both against what they install
	cd deploy/test && $(GO) test -count=1 ./...

.PHONY: check-systemd
check-systemd: build ## verify the unit and show its exposure; needs systemd-analyze
	scripts/check-systemd ./$(BINARY)

.PHONY: browser
browser: ## the demo's status page, read in a browser; needs chromium
	$(GO) test -count=1 -tags browser ./internal/web

.PHONY: e2e
e2e: build ## the whole chain on real parts; needs prometheus, prometheus-alertmanager
	cd monitoring/test && $(GO) test -count=1 -tags e2e ./...

.PHONY: release
release: ## tarballs of every platform, checksums and an SBOM, in dist/; PLATFORMS picks
	GO="$(GO)" DIST=$(DIST) scripts/release

.PHONY: deb
deb: ## Debian package in dist/; needs dpkg-deb
	GO="$(GO)" DIST=$(DIST) scripts/deb

.PHONY: check-deb
check-deb: deb ## install, start, upgrade and purge the package; needs root on Debian
	scripts/check-deb $(DIST)/huggingface-exporter_$$(cat VERSION)_$$(dpkg --print-architecture).deb

.PHONY: image
image: ## container image; needs docker
	docker build -t $(BINARY):$$(cat VERSION) --build-arg REVISION=$$(git rev-parse HEAD) .

.PHONY: check-image
check-image: ## build and run the image without a registry; needs root, buildah, busybox-static, curl
	scripts/check-image

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 20
