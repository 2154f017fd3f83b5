"""The same stages over many reports: processes on one machine. Knows nothing of what the work is."""
