"""Save and load records: SQLite in one file by default, PostgreSQL when the work outgrows that. Knows records only."""
