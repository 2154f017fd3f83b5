"""How a store of an earlier onrecord becomes one of this (alembic)."""
