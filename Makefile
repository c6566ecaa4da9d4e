# leon: `make` alone prints the targets. Every target is one line a person could type.
PREFIX ?= /usr/local
build_folder = .build/release
target = $(shell swift -print-target-info | sed -n 's/.*"triple" *: *"\(.*\)".*/\1/p' | head -1)

.PHONY: help prepare build studio test lint format bench docs paper screenshots install

help: ## print this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

prepare: ## check the Swift toolchain, install missing Debian packages
	@.ci/prepare

build: prepare ## build leon
	swift build -c release

studio: build ## build leon and open the studio
	$(build_folder)/leon studio

test: prepare ## run all tests
	swift test -c release --disable-xctest --disable-testable-imports

lint: prepare ## check the format and the invariants of ARCHITECTURE.md
	swift format lint --strict --recursive --parallel Package.swift Sources Tests
	.ci/check-invariants

format: prepare ## rewrite the sources in the project's format
	swift format --in-place --recursive --parallel Package.swift Sources Tests

bench: build ## measure, and fail when a goal is missed
	$(build_folder)/leon bench

paper: build ## measure the sweeps of the paper's figures, small, into .build/paper
	$(build_folder)/leon eval paper Sources/leon/Resources/sample-corpus --concepts all

docs: build ## write the pages of Generation to .build/docs
	mkdir -p .build/symbols
	swift symbolgraph-extract -module-name Generation -I $(build_folder)/Modules -target $(target) \
	  -minimum-access-level package -output-dir .build/symbols
	docc convert Sources/Generation/Generation.docc --additional-symbol-graph-dir .build/symbols \
	  --output-path .build/docs

screenshots: build ## take the README's pictures anew, in a real xterm
	Tests/StudioTests/Terminal/screenshots $(build_folder)/leon

install: build ## install to PREFIX (/usr/local unless given)
	install -D $(build_folder)/leon $(DESTDIR)$(PREFIX)/bin/leon
	mkdir -p $(DESTDIR)$(PREFIX)/share/leon
	cp -RL Sources/leon/Resources/. themes $(DESTDIR)$(PREFIX)/share/leon/
