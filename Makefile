# make run     build hefa and start it with everything it needs, under ./data
# make test    fetch what the tests need, then run all of them
# make lint    formatting, vet and golangci-lint
# make tools   only fetch what tests and linter need
# make bench   benchmarks
# make soak    fuzz tests and repeated tests, for hours if you like

cache := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/hefa/tools
version := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
golangci = $(cache)/golangci-lint-$(shell sed -n 's/^golangci=\([^ ]*\).*/\1/p' .ci/tools)

TESTFLAGS ?=
PACKAGES ?= ./...

.PHONY: build run test lint tools bench soak

# The version is told by hand: git refuses to speak of a folder that is
# somebody else's, as when root builds in a user's clone, and go then fails.
build:
	CGO_ENABLED=0 go build -buildvcs=false -trimpath -ldflags '-s -w -X main.version=$(version)' -o bin/hefa ./cmd/hefa

run: build
	@exec bin/hefa serve

test:
	.ci/tools test
	go test -count=1 -timeout 15m $(TESTFLAGS) $(PACKAGES)

lint:
	@test -x $(golangci) || .ci/tools
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); \
		if [ -n "$$unformatted" ]; then echo "gofmt these: $$unformatted"; exit 1; fi
	go vet ./...
	$(golangci) run ./...

tools:
	.ci/tools

bench:
	go test -run '^$$' -bench . -benchmem -timeout 1h $(PACKAGES)

soak:
	.ci/soak
