"""One file a change of the schema, the first makes it."""
