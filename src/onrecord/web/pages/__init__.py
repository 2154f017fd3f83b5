"""One file a kind of page: each reads its query from the address, asks the store, and hands records to a template."""
