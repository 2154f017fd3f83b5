"""What people do with a store: add reports, settle what they say together, correct it, ask it."""
