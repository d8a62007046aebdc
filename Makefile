# Two commands matter: `make run` shows the demo country, `make test` checks everything. The rest is for single steps.
# The steps stand in scripts/, so that each can be read and started alone.

.PHONY: help run test fmt tidy doc bench fuzz differ hostile soak deny clean

help:
	@echo "make run    build and start the demo country; prints the addresses and log-ins"
	@echo "make test   everything the continuous check runs: format, lints, tests, walls, profiles, browser"
	@echo "make fmt    write every Rust file in the house format"
	@echo "make tidy   the house rules alone"
	@echo "make doc    reference pages of every crate, under target/doc"
	@echo "make bench  the figures of docs/book/benchmarks.md, on this machine"
	@echo "make fuzz   every fuzz target for FUZZ_SECONDS (600) each; installs cargo-fuzz if it is missing"
	@echo "make differ is it well-formed? ours and libxml2 about the same documents, for ten minutes; makes itself a Python with lxml"
	@echo "make hostile every hostile input of the catalogue, sent to a running edge and office, under nine oracles"
	@echo "make soak   the long runs: planted faults, kill -9 under load, differential verdicts"
	@echo "make deny   cargo-deny with the advisory database; needs the network"

run:
	@scripts/run

test:
	@scripts/test

fmt:
	cargo fmt --all

tidy:
	cargo run --quiet -p openfiu-xtask -- tidy

doc:
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items

bench:
	@scripts/bench

fuzz:
	@scripts/fuzz

differ:
	@fuzz/differ

hostile:
	@soak/hostile

soak:
	@scripts/soak

deny:
	@scripts/deny

clean:
	cargo clean
