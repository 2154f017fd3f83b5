"""What others' tools read: each format one small module with one pure function, listed in `formats.FORMATS`."""
