# Short recipes; CI runs the same ones.
python := env_var_or_default("PYTHON", "python3")

# everything CI checks
check: lint types imports test

lint:
    {{python}} -m ruff check src tests
    {{python}} -m ruff format --check src tests

types:
    {{python}} -m mypy

imports:
    lint-imports

test *ARGS:
    {{python}} -m pytest -n auto {{ARGS}}

# the gold cases alone
gold:
    {{python}} -m pytest -k gold

# scores on the development sets (need ../shared and the fetched sets)
quality:
    {{python}} benchmarks/quality.py

# cost against the bare parse, workers, memory, growth, kills, a store; about half an hour on two idle cores (numbers of benchmarks/README.md: larger)
bench:
    {{python}} benchmarks/cost.py
    {{python}} benchmarks/scale.py workers --reports 400
    {{python}} benchmarks/scale.py large
    {{python}} benchmarks/scale.py growth --sizes 500 4000
    {{python}} benchmarks/scale.py grouping --sizes 1000 2000 5000 10000
    {{python}} benchmarks/scale.py store --reports 1000
    {{python}} benchmarks/kill_run.py --reports 400

# others' tools for single tasks on the same texts, in an environment of their own
bench-peers:
    test -d build/peers || {{python}} benchmarks/peers.py --make build/peers
    {{python}} benchmarks/peers.py --with build/peers

# rewrite the files that tests hold to the code: help page, README picture
regenerate:
    {{python}} -m onrecord.cli.help

# the guide's pictures of the served record, made by the browser tests (needs Chromium)
pictures:
    ONRECORD_PICTURES=docs/pictures {{python}} -m pytest tests/browser/test_served.py -k pictures

# the documentation as a site in build/site; broken links and outside requests stop it
docs:
    NO_MKDOCS_2_WARNING=1 {{python}} -m mkdocs build --strict

# fuzz the API of a served store (needs schemathesis in an environment of its own): just api http://127.0.0.1:8321
api URL:
    st run {{URL}}/api/openapi.json -n 50 --generation-allow-x00 false --phases examples,coverage,fuzzing
