"""What needs more than one report. Pure: records in, records out; no store, no reading, no parser."""
