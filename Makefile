# Go and make are enough; "make assets" also wants Node 20.
.DEFAULT_GOAL := help
.PHONY: help run build sbom test bench bench-certificates bench-bodies generate assets courses check

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## try Masar out: demonstration people and courses, kept in ./data
	@go run ./cmd/masar demo

build: ## the program, as bin/masar
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o bin/masar ./cmd/masar

sbom: build ## what the program is made of, as bin/masar.cdx.json (CycloneDX)
	go run github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0 bin -json -std -output bin/masar.cdx.json bin/masar

test: ## every test; the last lines say what was skipped (in CI=true a skip fails)
	@go run ./internal/testsum -timeout=20m ./...

bench: ## how fast it is, as a table
	@go run ./internal/benchsum

N = 10000
bench-certificates: ## certificates, one and many at a time, as tables; N=1000 for fewer
	@go run ./internal/benchsum certificates $(N)

bench-bodies: ## memory taken by 200 hostile requests at once, as a table
	@go run ./internal/benchsum bodies

generate: ## the catalogue and the views, as Go
	go run ./internal/i18n/gen
	go tool templ generate

assets: ## styles, scripts, fonts and icons, to the same bytes everywhere
	cd assets && npm ci --ignore-scripts --no-audit --no-fund && node build.mjs
	gofmt -w internal/web/ui/icons_gen.go
	$(MAKE) generate

courses: ## everything that is wrong in the shipped courses
	go run ./cmd/masar course lint courses/*/

check: ## what may not be committed: unformatted, doubtful or out of date
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); exit 1; }
	go vet ./...
	go tool staticcheck ./...
	$(MAKE) generate
	git diff --exit-code -- internal
