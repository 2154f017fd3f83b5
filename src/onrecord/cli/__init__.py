"""The command line: parse arguments, call the pipeline, show. No logic."""
